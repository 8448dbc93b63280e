import type { ExceptHandler, Expression } from '../python/ast.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Python's exception classes by what they derive from, as far as the parser can raise them. */
const PARENTS: Readonly<Record<string, string>> = {
  JSONDecodeError: 'ValueError',
  UnicodeDecodeError: 'ValueError',
  // binascii.Error
  Error: 'ValueError',
  KeyError: 'LookupError',
  IndexError: 'LookupError',
  ZeroDivisionError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  FileNotFoundError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ModuleNotFoundError: 'ImportError',
  PackageNotFoundError: 'ModuleNotFoundError',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
};

/** Whether a handler catches an exception of this name. */
export const catches = (run: Run, frame: Frame, handler: ExceptHandler, exception: string): boolean => {
  if (handler.type === null) return true;
  const names =
    handler.type.kind === 'Tuple'
      ? handler.type.elts.map((one) => nameOf(run, frame, one))
      : [nameOf(run, frame, handler.type)];
  for (let name: string | undefined = exception; name !== undefined; name = PARENTS[name]) {
    if (names.includes(name)) return true;
  }
  return names.includes('Exception') || names.includes('BaseException');
};

const nameOf = (run: Run, frame: Frame, type: Expression): string => {
  const value = run.evaluate(frame, type);
  if (value.kind === 'builtin') return value.name;
  if (value.kind === 'class') return value.cls.name;
  const path = value.kind === 'external' ? value.path : 'Exception';
  return path.slice(path.lastIndexOf('.') + 1);
};

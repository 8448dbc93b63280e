import { and, not } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type { ExceptHandler } from '../python/ast.ts';
import { isClass } from './class-info.ts';
import type { Frame } from './frame.ts';
import { content, notUnderstood } from './read.ts';
import type { Item, Run } from './run.ts';
import type { Value } from './value.ts';

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

/** A class and those it derives from, as far as they are known, by their names. */
const withParents = (run: Run, exception: string): readonly string[] => {
  const own = [...run.notes.classes.values()].find((cls) => cls?.name === exception);
  if (own == null) {
    const parent = PARENTS[exception];
    return parent === undefined ? [exception] : [exception, ...withParents(run, parent)];
  }
  return own.mro.flatMap((base) =>
    isClass(base) ? [base.name] : base.path === exception ? [] : withParents(run, lastPart(base.path)),
  );
};

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Whether an exception of this name is one of those that are named. */
export const isOneOf = (run: Run, exception: string, names: readonly string[]): boolean =>
  names.includes('Exception') ||
  names.includes('BaseException') ||
  withParents(run, exception).some((name) => names.includes(name));

/** The names of the exceptions that a value stands for: a class, or a tuple of them. */
export const namesOf = (run: Run, value: Value): readonly string[] => {
  const held = content(run, value);
  if (held.kind === 'sequence') return held.items.flatMap((one) => namesOf(run, one));
  if (held.kind === 'builtin') return [held.name];
  if (held.kind === 'class') return [held.cls.name];
  return [held.kind === 'external' ? lastPart(held.path) : 'Exception'];
};

/** What a handler names; everything where it names nothing. */
export const namedBy = (run: Run, frame: Frame, { type }: ExceptHandler): readonly string[] =>
  type === null ? ['BaseException'] : namesOf(run, run.evaluate(frame, type));

/** The condition under which an item raises one of these; `null`: never. */
export const raisedAs = (run: Run, item: Item, names: readonly string[]): Ref | null => {
  const { table } = run;
  switch (item.kind) {
    case 'error':
      return isOneOf(run, item.exception ?? 'Exception', names) ? item.when : null;
    case 'partial': {
      const exceptions = RAISED.filter((name) => isOneOf(run, name, names));
      return exceptions.length === 0
        ? null
        : and(table, item.when, table.add({ op: 'raises', args: [item.value as Ref], exceptions }));
    }
    case 'requirement':
      return isOneOf(run, item.exception ?? 'ImportError', names)
        ? and(table, item.when, not(table, item.value as Ref))
        : null;
    case 'mayRaise': {
      notUnderstood(run, item.at, 'exception of code outside that is caught');
      return and(
        table,
        item.when,
        table.add({ op: 'unknown', why: `${item.subject ?? 'a call'} raises`, notNone: true, at: item.at }),
      );
    }
    default:
      return null;
  }
};

/** What the operations of the expression language raise. */
const RAISED: readonly string[] = [
  ...[
    'TypeError',
    'ValueError',
    'AttributeError',
    'KeyError',
    'IndexError',
    'ZeroDivisionError',
    'OverflowError',
  ],
  ...[
    'UnicodeDecodeError',
    'Error',
    'JSONDecodeError',
    'FileNotFoundError',
    'IsADirectoryError',
    'NotADirectoryError',
    'RecursionError',
  ],
];

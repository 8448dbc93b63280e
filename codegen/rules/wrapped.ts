import { leavesCalls } from '../python/decorators.ts';
import { moduleScope } from '../python/scope.ts';
import { moduleFrame } from './classes.ts';
import type { Run } from './run.ts';
import type { FunctionValue, Value } from './value.ts';

/** What the program's own decorators make of a function; `null` where one of them is not the program's. */
export const wrapped = (run: Run, fn: FunctionValue): Value | null => {
  if (fn.node.kind !== 'FunctionDef' || fn.node.isAsync) return null;
  const scope = moduleScope(fn.module);
  const wrapping = fn.node.decorators.filter((one) => !leavesCalls(run.program, scope, one));
  const isOwn = wrapping.every(
    (one) => run.program.resolve(scope, one.kind === 'Call' ? one.func : one)?.kind === 'function',
  );
  if (!isOwn) return null;
  const frame = moduleFrame(run, fn.module, fn.qualname);
  return wrapping.toReversed().reduce<Value>(
    (inner, decorator) => {
      const args = { positional: [inner], named: new Map<string, Value>(), spread: null };
      return run.call(frame, run.evaluate(frame, decorator), args, run.places.of(frame, decorator));
    },
    { ...fn, opaque: false },
  );
};

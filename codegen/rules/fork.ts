import { and, implied, not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Frame } from './frame.ts';
import { joinStores } from './join.ts';
import type { Run } from './run.ts';
import type { Store } from './store.ts';

/** Executes something; `false` where its end is never reached. */
type Way = () => boolean;

/** How many ways out of a function's loops and itself have been met. */
export const exitsOf = (frame: Frame): number =>
  frame.returns.length +
  frame.loops.reduce((sum, loop) => sum + loop.breaks.length + loop.continues.length, 0);

/**
 * Both ways are executed, each on its path. Behind them the path is as before, unless a way was left by `return`,
 * `break` or `continue`: a way that raises narrows nothing.
 */
export const fork = (run: Run, frame: Frame, test: Ref, onTrue: Way, onFalse: Way): boolean => {
  const { table } = run;
  const known = implied(table, run.path, test);
  if (known !== undefined) return known ? onTrue() : onFalse();
  const { path, store } = run;
  const taken = (condition: Ref, way: Way, from: Store) => {
    const before = exitsOf(frame);
    const entered = and(table, path, condition);
    run.path = entered;
    run.store = from;
    const alive = way();
    return {
      alive,
      path: run.path,
      store: run.store,
      narrowed: run.path !== entered,
      left: exitsOf(frame) > before,
    };
  };
  // Nothing else holds the store of before: the second way may go on with it.
  const yes = taken(test, onTrue, store.copy());
  const no = taken(not(table, test), onFalse, store);
  if (!yes.alive && !no.alive) return false;
  if (yes.alive && no.alive) {
    run.store = joinStores(run, test, yes.store, no.store);
    run.path = yes.narrowed || no.narrowed ? or(table, yes.path, no.path) : path;
    return true;
  }
  const [alive, dead] = yes.alive ? [yes, no] : [no, yes];
  run.store = alive.store;
  run.path = dead.left || alive.narrowed ? alive.path : path;
  return true;
};

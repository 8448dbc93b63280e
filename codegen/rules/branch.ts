import { and, implied, not, relativeTo } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Exit } from './frame.ts';
import { joinStores, joinValues } from './join.ts';
import { underPath } from './read.ts';
import { DeadEnd, type Run } from './run.ts';
import type { Value } from './value.ts';

/** Runs something where a condition holds; where it does not, the result is `otherwise` and nothing has changed. */
export const under = <T extends Value>(run: Run, test: Ref, action: () => T, otherwise: Value): Value => {
  const known = implied(run.table, run.path, test);
  if (known === true) return action();
  if (known === false) return otherwise;
  const { path, store } = run;
  run.store = store.copy();
  run.path = and(run.table, path, test);
  try {
    const value = action();
    run.store = joinStores(run, test, run.store, store);
    run.path = path;
    return value;
  } catch (end) {
    if (!(end instanceof DeadEnd)) throw end;
    run.store = store;
    run.path = path;
    return otherwise;
  }
};

/** Applies something with effects to every alternative of a value, each on its own path. */
export const forEach = (run: Run, value: Value, action: (one: Value) => Value): Value => {
  const taken = underPath(run, value);
  if (taken.kind !== 'choice') return action(taken);
  const { test, yes, no } = taken;
  const { path, store } = run;
  // Nothing else holds the store of before: the second alternative may go on with it.
  const first = attempt(run, and(run.table, path, test), store.copy(), () => forEach(run, yes, action));
  const second = attempt(run, and(run.table, path, not(run.table, test)), store, () =>
    forEach(run, no, action),
  );
  run.path = path;
  if (first === null && second === null) throw new DeadEnd();
  if (first === null || second === null) {
    const only = (first ?? second) as { value: Value; store: typeof store };
    run.store = only.store;
    return only.value;
  }
  run.store = joinStores(run, test, first.store, second.store);
  return joinValues(run, test, [first.value, first.store], [second.value, second.store]);
};

const attempt = (
  run: Run,
  path: Ref,
  store: Run['store'],
  action: () => Value,
): { value: Value; store: Run['store'] } | null => {
  run.path = path;
  run.store = store;
  try {
    return { value: action(), store: run.store };
  } catch (end) {
    if (end instanceof DeadEnd) return null;
    throw end;
  }
};

/** Joins ways that exclude each other; the last is the one taken when no other is. Gives their values joined. */
export const joinExits = (run: Run, exits: readonly Exit[], base: Ref): Value | null => {
  const last = exits.at(-1);
  if (last === undefined) return null;
  let { store, value } = last;
  for (const exit of exits.slice(0, -1).reverse()) {
    const test = relativeTo(run.table, exit.path, base);
    value = joinValues(run, test, [exit.value, exit.store], [value, store]);
    store = joinStores(run, test, exit.store, store);
  }
  run.store = store;
  run.path = base;
  return value;
};

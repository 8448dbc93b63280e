import { ifThenElse } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import { labelField } from './label.ts';
import { asData, isData } from './read.ts';
import type { Run } from './run.ts';
import { contentKey, merge, select } from './state.ts';
import type { Store } from './store.ts';
import { data, type Mapping, same, type Value } from './value.ts';

/**
 * The store where two branches meet. A container that only one slot holds needs no identity any more: it is joined
 * as data, which keeps later operations on it from being done once for each way it may have come about.
 */
export const joinStores = (run: Run, test: Ref, yes: Store, no: Store): Store => {
  const held = { yes: lazy(() => holders(yes)), no: lazy(() => holders(no)) };
  const flat = (value: Value, store: Store, counts: () => ReadonlyMap<number, number>): Ref | null => {
    if (!cellsIn(value).every((cell) => counts().get(cell) === 1)) return null;
    return inStore(run, store, () => (isData(run, value) ? asData(run, value) : null));
  };
  const joined = (a: Value, b: Value): Value =>
    same(a, b) ? a : (asOne(a, b) ?? select(run.table, test, a, b));
  const asOne = (a: Value, b: Value): Value | null => {
    if (isChanged(a, yes) || isChanged(b, no)) return joinChanged(run, test, [a, yes], [b, no]);
    if (a.kind === 'mapping' && b.kind === 'mapping') return entryByEntry(a, b, joined);
    if (cellsIn(a).length + cellsIn(b).length === 0)
      return isLong(a, b) && isData(run, a) && isData(run, b)
        ? data(ifThenElse(run.table, test, asData(run, a), asData(run, b)))
        : null;
    const x = flat(a, yes, held.yes);
    const y = x === null ? null : flat(b, no, held.no);
    return x === null || y === null ? null : data(ifThenElse(run.table, test, x, y));
  };
  return merge(run.table, test, yes, no, asOne, (key, ref) => {
    if (key.startsWith('A')) labelField(run, ref, key.slice(key.indexOf(' ') + 1));
  });
};

type Held = readonly [value: Value, store: Store];

/** What is one value in one store and another one in the other, behind the place where the two meet. */
export const joinValues = (run: Run, test: Ref, yes: Held, no: Held): Value =>
  (isChanged(...yes) || isChanged(...no) ? joinChanged(run, test, yes, no) : null) ??
  select(run.table, test, yes[0], no[0]);

/** Data that the program has changed is known by its node only as long as nothing else stands for it. */
const isChanged = (value: Value, store: Store): boolean =>
  waysOf(value).some((way) => way.kind === 'data' && store.get(contentKey(way)) !== undefined);

const joinChanged = (run: Run, test: Ref, yes: Held, no: Held): Value | null => {
  if (same(yes[0], no[0])) return yes[0];
  const [a, b] = [yes, no].map(([value, store]) =>
    inStore(run, store, () => (isData(run, value) ? asData(run, value) : null)),
  ) as [Ref | null, Ref | null];
  return a === null || b === null ? null : data(ifThenElse(run.table, test, a, b));
};

/** Dicts with the same keys are one dict, of which some entries hold one of two values. */
const entryByEntry = (a: Mapping, b: Mapping, joined: (a: Value, b: Value) => Value): Mapping | null => {
  const [keys, others] = [[...a.entries.keys()], [...b.entries.keys()]];
  if (keys.length !== others.length || keys.some((key, at) => key !== others[at])) return null;
  const entries = keys.map(
    (key) => [key, joined(a.entries.get(key) as Value, b.entries.get(key) as Value)] as const,
  );
  return { kind: 'mapping', entries: new Map(entries) };
};

/** In how many ways a list may have come about before they are told apart by the expression alone. */
const MAX_WAYS = 4;

const isLong = (a: Value, b: Value): boolean => {
  const ways = [...waysOf(a), ...waysOf(b)];
  return ways.length > MAX_WAYS && ways.some((way) => way.kind === 'sequence');
};

const waysOf = (value: Value): readonly Value[] =>
  value.kind === 'choice' ? [...waysOf(value.yes), ...waysOf(value.no)] : [value];

const inStore = <T>(run: Run, store: Store, action: () => T): T => {
  const outer = run.store;
  run.store = store;
  try {
    return action();
  } finally {
    run.store = outer;
  }
};

const cellsIn = (value: Value): readonly number[] => {
  switch (value.kind) {
    case 'cell':
      return [value.id];
    case 'choice':
      return [...cellsIn(value.yes), ...cellsIn(value.no)];
    case 'sequence':
      return value.items.flatMap(cellsIn);
    case 'mapping':
      return [...value.entries.values()].flatMap(cellsIn);
    case 'method':
      return cellsIn(value.receiver);
    default:
      return [];
  }
};

/** How many slots hold each container. */
const holders = (store: Store): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const [, value] of store.entries())
    for (const cell of new Set(cellsIn(value))) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
};

const lazy = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

import type { Ref } from '../../src/model/index.ts';
import { within } from './aside.ts';
import type { ClassInfo } from './class-info.ts';
import type { Frame } from './frame.ts';
import { recall } from './recall.ts';
import { type Assignment, DeadEnd, type Item, type Run } from './run.ts';
import { Store } from './store.ts';
import type { Value } from './value.ts';

/**
 * Making one argument object of what a config says: nearly all of the work, and the same whatever other objects were
 * made before. So it is executed by itself, from no more than what a process holds (variables, globals), and what it did
 * is then done to the run. An edit that does not bear on it leaves it as it is, and entry points share it.
 */
export interface Unit {
  /** `null`: it always ends in an error. */
  readonly value: Value | null;
  /** What it wrote. */
  readonly written: readonly (readonly [string, Value])[];
  readonly items: readonly Item[];
  readonly assignments: readonly Assignment[];
  readonly forced: ReadonlyMap<Ref, readonly Ref[]>;
  /** How much it did, as items and assignments are counted. */
  readonly orders: number;
}

/** Makes the object by itself where that can be done, else in the run as it is. */
export const asUnit = (
  run: Run,
  frame: Frame,
  cls: ClassInfo,
  /** The entries of the config that it is made of. */
  given: readonly string[],
  at: number,
  make: () => Value,
): Value => {
  const held = ofProcess(run);
  const { qualname, module, node, scope } = cls;
  const isApart = held !== null && run.table.valueOf(run.path) === true && run.variables === 0;
  const key = JSON.stringify([qualname, frame.function, at, given, held]);
  if (!isApart || run.looking !== null || run.trying > 0 || run.made.has(key)) return make();
  run.made.add(key);
  const unit = recall(run, run.ambient.units, key, cls, () => {
    run.classInfo({ kind: 'class', qualname, module, node, scope });
    return executed(run, held, make);
  });
  return done(run, unit);
};

type Held = readonly (readonly [string, Value])[];

/** Variables and globals as they were written; `null` where one holds more than data. */
const ofProcess = (run: Run): Held | null => {
  const held = run.store.entries().filter(([key]) => key[0] === 'E' || key[0] === 'G' || key[0] === 'D');
  return held.every(([, value]) => isPlain(value)) ? held : null;
};

const isPlain = (value: Value): boolean => {
  if (value.kind === 'choice') return isPlain(value.yes) && isPlain(value.no);
  return value.kind === 'data' || value.kind === 'absent' || value.kind === 'external';
};

const executed = (run: Run, held: Held, make: () => Value): Unit => {
  const store = new Store();
  for (const [key, value] of held) store.set(key, value);
  const before = new Map(held);
  const state = { store, items: [] as Item[], forced: new Map<Ref, readonly Ref[]>() };
  const { assignments, order } = run;
  Object.assign(run, { assignments: [], order: 0 });
  try {
    return within(run, state, () => {
      const value = orDeadEnd(make);
      const written = run.store.entries().filter(([key, now]) => before.get(key) !== now);
      const { items, forced, assignments, order } = run;
      return { value, written, items, forced, assignments, orders: order };
    });
  } finally {
    Object.assign(run, { assignments, order });
  }
};

const orDeadEnd = (make: () => Value): Value | null => {
  try {
    return make();
  } catch (end) {
    if (!(end instanceof DeadEnd)) throw end;
    return null;
  }
};

const done = (run: Run, { value, written, items, assignments, forced, orders }: Unit): Value => {
  const later = <One extends { readonly order: number }>(one: One): One => ({
    ...one,
    order: run.order + one.order,
  });
  for (const [key, now] of written) run.store.set(key, now);
  for (const item of items) run.items.push(later(item));
  for (const assignment of assignments) run.assignments.push(later(assignment));
  for (const [ref, paths] of forced) run.forced.set(ref, [...(run.forced.get(ref) ?? []), ...paths]);
  run.order += orders;
  if (value === null) throw new DeadEnd();
  return value;
};

import type { Ref } from '../../src/model/index.ts';
import { type Looked, takeOr } from '../python/looked-at.ts';
import { within } from './aside.ts';
import type { ClassInfo } from './class-info.ts';
import type { RunLabel } from './label.ts';
import type { Run } from './run.ts';
import type { Value } from './value.ts';

/** What a run notes besides what it works out; it only becomes more. */
export interface Notes {
  readonly labels: Map<Ref, RunLabel>;
  readonly unknowns: Map<string, { readonly at: number; readonly reason: string }>;
  /** Classes that were met, by their qualified names. */
  readonly classes: Map<string, ClassInfo | null>;
  /** Values of the globals that were met, by their qualified names. */
  readonly globals: Map<string, Value>;
  /** What was taken from before. */
  readonly taken: Set<Notes>;
}

/** Something worked out before, for what it was worked out of, with what was noted meanwhile. */
export interface Recalled<Result> {
  readonly of: unknown;
  readonly looked: Looked<Result>;
  readonly notes: Notes;
}

export const newNotes = (): Notes => ({
  labels: new Map(),
  unknowns: new Map(),
  classes: new Map(),
  globals: new Map(),
  taken: new Set(),
});

/**
 * Works something out, or takes what was worked out under that key of the same thing, if all that was looked at for it
 * is as it was. What was noted is noted again.
 */
export const recall = <Result>(
  run: Run,
  known: Map<string, Recalled<Result>>,
  key: string,
  of: unknown,
  work: () => Result,
): Result => {
  const before = known.get(key);
  const notes = newNotes();
  const last = before !== undefined && before.of === of ? before.looked : undefined;
  const looked = takeOr(last, () => noting(run, notes, work));
  const recalled = before?.looked === looked ? before : { of, looked, notes };
  known.set(key, recalled);
  takeNotes(run.notes, recalled.notes);
  return looked.result;
};

/** What it is worked out for, and how deep in loops, is nothing to it. */
const noting = <Result>(run: Run, notes: Notes, work: () => Result): Result => {
  const { variables } = run;
  run.variables = 0;
  try {
    return within(run, { notes, looking: null }, work);
  } finally {
    run.variables = variables;
  }
};

/** What was noted first stays. */
export const takeNotes = (into: Notes, more: Notes): void => {
  if (into.taken.has(more)) return;
  into.taken.add(more);
  addTo(into.labels, more.labels);
  addTo(into.unknowns, more.unknowns);
  addTo(into.classes, more.classes);
  addTo(into.globals, more.globals);
};

const addTo = <Key, Item>(into: Map<Key, Item>, more: ReadonlyMap<Key, Item>): void => {
  for (const [key, item] of more) if (!into.has(key)) into.set(key, item);
};

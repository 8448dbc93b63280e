import type { Place } from '../../src/model/index.ts';
import { type Looked, takeOr } from '../python/looked-at.ts';
import type { Program } from '../python/program.ts';
import { type Base, createBase, forgetPast } from './base.ts';
import { type EntryFunction, type ExecutedEntry, executeEntry } from './entry.ts';
import type { Labelled } from './label.ts';
import { type Notes, newNotes, takeNotes } from './recall.ts';

/** What executing all entry points gave. Defaults in it are those of the source as it is now: their nodes look them up. */
export interface Executed extends Labelled {
  readonly base: Base;
  readonly entries: readonly ExecutedEntry[];
  readonly unknowns: Notes['unknowns'];
  readonly known: Known;
  /** How many nodes there were when everything was executed for the first time. */
  readonly first: number;
}

type Known = ReadonlyMap<string, Looked<ExecutedEntry | null>>;

/** Of so many times the nodes that there were at first, most are of states that are gone. */
const MOST_NODES = 3;

export const executeEntries = (program: Program, entries: readonly EntryFunction[]): Executed =>
  execute(program, entries, createBase(), new Map());

/**
 * The same for the next state of the source: of the bodies of functions and classes that others were executed with, only
 * what looks at one that is another is executed again. `undefined` where it is time to begin anew.
 */
export const executeAgain = (
  program: Program,
  entries: readonly EntryFunction[],
  { base, known, first }: Executed,
  now: (place: Place) => Place | null,
): Executed | undefined => {
  if (base.table.nodes.length > MOST_NODES * first) return undefined;
  base.places.move(now);
  forgetPast(base);
  return { ...execute(program, entries, base, known), first };
};

const execute = (
  program: Program,
  entries: readonly EntryFunction[],
  base: Base,
  before: Known,
): Executed => {
  const known = new Map<string, Looked<ExecutedEntry | null>>();
  const notes = newNotes();
  const executed = entries.flatMap((entry) => {
    const key = JSON.stringify([entry.entry, entry.function, [...entry.assumed]]);
    const looked = takeOr(before.get(key), () => executeEntry(program, entry, base));
    known.set(key, looked);
    if (looked.result !== null) takeNotes(notes, looked.result.notes);
    return looked.result ?? [];
  });
  const { labels, unknowns } = notes;
  return {
    base,
    table: base.table,
    entries: executed,
    labels,
    unknowns,
    known,
    first: base.table.nodes.length,
  };
};

import { isDeepStrictEqual } from 'node:util';
import type { Ref, RulesData, RuleText } from '../../src/model/index.ts';
import type { Program } from '../python/program.ts';
import { type PlaceNow, STILL } from '../reuse.ts';
import { compact, labelsIn } from './compact.ts';
import type { EntryFunction, ExecutedEntry } from './entry.ts';
import { dropEverydayCalls } from './everyday.ts';
import { type Executed, executeEntries } from './execute.ts';
import { defaultsOf, placed, sameDefaults, type Written, withDefaults } from './written.ts';

export type { EntryFunction } from './entry.ts';
export { executeAgain, executeEntries } from './execute.ts';

export interface ExtractedRules {
  readonly data: RulesData;
  readonly text: RuleText;
}

/**
 * The rules of all entry points, by executing upstream's own functions once on a config of which nothing is known.
 * Nothing is matched by text, name of rule or release. `text` holds upstream's messages; its nodes continue the table.
 */
export const extractRules = (program: Program, entries: readonly EntryFunction[]): ExtractedRules =>
  writeRules(executeEntries(program, entries));

const written = new WeakMap<Executed, Written>();

/** `now`: where a place is by now, if the source has moved on since. The same objects where nothing else is. */
export const writeRules = (executed: Executed, now: PlaceNow = STILL): ExtractedRules => {
  const { table } = executed;
  const last = written.get(executed);
  const defaults = defaultsOf(table);
  const kept =
    last !== undefined && sameDefaults(defaults, last.defaults) ? last.entries : everyEntry(executed);
  const listed = kept.flatMap(({ rules }) => rules.rules);
  const same = last?.kept.length === listed.length && listed.every((rule, at) => rule === last.kept[at]);
  const rules = same ? withDefaults(table, last, defaults) : undefined;
  if (last !== undefined && rules === last.rules) return placed(last, now);
  const made =
    last === undefined || rules === undefined
      ? compact(executed, kept)
      : { refs: last.refs, rules: relabelled(executed, last.refs, rules) };
  const writing = { ...made, defaults, entries: kept, kept: listed };
  written.set(executed, writing);
  return placed(writing, now);
};

/** Which calls are everyday ones hangs on defaults alone. */
const everyEntry = ({ base, entries }: Executed): readonly ExecutedEntry[] =>
  dropEverydayCalls(base, entries);

/** Which labels shorten hangs on how long a default is. */
const relabelled = (
  executed: Executed,
  refs: ReadonlyMap<Ref, Ref>,
  rules: ExtractedRules,
): ExtractedRules => {
  const { data } = rules;
  const inRules = new Set([...refs].filter(([, ref]) => ref < data.nodes.length).map(([ref]) => ref));
  const labels = labelsIn(executed, inRules, (ref) => refs.get(ref) ?? -1);
  return isDeepStrictEqual(labels, data.labels) ? rules : { ...rules, data: { ...data, labels } };
};

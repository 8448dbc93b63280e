import { isDeepStrictEqual } from 'node:util';
import { reachable } from '../../src/expr/shape.ts';
import { ExprTable, partsOf } from '../../src/expr/table.ts';
import type { ExprNode, Held, Ref, RuleStep, RulesData, RuleText } from '../../src/model/index.ts';
import type { Program } from '../python/program.ts';
import { type PlaceNow, STILL } from '../reuse.ts';
import { type EntryFunction, type ExecutedEntry, executeEntry } from './entry.ts';
import { dropEverydayCalls } from './everyday.ts';
import { usefulLabels } from './label.ts';
import type { Run } from './run.ts';
import { defaultsOf, placed, sameDefaults, type Written, withDefaults } from './written.ts';

export type { EntryFunction } from './entry.ts';

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

/** What executing all entry points gave. Defaults in it are those of the source as it is now: their nodes look them up. */
export interface Executed {
  readonly base: Run | undefined;
  readonly entries: readonly ExecutedEntry[];
}

export const executeEntries = (program: Program, entries: readonly EntryFunction[]): Executed => {
  let base: Run | undefined;
  const executed: ExecutedEntry[] = [];
  for (const entry of entries) {
    const result = executeEntry(program, entry, base);
    if (result === null) continue;
    base = result.run;
    executed.push(result);
  }
  return { base, entries: executed };
};

const written = new WeakMap<Executed, Written>();

/** `now`: where a place is by now, if the source has moved on since. The same objects where nothing else is. */
export const writeRules = (executed: Executed, now: PlaceNow = STILL): ExtractedRules => {
  const { base } = executed;
  if (base === undefined) return NONE;
  const last = written.get(executed);
  const defaults = defaultsOf(base);
  const kept =
    last !== undefined && sameDefaults(defaults, last.defaults) ? last.entries : everyEntry(executed);
  const listed = kept.flatMap(({ rules }) => rules.rules);
  const same = last?.kept.length === listed.length && listed.every((rule, at) => rule === last.kept[at]);
  const rules = same ? withDefaults(base, last, defaults) : undefined;
  if (last !== undefined && rules === last.rules) return placed(last, now);
  const made =
    last === undefined || rules === undefined
      ? compact(base, kept)
      : { refs: last.refs, rules: relabelled(base, last.refs, rules) };
  const writing = { ...made, defaults, entries: kept, kept: listed };
  written.set(executed, writing);
  return placed(writing, now);
};

/** Which calls are everyday ones hangs on defaults alone. */
const everyEntry = ({ entries }: Executed): readonly ExecutedEntry[] => entries.map(dropEverydayCalls);

const NONE: ExtractedRules = {
  data: { nodes: [], places: [], enums: [], entries: [], labels: [], unknowns: [] },
  text: { nodes: [], messages: {} },
};

/** Keeps the nodes and places that rules and values need, numbered anew; what only messages need comes after. */
const compact = (run: Run, executed: readonly ExecutedEntry[]): Pick<Written, 'refs' | 'rules'> => {
  const { nodes } = run.table;
  const roots = executed.flatMap(({ rules }) => [
    ...rules.rules.flatMap(partsOf),
    ...[...rules.held, ...rules.derived].flatMap(partsOfHeld),
  ]);
  const kept = reachable(nodes, roots);
  const inRules = new Set(kept);
  const texts = reachable(
    nodes,
    executed.flatMap(({ messages }) => [...messages.values()]),
  ).filter((ref) => !inRules.has(ref));
  const refs = new Map<Ref, Ref>();
  const renumber = (ref: Ref): Ref => refs.get(ref) as Ref;
  const places = new Renumbering();
  const at = (place: number): number => places.of(place);
  const moved = new ExprTable();
  const apart = new Set(run.table.apart);
  const move = (ref: Ref): void => {
    const node = renumbered(nodes[ref] as ExprNode, renumber, at);
    refs.set(ref, apart.has(ref) ? moved.addAlone(node) : moved.add(node));
  };
  kept.forEach(move);
  const inData = moved.nodes.length;
  texts.forEach(move);
  const data: Omit<RulesData, 'places'> = {
    nodes: moved.nodes.slice(0, inData),
    enums: run.enumTypes,
    entries: executed.map(({ rules }) => ({
      ...rules,
      rules: rules.rules.map((rule) => ({ ...rule, ...stepRefs(rule, renumber, at) })),
      held: rules.held.map((one) => ({ ...one, ...heldRefs(one, renumber, at) })),
      derived: rules.derived.map((one) => ({ ...one, ...heldRefs(one, renumber, at) })),
    })),
    labels: labelsIn(run, inRules, renumber),
    unknowns: [...run.unknowns.values()].map(({ at, reason }) => run.places.unknown(at, reason)),
  };
  const messages = Object.fromEntries(
    executed.flatMap(({ rules, messages: own }) =>
      [...own].map(([rule, ref]) => [`${rules.entry}:${rule}`, renumber(ref)]),
    ),
  );
  const rules: ExtractedRules = {
    data: { ...data, places: places.pick(run.places.list) },
    text: { nodes: moved.nodes.slice(inData), messages },
  };
  return { refs, rules };
};

/** Labels of nodes that rules need; of those that became one the last counts. */
const labelsIn = (run: Run, inRules: ReadonlySet<Ref>, renumber: (ref: Ref) => Ref): RulesData['labels'] => [
  ...new Map(
    usefulLabels(run, inRules).map(([ref, ...texts]) => [
      renumber(ref),
      [renumber(ref), ...texts] as RulesData['labels'][number],
    ]),
  ).values(),
];

/** Which labels shorten hangs on how long a default is. */
const relabelled = (run: Run, refs: ReadonlyMap<Ref, Ref>, rules: ExtractedRules): ExtractedRules => {
  const { data } = rules;
  const inRules = new Set([...refs].filter(([, ref]) => ref < data.nodes.length).map(([ref]) => ref));
  const labels = labelsIn(run, inRules, (ref) => refs.get(ref) ?? -1);
  return isDeepStrictEqual(labels, data.labels) ? rules : { ...rules, data: { ...data, labels } };
};

const partsOfHeld = ({ value, sources }: Pick<Held, 'value' | 'sources'>): readonly Ref[] => [
  value,
  ...sources.map(({ when }) => when),
];

const heldRefs = (
  { value, sources }: Pick<Held, 'value' | 'sources'>,
  renumber: (ref: Ref) => Ref,
  at: (place: number) => number,
): Pick<Held, 'value' | 'sources'> => ({
  value: renumber(value),
  sources: sources.map((source) => ({ when: renumber(source.when), at: at(source.at) })),
});

const stepRefs = (
  step: RuleStep,
  renumber: (ref: Ref) => Ref,
  at: (place: number) => number,
): Pick<RuleStep, 'when' | 'value' | 'at'> => ({
  when: renumber(step.when),
  ...(step.value === undefined ? {} : { value: renumber(step.value) }),
  at: at(step.at),
});

const renumbered = (node: ExprNode, renumber: (ref: Ref) => Ref, at: (place: number) => number): ExprNode => {
  if (node.op === 'const') return { ...node };
  const placed = 'at' in node && node.at !== undefined ? { ...node, at: at(node.at) } : node;
  if (placed.op === 'input')
    return { ...placed, ...(placed.default === undefined ? {} : { default: renumber(placed.default) }) };
  if (!('args' in placed)) return placed;
  const args = placed.args.map(renumber);
  if (!('steps' in placed)) return { ...placed, args };
  return {
    ...placed,
    args,
    steps: placed.steps.map((step) => ({ ...step, ...stepRefs(step, renumber, at) })),
  };
};

/** Numbers what is used in the order of its first use. */
class Renumbering {
  readonly #known = new Map<number, number>();

  of(old: number): number {
    const known = this.#known.get(old) ?? this.#known.size;
    this.#known.set(old, known);
    return known;
  }

  pick<T>(list: readonly T[]): T[] {
    return [...this.#known.keys()].map((old) => list[old] as T);
  }
}

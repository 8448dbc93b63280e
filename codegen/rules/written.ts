import type { ExprTable } from '../../src/expr/table.ts';
import type { ExprNode, Literal, Ref, Rule, RulesData } from '../../src/model/index.ts';
import { type PlaceNow, STILL } from '../reuse.ts';
import type { ExecutedEntry } from './entry.ts';
import type { ExtractedRules } from './index.ts';

/*
 * What was written of a run, for the states of the source in which the run stays. Defaults and places are all that can
 * differ: most of what is written is then the very objects of before, which need not be checked and written again.
 */

export interface Written {
  /** Where each node of the run went. */
  readonly refs: ReadonlyMap<Ref, Ref>;
  readonly rules: ExtractedRules;
  /** Literal of each default, as JSON. */
  readonly defaults: ReadonlyMap<Ref, string>;
  /** Without the everyday calls, which defaults decide. */
  readonly entries: readonly ExecutedEntry[];
  /** Their rules. */
  readonly kept: readonly Rule[];
  placed?: { readonly now: PlaceNow; readonly rules: ExtractedRules };
}

/** Defaults as they are now. */
export const defaultsOf = (table: ExprTable): ReadonlyMap<Ref, string> =>
  new Map(table.apart.map((ref) => [ref, JSON.stringify(literalOf(table, ref))]));

export const sameDefaults = (some: ReadonlyMap<Ref, string>, others: ReadonlyMap<Ref, string>): boolean =>
  some.size === others.size && [...some].every(([ref, value]) => others.get(ref) === value);

const literalOf = (table: ExprTable, ref: Ref): Literal | undefined => {
  const node = table.node(ref);
  return node.op === 'const' ? node.value : undefined;
};

/** The rules with other defaults: each has a node of its own, so that nothing else is another one. */
export const withDefaults = (
  table: ExprTable,
  { refs, rules, defaults }: Written,
  now: ReadonlyMap<Ref, string>,
): ExtractedRules => {
  const changed = [...now].filter(([ref, value]) => refs.has(ref) && defaults.get(ref) !== value);
  if (changed.length === 0) return rules;
  const { data, text } = rules;
  const nodes = [...data.nodes, ...text.nodes];
  for (const [ref] of changed)
    nodes[refs.get(ref) ?? -1] = { op: 'const', value: literalOf(table, ref) ?? null } satisfies ExprNode;
  const inData = data.nodes.length;
  return {
    data: { ...data, nodes: nodes.slice(0, inData) },
    text: { ...text, nodes: nodes.slice(inData) },
  };
};

/** The rules with each place where it is now. */
export const placed = (written: Written, now: PlaceNow): ExtractedRules => {
  const { rules } = written;
  if (now === STILL) return rules;
  if (written.placed?.now === now) return written.placed.rules;
  const data: RulesData = {
    ...rules.data,
    places: rules.data.places.map(now),
    unknowns: rules.data.unknowns.map(({ place, reason }) => ({ place: now(place), reason })),
  };
  written.placed = { now, rules: { data, text: rules.text } };
  return written.placed.rules;
};

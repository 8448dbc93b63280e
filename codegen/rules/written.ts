import type { ExprNode, Literal, Ref, Rule, RulesData } from '../../src/model/index.ts';
import { type PlaceNow, STILL } from '../reuse.ts';
import type { ExtractedRules } from './index.ts';
import type { Run } from './run.ts';

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
  /** The rules that are left once the everyday calls are gone, which defaults decide. */
  readonly kept: readonly Rule[];
  placed?: { readonly now: PlaceNow; readonly rules: ExtractedRules };
}

/** Defaults as they are now. */
export const defaultsOf = (run: Run): ReadonlyMap<Ref, string> =>
  new Map(run.table.apart.map((ref) => [ref, JSON.stringify(literalOf(run, ref))]));

const literalOf = (run: Run, ref: Ref): Literal | undefined => {
  const node = run.table.node(ref);
  return node.op === 'const' ? node.value : undefined;
};

/**
 * The rules with other defaults, if no two constants become one by that and no one two: then only constants differ.
 * `undefined` where everything has to be written anew.
 */
export const withDefaults = (
  run: Run,
  { refs, rules, defaults }: Written,
  now: ReadonlyMap<Ref, string>,
): ExtractedRules | undefined => {
  const changed = [...now].filter(([ref, value]) => refs.has(ref) && defaults.get(ref) !== value);
  if (changed.length === 0) return rules;
  const { data, text } = rules;
  const nodes = [...data.nodes, ...text.nodes];
  const uses = countOf(refs.values());
  const constants = new Set(
    nodes.flatMap((node) => (node.op === 'const' ? [JSON.stringify(node.value)] : [])),
  );
  for (const [ref, value] of changed) {
    const target = refs.get(ref) ?? -1;
    if (uses.get(target) !== 1 || constants.has(value)) return undefined;
    constants.delete(defaults.get(ref) ?? '');
    constants.add(value);
    nodes[target] = { op: 'const', value: literalOf(run, ref) ?? null } satisfies ExprNode;
  }
  const inData = data.nodes.length;
  return {
    data: { ...data, nodes: nodes.slice(0, inData) },
    text: { ...text, nodes: nodes.slice(inData) },
  };
};

const countOf = (refs: Iterable<Ref>): ReadonlyMap<Ref, number> => {
  const counts = new Map<Ref, number>();
  for (const ref of refs) counts.set(ref, (counts.get(ref) ?? 0) + 1);
  return counts;
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

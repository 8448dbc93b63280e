import type { Catalog } from '../../catalog/index.ts';
import type { EvidenceData, Json, Parameter } from '../../model/index.ts';
import { isPositive } from '../dimension.ts';
import type { Situation } from '../evidence.ts';
import { settledExamples } from '../examples.ts';
import { membershipsOf } from '../membership.ts';
import type { Decisions } from '../parse.ts';
import { assignmentOf, SOMETHING, UNUSUAL } from './assignment.ts';
import type { Assignment } from './guards.ts';
import type { Live, LiveIndex } from './live.ts';

/** A situation with everything worked out that the parameters are judged by. */
export interface Case {
  readonly situation: Situation;
  readonly index: LiveIndex;
  /** What the decisions and given values say. */
  readonly decided: Assignment;
  /** What parameters are that nobody decided: what nearly every example says, else the default. */
  readonly usual: Readonly<Record<string, Json>>;
  /** May take effect under the decisions. */
  readonly live: Live;
  /** May take effect while everything else is as usual. */
  readonly active: Live;
  /** Take effect because of a decision: they would not if it were as by default. */
  readonly activated: ReadonlySet<string>;
  /** By name the family of a decision taken: `dpo_…` under dpo. */
  readonly family: ReadonlySet<string>;
}

/** A key that this share of the examples sets counts as set when nothing is said of it. */
const NEARLY_ALL = 0.8;

export const caseOf = (
  catalog: Catalog,
  data: EvidenceData,
  index: LiveIndex,
  situation: Situation,
): Case => {
  const decided = assignmentOf(catalog, situation);
  const parameters = catalog.parametersOf(situation.entry);
  const usual = usualValues(catalog, data, situation.entry, parameters);
  const live = index.under(decided);
  const everything = { values: { ...usual, ...decided.values }, atoms: { ...UNUSUAL, ...decided.atoms } };
  return {
    situation,
    index,
    decided,
    usual,
    live,
    active: index.under(everything),
    activated: activatedBy(index, situation, live),
    family: familyOf(catalog, situation),
  };
};

const usualValues = (
  catalog: Catalog,
  data: EvidenceData,
  entry: string,
  parameters: readonly Parameter[],
): Readonly<Record<string, Json>> => {
  const usual: Record<string, Json> = {};
  for (const { name, default: fallback } of parameters)
    if (fallback.kind === 'value') usual[name] = fallback.value;
    else usual[name] = SOMETHING;
  const examples = settledExamples(catalog, entry);
  const counts = new Map<string, number>();
  for (const { example } of examples)
    for (const key of Object.keys(example.config)) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [key, count] of counts)
    if (count >= NEARLY_ALL * examples.length) usual[key] = examples.at(-1)?.example.config[key] ?? SOMETHING;
  if (examples.length > 0) return usual;
  const total = data.exampleCounts.reduce((sum, { configs }) => sum + configs, 0);
  for (const { name, type } of parameters) {
    const count = data.exampleCounts.reduce((sum, { keys }) => sum + (keys[name] ?? 0), 0);
    if (total > 0 && count >= NEARLY_ALL * total)
      usual[name] = type === 'bool' ? true : (usual[name] ?? SOMETHING);
  }
  return usual;
};

/** The value of each dimension that a config has which says nothing. */
const byDefault = (index: LiveIndex): Decisions =>
  Object.fromEntries(
    index.dimensions().flatMap(({ name, values }) => {
      const silent = values.find(({ gates }) => gates.every((gate) => !isPositive(gate)));
      const first = silent ?? values.find(({ gates }) => gates.every((gate) => index.isDefault(gate)));
      return first === undefined ? [] : [[name, first.value]];
    }),
  );

const activatedBy = (index: LiveIndex, { decisions }: Situation, live: Live): ReadonlySet<string> => {
  const defaults = byDefault(index);
  const activated = new Set<string>();
  for (const dimension of index.dimensions()) {
    const [taken, fallback] = [decisions[dimension.name], defaults[dimension.name]];
    if (taken === undefined || fallback === undefined || taken === fallback) continue;
    const without = index.underDecisions({ ...decisions, [dimension.name]: fallback });
    for (const name of live.keys()) if (!without.has(name)) activated.add(name);
  }
  return activated;
};

const familyOf = (catalog: Catalog, { entry, decisions }: Situation): ReadonlySet<string> => {
  const family = new Set<string>();
  for (const composed of catalog.classesOf(entry))
    for (const [name, memberships] of membershipsOf(catalog, composed))
      for (const { of, close } of memberships)
        if (close && of?.values.includes(decisions[of.dimension] ?? '')) family.add(name);
  return family;
};

import type { Catalog } from '../../catalog/index.ts';
import type { EvidenceData, Json, Parameter } from '../../model/index.ts';
import { isPositive } from '../dimension.ts';
import type { Situation } from '../evidence.ts';
import { settledExamples } from '../examples.ts';
import { membershipsOf } from '../membership.ts';
import type { Decisions } from '../parse.ts';
import { assignmentOf, SOMETHING, UNUSUAL } from './assignment.ts';
import type { Assignment } from './guards.ts';
import { type Limits, limitsUnder } from './limits.ts';
import type { Live, LiveIndex } from './live.ts';

/** A situation with everything worked out that the parameters are judged by. */
export interface Case {
  readonly situation: Situation;
  readonly index: LiveIndex;
  /** What the decisions and given values say. */
  readonly decided: Assignment;
  /** What parameters are that nobody decided: what nearly every example says, else the default. */
  readonly usual: Readonly<Record<string, Json>>;
  /** What the parser requires and forbids. */
  readonly limits: Limits;
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
  const customary = customaryValues(catalog, data, situation.entry, parameters);
  const usual = { ...defaultValues(parameters), ...customary };
  const told = { ...decided, values: { ...turnedOn(index, customary), ...decided.values } };
  const live = index.under(decided);
  const everything = { values: { ...usual, ...decided.values }, atoms: { ...UNUSUAL, ...decided.atoms } };
  return {
    situation,
    index,
    decided,
    usual,
    limits: limitsUnder(catalog, situation.entry, told),
    live,
    active: index.under(everything),
    activated: activatedBy(index, situation, live),
    family: familyOf(catalog, situation),
  };
};

const defaultValues = (parameters: readonly Parameter[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    parameters.map(({ name, default: fallback }) => [
      name,
      fallback.kind === 'value' ? fallback.value : SOMETHING,
    ]),
  );

/** What nearly every config sets, with the value of the last example; without examples only that it is set. */
const customaryValues = (
  catalog: Catalog,
  data: EvidenceData,
  entry: string,
  parameters: readonly Parameter[],
): Readonly<Record<string, Json>> => {
  const examples = settledExamples(catalog, entry).map(({ example }) => example.config);
  const counted = examples.length === 0 ? data.exampleCounts : [];
  const total = examples.length + counted.reduce((sum, { configs }) => sum + configs, 0);
  const customary: Record<string, Json> = {};
  for (const { name, type } of parameters) {
    const setting = examples.filter((config) => config[name] !== undefined);
    const count = setting.length + counted.reduce((sum, { keys }) => sum + (keys[name] ?? 0), 0);
    if (total > 0 && count >= NEARLY_ALL * total)
      customary[name] = setting.at(-1)?.[name] ?? (type === 'bool' ? true : SOMETHING);
  }
  return customary;
};

/** What nearly every config turns on and no decision is about: `do_train`. */
const turnedOn = (
  index: LiveIndex,
  customary: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> => {
  const gates = new Set(index.dimensions().flatMap(({ gateParameters }) => gateParameters));
  return Object.fromEntries(
    Object.entries(customary).filter(([name, value]) => value === true && !gates.has(name)),
  );
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

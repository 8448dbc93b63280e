import { type Catalog, groupBy } from '../catalog/index.ts';
import type { Json } from '../model/index.ts';
import { type Dimension, type DimensionValue, dimensionsOf, isPositive } from './dimension.ts';
import type { DimensionName, Gate } from './dimensions.ts';
import { settledExamples } from './examples.ts';
import { membershipsOf } from './membership.ts';
import { type DecisionInput, type Decisions, parseDecisions } from './parse.ts';

/** What one value of a dimension means in this source. */
export interface ValueGuidance {
  readonly value: string;
  readonly aliases: readonly string[];
  /** What a config says for it; `null` where only upstream's usual value is not known. Empty for `modality`. */
  readonly sets: Readonly<Record<string, Json>>;
  /** Gates that stay at their default. */
  readonly leaves: readonly string[];
  /** Parameters that take part only with this value, by declaring class. */
  readonly family: readonly FamilyGuidance[];
  /** Classes whose fields take part only with other values of the dimension. */
  readonly excludes: readonly string[];
  /** Upstream examples that decide so, and the keys most of them set that most others do not. */
  readonly examples: { readonly count: number; readonly of: number; readonly usually: readonly string[] };
}

export interface FamilyGuidance {
  readonly owner: string;
  readonly names: readonly string[];
}

export interface DimensionGuidance {
  readonly name: DimensionName;
  readonly question: string;
  readonly taken?: string;
  /** All values; the taken one alone where one is taken. */
  readonly values: readonly ValueGuidance[];
  /** Names of all values. */
  readonly choices: readonly string[];
}

export interface Guidance {
  readonly entry: string;
  readonly decisions: Decisions;
  readonly dimensions: readonly DimensionGuidance[];
}

/**
 * What each decision means: its gates, its family, what it excludes, what goes with it. Of a dimension that is decided
 * only the value taken is described.
 * @throws UserError as `parseDecisions` and `Catalog.entryPoint`
 */
export const decisionGuidance = (
  catalog: Catalog,
  options: { readonly entry?: string | undefined; readonly decisions?: DecisionInput | undefined } = {},
): Guidance => {
  const entry = catalog.entryPoint(options.entry ?? 'train').name;
  const decisions = parseDecisions(catalog, options.decisions ?? {});
  const families = familiesOf(catalog, entry);
  const dimensions = dimensionsOf(catalog).map((dimension): DimensionGuidance => {
    const taken = decisions[dimension.name];
    const described = dimension.values.filter(({ value }) => taken === undefined || value === taken);
    return {
      name: dimension.name,
      question: dimension.question,
      ...(taken === undefined ? {} : { taken }),
      values: described.map((value) => guideValue(catalog, entry, dimension, value, families)),
      choices: dimension.values.map(({ value }) => value),
    };
  });
  return { entry, decisions, dimensions };
};

/** A parameter that takes part only with some values of one dimension. */
interface Member {
  readonly name: string;
  readonly owner: string;
  readonly dimension: DimensionName;
  readonly values: readonly string[];
}

const familiesOf = (catalog: Catalog, entry: string): readonly Member[] =>
  catalog.classesOf(entry).flatMap((composed) => {
    const memberships = membershipsOf(catalog, composed);
    return composed.parameters.flatMap(({ name, owner }) =>
      (memberships.get(name) ?? []).flatMap(({ of }) => (of === undefined ? [] : [{ name, owner, ...of }])),
    );
  });

const guideValue = (
  catalog: Catalog,
  entry: string,
  dimension: Dimension,
  { value, gates, aliases }: DimensionValue,
  families: readonly Member[],
): ValueGuidance => {
  const members = families.filter((member) => member.dimension === dimension.name);
  const own = members.filter((member) => member.values.includes(value));
  const owners = new Set(own.map(({ owner }) => owner));
  const examples = exampleGuidance(catalog, entry, dimension.name, value);
  return {
    value,
    aliases,
    sets: Object.fromEntries(
      gates.filter(isPositive).map((gate) => [gate.parameter, settingOf(gate, examples.values)]),
    ),
    leaves: gates.filter((gate) => !isPositive(gate)).map((gate) => gate.parameter),
    family: [...groupBy(own, ({ owner }) => owner)].map(([owner, group]) => ({
      owner,
      names: [...new Set(group.map(({ name }) => name))],
    })),
    excludes: whollyIn(catalog, entry, dimension, members).filter((owner) => !owners.has(owner)),
    examples: { count: examples.count, of: examples.of, usually: examples.usually },
  };
};

/** Classes all of whose fields belong to values of the dimension, or are its gates. */
const whollyIn = (
  catalog: Catalog,
  entry: string,
  dimension: Dimension,
  members: readonly Member[],
): readonly string[] => {
  const inside = new Set([...members.map(({ name }) => name), ...dimension.gateParameters]);
  const byOwner = groupBy(catalog.parametersOf(entry), ({ owner }) => owner);
  const candidates = [...new Set(members.map(({ owner }) => owner))];
  return candidates.filter((owner) => byOwner.get(owner)?.every(({ name }) => inside.has(name)));
};

const settingOf = (gate: Gate, usual: ReadonlyMap<string, Json>): Json =>
  'value' in gate ? gate.value : (usual.get(gate.parameter) ?? null);

const exampleGuidance = (catalog: Catalog, entry: string, name: DimensionName, value: string) => {
  const examples = settledExamples(catalog, entry);
  const deciding = examples.filter(({ decisions }) => decisions[name] === value);
  const others = examples.filter(({ decisions }) => decisions[name] !== value);
  const share = (key: string, among: typeof examples): number =>
    among.filter(({ example }) => key in example.config).length / among.length;
  const keys = new Set(deciding.flatMap(({ example }) => Object.keys(example.config)));
  const usually = [...keys].filter((key) => share(key, deciding) > 0.5 && share(key, others) < 0.5);
  return {
    count: deciding.length,
    of: examples.length,
    usually,
    /** A value of each key, from the first example that sets it. */
    values: new Map<string, Json>(
      deciding.flatMap(({ example }) => Object.entries(example.config)).toReversed(),
    ),
  };
};

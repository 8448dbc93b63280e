import type { Catalog } from '../catalog/index.ts';
import type { Example, Json } from '../model/index.ts';
import type { DimensionName } from './dimensions.ts';
import { type Decisions, decisionsOf } from './parse.ts';

/** How much two configs that agree in a decision have in common. Unequal because a stage says more than a precision. */
const WEIGHTS: Readonly<Record<DimensionName, number>> = {
  stage: 3,
  method: 3,
  optimizer: 2,
  modality: 1.5,
  quantization: 1,
  distributed: 1,
  data_strategy: 1,
  precision: 0.5,
};

/** How often upstream's examples set a parameter. */
export interface Frequency {
  /** Examples that set it. */
  readonly count: number;
  /** Share of all examples, 0 to 1. */
  readonly share: number;
  /** Share weighted by how alike their decisions are, 0 to 1. */
  readonly alike: number;
  /** The commonest value, by the same weight. */
  readonly value: Json | undefined;
}

export interface Settled {
  readonly example: Example;
  readonly decisions: Decisions;
}

const known = new WeakMap<Catalog, Map<string, readonly Settled[]>>();

export const settledExamples = (catalog: Catalog, entry: string): readonly Settled[] => {
  const byEntry = known.get(catalog) ?? new Map<string, readonly Settled[]>();
  known.set(catalog, byEntry);
  const found =
    byEntry.get(entry) ??
    catalog.data.examples
      .filter((example) => example.entry === entry)
      .map((example) => ({ example, decisions: decisionsOf(catalog, entry, example.config) }));
  byEntry.set(entry, found);
  return found;
};

/** Configs that decide alike: one example, or a group that an index counted where the source has none. */
export interface ExampleGroup {
  readonly decisions: Decisions;
  readonly configs: number;
  readonly keys: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, Json>>;
}

export const exampleGroups = (catalog: Catalog, entry: string): readonly ExampleGroup[] => {
  const examples = settledExamples(catalog, entry);
  if (examples.length === 0) {
    const taken = takenBy(catalog, entry);
    return (catalog.evidence?.exampleCounts ?? []).map(({ gates, configs, keys, values = {} }) => ({
      decisions: decisionsOf(catalog, entry, gates),
      configs,
      keys,
      values: taken(values),
    }));
  }
  return examples.map(({ example: { config }, decisions }) => ({
    decisions,
    configs: 1,
    keys: Object.fromEntries(Object.keys(config).map((key) => [key, 1])),
    values: config,
  }));
};

/** Of what another state of upstream writes that which this source takes: its choices, and models of its templates. */
const takenBy = (catalog: Catalog, entry: string) => {
  const choices = new Map(catalog.parametersOf(entry).map((one) => [one.name, one.choices?.values] as const));
  const { templates = [] } = catalog.data;
  const isOffered = (name: string, value: Json): boolean =>
    Array.isArray(value) || (choices.get(name)?.some((choice) => choice === value) ?? true);
  return (values: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> => {
    const isForeign =
      templates.length > 0 &&
      values.template !== undefined &&
      !templates.some(({ name }) => name === values.template);
    return Object.fromEntries(
      Object.entries(values).filter(
        ([name, value]) => isOffered(name, value) && !(isForeign && OF_A_MODEL.has(name)),
      ),
    );
  };
};

const OF_A_MODEL: ReadonlySet<string> = new Set(['model_name_or_path', 'template']);

/** Frequencies of every key that an example of this entry point sets, and how many examples there are. */
export const exampleFrequencies = (
  catalog: Catalog,
  entry: string,
  decisions: Decisions,
): { readonly of: number; readonly byName: ReadonlyMap<string, Frequency> } => {
  const samples = exampleGroups(catalog, entry).map((sample) => ({
    ...sample,
    weight: likeness(decisions, sample.decisions) ** 3,
  }));
  const of = samples.reduce((sum, { configs }) => sum + configs, 0);
  const total = samples.reduce((sum, { weight, configs }) => sum + weight * configs, 0);
  const names = new Set(samples.flatMap(({ keys }) => Object.keys(keys)));
  const byName = new Map<string, Frequency>();
  for (const name of names) {
    const setting = samples
      .map(({ keys, values, weight }) => ({ times: keys[name] ?? 0, value: values[name], weight }))
      .filter(({ times }) => times > 0);
    const count = setting.reduce((sum, { times }) => sum + times, 0);
    const weighed = setting.map(({ value, weight, times }) => ({ value, weight: weight * times }));
    byName.set(name, {
      count,
      share: count / of,
      alike: total === 0 ? 0 : weighed.reduce((sum, { weight }) => sum + weight, 0) / total,
      value: commonest(weighed.filter(({ value }) => value !== undefined)),
    });
  }
  return { of, byName };
};

/** 0 to 1; a decision that either side leaves open counts half. */
export const likeness = (asked: Decisions, has: Decisions): number => {
  let [sum, total] = [0, 0];
  for (const [name, weight] of Object.entries(WEIGHTS) as [DimensionName, number][]) {
    const [a, b] = [asked[name], has[name]];
    total += weight;
    sum += a === undefined || b === undefined ? weight / 2 : a === b ? weight : 0;
  }
  return sum / total;
};

const commonest = (values: readonly { value: Json | undefined; weight: number }[]): Json | undefined => {
  const weights = new Map<string, number>();
  for (const { value, weight } of values) {
    const key = JSON.stringify(value);
    weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  const [best] = [...weights].sort((a, b) => b[1] - a[1]);
  return best === undefined ? undefined : (JSON.parse(best[0]) as Json);
};

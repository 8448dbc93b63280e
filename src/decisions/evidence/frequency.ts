import type { Catalog } from '../../catalog/index.ts';
import type { CountGroup, EvidenceData, RankingWeights } from '../../model/index.ts';
import { DIMENSION_NAMES } from '../dimensions.ts';
import { settledExamples } from '../examples.ts';
import { type Decisions, decisionsOf } from '../parse.ts';

/** Configs that decide alike, and how many of them set each key. */
export interface Sample {
  readonly decisions: Decisions;
  readonly configs: number;
  readonly keys: Readonly<Record<string, number>>;
}

/** Share of configs that set a key: of all, and weighted by how alike their decisions are. 0 to 1. */
export interface Share {
  readonly all: number;
  readonly alike: number;
}

/** Upstream's examples of this source; of the last release that came with any, where this one has none. */
export const exampleSamples = (catalog: Catalog, entry: string, data: EvidenceData): readonly Sample[] => {
  const settled = settledExamples(catalog, entry);
  if (settled.length === 0) return countedSamples(catalog, entry, data.exampleCounts);
  return kept(catalog, entry, settled, () =>
    settled.map(({ example, decisions }) => ({
      decisions,
      configs: 1,
      keys: Object.fromEntries(Object.keys(example.config).map((key) => [key, 1])),
    })),
  );
};

/** The entry point that the configs counted in an index are for. */
const COUNTED = 'train';

/** Published configs, which are for training: they speak for another kind of run only where no example of it does. */
export const publicSamples = (
  catalog: Catalog,
  entry: string,
  data: EvidenceData,
  hasExamples: boolean,
): readonly Sample[] =>
  entry === COUNTED || !hasExamples ? countedSamples(catalog, entry, data.publicCounts) : [];

const countedSamples = (catalog: Catalog, entry: string, groups: readonly CountGroup[]): readonly Sample[] =>
  kept(catalog, entry, groups, () =>
    groups.map(({ gates, configs, keys }) => ({
      decisions: decisionsOf(catalog, entry, gates),
      configs,
      keys,
    })),
  );

const known = new WeakMap<Catalog, WeakMap<object, Map<string, readonly Sample[]>>>();

/** Samples are the same for as long as the catalog and what they are made of are. */
const kept = (
  catalog: Catalog,
  entry: string,
  source: object,
  make: () => readonly Sample[],
): readonly Sample[] => {
  const bySource = known.get(catalog) ?? new WeakMap<object, Map<string, readonly Sample[]>>();
  known.set(catalog, bySource);
  const byEntry = bySource.get(source) ?? new Map<string, readonly Sample[]>();
  bySource.set(source, byEntry);
  const samples = byEntry.get(entry) ?? make();
  byEntry.set(entry, samples);
  return samples;
};

/** Samples with their keys as positions among all: what sums are counted in. */
interface Columns {
  readonly positions: ReadonlyMap<string, number>;
  /** Of each sample, by its position: which keys it says, and how often. */
  readonly keys: readonly Uint32Array[];
  readonly counts: readonly Uint32Array[];
}

const columns = new WeakMap<readonly Sample[], Columns>();

const columnsOf = (samples: readonly Sample[]): Columns => {
  const made = columns.get(samples);
  if (made !== undefined) return made;
  const names = [...new Set(samples.flatMap(({ keys }) => Object.keys(keys)))];
  const positions = new Map(names.map((name, position) => [name, position]));
  const found: Columns = {
    positions,
    keys: samples.map(({ keys }) => Uint32Array.from(Object.keys(keys), (key) => positions.get(key) ?? 0)),
    counts: samples.map(({ keys }) => Uint32Array.from(Object.values(keys))),
  };
  columns.set(samples, found);
  return found;
};

/** Counted sample by sample: each says a few dozen keys of the hundreds that are asked for. */
export const sharesIn = (
  samples: readonly Sample[],
  asked: Decisions,
  weights: RankingWeights,
): ((key: string) => Share) => {
  const { positions, keys, counts } = columnsOf(samples);
  const [all, alike] = [new Float64Array(positions.size), new Float64Array(positions.size)];
  let [configs, total] = [0, 0];
  samples.forEach((sample, one) => {
    const weight = likeness(asked, sample.decisions, weights);
    configs += sample.configs;
    total += weight * sample.configs;
    const [said, times] = [keys[one] ?? NONE, counts[one] ?? NONE];
    for (let i = 0; i < said.length; i++) {
      const [key, count] = [said[i] as number, times[i] as number];
      all[key] = (all[key] as number) + count;
      alike[key] = (alike[key] as number) + weight * count;
    }
  });
  return (key) => {
    const at = positions.get(key);
    const [sum, near] = at === undefined ? [0, 0] : [all[at] as number, alike[at] as number];
    return { all: configs === 0 ? 0 : sum / configs, alike: total === 0 ? 0 : near / total };
  };
};
const NONE = new Uint32Array();

/** 0 to 1, sharpened; a decision that either side leaves open counts half. */
const likeness = (asked: Decisions, has: Decisions, weights: RankingWeights): number => {
  let [sum, total] = [0, 0];
  for (const name of DIMENSION_NAMES) {
    const weight = weights[`like.${name}`] ?? 1;
    const [a, b] = [asked[name], has[name]];
    total += weight;
    sum += a === undefined || b === undefined ? weight / 2 : a === b ? weight : 0;
  }
  return (sum / total) ** (weights['like.power'] ?? 3);
};

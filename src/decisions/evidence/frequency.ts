import type { Catalog } from '../../catalog/index.ts';
import type { CountGroup, EvidenceData, RankingWeights } from '../../model/index.ts';
import { DIMENSION_NAMES, type DimensionName } from '../dimensions.ts';
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

/** How often configs set a key. */
export interface Shares {
  readonly examples: Share;
  readonly public: Share;
  /** Whether there are examples at all; else their share is that of the public ones. */
  readonly hasExamples: boolean;
}

const NEVER: Share = { all: 0, alike: 0 };
export const NOBODY: Shares = { examples: NEVER, public: NEVER, hasExamples: false };

/** `NOBODY` for a key that none of the samples says, as most keys are. */
export const sharesIn = (
  own: readonly Sample[],
  counted: readonly Sample[],
  asked: Decisions,
  weights: RankingWeights,
): ((key: string) => Shares) => {
  // Where there are none of one kind, the other speaks for both.
  const shareIn = (some: readonly Sample[], others: readonly Sample[]) =>
    shareOf(some.length > 0 ? some : others, asked, weights);
  const [examples, published] = [shareIn(own, counted), shareIn(counted, own)];
  const hasExamples = own.length > 0;
  return (key) => {
    const [inExamples, inPublic] = [examples(key), published(key)];
    return inExamples === NEVER && inPublic === NEVER
      ? NOBODY
      : { examples: inExamples, public: inPublic, hasExamples };
  };
};

/** Samples with their keys as positions among all: what sums are counted in. */
interface Columns {
  readonly positions: ReadonlyMap<string, number>;
  /** Of each key, how many configs set it, whatever they decide. */
  readonly all: Float64Array;
  readonly configs: number;
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
  const all = new Float64Array(names.length);
  for (const { keys } of samples)
    for (const [key, count] of Object.entries(keys)) {
      const at = positions.get(key) ?? 0;
      all[at] = (all[at] ?? 0) + count;
    }
  const found: Columns = {
    positions,
    all,
    configs: samples.reduce((sum, { configs }) => sum + configs, 0),
    keys: samples.map(({ keys }) => Uint32Array.from(Object.keys(keys), (key) => positions.get(key) ?? 0)),
    counts: samples.map(({ keys }) => Uint32Array.from(Object.values(keys))),
  };
  columns.set(samples, found);
  return found;
};

/** Counted sample by sample: each says a few dozen keys of the hundreds that are asked for. */
const shareOf = (
  samples: readonly Sample[],
  asked: Decisions,
  weights: RankingWeights,
): ((key: string) => Share) => {
  const { positions, keys, counts, all, configs } = columnsOf(samples);
  const alike = new Float64Array(positions.size);
  const like = likenessBy(weights);
  let total = 0;
  for (let one = 0; one < samples.length; one++) {
    const { decisions, configs } = samples[one] as Sample;
    const weight = likeness(asked, decisions, like);
    total += weight * configs;
    const said = keys[one] as Uint32Array;
    const times = counts[one] as Uint32Array;
    for (let i = 0; i < said.length; i++) {
      const key = said[i] as number;
      alike[key] = (alike[key] as number) + weight * (times[i] as number);
    }
  }
  return (key) => {
    const at = positions.get(key);
    if (at === undefined || configs === 0) return NEVER;
    return { all: (all[at] as number) / configs, alike: total === 0 ? 0 : (alike[at] as number) / total };
  };
};

interface Likeness {
  readonly weights: readonly number[];
  readonly total: number;
  readonly power: number;
}

const likenesses = new WeakMap<RankingWeights, Likeness>();

/** How much each dimension counts, in their order. */
const likenessBy = (ranking: RankingWeights): Likeness => {
  const known = likenesses.get(ranking);
  if (known !== undefined) return known;
  const weights = DIMENSION_NAMES.map((name) => ranking[`like.${name}`] ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const made = { weights, total, power: ranking['like.power'] ?? 3 };
  likenesses.set(ranking, made);
  return made;
};

/** 0 to 1, sharpened; a decision that either side leaves open counts half. */
const likeness = (asked: Decisions, has: Decisions, { weights, total, power }: Likeness): number => {
  let sum = 0;
  for (let at = 0; at < DIMENSION_NAMES.length; at++) {
    const name = DIMENSION_NAMES[at] as DimensionName;
    const weight = weights[at] as number;
    const a = asked[name];
    const b = has[name];
    sum += a === undefined || b === undefined ? weight / 2 : a === b ? weight : 0;
  }
  return (sum / total) ** power;
};

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
  return settled.map(({ example, decisions }) => ({
    decisions,
    configs: 1,
    keys: Object.fromEntries(Object.keys(example.config).map((key) => [key, 1])),
  }));
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
  groups.map(({ gates, configs, keys }) => ({
    decisions: decisionsOf(catalog, entry, gates),
    configs,
    keys,
  }));

export const sharesIn = (
  samples: readonly Sample[],
  asked: Decisions,
  weights: RankingWeights,
): ((key: string) => Share) => {
  const weighed = samples.map((sample) => ({ sample, weight: likeness(asked, sample.decisions, weights) }));
  const configs = weighed.reduce((sum, { sample }) => sum + sample.configs, 0);
  const total = weighed.reduce((sum, { sample, weight }) => sum + weight * sample.configs, 0);
  return (key) => {
    let [all, alike] = [0, 0];
    for (const { sample, weight } of weighed) {
      const count = sample.keys[key] ?? 0;
      all += count;
      alike += weight * count;
    }
    return { all: configs === 0 ? 0 : all / configs, alike: total === 0 ? 0 : alike / total };
  };
};

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

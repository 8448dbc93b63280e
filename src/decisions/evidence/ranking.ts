import type { Parameter, RankingWeights } from '../../model/index.ts';
import { isPositive } from '../dimension.ts';
import type { Share } from './frequency.ts';
import type { Case } from './judge.ts';

/** What the ranking knows of a parameter in a case; `scripts/fit-ranking.ts` fits a weight for each. */
export const FEATURES = [
  'one',
  'examples.alike',
  'examples.all',
  'public.alike',
  'public.all',
  'active',
  'activated',
  'family',
  'narrow',
  'reads',
  'own',
  'left',
  'opens',
  'flag',
  'shown',
] as const;
/** One for each of `FEATURES`, in their order. */
export type Features = readonly number[];

/** Keeps a share of 0 or 1 at a finite distance. */
const MARGIN = 0.02;
const logit = (share: number): number => Math.log((share + MARGIN) / (1 - share + MARGIN));

export const featuresOf = (
  judged: Case,
  { name, class: composed, type, default: fallback }: Parameter,
  shares: { readonly examples: Share; readonly public: Share },
): Features => {
  const { index, live, active, activated, family, situation } = judged;
  const narrowness = index.narrowness(name);
  const narrowest = index
    .dimensions()
    .reduce(
      (most, dimension, at) =>
        situation.decisions[dimension.name] === undefined ? most : Math.max(most, narrowness[at] ?? 0),
      0,
    );
  return [
    1,
    logit(shares.examples.alike),
    logit(shares.examples.all),
    logit(shares.public.alike),
    logit(shares.public.all),
    active.has(name) ? 1 : 0,
    activated.has(name) ? 1 : 0,
    family.has(name) ? 1 : 0,
    narrowest,
    Math.log2(1 + (live.get(name)?.length ?? 0)),
    composed === 'TrainingArguments' ? 0 : 1,
    situation.gates.some((gate) => gate.parameter === name && !isPositive(gate)) ? 1 : 0,
    Math.log2(1 + (index.evidence.opens[name]?.length ?? 0)),
    type.includes('bool') && fallback.kind === 'value' && !fallback.value ? 1 : 0,
    index.isShown(name) ? 1 : 0,
  ];
};

/** Chance that a config like this sets the parameter, 0 to 1, as far as the features tell. */
export const chance = (features: Features, weights: RankingWeights): number => {
  const known = vectorOf(weights);
  return 1 / (1 + Math.exp(-features.reduce((sum, feature, at) => sum + (known[at] ?? 0) * feature, 0)));
};

const vectors = new WeakMap<RankingWeights, readonly number[]>();

/** Weights in the order of the features. */
const vectorOf = (weights: RankingWeights): readonly number[] => {
  const known = vectors.get(weights) ?? FEATURES.map((name) => weights[name] ?? 0);
  vectors.set(weights, known);
  return known;
};

import type { Parameter, RankingWeights } from '../../model/index.ts';
import type { Decisions } from '../parse.ts';
import type { Bearing } from './bearing.ts';
import type { Shares } from './frequency.ts';
import type { LiveIndex } from './live.ts';

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

/** `isLeft`: the decisions leave it at its default. */
export const featuresOf = (
  index: LiveIndex,
  decisions: Decisions,
  parameter: Parameter,
  bearing: Bearing,
  isLeft: boolean,
  shares: Shares,
): Features => [
  1,
  logit(shares.examples.alike),
  logit(shares.examples.all),
  logit(shares.public.alike),
  logit(shares.public.all),
  ...ownFeatures(index, decisions, parameter, bearing, isLeft),
];

/** Those that do not hang on what configs set. */
const ownFeatures = (
  index: LiveIndex,
  decisions: Decisions,
  { name, class: composed, type, default: fallback }: Parameter,
  { isActive, isActivated, isOfFamily, reads }: Bearing,
  isLeft: boolean,
): Features => [
  isActive ? 1 : 0,
  isActivated ? 1 : 0,
  isOfFamily ? 1 : 0,
  narrowest(index, decisions, name),
  Math.log2(1 + reads),
  composed === 'TrainingArguments' ? 0 : 1,
  isLeft ? 1 : 0,
  Math.log2(1 + (index.evidence.opens[name]?.length ?? 0)),
  type.includes('bool') && fallback.kind === 'value' && !fallback.value ? 1 : 0,
  index.isShown(name) ? 1 : 0,
];

const narrowest = (index: LiveIndex, decisions: Decisions, name: string): number => {
  const narrowness = index.narrowness(name);
  return index
    .dimensions()
    .reduce(
      (most, dimension, at) => (decisions[dimension.name] ? Math.max(most, narrowness[at] ?? 0) : most),
      0,
    );
};

/** The weights of one ranking, in the order of the features. */
export class Ranking {
  readonly #weights: readonly number[];
  /** Of the own features. */
  readonly #own: readonly number[];

  constructor(weights: RankingWeights) {
    this.#weights = FEATURES.map((name) => weights[name] ?? 0);
    this.#own = this.#weights.slice(FEATURES.indexOf('active'));
  }

  /** What speaks for a parameter whatever configs set. */
  base(...of: Parameters<typeof ownFeatures>): number {
    const [one = 0] = this.#weights;
    return ownFeatures(...of).reduce((sum, feature, at) => sum + (this.#own[at] ?? 0) * feature, one);
  }

  /** Chance that a config like this sets the parameter, 0 to 1, as far as the features tell. */
  chance(base: number, shares: Shares): number {
    const [, examplesAlike = 0, examplesAll = 0, publicAlike = 0, publicAll = 0] = this.#weights;
    const sum =
      base +
      examplesAlike * logit(shares.examples.alike) +
      examplesAll * logit(shares.examples.all) +
      publicAlike * logit(shares.public.alike) +
      publicAll * logit(shares.public.all);
    return 1 / (1 + Math.exp(-sum));
  }
}

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
export type Feature = (typeof FEATURES)[number];
export type Features = Readonly<Record<Feature, number>>;

/** Keeps a share of 0 or 1 at a finite distance. */
const MARGIN = 0.02;
const logit = (share: number): number => Math.log((share + MARGIN) / (1 - share + MARGIN));

export const featuresOf = (
  judged: Case,
  { name, class: composed, type, default: fallback }: Parameter,
  shares: { readonly examples: Share; readonly public: Share },
): Features => {
  const { index, live, active, activated, family, situation } = judged;
  let narrowest = 0;
  for (const dimension of index.dimensions()) {
    if (situation.decisions[dimension.name] === undefined) continue;
    const open = index.valuesWith(name, dimension).length;
    narrowest = Math.max(narrowest, 1 - open / Math.max(1, dimension.values.length));
  }
  return {
    one: 1,
    'examples.alike': logit(shares.examples.alike),
    'examples.all': logit(shares.examples.all),
    'public.alike': logit(shares.public.alike),
    'public.all': logit(shares.public.all),
    active: active.has(name) ? 1 : 0,
    activated: activated.has(name) ? 1 : 0,
    family: family.has(name) ? 1 : 0,
    narrow: narrowest,
    reads: Math.log2(1 + (live.get(name)?.length ?? 0)),
    own: composed === 'TrainingArguments' ? 0 : 1,
    left: situation.gates.some((gate) => gate.parameter === name && !isPositive(gate)) ? 1 : 0,
    opens: Math.log2(1 + (index.evidence.opens[name]?.length ?? 0)),
    flag: type.includes('bool') && fallback.kind === 'value' && !fallback.value ? 1 : 0,
    shown: index.isShown(name) ? 1 : 0,
  };
};

/** Chance that a config like this sets the parameter, 0 to 1, as far as the features tell. */
export const chance = (features: Features, weights: RankingWeights): number =>
  1 / (1 + Math.exp(-FEATURES.reduce((sum, name) => sum + (weights[name] ?? 0) * features[name], 0)));

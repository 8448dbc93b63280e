import type { Assessment, Importance, Standing } from '../evidence.ts';
import type { Bearing } from './bearing.ts';
import type { Shares } from './frequency.ts';

/** What this often is set is shown even where its switch seems off: the switch may be set outside the config. */
const LIKELY = 0.1;

/** What is to be said of a parameter that is neither given nor decided, required or forbidden. */
export const assessed = (
  bearing: Bearing,
  probability: number,
  shares: Shares,
  constraints?: readonly string[],
): Assessment => {
  if (!bearing.isLive) return hidden('inert', bearing.why);
  const importance = importanceOf(probability);
  if (bearing.isActivated || bearing.isOfFamily)
    return new Ranked('pinned', probability, atLeastMedium(importance), bearing, shares, constraints);
  if (bearing.isActive || probability >= LIKELY)
    return new Ranked('active', probability, importance, bearing, shares, constraints);
  return { ...hidden('dormant', bearing.why), score: probability };
};

export const hidden = (standing: 'dormant' | 'inert' | 'forbidden', group: string): Assessment => ({
  standing,
  score: 0,
  importance: 'low',
  why: group,
  group,
});

class Ranked implements Assessment {
  readonly standing: Standing;
  readonly score: number;
  readonly importance: Importance;
  readonly #bearing: Bearing;
  readonly #shares: Shares;
  declare readonly constraints?: readonly string[];

  constructor(
    standing: Standing,
    score: number,
    importance: Importance,
    bearing: Bearing,
    shares: Shares,
    constraints: readonly string[] | undefined,
  ) {
    this.standing = standing;
    this.score = score;
    this.importance = importance;
    this.#bearing = bearing;
    this.#shares = shares;
    if (constraints !== undefined) this.constraints = constraints;
  }

  /** Most of them are ranked below the cut: then nobody asks why. */
  get why(): string {
    const { examples, public: published, hasExamples } = this.#shares;
    const sets =
      hasExamples && examples.alike >= SEEN
        ? `set in ${percent(examples.alike)} of upstream's examples like this`
        : published.alike >= SEEN
          ? `set in ${percent(published.alike)} of public configs like this`
          : 'rarely set';
    const { site } = this.#bearing;
    return site === '' ? sets : `${sets}; read at ${site}`;
  }
}

/** A share that does not round to nothing. */
const SEEN = 0.005;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const importanceOf = (probability: number): Importance =>
  probability >= 0.5 ? 'high' : probability >= 0.1 ? 'medium' : 'low';

const atLeastMedium = (importance: Importance): Importance => (importance === 'low' ? 'medium' : importance);

import type { Catalog } from '../../catalog/index.ts';
import type { EvidenceData, Parameter, RankingWeights } from '../../model/index.ts';
import { type Assessment, isDecidedOnly } from '../evidence.ts';
import { assessed } from './assessed.ts';
import { type Bearing, bearingsIn, bearingTables } from './bearing.ts';
import { DecisionTables } from './decision-tables.ts';
import { NOBODY, type Shares } from './frequency.ts';
import type { Case } from './judge.ts';
import type { LiveIndex } from './live.ts';
import { Ranking } from './ranking.ts';

/** What is known of a parameter in a case before it is asked how often configs like it set it. */
export interface Prospect {
  readonly bearing: Bearing;
  /** What speaks for it (`Ranking.base`). */
  readonly base: number;
}

/** One of which the situation itself says nothing. */
interface Plain extends Prospect {
  /** Most parameters are set by nobody: all there is to say of it then. */
  readonly unset: Assessment;
}

export interface Prospects {
  readonly ranking: Ranking;
  /** All there is to say of a parameter of which the situation itself says nothing. */
  of(parameter: Parameter, sharesOf: (name: string) => Shares): Assessment;
  /** What is known of one of which it says something. `isLeft`: its gates leave it at its default. */
  anew(parameter: Parameter, isLeft: boolean): Prospect;
}

export const prospectsIn = (catalog: Catalog, data: EvidenceData, judged: Case): Prospects => {
  const { index, situation } = judged;
  const { decisions } = situation;
  const { ranking, tables } = tablesFor(catalog, index, situation.entry, data.ranking);
  const bearings = bearingsIn(catalog, data, judged);
  const anew = (parameter: Parameter, isLeft: boolean): Prospect => {
    const bearing = bearings(parameter);
    return { bearing, base: ranking.base(index, decisions, parameter, bearing, isLeft) };
  };
  const plain = (parameter: Parameter): Plain => {
    const { bearing, base } = anew(parameter, false);
    return { bearing, base, unset: assessed(bearing, ranking.chance(base, NOBODY), NOBODY) };
  };
  const lookUp = isDecidedOnly(situation) ? tables.under(decisions) : undefined;
  return {
    ranking,
    anew,
    of: (parameter, sharesOf) => {
      const { bearing, base, unset } = lookUp?.(parameter, plain) ?? plain(parameter);
      const shares = bearing.isLive ? sharesOf(parameter.name) : NOBODY;
      return shares === NOBODY ? unset : assessed(bearing, ranking.chance(base, shares), shares);
    },
  };
};

interface Tables {
  readonly ranking: Ranking;
  readonly tables: DecisionTables<Parameter, Plain>;
}

const known = new WeakMap<LiveIndex, WeakMap<RankingWeights, Tables>>();

const LARGEST_TABLE = 1 << 10;

const tablesFor = (catalog: Catalog, index: LiveIndex, entry: string, weights: RankingWeights): Tables => {
  const byWeights = known.get(index) ?? new WeakMap<RankingWeights, Tables>();
  known.set(index, byWeights);
  const bearings = bearingTables(catalog, index, entry);
  const found = byWeights.get(weights) ?? {
    ranking: new Ranking(weights),
    tables: new DecisionTables<Parameter, Plain>(
      index.dimensions(),
      ({ name }, dimension) => bearings.dependsOn(name, dimension),
      LARGEST_TABLE,
    ),
  };
  byWeights.set(weights, found);
  return found;
};

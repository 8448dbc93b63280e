import { isPositive } from '../dimension.ts';
import type { Gate } from '../dimensions.ts';
import type { Situation } from '../evidence.ts';

/** The gates of a situation, by parameter. */
export interface GatesBy {
  /** That the decisions set; of several the first. */
  readonly set: ReadonlyMap<string, Gate>;
  /** That they leave at their default. */
  readonly left: ReadonlySet<string>;
}

export const gatesBy = ({ gates }: Situation): GatesBy => ({
  set: new Map(
    gates
      .filter(isPositive)
      .reverse()
      .map((gate) => [gate.parameter, gate]),
  ),
  left: new Set(gates.filter((gate) => !isPositive(gate)).map(({ parameter }) => parameter)),
});

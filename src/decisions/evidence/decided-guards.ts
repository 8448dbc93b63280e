import type { Ref } from '../../model/index.ts';
import type { Dimension } from '../dimension.ts';
import type { Decisions } from '../parse.ts';
import type { AskedBy } from './asked-by.ts';
import { DecisionTables } from './decision-tables.ts';
import type { Assignment, Guards } from './guards.ts';

const LARGEST_TABLE = 1 << 16;

/** Guards under decisions and nothing else. */
export class DecidedGuards {
  readonly #guards: Guards;
  readonly #assignment: (decisions: Decisions) => Assignment;
  readonly #tables: DecisionTables<Ref, boolean>;

  constructor(
    guards: Guards,
    dimensions: readonly Dimension[],
    askedBy: AskedBy,
    assignment: (decisions: Decisions) => Assignment,
  ) {
    this.#guards = guards;
    this.#assignment = assignment;
    this.#tables = new DecisionTables(
      dimensions,
      (guard, dimension) => askedBy(guard).has(dimension),
      LARGEST_TABLE,
    );
  }

  /** A test whether a guard may hold under decisions; good for as long as one likes. */
  under(decisions: Decisions): (guard: Ref) => boolean {
    const lookUp = this.#tables.under(decisions);
    let assignment: Assignment | undefined;
    const workOut = (guard: Ref): boolean => {
      assignment ??= this.#assignment(decisions);
      return this.#guards.under(assignment)(guard);
    };
    return (guard) => lookUp(guard, workOut);
  }
}

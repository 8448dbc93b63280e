import type { Ref } from '../../model/index.ts';
import type { Dimension } from '../dimension.ts';
import type { Decisions } from '../parse.ts';
import { atomsOf } from './assignment.ts';
import type { Assignment, Guards } from './guards.ts';

/** Larger tables are not kept: such a guard is worked out each time. */
const LARGEST_TABLE = 1 << 16;

const UNKNOWN = 0;
const HOLDS = 1;
const FAILS = 2;

/** Whether a guard may hold, by the values of the dimensions that it depends on; filled in as it is asked for. */
interface Table {
  /** Of each such dimension: its position, and how far its values are apart. */
  readonly strides: readonly (readonly [dimension: number, stride: number])[];
  readonly answers: Uint8Array | undefined;
}

/**
 * Guards under decisions and nothing else. Most depend on two dimensions at most, so that a few answers are worked out
 * in all, however many combinations are asked about.
 */
export class DecidedGuards {
  readonly #guards: Guards;
  readonly #dimensions: readonly Dimension[];
  readonly #assignment: (decisions: Decisions) => Assignment;
  readonly #tables: (Table | undefined)[] = [];

  constructor(
    guards: Guards,
    dimensions: readonly Dimension[],
    assignment: (decisions: Decisions) => Assignment,
  ) {
    this.#guards = guards;
    this.#dimensions = dimensions;
    this.#assignment = assignment;
  }

  /** A test whether a guard may hold under decisions; good for as long as one likes. */
  under(decisions: Decisions): (guard: Ref) => boolean {
    const taken = this.#dimensions.map(({ name, values }) =>
      values.findIndex(({ value }) => value === decisions[name]),
    );
    let assignment: Assignment | undefined;
    const workOut = (guard: Ref): boolean => {
      assignment ??= this.#assignment(decisions);
      return this.#guards.under(assignment)(guard);
    };
    return (guard) => {
      const { strides, answers } = this.#table(guard);
      if (answers === undefined) return workOut(guard);
      let at = 0;
      for (const [dimension, stride] of strides) at += ((taken[dimension] ?? -1) + 1) * stride;
      if (answers[at] === UNKNOWN) answers[at] = workOut(guard) ? HOLDS : FAILS;
      return answers[at] === HOLDS;
    };
  }

  #table(guard: Ref): Table {
    const known = this.#tables[guard];
    if (known !== undefined) return known;
    const made = this.#empty(guard);
    this.#tables[guard] = made;
    return made;
  }

  #empty(guard: Ref): Table {
    const inputs = new Set(this.#guards.inputsOf(guard));
    const atoms = new Set(this.#guards.atomsOf(guard));
    const strides: [number, number][] = [];
    let size = 1;
    this.#dimensions.forEach(({ name, values, gateParameters }, position) => {
      const matters =
        gateParameters.some((gate) => inputs.has(gate)) || atomsOf(name).some((atom) => atoms.has(atom));
      if (!matters) return;
      strides.push([position, size]);
      size *= values.length + 1;
    });
    return { strides, answers: size > LARGEST_TABLE ? undefined : new Uint8Array(size) };
  }
}

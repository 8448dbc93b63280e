import type { Dimension } from '../dimension.ts';
import type { Decisions } from '../parse.ts';

/** The answers on one subject, by the values of the dimensions that it depends on; filled in as it is asked about. */
interface Table<Answer> {
  /** Of each such dimension: its position, and how far its values are apart. */
  readonly strides: readonly (readonly [dimension: number, stride: number])[];
  /** `undefined` where there would be too many. */
  readonly answers: (Answer | undefined)[] | undefined;
}

/** Looks up the answer on a subject, or works it out. */
export type LookUp<Subject, Answer> = (subject: Subject, workOut: () => Answer) => Answer;

/**
 * What is the case under decisions and nothing else. Most subjects depend on few dimensions, so that a few answers are
 * worked out in all, however many combinations are asked about.
 */
export class DecisionTables<Subject, Answer extends NonNullable<unknown> | null> {
  readonly #dimensions: readonly Dimension[];
  readonly #dependsOn: (subject: Subject, dimension: Dimension) => boolean;
  readonly #largest: number;
  readonly #tables = new Map<Subject, Table<Answer>>();

  /** Tables of more than `largest` answers are not kept: such a one is worked out each time. */
  constructor(
    dimensions: readonly Dimension[],
    dependsOn: (subject: Subject, dimension: Dimension) => boolean,
    largest: number,
  ) {
    this.#dimensions = dimensions;
    this.#dependsOn = dependsOn;
    this.#largest = largest;
  }

  /** Good for as long as one likes. */
  under(decisions: Decisions): LookUp<Subject, Answer> {
    const taken = this.#dimensions.map(({ name, values }) =>
      values.findIndex(({ value }) => value === decisions[name]),
    );
    return (subject, workOut) => {
      const { strides, answers } = this.#table(subject);
      if (answers === undefined) return workOut();
      let at = 0;
      for (const [dimension, stride] of strides) at += ((taken[dimension] ?? -1) + 1) * stride;
      const known = answers[at];
      if (known !== undefined) return known;
      const made = workOut();
      answers[at] = made;
      return made;
    };
  }

  dependsOn(subject: Subject, dimension: Dimension): boolean {
    const position = this.#dimensions.indexOf(dimension);
    return this.#table(subject).strides.some(([one]) => one === position);
  }

  #table(subject: Subject): Table<Answer> {
    const known = this.#tables.get(subject);
    if (known !== undefined) return known;
    const made = this.#empty(subject);
    this.#tables.set(subject, made);
    return made;
  }

  #empty(subject: Subject): Table<Answer> {
    const strides: [number, number][] = [];
    let size = 1;
    this.#dimensions.forEach((dimension, position) => {
      if (!this.#dependsOn(subject, dimension)) return;
      strides.push([position, size]);
      size *= dimension.values.length + 1;
    });
    return { strides, answers: size > this.#largest ? undefined : [] };
  }
}

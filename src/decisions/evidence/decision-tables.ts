import { type Cells, FIRST_CELL } from '../../model/index.ts';
import type { Dimension } from '../dimension.ts';
import type { Decisions } from '../parse.ts';

/** The answers on one subject, by the values of the dimensions that it depends on; filled in as it is asked about. */
interface Table<Answer> {
  /** Positions of these dimensions. */
  readonly dimensions: readonly number[];
  /** Of each: how far its values are apart. */
  readonly strides: readonly number[];
  /** A list where there are few; else the last that were asked for. */
  readonly answers: (Answer | undefined)[] | Map<number, Answer>;
  /** Where all answers are there already. */
  readonly decided: Decided<Answer> | undefined;
}

/** What was worked out beforehand. */
export interface Decided<Answer> extends Cells {
  readonly answers: readonly Answer[];
}

/** Looks up the answer on a subject, or works it out. */
export type LookUp<Subject, Answer> = (subject: Subject, workOut: (subject: Subject) => Answer) => Answer;

/**
 * What is the case under decisions and nothing else. Most subjects depend on few dimensions, so that a few answers are
 * worked out in all, however many combinations are asked about.
 */
export class DecisionTables<Subject, Answer extends NonNullable<unknown> | null> {
  readonly #dimensions: readonly Dimension[];
  readonly #dependsOn: (subject: Subject, dimension: Dimension) => boolean;
  readonly #largest: number;
  readonly #decided: (subject: Subject) => Decided<Answer> | undefined;
  readonly #tables = new Map<Subject, Table<Answer>>();

  /** Of one subject no more than `largest` answers are kept at once. */
  constructor(
    dimensions: readonly Dimension[],
    dependsOn: (subject: Subject, dimension: Dimension) => boolean,
    largest: number,
    decided: (subject: Subject) => Decided<Answer> | undefined = () => undefined,
  ) {
    this.#dimensions = dimensions;
    this.#dependsOn = dependsOn;
    this.#largest = largest;
    this.#decided = decided;
  }

  /** Good for as long as one likes. */
  under(decisions: Decisions): LookUp<Subject, Answer> {
    // 0 where nothing is decided.
    const taken = this.#dimensions.map(
      ({ name, values }) => values.findIndex(({ value }) => value === decisions[name]) + 1,
    );
    return (subject, workOut) => {
      const { dimensions, strides, answers, decided } = this.#table(subject);
      let at = 0;
      for (let i = 0; i < strides.length; i++)
        at += (taken[dimensions[i] as number] as number) * (strides[i] as number);
      if (decided !== undefined) return decided.answers[decided.cells.charCodeAt(at) - FIRST_CELL] as Answer;
      const known = Array.isArray(answers) ? answers[at] : answers.get(at);
      if (known !== undefined) return known;
      const made = workOut(subject);
      if (Array.isArray(answers)) answers[at] = made;
      else this.#keep(answers, at, made);
      return made;
    };
  }

  #keep(answers: Map<number, Answer>, at: number, answer: Answer): void {
    if (answers.size >= this.#largest) answers.clear();
    answers.set(at, answer);
  }

  dependsOn(subject: Subject, dimension: Dimension): boolean {
    return this.#table(subject).dimensions.includes(this.#dimensions.indexOf(dimension));
  }

  /** Every answer on a subject. `workOut` is told the decisions. */
  decide(subject: Subject, workOut: (decisions: Decisions) => Answer): Decided<Answer> {
    const { dimensions } = this.#table(subject);
    const answers = new Map<string, Answer>();
    let cells = '';
    for (const decisions of combinations(dimensions.flatMap((at) => this.#dimensions[at] ?? []))) {
      const answer = workOut(decisions);
      const text = JSON.stringify(answer);
      if (!answers.has(text)) answers.set(text, answer);
      cells += String.fromCharCode(FIRST_CELL + [...answers.keys()].indexOf(text));
    }
    return { dimensions, cells, answers: [...answers.values()] };
  }

  #table(subject: Subject): Table<Answer> {
    const known = this.#tables.get(subject);
    if (known !== undefined) return known;
    const made = this.#empty(subject);
    this.#tables.set(subject, made);
    return made;
  }

  #empty(subject: Subject): Table<Answer> {
    const decided = this.#decided(subject);
    const dimensions =
      decided?.dimensions ?? [...this.#dimensions.keys()].filter((at) => this.#isAsked(subject, at));
    const strides: number[] = [];
    let size = 1;
    for (const position of dimensions) {
      strides.push(size);
      size *= (this.#dimensions[position]?.values.length ?? 0) + 1;
    }
    return { dimensions, strides, answers: size > this.#largest ? new Map() : [], decided };
  }

  #isAsked(subject: Subject, position: number): boolean {
    const dimension = this.#dimensions[position];
    return dimension !== undefined && this.#dependsOn(subject, dimension);
  }
}

/** Of a value or none of each dimension, in the order of the cells: the first changes quickest. */
function* combinations([first, ...rest]: readonly Dimension[]): Generator<Decisions> {
  if (first === undefined) return yield {};
  for (const others of combinations(rest)) {
    yield others;
    for (const { value } of first.values) yield { [first.name]: value, ...others };
  }
}

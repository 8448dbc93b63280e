import { detached, detachedText, identityOf } from './identity.ts';
import { type Raised, UNKNOWN, type Value } from './python/value.ts';
import { Worth } from './worth.ts';

/** The number of an answer that is not recognised when it comes again. */
export const NO_NUMBER = -1;

/** An aspect with more answers than this has a new one for nearly every config: those after are not worth a number. */
const MOST_NUMBERS = 256;

/** With more answers than this an aspect tells values apart that most others do not. */
const FEW_NUMBERS = 8;

/** How many values of one key are remembered before they are forgotten. */
const MOST_VALUES = 256;

/** Stands for all keys together. */
export const WHOLE = Symbol('whole');
export type KeyName = string | typeof WHOLE;

/** The value of a key that is not there. */
export const ABSENT = Symbol('absent');
export type Answer = Value | typeof ABSENT;

/** A value of a key, with the answers about it so far by the place of the aspect. */
export class Seen {
  readonly value: Answer;
  readonly answers: (Answer | undefined)[] = [];
  readonly numbers: (number | undefined)[] = [];
  /** What may be raised on the way to an answer. */
  readonly possible: (readonly Raised[] | undefined)[] = [];
  /** Its class, told by some version of the key's basis; 0: not told yet. */
  class = 0;
  version = 0;

  constructor(value: Answer) {
    this.value = value;
  }
}

/**
 * Aspects of a key from whose answers follow those of all that decide: what looks at other aspects alone, and these have
 * few answers, needs no asking. It grows with the values that come, and the classes told by it are good for one version.
 */
export class Basis {
  readonly aspects = new Set<Aspect>();
  readonly classes = new Map<string, number>();
  version = 1;

  add(aspects: ReadonlySet<Aspect>): void {
    const before = this.aspects.size;
    for (const aspect of aspects) this.aspects.add(aspect);
    if (this.aspects.size > before) this.#outdate();
  }

  clear(): void {
    this.aspects.clear();
    this.#outdate();
  }

  #outdate(): void {
    this.classes.clear();
    this.version += 1;
  }
}

export class Key {
  readonly aspects: Aspect[] = [];
  /** Those of the aspects that what is remembered of whole configs depends on. */
  readonly deciding: Aspect[] = [];
  /** Numbers for values about which all of these give the same answers, by these. */
  readonly classes = new Map<string, number>();
  readonly basis = new Basis();
  absent = new Seen(ABSENT);
  /** Stands for any value while nothing was asked of the key. */
  readonly unasked = new Seen(ABSENT);
  /** Of the config at hand. */
  seen = this.absent;
  readonly #values = new Map<unknown, Seen>();
  readonly #worth = new Worth();

  /** Of a key that has another value in each config next to none are kept: they would only crowd the memory. */
  of(value: Value): Seen {
    const mark = identityOf(value);
    const known = this.#values.get(mark);
    this.#worth.note(known !== undefined);
    if (known !== undefined) return known;
    if (mark === undefined || !this.#worth.isTry()) return new Seen(value);
    const made = new Seen(detached(value));
    if (this.#values.size >= MOST_VALUES) this.#values.clear();
    this.#values.set(typeof mark === 'string' ? detachedText(mark) : mark, made);
    return made;
  }

  forget(): void {
    this.#values.clear();
    this.absent = new Seen(ABSENT);
    this.seen = this.absent;
    this.unasked.class = 0;
    this.deciding.length = 0;
    this.classes.clear();
    this.basis.clear();
    for (const aspect of this.aspects) aspect.forget();
  }
}

/** Gives the answer for the config at hand, of which it sees one value. */
export type Look = (seen: Seen) => Answer;

/**
 * One thing that can be asked about one key of a config: its value, whether it is there, or what an expression comes to
 * that looks at nothing else (`learning_rate < 0`). Answers are numbered. To a computation that gets the same numbers
 * two configs are the same, however different they are.
 */
export class Aspect {
  readonly key: Key;
  readonly place: number;
  readonly look: Look;
  /** The last recording in which it was asked. */
  recording = 0;
  readonly #numbers = new Map<unknown, number>();

  /** Of the key's value itself. */
  readonly isValue: boolean;

  constructor(key: Key, look: Look, isValue: boolean) {
    this.key = key;
    this.isValue = isValue;
    this.place = key.aspects.push(this) - 1;
    this.look = look;
  }

  /** Whether its answers are among what tells the classes of values apart. */
  decides = false;

  /** Whether it may stand for what is made of it alone. */
  get isCoarse(): boolean {
    return !this.isValue && this.#numbers.size <= FEW_NUMBERS;
  }

  /** Answers on the way to which other things may be raised are others. */
  numberOf(answer: Answer, possible: readonly Raised[] | undefined): number {
    const mark = possible === undefined ? markOf(answer) : markOfRaising(answer, possible);
    const known = this.#numbers.get(mark);
    if (known !== undefined) return known;
    const made = this.#numbers.size;
    if (mark === undefined || made >= MOST_NUMBERS) return NO_NUMBER;
    this.#numbers.set(mark, made);
    if (made === FEW_NUMBERS) this.key.basis.clear();
    return made;
  }

  forget(): void {
    this.#numbers.clear();
    this.decides = false;
  }
}

const markOf = (answer: Answer): unknown => (answer === ABSENT ? answer : identityOf(answer));

const markOfRaising = (answer: Answer, possible: readonly Raised[]): string | undefined => {
  const mark = answer === UNKNOWN ? '?' : markOf(answer);
  if (mark !== null && typeof mark === 'object') return undefined;
  const raised = possible.map(({ at, exception }) => `${at}:${exception}`);
  return typeof mark === 'symbol' ? undefined : `\0${raised.join()} ${typeof mark} ${mark}`;
};

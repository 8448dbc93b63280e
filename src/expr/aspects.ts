import { detached, detachedText, identityOf } from './identity.ts';
import type { PyDict, Raised, Value } from './python/value.ts';

/** The number of an answer that is not recognised when it comes again. */
export const NO_NUMBER = -1;

/** An aspect with more answers than this has a new one for nearly every config: those after are not worth a number. */
const MOST_NUMBERS = 256;

/** How many values of one key are remembered before they are forgotten. */
const MOST_VALUES = 256;

/** Stands for all keys together. */
export const WHOLE = Symbol('whole');
export type KeyName = string | typeof WHOLE;

/** The value of a key that is not there. */
const ABSENT = Symbol('absent');
type Answer = Value | typeof ABSENT;

/** A value of a key, with the answers about it so far by the place of the aspect. */
class Seen {
  readonly value: Answer;
  readonly answers: (Answer | undefined)[] = [];
  readonly numbers: (number | undefined)[] = [];
  /** What may be raised on the way to an answer. */
  readonly possible: (readonly Raised[] | undefined)[] = [];

  constructor(value: Answer) {
    this.value = value;
  }
}

class Key {
  readonly aspects: Aspect[] = [];
  absent = new Seen(ABSENT);
  /** Of the config at hand. */
  seen = this.absent;
  readonly #values = new Map<unknown, Seen>();

  of(value: Value): Seen {
    const mark = identityOf(value);
    const known = this.#values.get(mark);
    if (known !== undefined) return known;
    if (mark === undefined) return new Seen(value);
    const made = new Seen(detached(value));
    if (this.#values.size >= MOST_VALUES) this.#values.clear();
    this.#values.set(typeof mark === 'string' ? detachedText(mark) : mark, made);
    return made;
  }

  forget(): void {
    this.#values.clear();
    this.absent = new Seen(ABSENT);
    this.seen = this.absent;
    for (const aspect of this.aspects) aspect.forget();
  }
}

/** Gives the answer for the config at hand, of which it sees one value. */
type Look = (seen: Seen) => Answer;

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

  constructor(key: Key, look: Look) {
    this.key = key;
    this.place = key.aspects.push(this) - 1;
    this.look = look;
  }

  numberOf(answer: Answer): number {
    const mark = answer === ABSENT ? answer : identityOf(answer);
    const known = this.#numbers.get(mark);
    if (known !== undefined) return known;
    const made = this.#numbers.size;
    if (mark === undefined || made >= MOST_NUMBERS) return NO_NUMBER;
    this.#numbers.set(mark, made);
    return made;
  }

  forget(): void {
    this.#numbers.clear();
  }
}

/** What a computation asked, in order. */
export interface Recording {
  readonly asked: readonly Aspect[];
  /** It also looked at what may be another thing the next time, or at what has no number: it has to be done again. */
  readonly isPassing: boolean;
}

/** The aspects of the config at hand: the one way to a config for whatever is computed while a recording is made. */
export class Aspects {
  readonly #keys = new Map<KeyName, Key>();
  readonly #values = new Map<string, Aspect>();
  readonly #presences = new Map<string, Aspect>();
  /** Shared with the machine: what may be raised. */
  readonly #possible: Raised[];
  #config: PyDict;
  #present: Key[] = [];
  #asked: Aspect[] = [];
  #isPassing = false;
  #isRecording = false;
  #recordings = 0;
  /** Whether the answers of aspects are asked for, not the config itself. */
  isAsked = false;

  constructor(config: PyDict, possible: Raised[]) {
    this.#config = config;
    this.#possible = possible;
  }

  /** Gives up the numbers: whoever has kept some must drop them too. Then another config must begin. */
  forget(): void {
    this.#present = [];
    for (const key of this.#keys.values()) key.forget();
  }

  /** Makes another config the one at hand. */
  begin(config: PyDict): void {
    this.#config = config;
    for (const key of this.#present) key.seen = key.absent;
    this.#present = [];
    for (const name of config.keys()) {
      const key = typeof name === 'string' ? this.#keys.get(name) : undefined;
      if (key !== undefined) this.#see(key, config.get(name));
    }
    const whole = this.#keys.get(WHOLE);
    if (whole !== undefined) whole.seen = new Seen(ABSENT);
  }

  #see(key: Key, value: Value | undefined): void {
    if (value === undefined) return;
    key.seen = key.of(value);
    this.#present.push(key);
  }

  /** `look` must give for one value of the key always the same. */
  aspect(name: KeyName, look: Look): Aspect {
    return new Aspect(this.#key(name), look);
  }

  value(name: string): Value | undefined {
    let aspect = this.#values.get(name);
    if (aspect === undefined) {
      aspect = this.aspect(name, (seen) => seen.value);
      this.#values.set(name, aspect);
    }
    const answer = this.ask(aspect);
    return answer === ABSENT ? undefined : answer;
  }

  has(name: string): boolean {
    let aspect = this.#presences.get(name);
    if (aspect === undefined) {
      aspect = this.aspect(name, (seen) => seen.value !== ABSENT);
      this.#presences.set(name, aspect);
    }
    return this.ask(aspect) === true;
  }

  #key(name: KeyName): Key {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const made = new Key();
    this.#keys.set(name, made);
    if (name === WHOLE) made.seen = new Seen(ABSENT);
    else this.#see(made, this.#config.get(name));
    return made;
  }

  /** The answer, noted down where a recording is made. What may be raised on the way to it is told each time. */
  ask(aspect: Aspect): Answer {
    const { seen } = aspect.key;
    const answer = seen.answers[aspect.place] ?? this.#answer(aspect, seen);
    const possible = seen.possible[aspect.place];
    if (possible !== undefined) this.#possible.push(...possible);
    if (this.#isRecording && aspect.recording !== this.#recordings) {
      aspect.recording = this.#recordings;
      if (this.number(aspect) === NO_NUMBER) this.#isPassing = true;
      this.#asked.push(aspect);
    }
    return answer;
  }

  /** The number of the answer that the config at hand gives. */
  number(aspect: Aspect): number {
    const { place } = aspect;
    const { seen } = aspect.key;
    const known = seen.numbers[place];
    if (known !== undefined) return known;
    const number = aspect.numberOf(seen.answers[place] ?? this.#answer(aspect, seen));
    seen.numbers[place] = number;
    return number;
  }

  /** What an answer is made of are answers too, but no part of a recording. */
  #answer(aspect: Aspect, seen: Seen): Answer {
    const { isAsked } = this;
    const isRecording = this.#isRecording;
    const before = this.#possible.length;
    this.isAsked = true;
    this.#isRecording = false;
    const looked = aspect.look(seen);
    this.isAsked = isAsked;
    this.#isRecording = isRecording;
    const answer = looked === ABSENT ? looked : detached(looked);
    if (this.#possible.length > before)
      seen.possible[aspect.place] = [...new Set(this.#possible.splice(before))];
    seen.answers[aspect.place] = answer;
    return answer;
  }

  /** Something was looked at that is no aspect of the config; what an aspect looks at is its own business. */
  pass(): void {
    if (this.#isRecording) this.#isPassing = true;
  }

  record<T>(compute: () => T): { readonly result: T } & Recording {
    this.#recordings += 1;
    this.#asked = [];
    this.#isPassing = false;
    this.isAsked = true;
    this.#isRecording = true;
    try {
      const result = compute();
      return { result, asked: this.#asked, isPassing: this.#isPassing };
    } finally {
      this.isAsked = false;
      this.#isRecording = false;
    }
  }
}

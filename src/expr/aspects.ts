import {
  ABSENT,
  type Answer,
  Aspect,
  Key,
  type KeyName,
  type Look,
  NO_NUMBER,
  Seen,
  WHOLE,
} from './aspect.ts';
import { detached } from './identity.ts';
import type { PyDict, Raised, Value } from './python/value.ts';

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

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
import { detached, detachedText } from './identity.ts';
import type { PyDict, Raised, Value } from './python/value.ts';

/** So many names of keys are known. */
const MOST_NAMES = 4000;

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
  readonly #present: Key[] = [];
  #asked: Aspect[] = [];
  #isPassing = false;
  #isRecording = false;
  #recordings = 0;
  /** Where it is to be found out: what the answer of each aspect is made of. */
  #parts: Map<Aspect, Aspect[]> | undefined;
  #answering: Aspect | undefined;
  #classes = 0;
  #kept = 0;
  /** Whether every key of the config at hand is among `#present`. */
  #hasAllKeys = false;
  /** Whether the answers of aspects are asked for, not the config itself. */
  isAsked = false;

  constructor(config: PyDict, possible: Raised[]) {
    this.#config = config;
    this.#possible = possible;
  }

  /** Gives up the numbers: whoever has kept some must drop them too. Then another config must begin. */
  forget(): void {
    this.#present.length = 0;
    this.#classes = 0;
    this.#kept = 0;
    for (const [name, key] of this.#keys) {
      key.forget();
      if (key.aspects.length === 0) this.#keys.delete(name);
    }
  }

  /** Makes another config the one at hand. */
  begin(config: PyDict): void {
    this.#config = config;
    for (const key of this.#present) key.seen = key.absent;
    this.#present.length = 0;
    this.#hasAllKeys = true;
    for (const name of config.keys()) {
      const key = typeof name === 'string' ? this.#named(name) : undefined;
      if (key === undefined) {
        this.#hasAllKeys = false;
        continue;
      }
      this.#present.push(key);
      if (key.aspects.length > 0) this.#see(key, config.get(name));
      else key.seen = key.unasked;
    }
    const whole = this.#keys.get(WHOLE);
    if (whole !== undefined) whole.seen = new Seen(ABSENT);
  }

  #named(name: string): Key | undefined {
    const known = this.#keys.get(name);
    if (known !== undefined || this.#keys.size >= MOST_NAMES) return known;
    const made = new Key();
    this.#keys.set(detachedText(name), made);
    return made;
  }

  #see(key: Key, value: Value | undefined): void {
    if (value !== undefined) key.seen = key.of(value);
  }

  /** `look` must give for one value of the key always the same. */
  aspect(name: KeyName, look: Look, isValue = false): Aspect {
    return new Aspect(this.#key(name), look, isValue);
  }

  value(name: string): Value | undefined {
    let aspect = this.#values.get(name);
    if (aspect === undefined) {
      aspect = this.aspect(name, (seen) => seen.value, true);
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

  /** Of a key of which nothing was asked so far the value was not looked at. */
  #key(name: KeyName): Key {
    const known = this.#keys.get(name);
    if (known !== undefined && known.aspects.length > 0) return known;
    const key = known ?? new Key();
    this.#keys.set(name, key);
    if (name === WHOLE) key.seen = new Seen(ABSENT);
    else this.#see(key, this.#config.get(name));
    if (known === undefined && name !== WHOLE && key.seen !== key.absent) this.#present.push(key);
    return key;
  }

  /** The answer, noted down where a recording is made. What may be raised on the way to it is told each time. */
  ask(aspect: Aspect): Answer {
    const { seen } = aspect.key;
    if (this.#parts !== undefined) this.#notePart(aspect);
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
    const answer = seen.answers[place] ?? this.#answer(aspect, seen);
    const number = aspect.numberOf(answer, seen.possible[place]);
    seen.numbers[place] = number;
    return number;
  }

  #notePart(aspect: Aspect): void {
    if (this.#parts === undefined || this.#answering === undefined) return;
    const parts = this.#parts.get(this.#answering) ?? [];
    this.#parts.set(this.#answering, [...parts, aspect]);
  }

  /** What an answer is made of are answers too, but no part of a recording. */
  #answer(aspect: Aspect, seen: Seen): Answer {
    const { isAsked } = this;
    const isRecording = this.#isRecording;
    const before = this.#possible.length;
    this.isAsked = true;
    this.#isRecording = false;
    const answering = this.#answering;
    this.#answering = aspect;
    const looked = aspect.look(seen);
    this.#answering = answering;
    this.isAsked = isAsked;
    this.#isRecording = isRecording;
    const answer = looked === ABSENT ? looked : detached(looked);
    if (this.#possible.length > before)
      seen.possible[aspect.place] = [...new Set(this.#possible.splice(before))];
    seen.answers[aspect.place] = answer;
    return answer;
  }

  /** From now on the answer is among what tells the classes of the key's values apart. */
  decideBy(aspects: readonly Aspect[]): void {
    for (const aspect of aspects) {
      // What all keys come to together follows from their names.
      if (aspect.decides || aspect.key === this.#keys.get(WHOLE)) continue;
      aspect.decides = true;
      aspect.key.deciding.push(aspect);
      aspect.key.basis.clear();
    }
  }

  /** The same for configs with the same keys, in order, and values of the same classes; `undefined`: cannot be told. */
  signature(): string | undefined {
    if (!this.#hasAllKeys) return undefined;
    let text = '';
    for (const key of this.#present) text += `${this.#classOf(key)},`;
    return text;
  }

  #classOf(key: Key): number {
    const { seen, basis } = key;
    if (seen.class > 0 && seen.version === basis.version) return seen.class;
    seen.class = basis.classes.get(this.#marks(basis.aspects)) ?? this.#newClass(key);
    seen.version = basis.version;
    return seen.class;
  }

  #marks(aspects: Iterable<Aspect>): string {
    let marks = '';
    for (const aspect of aspects) marks += `${this.number(aspect)},`;
    return marks;
  }

  #newClass(key: Key): number {
    const { basis, classes, deciding } = key;
    basis.add(this.#basisOf(key));
    const answers = `${deciding.length}:${this.#marks(deciding)}`;
    const found = classes.get(answers) ?? ++this.#classes;
    classes.set(answers, found);
    basis.classes.set(this.#marks(basis.aspects), found);
    return found;
  }

  /** What the aspects that decide come down to, for the value at hand. */
  #basisOf(key: Key): ReadonlySet<Aspect> {
    const { seen } = key;
    const found = new Set<Aspect>();
    const parts = new Map<Aspect, Aspect[]>();
    const visited = new Set<Aspect>();
    const visit = (aspect: Aspect): void => {
      if (visited.has(aspect)) return;
      visited.add(aspect);
      const own = parts.get(aspect) ?? [];
      if (own.length > 0 && own.every((part) => part.isCoarse && this.number(part) !== NO_NUMBER))
        own.forEach(visit);
      else found.add(aspect);
    };
    this.#parts = parts;
    // Each is answered anew: what is answered already would not be asked.
    key.seen = new Seen(seen.value);
    for (const aspect of key.deciding) this.number(aspect);
    this.#parts = undefined;
    key.seen = seen;
    key.deciding.forEach(visit);
    return found;
  }

  /** How many recordings may come again. */
  get kept(): number {
    return this.#kept;
  }

  /** How many classes of values were told apart. */
  get classes(): number {
    return this.#classes;
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
      if (!this.#isPassing) this.#kept += 1;
      return { result, asked: this.#asked, isPassing: this.#isPassing };
    } finally {
      this.isAsked = false;
      this.#isRecording = false;
    }
  }
}

import type { Environment } from './environment.ts';
import type { Machine } from './machine.ts';
import { PyDict } from './python/value.ts';
import type { Readers } from './readers.ts';

/** A set of rules that is asked for each in turn. */
export interface RuleSet {
  has(rule: number): boolean;
}

/**
 * The rules worth looking at for a config: those that are met even by an empty one, that look at the whole config or at
 * files, or that read a key it has. All others do what they do for an empty config: nothing.
 */
export class Affected {
  readonly #machine: Machine;
  readonly #readers: Readers;
  readonly #isQuiet: (rule: number) => boolean;
  readonly #always: Uint8Array;
  readonly #marks: Uint32Array;
  #turn = 0;
  #environment: Environment | undefined;

  /** `isQuiet` judges a rule on what the machine looks at. */
  constructor(machine: Machine, readers: Readers, isQuiet: (rule: number) => boolean) {
    this.#machine = machine;
    this.#readers = readers;
    this.#isQuiet = isQuiet;
    this.#always = new Uint8Array(readers.count);
    this.#marks = new Uint32Array(readers.count);
  }

  /** Good until it is asked for another config. */
  by(config: PyDict, environment: Environment): RuleSet {
    if (environment !== this.#environment) this.#judge(environment);
    const marks = this.#marks;
    const always = this.#always;
    const turn = ++this.#turn;
    for (const key of config.keys()) {
      if (typeof key !== 'string') continue;
      for (const rule of this.#readers.of(key)) marks[rule] = turn;
    }
    return { has: (rule) => always[rule] === 1 || marks[rule] === turn };
  }

  /** Each rule is judged afresh, so that what one has computed hides nothing from the next. */
  #judge(environment: Environment): void {
    this.#environment = environment;
    const empty = new PyDict();
    for (let rule = 0; rule < this.#readers.count; rule++) {
      this.#machine.begin(empty, environment, true);
      this.#always[rule] = this.#isQuiet(rule) ? 0 : 1;
    }
    for (const rule of this.#readers.ofAnything) this.#always[rule] = 1;
  }
}

import type { Environment, FileFacts } from './environment.ts';
import type { Machine } from './machine.ts';
import { PyDict } from './python/value.ts';
import type { Readers } from './readers.ts';

/** A set of rules that is asked for each in turn. */
export interface RuleSet {
  has(rule: number): boolean;
}

/** To judge every rule on an empty config takes as long as to judge some configs on all of them. */
const WORTH_JUDGING = 16;

const ALL: RuleSet = { has: () => true };

/**
 * The rules worth looking at for a config: those that are met even by an empty one, that look at the whole config or,
 * with an empty one, at files, or that read a key it has. All others do what they do for an empty config: nothing. The first configs of an
 * environment are judged by all of them: most programs judge no more.
 */
export class Affected {
  readonly #machine: Machine;
  readonly #count: number;
  readonly #readers: () => Readers;
  readonly #isQuiet: (rule: number) => boolean;
  readonly #always: Uint8Array;
  readonly #marks: Uint32Array;
  #turn = 0;
  #environment: Environment | undefined;
  #configs = 0;

  /** `isQuiet` judges one of `count` rules on what the machine looks at. */
  constructor(machine: Machine, count: number, readers: () => Readers, isQuiet: (rule: number) => boolean) {
    this.#machine = machine;
    this.#count = count;
    this.#readers = readers;
    this.#isQuiet = isQuiet;
    this.#always = new Uint8Array(count);
    this.#marks = new Uint32Array(count);
  }

  /** Good until it is asked for another config. */
  by(config: PyDict, environment: Environment): RuleSet {
    if (environment !== this.#environment) {
      this.#environment = environment;
      this.#configs = 0;
    }
    if (this.#configs++ < WORTH_JUDGING) return ALL;
    if (this.#configs === WORTH_JUDGING + 1) this.#judge(environment);
    const readers = this.#readers();
    const marks = this.#marks;
    const always = this.#always;
    const turn = ++this.#turn;
    for (const [key, value] of config.entries()) {
      if (typeof key !== 'string' || readers.isDefault(key, value)) continue;
      for (const rule of readers.of(key)) marks[rule] = turn;
    }
    return { has: (rule) => always[rule] === 1 || marks[rule] === turn };
  }

  /**
   * Each rule is judged afresh, so that what one has computed hides nothing from the next. One that looks at no file with
   * the empty config takes the same way, and looks at none, with every config that sets none of its keys.
   */
  #judge(environment: Environment): void {
    const empty = new PyDict();
    const watch = new Watch(environment);
    for (let rule = 0; rule < this.#count; rule++) {
      this.#machine.begin(empty, watch.environment, true);
      watch.looked = false;
      this.#always[rule] = this.#isQuiet(rule) && !watch.looked ? 0 : 1;
    }
    for (const rule of this.#readers().ofAnything) this.#always[rule] = 1;
  }
}

/** An environment that tells whether its files were asked for. */
class Watch {
  looked = false;
  readonly environment: Environment;

  constructor(environment: Environment) {
    const { files } = environment;
    const look = (): FileFacts | undefined => {
      this.looked = true;
      return files;
    };
    this.environment = {
      atom: (name) => environment.atom(name),
      files: {
        kind: (path) => look()?.kind(path),
        read: (path) => look()?.read(path),
        list: (path) => look()?.list(path),
        expandUser: (path) => look()?.expandUser(path),
      },
    };
  }
}

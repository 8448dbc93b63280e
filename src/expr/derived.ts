import type { Derivation, RulesData } from '../model/index.ts';
import type { Compiler } from './compile.ts';
import { Raised, UNKNOWN } from './python/value.ts';
import type { DerivedValue } from './verdict.ts';

/**
 * Values of fields after parsing, by `Class.name`; those not listed are the config's or the default. Of the config that
 * the machine looks at.
 */
export class DerivedValues {
  readonly #data: RulesData;
  readonly #compiler: Compiler;
  readonly #derivations: ReadonlyMap<string, Derivation>;

  constructor(data: RulesData, compiler: Compiler, derivations: readonly Derivation[]) {
    this.#data = data;
    this.#compiler = compiler;
    this.#derivations = new Map(derivations.map((one) => [`${one.class}.${one.name}`, one]));
  }

  all(): ReadonlyMap<string, DerivedValue> {
    return new Map([...this.#derivations].map(([key, one]) => [key, this.#value(one)]));
  }

  of(key: string): DerivedValue | undefined {
    const derivation = this.#derivations.get(key);
    return derivation === undefined ? undefined : this.#value(derivation);
  }

  #value(derivation: Derivation): DerivedValue {
    const value = this.#compiler.thunk(derivation.value)();
    const source = derivation.sources.findLast(({ when }) => this.#compiler.thunk(when)() === true);
    return {
      class: derivation.class,
      value: value instanceof Raised ? UNKNOWN : value,
      place: source === undefined ? null : (this.#data.places[source.at] ?? null),
    };
  }
}

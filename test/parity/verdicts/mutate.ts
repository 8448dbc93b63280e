import type { Json, Parameter } from '../../../src/model/index.ts';
import type { BaseConfig } from './bases.ts';
import type { Random } from './random.ts';
import { FLOAT, rightValue, wrongValue } from './values.ts';

/** What mutations draw from: the parameters of each entry point, and names that none of them has. */
export interface Pool {
  readonly parameters: ReadonlyMap<string, readonly Parameter[]>;
  /** Parameters that some rule reads, by entry point. */
  readonly ruled: ReadonlyMap<string, readonly Parameter[]>;
  /** Those of them that are switches: truth values and choices. */
  readonly gates: ReadonlyMap<string, readonly Parameter[]>;
  /** Keys of other releases and entry points. */
  readonly foreign: readonly string[];
  /** What rules compare each parameter with. */
  readonly constants: ReadonlyMap<string, readonly Json[]>;
  /** The choices of every parameter that has some. */
  readonly choices: readonly (readonly Json[])[];
}

export interface Case {
  readonly id: string;
  readonly entry: string;
  readonly config: Readonly<Record<string, Json>>;
}

type Config = Record<string, Json>;

/** The case as a line of JSON. */
export const caseText = (one: Case): string =>
  JSON.stringify(one).replaceAll(new RegExp(`"${FLOAT}([^"]*)"`, 'g'), '$1');

/**
 * A base with one to six changes; with `types`, values of any type go anywhere. `first` is a parameter that must be
 * among the changed ones.
 */
export const mutate = (
  base: BaseConfig,
  id: string,
  pool: Pool,
  random: Random,
  types: boolean,
  first?: Parameter,
): Case => {
  const config: Config = { ...base.config };
  const set = (parameter: Parameter, wrong: boolean): void => {
    config[parameter.name] = wrong
      ? wrongValue(parameter.name, pool, random)
      : rightValue(parameter, pool, random);
  };
  if (first !== undefined) set(first, types);
  const changes = (first === undefined ? 1 : 0) + random.below(types ? 4 : 6);
  for (let count = 0; count < changes; count++) {
    if (types && random.chance(0.7)) set(pickParameter(base.entry, config, pool, random), true);
    else change(config, base.entry, pool, random, set);
  }
  return { id, entry: base.entry, config };
};

const change = (
  config: Config,
  entry: string,
  pool: Pool,
  random: Random,
  set: (parameter: Parameter, wrong: boolean) => void,
): void => {
  const keys = Object.keys(config);
  const what = random.next();
  if (what < 0.12 && keys.length > 0) delete config[random.pick(keys)];
  else if (what < 0.15 && keys.length > 0) misspell(config, random.pick(keys), random);
  else if (what < 0.19) config[random.pick(pool.foreign)] = random.pick([true, 1, 'auto']);
  else if (what < 0.35) {
    const gates = pool.gates.get(entry) ?? [];
    for (let count = 0; count < 2 && gates.length > 0; count++) set(random.pick(gates), false);
  } else set(pickParameter(entry, config, pool, random), false);
};

/** Mostly what rules read, and often what the config has already: that is where checks meet. */
const pickParameter = (entry: string, config: Config, pool: Pool, random: Random): Parameter => {
  const ruled = pool.ruled.get(entry) ?? [];
  const all = pool.parameters.get(entry) ?? [];
  if (random.chance(0.2)) {
    const set = all.filter(({ name }) => Object.hasOwn(config, name));
    if (set.length > 0) return random.pick(set);
  }
  return random.pick(ruled.length > 0 && random.chance(0.75) ? ruled : all);
};

const misspell = (config: Config, key: string, random: Random): void => {
  const at = random.below(Math.max(1, key.length - 1));
  const slipped = key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2);
  const value = config[key] ?? null;
  delete config[key];
  config[slipped === key ? `${key}s` : slipped] = value;
};

import type { Json, Parameter } from '../model/index.ts';
import type { Checker } from './checker.ts';
import { effectiveValue, type ResolvedValue } from './effective.ts';
import type { Environment } from './environment.ts';
import { toJson } from './python/from-json.ts';
import type { PyDict, Value } from './python/value.ts';

/** Another parameter that takes a value as well. */
export interface Move {
  readonly name: string;
  readonly value: Value;
  /** The config with that parameter in place of the first. */
  readonly config: PyDict;
}

/**
 * Where upstream hands the value of a parameter on to: another that a config does not set, and that, set to it, gives
 * the same run. So it is with names that are kept for old configs (`warmup_ratio`, `evaluation_strategy`).
 */
export const moveOf = (
  name: string,
  config: PyDict,
  checker: Checker,
  environment: Environment,
  parameters: ReadonlyMap<string, Parameter>,
): Move | undefined => {
  const value = config.get(name) ?? null;
  const shown = toJson(value);
  if (value === null || shown === undefined) return undefined;
  const before = effective(config, checker, environment);
  const others = [...parameters.values()].filter((parameter) => parameter.name !== name);
  const takers = others.filter((other) => {
    const { value: taken, origin } = before(other);
    return origin === 'derived' && other.init && !config.has(other.name) && isSame(taken, shown);
  });
  for (const { name: taker } of takers) {
    const moved = config.copy();
    moved.delete(name);
    moved.set(taker, value);
    const after = effective(moved, checker, environment);
    if (others.every((parameter) => isSame(before(parameter).value, after(parameter).value)))
      return { name: taker, value, config: moved };
  }
  return undefined;
};

const effective = (
  config: PyDict,
  checker: Checker,
  environment: Environment,
): ((parameter: Parameter) => ResolvedValue) => {
  const derived = checker.run(config, environment).derived();
  return (parameter) => effectiveValue(parameter, config, derived);
};

const isSame = (some: Json | undefined, other: Json | undefined): boolean =>
  JSON.stringify(some) === JSON.stringify(other);

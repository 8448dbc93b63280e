import { isFloat, iterate, numberOf, raise, textOf, UNKNOWN, type Value } from './value.ts';

const TYPE_ERROR = raise('TypeError');
const isInt = (value: Value): boolean => numberOf(value) !== undefined && !isFloat(value);

/** `random.seed(value)`: None, int, float, str. */
export const randomSeed = (seed: Value): Value =>
  seed === null || numberOf(seed) !== undefined || textOf(seed) !== undefined ? null : TYPE_ERROR;

/** `numpy.random.seed(value)`: None or an int of 32 bits; of what is no scalar nothing is said. */
export const numpySeed = (seed: Value): Value => {
  if (seed === null) return null;
  if (textOf(seed) !== undefined || isFloat(seed)) return TYPE_ERROR;
  if (!isInt(seed)) return iterate(seed) === undefined ? TYPE_ERROR : UNKNOWN;
  const n = numberOf(seed) as number | bigint;
  return n >= 0 && n < 2 ** 32 ? null : raise('ValueError');
};

/** `torch.manual_seed(value)` converts with `int()`. */
export const torchSeed = (seed: Value): Value =>
  isInt(seed) ? null : isFloat(seed) || textOf(seed) !== undefined ? UNKNOWN : TYPE_ERROR;

import {
  float,
  hashKey,
  integer,
  isFloat,
  numberOf,
  PyDict,
  PySet,
  PyTuple,
  raise,
  textOf,
  UNKNOWN,
  type Value,
} from './value.ts';

/** Results longer than this are not computed: they are "cannot tell", as they would exhaust memory. */
const MAX_LENGTH = 1_000_000;
const MAX_BITS = 65_536;

type Numbers = { readonly ints: readonly [bigint, bigint] } | { readonly floats: readonly [number, number] };

/** Both operands as exact ints, or as floats when one is a float. */
const numbers = (a: Value, b: Value): Numbers | undefined => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === undefined || y === undefined) return undefined;
  if (isFloat(a) || isFloat(b)) return { floats: [Number(x), Number(y)] };
  return { ints: [BigInt(x), BigInt(y)] };
};

const safe = (value: number): boolean => Number.isSafeInteger(value);

const repeat = (items: Value, times: Value): Value | undefined => {
  const count = numberOf(times);
  if (count === undefined || isFloat(times)) return undefined;
  const n = Math.max(0, Number(count));
  const text = textOf(items);
  const length =
    text?.length ??
    (Array.isArray(items) ? items.length : items instanceof PyTuple ? items.items.length : -1);
  if (length < 0) return undefined;
  if (length * n > MAX_LENGTH) return UNKNOWN;
  if (text !== undefined) return text.repeat(n);
  const list = items instanceof PyTuple ? items.items : (items as readonly Value[]);
  const repeated = Array.from({ length: n }, () => list).flat();
  return items instanceof PyTuple ? new PyTuple(repeated) : repeated;
};

export const add = (a: Value, b: Value): Value => {
  if (typeof a === 'number' && typeof b === 'number' && safe(a) && safe(b) && safe(a + b)) return a + b;
  const n = numbers(a, b);
  if (n !== undefined) return 'ints' in n ? integer(n.ints[0] + n.ints[1]) : float(n.floats[0] + n.floats[1]);
  const [s, t] = [textOf(a), textOf(b)];
  if (s !== undefined && t !== undefined) return s + t;
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (a instanceof PyTuple && b instanceof PyTuple) return new PyTuple([...a.items, ...b.items]);
  return raise('TypeError');
};

export const sub = (a: Value, b: Value): Value => {
  if (typeof a === 'number' && typeof b === 'number' && safe(a) && safe(b) && safe(a - b)) return a - b;
  const n = numbers(a, b);
  if (n !== undefined) return 'ints' in n ? integer(n.ints[0] - n.ints[1]) : float(n.floats[0] - n.floats[1]);
  if (a instanceof PySet && b instanceof PySet) return setOperation('difference', a, b);
  return raise('TypeError');
};

export const mul = (a: Value, b: Value): Value => {
  if (typeof a === 'number' && typeof b === 'number' && safe(a) && safe(b) && safe(a * b)) return a * b;
  const n = numbers(a, b);
  if (n !== undefined) return 'ints' in n ? integer(n.ints[0] * n.ints[1]) : float(n.floats[0] * n.floats[1]);
  return repeat(a, b) ?? repeat(b, a) ?? raise('TypeError');
};

export const div = (a: Value, b: Value): Value => {
  const n = numbers(a, b);
  if (n === undefined) return raise('TypeError');
  const [x, y] = 'ints' in n ? [Number(n.ints[0]), Number(n.ints[1])] : n.floats;
  if (y === 0) return raise('ZeroDivisionError');
  return Number.isFinite(x) || !('ints' in n) ? float(x / y) : raise('OverflowError');
};

const floorMod = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;

const floatMod = (a: number, b: number): number => {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
};

/** `text % value`: with nothing to fill in, only a mapping, a list or an empty tuple is no error. */
const percent = (text: string, value: Value): Value => {
  if (text.includes('%')) return UNKNOWN;
  const spare =
    value instanceof PyDict || Array.isArray(value) || (value instanceof PyTuple && value.items.length === 0);
  return spare ? text : raise('TypeError');
};

export const mod = (a: Value, b: Value): Value => {
  const n = numbers(a, b);
  if (n === undefined) {
    const text = textOf(a);
    return text === undefined ? raise('TypeError') : percent(text, b);
  }
  if ('ints' in n) return n.ints[1] === 0n ? raise('ZeroDivisionError') : integer(floorMod(...n.ints));
  return n.floats[1] === 0 ? raise('ZeroDivisionError') : float(floatMod(...n.floats));
};

export const floordiv = (a: Value, b: Value): Value => {
  const n = numbers(a, b);
  if (n === undefined) return raise('TypeError');
  if ('floats' in n)
    return n.floats[1] === 0 ? raise('ZeroDivisionError') : float(Math.floor(n.floats[0] / n.floats[1]));
  const [x, y] = n.ints;
  return y === 0n ? raise('ZeroDivisionError') : integer((x - floorMod(x, y)) / y);
};

export const pow = (a: Value, b: Value): Value => {
  const n = numbers(a, b);
  if (n === undefined) return raise('TypeError');
  const [x, y] = 'ints' in n ? n.ints : n.floats;
  if (Number(x) === 0 && Number(y) < 0) return raise('ZeroDivisionError');
  if ('ints' in n && n.ints[1] >= 0n) {
    const bits = n.ints[0].toString(2).length * Number(n.ints[1]);
    return bits > MAX_BITS ? UNKNOWN : integer(n.ints[0] ** n.ints[1]);
  }
  const power = Number(x) ** Number(y);
  return Number.isNaN(power) && !Number.isNaN(Number(x)) ? UNKNOWN : float(power);
};

export const neg = (a: Value): Value => {
  const x = numberOf(a);
  if (x === undefined) return raise('TypeError');
  return isFloat(a) ? float(-Number(x)) : integer(-BigInt(x));
};

export const pos = (a: Value): Value => {
  const x = numberOf(a);
  if (x === undefined) return raise('TypeError');
  return isFloat(a) ? a : integer(BigInt(x));
};

export const abs = (a: Value): Value => {
  const x = numberOf(a);
  if (x === undefined) return raise('TypeError');
  return x < 0 ? neg(a) : pos(a);
};

/** `round(a)`: to the nearest int, halves to even. */
export const round = (a: Value): Value => {
  const x = numberOf(a);
  if (x === undefined) return raise('TypeError');
  if (!isFloat(a)) return integer(BigInt(x));
  const n = Number(x);
  if (!Number.isFinite(n)) return raise(Number.isNaN(n) ? 'ValueError' : 'OverflowError');
  const floor = Math.floor(n);
  const half = n - floor === 0.5;
  return integer(BigInt(half ? floor + Math.abs(floor % 2) : Math.round(n)));
};

export type SetOperation = 'union' | 'intersection' | 'difference' | 'symmetric';

export const setOperation = (operation: SetOperation, a: PySet, b: PySet): PySet => {
  const inA = new Set(a.items.map(hashKey));
  const inB = new Set(b.items.map(hashKey));
  const onlyA = a.items.filter((item) => !inB.has(hashKey(item)));
  const onlyB = b.items.filter((item) => !inA.has(hashKey(item)));
  if (operation === 'difference') return new PySet(onlyA);
  if (operation === 'symmetric') return new PySet([...onlyA, ...onlyB]);
  if (operation === 'union') return new PySet([...a.items, ...onlyB]);
  return new PySet(a.items.filter((item) => inB.has(hashKey(item))));
};

const BITS = {
  bitor: { int: (x: bigint, y: bigint) => x | y, set: 'union' },
  bitand: { int: (x: bigint, y: bigint) => x & y, set: 'intersection' },
  bitxor: { int: (x: bigint, y: bigint) => x ^ y, set: 'symmetric' },
} as const;

/** `|`, `&`, `^` of ints, bools and sets; `|` of dicts. */
export const bits = (operation: keyof typeof BITS, a: Value, b: Value): Value => {
  const how = BITS[operation];
  if (a instanceof PySet && b instanceof PySet) return setOperation(how.set, a, b);
  if (operation === 'bitor' && a instanceof PyDict && b instanceof PyDict)
    return new PyDict([...a.entries(), ...b.entries()]);
  const n = numbers(a, b);
  if (n === undefined || 'floats' in n) return raise('TypeError');
  const result = how.int(...n.ints);
  return typeof a === 'boolean' && typeof b === 'boolean' ? result === 1n : integer(result);
};

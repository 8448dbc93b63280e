/**
 * What a guard says of one parameter: the finite set of values it is in, or is not in, and bounds on its number.
 * Values are compared as Python compares them (`True == 1`), so every set is over canonical text keys.
 */
export type Scalar = null | boolean | number | string;

export interface ValueSet {
  /** `in`: one of `keys`; `out`: anything but `keys`. */
  readonly mode: 'in' | 'out';
  readonly keys: readonly string[];
  /** Only for `out`: the value is a number that also lies between these. */
  readonly bounds: Bounds | null;
}
export interface Bounds {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

/** Python's equality: `True` is `1`. */
export const scalarKey = (value: Scalar): string =>
  typeof value === 'boolean' ? String(Number(value)) : value === null ? 'null' : JSON.stringify(value);

export const scalarOf = (key: string): Scalar => JSON.parse(key) as Scalar;

const sorted = (keys: Iterable<string>): string[] => [...new Set(keys)].sort();

export const oneOf = (values: readonly Scalar[]): ValueSet => ({
  mode: 'in',
  keys: sorted(values.map(scalarKey)),
  bounds: null,
});
const noneOf = (values: readonly Scalar[]): ValueSet => ({
  mode: 'out',
  keys: sorted(values.map(scalarKey)),
  bounds: null,
});
export const ANY: ValueSet = { mode: 'out', keys: [], bounds: null };

/** The scalars that are false in a condition. An empty list is one more, which no decision sets. */
export const FALSY: readonly Scalar[] = [null, false, ''];
export const truthy: ValueSet = noneOf(FALSY);
export const falsy: ValueSet = oneOf(FALSY);

export const below = (limit: number, open: boolean): ValueSet => ({
  mode: 'out',
  keys: [],
  bounds: { low: Number.NEGATIVE_INFINITY, lowOpen: true, high: limit, highOpen: open },
});
export const above = (limit: number, open: boolean): ValueSet => ({
  mode: 'out',
  keys: [],
  bounds: { low: limit, lowOpen: open, high: Number.POSITIVE_INFINITY, highOpen: true },
});

const within = (key: string, bounds: Bounds | null): boolean => {
  if (bounds === null) return true;
  const value = scalarOf(key);
  if (typeof value !== 'number') return false;
  const aboveLow = bounds.lowOpen ? value > bounds.low : value >= bounds.low;
  return aboveLow && (bounds.highOpen ? value < bounds.high : value <= bounds.high);
};

const tighter = (a: Bounds | null, b: Bounds | null): Bounds | null => {
  if (a === null || b === null) return a ?? b;
  const low = a.low > b.low || (a.low === b.low && a.lowOpen) ? a : b;
  const high = a.high < b.high || (a.high === b.high && a.highOpen) ? a : b;
  return { low: low.low, lowOpen: low.lowOpen, high: high.high, highOpen: high.highOpen };
};

const hollow = (bounds: Bounds | null): boolean =>
  bounds !== null &&
  (bounds.low > bounds.high || (bounds.low === bounds.high && (bounds.lowOpen || bounds.highOpen)));

/** Values in both; `null` when there is none. */
export const intersect = (a: ValueSet, b: ValueSet): ValueSet | null => {
  if (a === b) return a;
  const bounds = tighter(a.bounds, b.bounds);
  if (a.mode === 'out' && b.mode === 'out') {
    return hollow(bounds) ? null : { mode: 'out', keys: sorted([...a.keys, ...b.keys]), bounds };
  }
  const [inside, other] = a.mode === 'in' ? [a, b] : [b, a];
  const keys = inside.keys.filter(
    (key) => other.keys.includes(key) === (other.mode === 'in') && within(key, bounds),
  );
  return keys.length === 0 ? null : { mode: 'in', keys, bounds: null };
};

/** Every value of `a` is in `b`. */
export const subset = (a: ValueSet, b: ValueSet): boolean => {
  if (a === b) return true;
  if (a.mode === 'out' && b.mode === 'in') return false;
  if (a.bounds === null && b.bounds === null && a.mode === 'in')
    return a.keys.every((key) => b.keys.includes(key) === (b.mode === 'in'));
  const both = intersect(a, b);
  return both !== null && sameSet(both, a);
};

const setKeys = new WeakMap<ValueSet, string>();

/** Text that is equal for equal sets. */
export const setKey = (set: ValueSet): string => {
  const known = setKeys.get(set);
  if (known !== undefined) return known;
  const { mode, keys, bounds } = set;
  const key = `${mode} ${keys.join()}${bounds === null ? '' : ` ${Object.values(bounds).join()}`}`;
  setKeys.set(set, key);
  return key;
};

export const sameSet = (a: ValueSet, b: ValueSet): boolean => a === b || setKey(a) === setKey(b);

/** Values in either, or `undefined` where that is no such set. */
export const union = (a: ValueSet, b: ValueSet): ValueSet | undefined => {
  if (subset(a, b)) return b;
  if (subset(b, a)) return a;
  if (a.bounds !== null || b.bounds !== null) return undefined;
  if (a.mode === 'in' && b.mode === 'in')
    return { mode: 'in', keys: sorted([...a.keys, ...b.keys]), bounds: null };
  if (a.mode === 'out' && b.mode === 'out')
    return { mode: 'out', keys: a.keys.filter((key) => b.keys.includes(key)), bounds: null };
  const [inside, outside] = a.mode === 'in' ? [a, b] : [b, a];
  return { mode: 'out', keys: outside.keys.filter((key) => !inside.keys.includes(key)), bounds: null };
};

export const isAny = (set: ValueSet): boolean =>
  set.mode === 'out' && set.keys.length === 0 && set.bounds === null;

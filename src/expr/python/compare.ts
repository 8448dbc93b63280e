import {
  hashKey,
  isHashable,
  iterate,
  numberOf,
  PyDict,
  PyEnum,
  PySet,
  PyTuple,
  raise,
  textOf,
  UNKNOWN,
  type Unknowable,
  type Value,
} from './value.ts';

type Answer = boolean | Unknowable;

const pairwise = (a: readonly Value[], b: readonly Value[]): Answer => {
  if (a.length !== b.length) return false;
  let answer: Answer = true;
  for (let i = 0; i < a.length; i++) {
    const same = equals(a[i] as Value, b[i] as Value);
    if (same === false) return false;
    if (same === UNKNOWN) answer = UNKNOWN;
  }
  return answer;
};

const sameEntries = (a: PyDict, b: PyDict): Answer => {
  if (a.size !== b.size) return false;
  let answer: Answer = true;
  for (const [key, value] of a.entries()) {
    const other = b.get(key);
    const same = other === undefined ? false : equals(value, other);
    if (same === false) return false;
    if (same === UNKNOWN) answer = UNKNOWN;
  }
  return answer;
};

/** `a == b`: numbers by value across bool, int and float; members of str enums as text; containers item by item. */
export const equals = (a: Value, b: Value): Answer => {
  if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
  if (a === b) return true;
  const text = textOf(a);
  if (text !== undefined) return text === textOf(b);
  const number = numberOf(a);
  if (number !== undefined) {
    const other = numberOf(b);
    // biome-ignore lint/suspicious/noDoubleEquals: an int is a number or a bigint; both compare by value
    return other !== undefined && number == other;
  }
  if (Array.isArray(a)) return Array.isArray(b) ? pairwise(a, b) : false;
  if (a instanceof PyTuple) return b instanceof PyTuple ? pairwise(a.items, b.items) : false;
  if (a instanceof PyDict) return b instanceof PyDict ? sameEntries(a, b) : false;
  if (a instanceof PySet) return b instanceof PySet && a.items.length === b.items.length && isSubset(a, b);
  return false;
};

/** `a is b`, for what code compares so: None, booleans and members of enums. Other values: only the same object. */
export const identical = (a: Value, b: Value): Answer => {
  if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
  if (a instanceof PyEnum && b instanceof PyEnum) return a.type === b.type && a.name === b.name;
  return a === b;
};

const has = (set: PySet, item: Value): boolean => {
  const hash = hashKey(item);
  return set.items.some((other) => hashKey(other) === hash);
};

export const isSubset = (a: PySet, b: PySet): boolean => a.items.every((item) => has(b, item));

const among = (item: Value, items: readonly Value[]): Answer => {
  let answer: Answer = false;
  for (const other of items) {
    const same = equals(item, other);
    if (same === true) return true;
    if (same === UNKNOWN) answer = UNKNOWN;
  }
  return answer;
};

/** `item in container`. */
export const contains = (item: Value, container: Value): Value => {
  if (Array.isArray(container)) return among(item, container);
  if (container instanceof PyTuple) return among(item, container.items);
  if (container instanceof PyDict) return isHashable(item) ? container.has(item) : raise('TypeError');
  if (container instanceof PySet) {
    if (!isHashable(item)) return raise('TypeError');
    return container.items.includes(UNKNOWN) ? among(item, container.items) : has(container, item);
  }
  const text = textOf(container);
  const part = textOf(item);
  return text === undefined || part === undefined ? raise('TypeError') : text.includes(part);
};

/** Strings order by code point; JavaScript's own order is by UTF-16 unit. */
const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
};

export type Order = 'lt' | 'le' | 'gt' | 'ge';

const holds = (order: Order, difference: number): boolean => {
  if (order === 'lt') return difference < 0;
  if (order === 'le') return difference <= 0;
  return order === 'gt' ? difference > 0 : difference >= 0;
};

const orderNumbers = (order: Order, a: number | bigint, b: number | bigint): boolean => {
  if (order === 'lt') return a < b;
  if (order === 'le') return a <= b;
  return order === 'gt' ? a > b : a >= b;
};

const orderItems = (order: Order, a: readonly Value[], b: readonly Value[]): Value => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] as Value, b[i] as Value];
    const same = equals(x, y);
    if (same === UNKNOWN) return UNKNOWN;
    if (same === false) return compare(order, x, y);
  }
  return holds(order, a.length - b.length);
};

const orderSets = (order: Order, a: PySet, b: PySet): boolean => {
  const [small, large] = order === 'lt' || order === 'le' ? [a, b] : [b, a];
  const strict = order === 'lt' || order === 'gt';
  return isSubset(small, large) && !(strict && small.items.length === large.items.length);
};

/** `a < b` and the like: numbers, texts, lists, tuples and sets with their own kind. */
export const compare = (order: Order, a: Value, b: Value): Value => {
  if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return orderNumbers(order, x, y);
  const [s, t] = [textOf(a), textOf(b)];
  if (s !== undefined && t !== undefined) return holds(order, compareText(s, t));
  if (Array.isArray(a) && Array.isArray(b)) return orderItems(order, a, b);
  if (a instanceof PyTuple && b instanceof PyTuple) return orderItems(order, a.items, b.items);
  if (a instanceof PySet && b instanceof PySet) return orderSets(order, a, b);
  return raise('TypeError');
};

/** `bool(value)` of what is a value. */
export const truth = (value: Value): Answer => {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  const number = numberOf(value);
  if (number !== undefined) return Boolean(number) || Number.isNaN(number);
  if (value instanceof PyDict) return value.size > 0;
  if (value instanceof PyEnum && value.type.base === 'plain') return true;
  const items = iterate(value);
  return items === undefined ? true : items.length > 0;
};

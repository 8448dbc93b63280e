import { compare } from './compare.ts';
import {
  hashKey,
  isFloat,
  isHashable,
  isUnordered,
  iterate,
  numberOf,
  PyDict,
  PyEnum,
  PySet,
  PyTuple,
  Raised,
  raise,
  textOf,
  UNKNOWN,
  type Value,
} from './value.ts';

const TYPE_ERROR = raise('TypeError');

/** An index of a sequence: an int or a bool, from the end when negative; `null` where it is out of range. */
const position = (index: Value, length: number): number | null | undefined => {
  const n = numberOf(index);
  if (n === undefined || isFloat(index)) return undefined;
  const at = Number(n) < 0 ? Number(n) + length : Number(n);
  return at >= 0 && at < length ? at : null;
};

const itemsOf = (value: Value): readonly Value[] | undefined => {
  if (value instanceof PySet || value instanceof PyDict) return undefined;
  return iterate(value);
};

/** `container[key]` */
export const getItem = (container: Value, key: Value): Value => {
  if (container instanceof PyDict) {
    if (!isHashable(key)) return TYPE_ERROR;
    return container.get(key) ?? (container.has(key) ? null : raise('KeyError'));
  }
  const items = itemsOf(container);
  if (items === undefined) return TYPE_ERROR;
  const at = position(key, items.length);
  if (at === undefined) return TYPE_ERROR;
  return at === null ? raise('IndexError') : (items[at] as Value);
};

/** A bound of a slice within the sequence; going backwards it may be before the first item. */
const bound = (value: Value, length: number, otherwise: number, isBack: boolean): number | undefined => {
  if (value === null) return otherwise;
  const n = numberOf(value);
  if (n === undefined || isFloat(value)) return undefined;
  const at = Number(n) < 0 ? Number(n) + length : Number(n);
  return isBack ? Math.min(Math.max(at, -1), length - 1) : Math.min(Math.max(at, 0), length);
};

/** `sequence[lower:upper:step]` */
export const slice = (sequence: Value, lower: Value, upper: Value, step: Value): Value => {
  const items = itemsOf(sequence);
  if (items === undefined) return TYPE_ERROR;
  const stride = step === null ? 1 : isFloat(step) ? undefined : numberOf(step);
  if (stride === 0 || stride === 0n) return raise('ValueError');
  const by = Number(stride);
  const last = items.length - 1;
  const from = bound(lower, items.length, by < 0 ? last : 0, by < 0);
  const to = bound(upper, items.length, by < 0 ? -1 : items.length, by < 0);
  if (stride === undefined || from === undefined || to === undefined) return TYPE_ERROR;
  const count = Math.max(0, Math.ceil((to - from) / by));
  const part = Array.from({ length: count }, (_, i) => items[from + i * by] as Value);
  if (textOf(sequence) !== undefined) return part.join('');
  return sequence instanceof PyTuple ? new PyTuple(part) : part;
};

/** The container after `container[key] = value`. */
export const setItem = (container: Value, key: Value, value: Value): Value => {
  if (container instanceof PyDict) return isHashable(key) ? container.copy().set(key, value) : TYPE_ERROR;
  if (!Array.isArray(container)) return TYPE_ERROR;
  const at = position(key, container.length);
  if (at === undefined) return TYPE_ERROR;
  return at === null ? raise('IndexError') : container.with(at, value);
};

/** The container after `del container[key]`. */
export const delItem = (container: Value, key: Value): Value => {
  const found = getItem(container, key);
  if (found instanceof Raised) return found;
  if (container instanceof PyDict) {
    const rest = container.copy();
    rest.delete(key);
    return rest;
  }
  if (!Array.isArray(container)) return TYPE_ERROR;
  return container.toSpliced(position(key, container.length) ?? 0, 1);
};

export const length = (value: Value): Value => {
  if (value instanceof PyDict) return value.size;
  return iterate(value)?.length ?? TYPE_ERROR;
};

/** The items of an iterable, where their order does not matter: TypeError where it is none. */
export const toList = (value: Value): readonly Value[] | Raised => iterate(value) ?? TYPE_ERROR;

/** `list(value)` */
export const inOrder = (value: Value): readonly Value[] | Raised | typeof UNKNOWN =>
  isUnordered(value) ? UNKNOWN : toList(value);

/** `items += more` */
export const extended = (items: readonly Value[], more: Value): Value => {
  const added = inOrder(more);
  return Array.isArray(added) ? [...items, ...added] : (added as Value);
};

export const toTuple = (value: Value): Value => {
  if (isUnordered(value)) return UNKNOWN;
  const items = toList(value);
  return items instanceof Raised ? items : new PyTuple(items);
};

/** `set(value)`; items that cannot be hashed raise. */
export const toSet = (value: Value): Value => {
  const items = toList(value);
  return items instanceof Raised ? items : setOf(items);
};

export const setOf = (items: readonly Value[]): Value => {
  if (items.includes(UNKNOWN)) return UNKNOWN;
  if (!items.every(isHashable)) return TYPE_ERROR;
  // Of equal ones Python keeps the first.
  const unique = new Map(items.toReversed().map((item) => [hashKey(item), item]));
  return new PySet([...unique.values()].toReversed());
};

/** `dict(value)` of a mapping or of pairs. */
export const toDict = (value: Value): Value => {
  if (value instanceof PyDict) return value.copy();
  const items = toList(value);
  if (items instanceof Raised) return items;
  const dict = new PyDict();
  if (isUnordered(value)) return UNKNOWN;
  for (const item of items) {
    if (item === UNKNOWN) return UNKNOWN;
    const pair = iterate(item);
    if (pair === undefined) return TYPE_ERROR;
    if (pair.length !== 2) return raise('ValueError');
    if (pair[0] === UNKNOWN || isUnordered(item)) return UNKNOWN;
    if (!isHashable(pair[0] as Value)) return TYPE_ERROR;
    dict.set(pair[0] as Value, pair[1] as Value);
  }
  return dict;
};

/** `sorted(value)`: stable, and a TypeError where two items have no order. */
export const sorted = (value: Value): Value => {
  const items = toList(value);
  if (items instanceof Raised) return items;
  if (items.includes(UNKNOWN)) return UNKNOWN;
  let failure: Value | undefined;
  const order = (a: Value, b: Value): number => {
    const less = compare('lt', a, b);
    if (typeof less !== 'boolean') failure ??= less;
    return less === true ? -1 : compare('lt', b, a) === true ? 1 : 0;
  };
  const result = [...items].sort(order);
  if (failure === undefined) return isUnordered(value) && hasTies(result) ? UNKNOWN : result;
  // Which two have no order may hang on the order in which they are compared.
  return failure;
};

/** Two in a row that are equal and not the same: of a set either may come first. */
const hasTies = (items: readonly Value[]): boolean =>
  items.some((item, i) => i > 0 && compare('lt', items[i - 1] as Value, item) !== true);

/** `min(value)` and `max(value)` of an iterable. */
export const extreme = (which: 'lt' | 'gt', value: Value): Value => {
  const items = toList(value);
  if (items instanceof Raised) return items;
  if (items.length === 0) return raise('ValueError');
  if (items.includes(UNKNOWN)) return UNKNOWN;
  let best = items[0] as Value;
  for (const item of items.slice(1)) {
    const better = compare(which, item, best);
    if (typeof better !== 'boolean') return better;
    if (better) best = item;
  }
  return best;
};

/** The keys that `f(**mapping)` would refuse, given the names that `f` takes. */
export const extraKeys = (mapping: Value, names: Value): Value => {
  if (!(mapping instanceof PyDict)) return TYPE_ERROR;
  const keys = [...mapping.keys()];
  if (keys.some((key) => typeof key !== 'string')) return TYPE_ERROR;
  const known = nameSet(names);
  return keys.filter((key) => !known.has(key));
};

/** The keys of a config that no class takes. */
export const unusedKeys = (config: Value, names: Value): Value => {
  const known = nameSet(names);
  return (iterate(config) ?? []).filter((key) => !known.has(key));
};

const nameSets = new WeakMap<object, ReadonlySet<Value>>();

/** The names of a constant list, which is asked for again with every config. */
const nameSet = (names: Value): ReadonlySet<Value> => {
  if (typeof names !== 'object' || names === null) return new Set();
  const known = nameSets.get(names) ?? new Set(iterate(names) ?? []);
  nameSets.set(names, known);
  return known;
};

const BUILTIN: Readonly<Record<string, (value: Value) => boolean>> = {
  str: (value) => textOf(value) !== undefined,
  int: (value) => numberOf(value) !== undefined && !isFloat(value),
  float: isFloat,
  bool: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  tuple: (value) => value instanceof PyTuple,
  dict: (value) => value instanceof PyDict,
  Mapping: (value) => value instanceof PyDict,
  set: (value) => value instanceof PySet,
  NoneType: (value) => value === null,
  object: () => true,
  Enum: (value) => value instanceof PyEnum,
};

/** `isinstance(value, …)` for one built-in type, or for a class of enums by name. */
export const isInstance = (value: Value, type: string): boolean => {
  const test = Object.hasOwn(BUILTIN, type) ? BUILTIN[type] : undefined;
  if (test !== undefined) return test(value);
  return value instanceof PyEnum && value.type.name === type;
};

export const range = (args: readonly Value[]): Value => {
  const bounds = args.map((arg) => (isFloat(arg) ? undefined : numberOf(arg)));
  if (bounds.some((n) => n === undefined)) return TYPE_ERROR;
  const [from, to, step] = bounds.length === 1 ? [0, Number(bounds[0]), 1] : [...bounds.map(Number), 1];
  if (step === 0) return raise('ValueError');
  const count = Math.max(0, Math.ceil((Number(to) - Number(from)) / Number(step)));
  return count > 100_000 ? UNKNOWN : Array.from({ length: count }, (_, i) => Number(from) + i * Number(step));
};

import { isFloat, numberOf, PyDict, PyEnum, PySet, PyTuple, textOf, type Value } from './value.ts';

/** How many arguments each method of Python's types takes: a number, or the least and the most. */
type Arity = number | readonly [least: number, most: number];

const ANY: Arity = [0, Number.POSITIVE_INFINITY];

const OF_DICT: Readonly<Record<string, Arity>> = {
  get: [1, 2],
  keys: 0,
  values: 0,
  items: 0,
  copy: 0,
  clear: 0,
  pop: [1, 2],
  popitem: 0,
  setdefault: [1, 2],
  update: [0, 1],
};

const OF_SEQUENCE: Readonly<Record<string, Arity>> = { count: 1, index: [1, 3] };

const OF_LIST: Readonly<Record<string, Arity>> = {
  ...OF_SEQUENCE,
  copy: 0,
  append: 1,
  extend: 1,
  insert: 2,
  remove: 1,
  pop: [0, 1],
  clear: 0,
  sort: 0,
  reverse: 0,
};

const OF_SET: Readonly<Record<string, Arity>> = {
  copy: 0,
  union: ANY,
  intersection: ANY,
  difference: ANY,
  symmetric_difference: 1,
  issubset: 1,
  issuperset: 1,
  isdisjoint: 1,
  add: 1,
  discard: 1,
  remove: 1,
  pop: 0,
  clear: 0,
  update: ANY,
  difference_update: ANY,
  intersection_update: ANY,
};

const OF_TEXT: Readonly<Record<string, Arity>> = {
  split: [0, 2],
  rsplit: [0, 2],
  partition: 1,
  rpartition: 1,
  splitlines: [0, 1],
  strip: [0, 1],
  lstrip: [0, 1],
  rstrip: [0, 1],
  lower: 0,
  upper: 0,
  title: 0,
  capitalize: 0,
  casefold: 0,
  swapcase: 0,
  zfill: 1,
  ljust: [1, 2],
  rjust: [1, 2],
  center: [1, 2],
  startswith: [1, 3],
  endswith: [1, 3],
  isdigit: 0,
  isnumeric: 0,
  isdecimal: 0,
  isalpha: 0,
  isalnum: 0,
  isascii: 0,
  isspace: 0,
  islower: 0,
  isupper: 0,
  istitle: 0,
  isidentifier: 0,
  replace: [2, 3],
  removeprefix: 1,
  removesuffix: 1,
  format: ANY,
  join: 1,
  find: [1, 3],
  rfind: [1, 3],
  count: [1, 3],
  index: [1, 3],
};

const OF_FLOAT: Readonly<Record<string, Arity>> = { is_integer: 0 };

const methodsOf = (receiver: Value): Readonly<Record<string, Arity>> => {
  if (receiver instanceof PyDict) return OF_DICT;
  if (receiver instanceof PySet) return OF_SET;
  if (receiver instanceof PyTuple) return OF_SEQUENCE;
  if (Array.isArray(receiver)) return OF_LIST;
  if (textOf(receiver) !== undefined) return OF_TEXT;
  return isFloat(receiver) || (numberOf(receiver) !== undefined && !(receiver instanceof PyEnum))
    ? OF_FLOAT
    : {};
};

/** Whether a value has the method, and whether it takes so many arguments. */
export const takes = (receiver: Value, name: string, count: number): 'yes' | 'no method' | 'other count' => {
  const methods = methodsOf(receiver);
  const arity = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (arity === undefined) return 'no method';
  const [least, most] = typeof arity === 'number' ? [arity, arity] : arity;
  return count >= least && count <= most ? 'yes' : 'other count';
};

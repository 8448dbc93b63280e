import type { Method, Mutator } from '../../model/index.ts';
import { setOperation } from './arithmetic.ts';
import { takes } from './arity.ts';
import { equals, isSubset } from './compare.ts';
import { extended, setOf, sorted, toDict, toList } from './containers.ts';
import { TEXT_METHODS, textMethod } from './text-methods.ts';
import {
  float,
  isFloat,
  isHashable,
  numberOf,
  PyDict,
  PySet,
  PyTuple,
  Raised,
  raise,
  textOf,
  UNKNOWN,
  type Value,
} from './value.ts';

const TYPE_ERROR = raise('TypeError');
const NO_ATTRIBUTE = raise('AttributeError');

const dictMethod = (name: Method, dict: PyDict, args: readonly Value[]): Value | undefined => {
  if (name === 'keys') return [...dict.keys()];
  if (name === 'values') return [...dict.values()];
  if (name === 'items') return [...dict.entries()].map((pair) => new PyTuple(pair));
  if (name === 'copy') return dict.copy();
  const [key = null, otherwise = null] = args;
  if (name === 'popitem') return [...dict.entries()].map((pair) => new PyTuple(pair)).at(-1);
  if (name !== 'get') return undefined;
  if (!isHashable(key)) return TYPE_ERROR;
  return dict.has(key) ? (dict.get(key) as Value) : otherwise;
};

const count = (items: readonly Value[], item: Value): Value => {
  const same = items.map((other) => equals(other, item));
  return same.includes(UNKNOWN) ? UNKNOWN : same.filter((answer) => answer === true).length;
};

const indexOf = (items: readonly Value[], item: Value): Value => {
  for (const [at, other] of items.entries()) {
    const same = equals(other, item);
    if (same !== false) return same === true ? at : UNKNOWN;
  }
  return raise('ValueError');
};

const sequenceMethod = (name: Method, items: readonly Value[], args: readonly Value[]): Value | undefined => {
  if (name === 'count') return count(items, args[0] ?? null);
  if (name === 'index') return args.length > 1 ? UNKNOWN : indexOf(items, args[0] ?? null);
  return undefined;
};

const SET_METHODS: ReadonlySet<string> = new Set([
  'union',
  'intersection',
  'difference',
  'issubset',
  'issuperset',
  'isdisjoint',
  'symmetric_difference',
]);

const setMethod = (name: Method, set: PySet, args: readonly Value[]): Value | undefined => {
  if (name === 'copy') return set;
  if (name === 'pop') return set.items.length === 1 ? set.items[0] : UNKNOWN;
  if (!SET_METHODS.has(name)) return undefined;
  if (args.length !== 1) return severalAtOnce(name, set, args);
  const items = toList(args[0] ?? []);
  if (items instanceof Raised) return items;
  const other = setOf(items);
  if (!(other instanceof PySet)) return other;
  if (name === 'union' || name === 'intersection' || name === 'difference')
    return setOperation(name, set, other);
  if (name === 'issubset') return isSubset(set, other);
  if (name === 'symmetric_difference') return setOperation('symmetric', set, other);
  if (name === 'isdisjoint') return setOperation('intersection', set, other).items.length === 0;
  return name === 'issuperset' ? isSubset(other, set) : undefined;
};

/** `union(a, b)`: one after the other. */
const severalAtOnce = (name: Method, set: PySet, args: readonly Value[]): Value =>
  args.reduce<Value>(
    (all, arg) => (all instanceof PySet ? (setMethod(name, all, [arg]) ?? UNKNOWN) : all),
    set,
  );

const numberMethod = (name: Method, value: Value): Value | undefined =>
  name === 'is_integer' && isFloat(value) ? Number.isInteger(Number(numberOf(value))) : undefined;

const listMethod = (name: Method, items: readonly Value[], args: readonly Value[]): Value | undefined => {
  if (name === 'copy') return [...items];
  return name === 'pop' ? items.at(-1) : sequenceMethod(name, items, args);
};

const dispatch = (name: Method, receiver: Value, args: readonly Value[]): Value | undefined => {
  if (receiver instanceof PyDict) return dictMethod(name, receiver, args);
  if (receiver instanceof PySet) return setMethod(name, receiver, args);
  if (receiver instanceof PyTuple) return sequenceMethod(name, receiver.items, args);
  if (Array.isArray(receiver)) return listMethod(name, receiver, args);
  const text = textOf(receiver);
  if (text !== undefined) return TEXT_METHODS.has(name) ? textMethod(name, text, args) : undefined;
  return numberMethod(name, receiver);
};

const refused = (name: string, receiver: Value, args: readonly Value[]): Value | undefined => {
  const fits = takes(receiver, name, args.length);
  if (fits === 'no method') return NO_ATTRIBUTE;
  return fits === 'yes' ? undefined : TYPE_ERROR;
};

/** `receiver.name(*args)` of a method that changes nothing; AttributeError where the type has none of that name. */
export const callMethod = (name: Method, receiver: Value, args: readonly Value[]): Value => {
  const wrong = refused(name, receiver, args);
  if (wrong !== undefined) return wrong;
  const result = dispatch(name, receiver, args);
  return result === undefined ? NO_ATTRIBUTE : result;
};

const updated = (dict: PyDict, more: Value | undefined): Value => {
  const added = more === undefined ? new PyDict() : toDict(more);
  return added instanceof PyDict ? new PyDict([...dict.entries(), ...added.entries()]) : added;
};

const mutateDict = (name: Mutator, dict: PyDict, args: readonly Value[]): Value | undefined => {
  const [key = null, value = null] = args;
  const after = dict.copy();
  if (name === 'clear') return new PyDict();
  if (name === 'update') return updated(dict, args[0]);
  if (name === 'popitem') {
    const last = [...dict.keys()].at(-1);
    if (last === undefined) return raise('KeyError');
    after.delete(last);
    return after;
  }
  if (name !== 'pop' && name !== 'setdefault') return undefined;
  if (!isHashable(key)) return TYPE_ERROR;
  if (name === 'setdefault') return dict.has(key) ? dict : after.set(key, value);
  if (!dict.has(key)) return args.length > 1 ? dict : raise('KeyError');
  after.delete(key);
  return after;
};

const popAt = (items: readonly Value[], args: readonly Value[]): Value => {
  const at = args.length === 0 ? -1 : numberOf(args[0] as Value);
  if (at === undefined || isFloat(args[0] ?? 0)) return TYPE_ERROR;
  const index = Number(at) < 0 ? Number(at) + items.length : Number(at);
  return index >= 0 && index < items.length ? items.toSpliced(index, 1) : raise('IndexError');
};

const mutateList = (name: Mutator, items: readonly Value[], args: readonly Value[]): Value | undefined => {
  const [first = null, second = null] = args;
  if (name === 'append') return [...items, first];
  if (name === 'extend') return extended(items, first);
  if (name === 'insert') {
    const at = numberOf(first);
    return at === undefined || isFloat(first) ? TYPE_ERROR : items.toSpliced(Number(at), 0, second);
  }
  if (name === 'remove') {
    const at = indexOf(items, first);
    return typeof at === 'number' ? items.toSpliced(at, 1) : at;
  }
  if (name === 'pop') return popAt(items, args);
  if (name === 'clear') return [];
  if (name === 'sort') return sorted(items);
  return name === 'reverse' ? items.toReversed() : undefined;
};

const SET_MUTATORS: ReadonlySet<string> = new Set([
  'add',
  'update',
  'discard',
  'remove',
  'difference_update',
  'intersection_update',
]);

const mutateSet = (name: Mutator, set: PySet, args: readonly Value[]): Value | undefined => {
  if (name === 'clear') return new PySet([]);
  if (name === 'pop')
    return set.items.length > 1 ? UNKNOWN : set.items.length === 1 ? new PySet([]) : raise('KeyError');
  if (!SET_MUTATORS.has(name)) return undefined;
  if (args.length !== 1)
    return args.reduce<Value>(
      (all, arg) => (all instanceof PySet ? (mutateSet(name, all, [arg]) ?? UNKNOWN) : all),
      set,
    );
  const single = name === 'add' || name === 'discard' || name === 'remove';
  const items = single ? [args[0] ?? null] : toList(args[0] ?? []);
  if (items instanceof Raised) return items;
  const other = setOf(items);
  if (!(other instanceof PySet)) return other;
  if (name === 'add' || name === 'update') return setOperation('union', set, other);
  if (name === 'discard' || name === 'difference_update') return setOperation('difference', set, other);
  if (name === 'remove')
    return isSubset(other, set) ? setOperation('difference', set, other) : raise('KeyError');
  return name === 'intersection_update' ? setOperation('intersection', set, other) : undefined;
};

const mutate = (name: Mutator, receiver: Value, args: readonly Value[]): Value | undefined => {
  if (receiver instanceof PyDict) return mutateDict(name, receiver, args);
  if (receiver instanceof PySet) return mutateSet(name, receiver, args);
  return Array.isArray(receiver) ? mutateList(name, receiver, args) : undefined;
};

/** The receiver as it is after `receiver.name(*args)`. */
export const callMutator = (name: Mutator, receiver: Value, args: readonly Value[]): Value => {
  const wrong = refused(name, receiver, args);
  if (wrong !== undefined) return wrong;
  const result = mutate(name, receiver, args);
  return result === undefined ? NO_ATTRIBUTE : result;
};

/** Looks for a method that some type has. */
export const hasMethod = (receiver: Value, name: Value): Value =>
  takes(receiver, String(name), 0) === 'no method' ? NO_ATTRIBUTE : true;

/** What `timedelta(seconds=value)` refuses; its value itself is never needed. */
export const timedelta = (seconds: Value): Value => {
  const n = numberOf(seconds);
  if (n === undefined) return TYPE_ERROR;
  const size = Number(n);
  if (Number.isNaN(size)) return raise('ValueError');
  return Math.abs(size) > 86_399_999_999_999 ? raise('OverflowError') : float(size);
};

import { quote, repr } from './python/text.ts';
import {
  iterate,
  PyDict,
  PyEnum,
  PyFloat,
  PySet,
  PyTuple,
  Raised,
  UNKNOWN,
  type Value,
} from './python/value.ts';

/** What is longer is hardly seen twice, and would fill a memory of a bounded number of values. */
const MAX_LENGTH = 1000;

/**
 * A key for maps that equal values of the same type share, and no others: `1`, `1.0`, `True` and `'1'` have four.
 * `undefined` for what is not worth remembering: a long text, a container in which something cannot be told.
 */
export const identityOf = (value: Value): unknown => {
  if (typeof value === 'string') {
    if (value.length > MAX_LENGTH) return undefined;
    return value.charCodeAt(0) === 0 ? `\0${quote(value)}` : value;
  }
  if (value === null || typeof value !== 'object') return value;
  if (value === UNKNOWN || value instanceof Raised || value instanceof PyEnum) return value;
  const text = isTold(value) ? `\0${repr(value)}` : undefined;
  return text !== undefined && text.length <= MAX_LENGTH ? text : undefined;
};

const isTold = (value: Value): boolean => {
  if (value === UNKNOWN || value instanceof Raised) return false;
  if (value === null || typeof value !== 'object' || value instanceof PyFloat || value instanceof PyEnum)
    return true;
  if (value instanceof PyDict) return [...value.entries()].every((pair) => pair.every(isTold));
  return (iterate(value) ?? []).every(isTold);
};

/** A shorter text is not a part of another one in V8. */
const MIN_PART = 13;

/**
 * The same value with texts of its own: a text cut out of a longer one keeps that in memory, here the line of a stream
 * that the config stood in.
 */
export const detached = (value: Value): Value => {
  if (typeof value === 'string') return detachedText(value);
  if (Array.isArray(value)) return value.map(detached);
  if (value instanceof PyTuple) return new PyTuple(value.items.map(detached));
  if (value instanceof PySet) return new PySet(value.items.map(detached));
  if (value instanceof PyDict)
    return new PyDict([...value.entries()].map(([key, item]) => [detached(key), detached(item)]));
  return value;
};

export const detachedText = (text: string): string => {
  if (text.length < MIN_PART) return text;
  const copy = text.slice(0, 1) + text.slice(1);
  // To look into a text that was put together makes one piece of it.
  copy.charCodeAt(0);
  return copy;
};

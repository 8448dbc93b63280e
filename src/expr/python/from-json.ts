import type { Json } from '../../model/index.ts';
import { numberOf, PyDict, PyEnum, PyFloat, PySet, PyTuple, Raised, UNKNOWN, type Value } from './value.ts';

/** Python's value for JSON that JavaScript has read: an integral number is an int. To keep `1.0` apart, `parseJson`. */
export const fromJson = (json: Json): Value => {
  if (json === null || typeof json !== 'object') return json;
  if (isArray(json)) return json.map(fromJson);
  return new PyDict(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
};

const isArray = (json: Json): json is readonly Json[] => Array.isArray(json);

/** JSON for a value: enums give their value, tuples and sets lists; `undefined` for what cannot be told. */
export const toJson = (value: Value): Json | undefined => {
  if (value === UNKNOWN || value instanceof Raised) return undefined;
  if (value instanceof PyEnum) return toJson(value.value);
  if (value instanceof PyFloat || typeof value === 'bigint') return Number(numberOf(value));
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof PyDict) {
    const entries = [...value.entries()].map(
      ([key, item]) => [String(toJson(key)), toJson(item) ?? null] as const,
    );
    return Object.fromEntries(entries);
  }
  const items =
    value instanceof PyTuple || value instanceof PySet ? value.items : (value as readonly Value[]);
  return items.map((item) => toJson(item) ?? null);
};

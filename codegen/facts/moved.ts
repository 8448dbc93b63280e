import type { Place } from '../../src/model/place.ts';
import { type PlaceNow, STILL } from '../reuse.ts';

/** Plain data with every place in it where it is now; the very same where none has moved, and for the same `now`. */
export const moved = <Data>(data: Data, now: PlaceNow): Data => {
  if (now === STILL || typeof data !== 'object' || data === null) return data;
  const by = known.get(now) ?? new WeakMap<object, object>();
  known.set(now, by);
  // The shape stays: only lines of places differ.
  const made = (by.get(data) ?? move(data, now)) as Data & object;
  by.set(data, made);
  return made;
};

const known = new WeakMap<PlaceNow, WeakMap<object, object>>();

const move = (value: unknown, now: PlaceNow): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => move(item, now));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (isPlace(value)) {
    const { line } = now(value);
    return line === value.line ? value : { ...value, line };
  }
  const entries = Object.entries(value).map(([key, item]) => [key, move(item, now), item] as const);
  return entries.every(([, after, before]) => after === before)
    ? value
    : Object.fromEntries(entries.map(([key, after]) => [key, after]));
};

const isPlace = (value: object): value is Place =>
  'path' in value && typeof value.path === 'string' && 'line' in value && typeof value.line === 'number';

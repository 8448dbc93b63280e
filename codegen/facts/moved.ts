import type { Place } from '../../src/model/place.ts';

/** Plain data with every place in it where it is now; the very same where none has moved. */
export const moved = <Data>(data: Data, now: (place: Place) => Place): Data =>
  // The shape stays: only lines of places differ.
  move(data, now) as Data;

const move = (value: unknown, now: (place: Place) => Place): unknown => {
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

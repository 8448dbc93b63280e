import { type PyValue, str, tuple } from './value.ts';

/** What iterating over a value gives; `undefined` if that is not known. */
export function iterate(value: PyValue): PyValue[] | undefined {
  switch (value.type) {
    case 'list':
    case 'tuple':
      return [...value.items];
    case 'set':
      return value.items.keys();
    case 'dict':
      return value.entries.keys();
    case 'str':
      return [...value.value].map(str);
    default:
      return undefined;
  }
}

export const pair = (left: PyValue, right: PyValue): PyValue => tuple([left, right]);

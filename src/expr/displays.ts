import type { Literal, Ref } from '../model/index.ts';
import { hashKey } from './python/value.ts';
import type { ExprTable } from './table.ts';

/** Reading and updating of dict and list displays whose keys are constants: no node is left of it. */

type Entries = (readonly [key: Ref, value: Ref])[];

/** Keys and values of a display or a constant dict whose keys are all constants. */
const entriesOf = (table: ExprTable, container: Ref): Entries | undefined => {
  const node = table.node(container);
  if (node.op === 'const' && typeof node.value === 'object' && node.value !== null && 'dict' in node.value)
    return node.value.dict.map(([key, value]) => [table.literal(key), table.literal(value)] as const);
  if (node.op !== 'newDict') return undefined;
  const entries: Entries = [];
  for (let i = 0; i < node.args.length; i += 2) entries.push([node.args[i] as Ref, node.args[i + 1] as Ref]);
  return entries.every(([key]) => table.valueOf(key) !== undefined) ? entries : undefined;
};

const sameKey = (table: ExprTable, a: Ref, b: Ref): boolean => {
  const [x, y] = [table.valueOf(a), table.valueOf(b)];
  return x !== undefined && y !== undefined && hashKey(x) === hashKey(y);
};

export type Display = 'newList' | 'newTuple' | 'newSet' | 'newDict';

/** A list, tuple, set or dict with these parts (of a dict: keys and values in turn); a constant where all of them are. */
export const display = (table: ExprTable, op: Display, args: readonly Ref[]): Ref => {
  const parts = args.map((arg) => table.node(arg));
  if (!parts.every((part) => part.op === 'const')) return table.add({ op, args: [...args] });
  const values = parts.map((part) => part.value);
  if (op === 'newList') return table.literal({ list: values });
  if (op === 'newTuple') return table.literal({ tuple: values });
  if (op === 'newSet') return table.literal({ set: values });
  const dict = values.flatMap((key, i): [Literal, Literal][] =>
    i % 2 === 0 ? [[key, values[i + 1] ?? null]] : [],
  );
  return table.literal({ dict });
};

/** `container[key]`, or `container.get(key, otherwise)`; `undefined` where it cannot be told or would raise. */
export const getKey = (table: ExprTable, container: Ref, key: Ref, otherwise?: Ref): Ref | undefined => {
  if (table.valueOf(key) === undefined) return undefined;
  const node = table.node(container);
  if (node.op === 'newList' || node.op === 'newTuple')
    return otherwise === undefined ? itemAt(table, node.args, key) : undefined;
  if (node.op === 'setitem' && table.valueOf(node.args[1] as Ref) !== undefined) {
    const [inner, written, value] = node.args as [Ref, Ref, Ref];
    return sameKey(table, written, key) ? value : getKey(table, inner, key, otherwise);
  }
  const entries = entriesOf(table, container);
  if (entries === undefined) return undefined;
  return entries.find(([known]) => sameKey(table, known, key))?.[1] ?? otherwise;
};

const itemAt = (table: ExprTable, items: readonly Ref[], key: Ref): Ref | undefined => {
  const at = table.valueOf(key);
  return typeof at === 'number' && Number.isInteger(at) ? items.at(at) : undefined;
};

/** The container after `container[key] = value`. */
export const setKey = (table: ExprTable, container: Ref, key: Ref, value: Ref): Ref | undefined => {
  const entries = entriesOf(table, container);
  if (entries === undefined || table.valueOf(key) === undefined) return undefined;
  const at = entries.findIndex(([known]) => sameKey(table, known, key));
  const after =
    at < 0 ? [...entries, [key, value] as const] : entries.with(at, [entries[at]?.[0] ?? key, value]);
  return display(table, 'newDict', after.flat());
};

/** The container after `container.pop(key, …)` or `del container[key]`; `lenient`: a missing key is no error. */
export const popKey = (table: ExprTable, container: Ref, key: Ref, lenient: boolean): Ref | undefined => {
  const entries = entriesOf(table, container);
  if (entries === undefined || table.valueOf(key) === undefined) return undefined;
  const rest = entries.filter(([known]) => !sameKey(table, known, key));
  if (rest.length === entries.length) return lenient ? container : undefined;
  return display(table, 'newDict', rest.flat());
};

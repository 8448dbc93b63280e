import { PyError } from './interpreter.ts';
import { type PyValue, str } from './value.ts';

/** `owner[index]` of a text or sequence; `undefined` for what this does not know. */
export function subscript(owner: PyValue, index: PyValue): PyValue | undefined {
  const items = owner.type === 'str' ? [...owner.value].map(str) : sequenceItems(owner);
  if (items === undefined) return undefined;
  if (index.type === 'int') {
    const position = Number(index.value);
    const item = items[position < 0 ? position + items.length : position];
    if (item === undefined) throw new PyError('IndexError');
    return item;
  }
  if (index.type !== 'slice') return undefined;
  const picked = slice(items, index.parts);
  if (picked === undefined) return undefined;
  if (owner.type === 'str')
    return str(picked.map((item) => (item.type === 'str' ? item.value : '')).join(''));
  return { type: owner.type === 'tuple' ? 'tuple' : 'list', items: picked };
}

const sequenceItems = (owner: PyValue): PyValue[] | undefined =>
  owner.type === 'list' || owner.type === 'tuple' ? owner.items : undefined;

function slice(
  items: readonly PyValue[],
  parts: readonly [PyValue, PyValue, PyValue],
): PyValue[] | undefined {
  const [from, to, by] = parts.map((part) =>
    part.type === 'int' ? Number(part.value) : part.type === 'none' ? null : undefined,
  );
  if (from === undefined || to === undefined || by === undefined) return undefined;
  const step = by ?? 1;
  if (step === 0) throw new PyError('ValueError', 'slice step cannot be zero');
  const clamp = (at: number, low: number, high: number): number =>
    Math.min(Math.max(at < 0 ? at + items.length : at, low), high);
  const [low, high] = step > 0 ? [0, items.length] : [-1, items.length - 1];
  const start = from === null ? (step > 0 ? 0 : items.length - 1) : clamp(from, low, high);
  const end = to === null ? (step > 0 ? items.length : -1) : clamp(to, low, high);
  const picked: PyValue[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at += step) {
    const item = items[at];
    if (item !== undefined) picked.push(item);
  }
  return picked;
}

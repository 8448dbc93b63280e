import type { Module, Span } from './ast.ts';
import { isApart, takeLiteral, takeType, typeApart } from './looked-at.ts';

/** Lines that nodes begin or end on, ascending. */
export type Lines = readonly number[];

/** Lines before and after, which correspond. */
export interface Follow {
  readonly before: Lines;
  readonly after: Lines;
}

type Pair = readonly [old: Movable, now: Span];
type Movable = { -readonly [Key in keyof Span]: Span[Key] };

const POSITION: ReadonlySet<string> = new Set(['line', 'col', 'endLine', 'endCol']);

/**
 * Moves a tree to where the file is now, if all that differs are positions and literals or types set apart, and lines stay
 * apart and in order: comments, blank lines, helps, defaults, choices. Whoever holds its nodes then sees the new state. Gives the
 * lines before and after, which correspond; `undefined` (and nothing is moved) where more differs.
 */
export const followTree = (tree: Module, now: Module): Follow | undefined => {
  if (tree.faults.length > 0 || now.faults.length > 0) return undefined;
  const pairs: Pair[] = [];
  if (!alike(tree.body, now.body, pairs)) return undefined;
  const lines = correspondence(pairs);
  if (lines === undefined) return undefined;
  for (const [old, other] of pairs) {
    const { line, col, endLine, endCol } = other;
    Object.assign(old, { line, col, endLine, endCol });
    takeLiteral(old, other);
    if (!sameType(old, other)) takeType(old, other);
  }
  return lines;
};

/** Moves whatever is in a tree by some lines, each node once. */
export const shiftLines = (node: unknown, by: number, seen = new Set<object>()): void => {
  if (by === 0 || typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  if (Array.isArray(node)) {
    for (const item of node) shiftLines(item, by, seen);
    return;
  }
  if (isSpan(node)) Object.assign(node, { line: node.line + by, endLine: node.endLine + by });
  if (isApart(node)) return;
  const type = typeApart(node);
  for (const key of Object.keys(node))
    if (!POSITION.has(key))
      shiftLines(key === 'slice' && type !== undefined ? type : node[key as keyof typeof node], by, seen);
};

/** The lines of a tree as they are. */
export const linesOf = (tree: Module): Lines => {
  const pairs: Pair[] = [];
  alike(tree.body, tree.body, pairs);
  return correspondence(pairs)?.before ?? [];
};

const alike = (old: unknown, now: unknown, pairs: Pair[]): boolean => {
  if (typeof old !== 'object' || old === null || typeof now !== 'object' || now === null)
    return Object.is(old, now);
  if (Array.isArray(old) || Array.isArray(now))
    return (
      Array.isArray(old) &&
      Array.isArray(now) &&
      old.length === now.length &&
      old.every((item, index) => alike(item, now[index], pairs))
    );
  if (isSpan(old) && isSpan(now)) pairs.push([old, now]);
  if (isApart(old) || isApart(now)) return isApart(old) && isApart(now);
  const [type, other] = [typeApart(old), typeApart(now)];
  if ((type === undefined) !== (other === undefined)) return false;
  if (type !== undefined) inBrackets(type, other, pairs);
  const keys = Object.keys(old);
  return (
    keys.length === Object.keys(now).length &&
    keys.every((key) => {
      if (POSITION.has(key) || (key === 'slice' && type !== undefined)) return true;
      return key in now && alike(old[key as keyof typeof old], now[key as keyof typeof now], pairs);
    })
  );
};

/** What is in the brackets of a type moves along where it is alike, and is taken over where it is not. */
const inBrackets = (type: unknown, other: unknown, pairs: Pair[]): void => {
  const own: Pair[] = [];
  if (alike(type, other, own)) pairs.push(...own);
};

/** Whether what is in the brackets of two types, if they are some, is alike. */
const sameType = (old: object, now: object): boolean => alike(typeApart(old), typeApart(now), []);

const isSpan = (value: object): value is Movable => 'line' in value && 'endLine' in value;

/** Nobody asks where a literal set apart ends, nor the statement that is nothing but one. */
const endMatters = (node: object): boolean =>
  !isApart(node) &&
  !('value' in node && typeof node.value === 'object' && node.value !== null && isApart(node.value));

const correspondence = (pairs: readonly Pair[]): Follow | undefined => {
  const lines = new Map<number, number>();
  for (const [old, now] of pairs) {
    const ends = endMatters(old) ? [[old.endLine, now.endLine] as const] : [];
    for (const [from, to] of [[old.line, now.line] as const, ...ends]) {
      if ((lines.get(from) ?? to) !== to) return undefined;
      lines.set(from, to);
    }
  }
  const before = [...lines.keys()].sort((a, b) => a - b);
  const after = before.map((line) => lines.get(line) ?? line);
  return after.every((line, index) => index === 0 || line > (after[index - 1] ?? 0))
    ? { before, after }
    : undefined;
};

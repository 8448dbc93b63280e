import type { Module, Span, Statement } from './ast.ts';
import {
  bodyApart,
  type Definition,
  isApart,
  takeBody,
  takeLiteral,
  takeType,
  typeApart,
} from './looked-at.ts';

/** Lines that nodes begin or end on, ascending. */
export type Lines = readonly number[];

/** Where the lines of what is still there are now, and lines that only what is new has. */
export interface Follow {
  readonly moved: ReadonlyMap<number, number>;
  readonly fresh: Lines;
}

type Movable = { -readonly [Key in keyof Span]: Span[Key] };

/** What has to be done to a tree for it to be another one. */
interface Changes {
  readonly pairs: (readonly [old: Movable, now: Span])[];
  readonly bodies: (readonly [node: Definition, body: readonly Statement[]])[];
}

const POSITION: ReadonlySet<string> = new Set(['line', 'col', 'endLine', 'endCol']);

/**
 * Moves a tree to where the file is now, if all that differs are positions and what is set apart (literals, types, the
 * bodies of classes and functions), and lines stay apart and in order. Whoever holds its nodes then sees the new state.
 * `undefined` (and nothing is moved) where more differs.
 */
export const followTree = (tree: Module, now: Module): Follow | undefined => {
  if (tree.faults.length > 0 || now.faults.length > 0) return undefined;
  const changes: Changes = { pairs: [], bodies: [] };
  if (!alike(tree.body, now.body, changes)) return undefined;
  const moved = correspondence(changes.pairs);
  if (moved === undefined) return undefined;
  for (const [old, other] of changes.pairs) {
    const { line, col, endLine, endCol } = other;
    Object.assign(old, { line, col, endLine, endCol });
    takeLiteral(old, other);
    if (!sameType(old, other)) takeType(old, other);
  }
  for (const [node, body] of changes.bodies) takeBody(node, body);
  const there = new Set(moved.values());
  return {
    moved,
    fresh: changes.bodies.length === 0 ? [] : linesOf(tree).filter((line) => !there.has(line)),
  };
};

/** Moves whatever is in a tree by some lines, each node once. */
export const shiftLines = (node: unknown, by: number): void => {
  if (by !== 0)
    eachSpan(node, (span) => {
      Object.assign(span, { line: span.line + by, endLine: span.endLine + by });
    });
};

/** The lines of a tree as they are. */
export const linesOf = (tree: Module): Lines => {
  const lines = new Set<number>();
  eachSpan(tree.body, (span) => {
    lines.add(span.line);
    if (endMatters(span)) lines.add(span.endLine);
  });
  return [...lines].sort((a, b) => a - b);
};

/** What a node holds under a name; nobody is told that it was looked at. */
const partOf = (node: object, key: string): unknown => {
  if (key === 'body') return bodyApart(node) ?? node[key as keyof typeof node];
  return (key === 'slice' ? typeApart(node) : undefined) ?? node[key as keyof typeof node];
};

const eachSpan = (node: unknown, visit: (span: Movable) => void, seen = new Set<object>()): void => {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  if (Array.isArray(node)) {
    for (const item of node) eachSpan(item, visit, seen);
    return;
  }
  if (isSpan(node)) visit(node);
  if (isApart(node)) return;
  for (const key of Object.keys(node)) if (!POSITION.has(key)) eachSpan(partOf(node, key), visit, seen);
};

const alike = (old: unknown, now: unknown, changes: Changes): boolean => {
  if (typeof old !== 'object' || old === null || typeof now !== 'object' || now === null)
    return Object.is(old, now);
  if (Array.isArray(old) || Array.isArray(now))
    return (
      Array.isArray(old) &&
      Array.isArray(now) &&
      old.length === now.length &&
      old.every((item, index) => alike(item, now[index], changes))
    );
  if (isSpan(old) && isSpan(now)) changes.pairs.push([old, now]);
  if (isApart(old) || isApart(now)) return isApart(old) && isApart(now);
  const [type, other] = [typeApart(old), typeApart(now)];
  if ((type === undefined) !== (other === undefined)) return false;
  const [body, otherBody] = [bodyApart(old), bodyApart(now)];
  if ((body === undefined) !== (otherBody === undefined)) return false;
  const keys = Object.keys(old);
  const same =
    keys.length === Object.keys(now).length &&
    keys.every((key) => {
      if (POSITION.has(key)) return true;
      if ((key === 'slice' && type !== undefined) || (key === 'body' && body !== undefined)) return true;
      return key in now && alike(old[key as keyof typeof old], now[key as keyof typeof now], changes);
    });
  if (!same) return false;
  if (type !== undefined) inBrackets(type, other, changes);
  if (body !== undefined && otherBody !== undefined) inBody(old as Definition, body, otherBody, changes);
  return true;
};

/** Whether two parts are alike; only then there is anything to do to make one the other. */
const tried = (old: unknown, now: unknown, changes: Changes): boolean => {
  const own: Changes = { pairs: [], bodies: [] };
  if (!alike(old, now, own)) return false;
  for (const pair of own.pairs) changes.pairs.push(pair);
  changes.bodies.push(...own.bodies);
  return true;
};

/** What is in the brackets of a type moves along where it is alike, and is taken over where it is not. */
const inBrackets = (type: unknown, other: unknown, changes: Changes): void =>
  void tried(type, other, changes);

/** Whether what is in the brackets of two types, if they are some, is alike. */
const sameType = (old: object, now: object): boolean =>
  alike(typeApart(old), typeApart(now), { pairs: [], bodies: [] });

/** A body moves along where it is alike; else a function's is taken over, and of a class's what is not alike. */
const inBody = (
  node: Definition,
  old: readonly Statement[],
  now: readonly Statement[],
  changes: Changes,
): void => {
  if (tried(old, now, changes)) return;
  changes.bodies.push([node, node.kind === 'FunctionDef' ? now : members(old, now, changes)]);
};

/** The members of a class as it is now: those that are alike, in the same order, are the ones it had. */
const members = (
  old: readonly Statement[],
  now: readonly Statement[],
  changes: Changes,
): readonly Statement[] => {
  let from = 0;
  return now.map((statement) => {
    const name = nameOf(statement);
    const at = old.findIndex((other, index) => index >= from && nameOf(other) === name);
    const known = old[at];
    if (known === undefined || !tried(known, statement, changes)) return statement;
    from = at + 1;
    return known;
  });
};

const nameOf = (statement: Statement): string => {
  if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') return statement.name;
  const target =
    statement.kind === 'AnnAssign'
      ? statement.target
      : statement.kind === 'Assign'
        ? statement.targets[0]
        : undefined;
  return target?.kind === 'Name' ? target.id : statement.kind;
};

const isSpan = (value: object): value is Movable => 'line' in value && 'endLine' in value;

/** Nobody asks where a literal set apart ends, nor the statement that is nothing but one, nor one that holds others. */
const endMatters = (node: object): boolean =>
  !isApart(node) &&
  !('body' in node || 'handlers' in node || 'cases' in node) &&
  !('value' in node && typeof node.value === 'object' && node.value !== null && isApart(node.value));

const correspondence = (pairs: Changes['pairs']): ReadonlyMap<number, number> | undefined => {
  const lines = new Map<number, number>();
  for (const [old, now] of pairs) {
    const ends = endMatters(old) ? [[old.endLine, now.endLine] as const] : [];
    for (const [from, to] of [[old.line, now.line] as const, ...ends]) {
      if ((lines.get(from) ?? to) !== to) return undefined;
      lines.set(from, to);
    }
  }
  const ordered = [...lines].sort(([a], [b]) => a - b);
  return ordered.every(([, line], index) => index === 0 || line > (ordered[index - 1]?.[1] ?? 0))
    ? lines
    : undefined;
};

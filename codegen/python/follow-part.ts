import type { Module, Statement } from './ast.ts';
import { type Follow, followTree, type Lines, linesOf, shiftLines } from './follow-tree.ts';

/**
 * As `followTree`, of a file that differs in a few of its statements: only those are parsed. `undefined`, and nothing is
 * moved, where more differs or where it cannot be told from them alone; then the whole has to be looked at.
 * `lines`: those of the tree as it is.
 */
export const followPart = (
  tree: Module,
  [before, now]: readonly [string, string],
  lines: Lines,
  parse: (text: string) => Module,
): Follow | undefined => {
  if (tree.faults.length > 0 || /[\r\f\uFEFF]/.test(before) || /[\r\f\uFEFF]/.test(now)) return undefined;
  const change = changedLines(before, now);
  const part = partAround(tree.body, change);
  if (part === undefined) return undefined;
  const text = now
    .split('\n')
    .slice(part.first - 1, part.last === undefined ? undefined : part.last + change.more);
  // It would go on in what follows.
  if (text.findLast((line) => line.trim() !== '')?.endsWith('\\')) return undefined;
  const inside = (line: number): boolean => line >= part.first && line <= (part.last ?? line);
  const old: Module = { body: part.statements, faults: [] };
  if (!sameLines(linesOf(old), lines.filter(inside))) return undefined;
  const follow = followTree(old, parse('\n'.repeat(part.first - 1) + text.join('\n')));
  if (follow === undefined) return undefined;
  shiftLines(part.after, change.more);
  const moved = new Map(follow.moved);
  for (const line of lines)
    if (line < part.first) moved.set(line, line);
    else if (!inside(line)) moved.set(line, line + change.more);
  return { moved, fresh: follow.fresh };
};

interface Change {
  /** Lines of the old text, from the first that differs to the last. */
  readonly first: number;
  readonly last: number;
  /** By how many lines the new text is longer. */
  readonly more: number;
}

const changedLines = (before: string, now: string): Change => {
  const shorter = Math.min(before.length, now.length);
  let same = 0;
  while (same < shorter && before.charCodeAt(same) === now.charCodeAt(same)) same++;
  let end = 0;
  while (
    end < shorter - same &&
    before.charCodeAt(before.length - 1 - end) === now.charCodeAt(now.length - 1 - end)
  )
    end++;
  return {
    first: lineAt(before, same),
    last: lineAt(before, before.length - end),
    more: lineAt(now, now.length) - lineAt(before, before.length),
  };
};

const lineAt = (text: string, offset: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
};

interface Part {
  readonly statements: readonly Statement[];
  readonly after: readonly Statement[];
  /** Its lines, with the blank ones and comments around; `last` is `undefined` at the end of the file. */
  readonly first: number;
  readonly last: number | undefined;
}

/** The changed statements and the one before, which may go on in what was changed behind it. */
const partAround = (body: readonly Statement[], { first, last }: Change): Part | undefined => {
  const touched = body.findIndex(({ endLine }) => endLine >= first);
  const from = Math.max(0, (touched < 0 ? body.length : touched) - 1);
  const behind = body.findIndex((statement) => firstLine(statement) > last);
  const to = behind < 0 ? body.length : behind;
  const [above, next] = [body[from - 1], body[to]];
  const statements = body.slice(from, to);
  const [start, end] = [statements[0], statements.at(-1)];
  if (start === undefined || end === undefined) return undefined;
  const apart =
    (above === undefined || above.endLine < firstLine(start)) &&
    (next === undefined || end.endLine < firstLine(next));
  if (!apart) return undefined;
  return {
    statements,
    after: body.slice(to),
    first: above === undefined ? 1 : above.endLine + 1,
    last: next === undefined ? undefined : firstLine(next) - 1,
  };
};

/** Decorators stand above the line that a definition begins on. */
const firstLine = (statement: Statement): number =>
  'decorators' in statement
    ? Math.min(statement.line, ...statement.decorators.map(({ line }) => line))
    : statement.line;

const sameLines = (some: Lines, others: Lines): boolean =>
  some.length === others.length && some.every((line, index) => line === others[index]);

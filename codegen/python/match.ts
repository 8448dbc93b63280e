import { assignTarget } from './assign.ts';
import type { Expression, Match, MatchCase } from './ast.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { parseModule } from './parse.ts';
import { equal, truth } from './truth.ts';
import { NONE, type PyValue } from './value.ts';

/** The case that is taken; `null`: none; `undefined`: nobody can tell. Binds what its pattern captures. */
export function chosenCase(self: Interpreter, frame: Frame, statement: Match): MatchCase | null | undefined {
  const subject = self.evaluate(frame, statement.subject);
  for (const item of statement.cases) {
    const verdict = matches(self, frame, patternOf(item), subject);
    if (verdict === undefined) return undefined;
    if (!verdict) continue;
    const guard = item.guard === null ? true : truth(self.evaluate(frame, item.guard));
    if (guard === undefined) return undefined;
    if (guard) return item;
  }
  return null;
}

/** Values, captures, alternatives and sequences are written as expressions are; other patterns are not understood. */
export function patternOf({ pattern }: MatchCase): Expression | undefined {
  const { body, faults } = parseModule(pattern.text);
  const [statement] = body;
  return faults.length === 0 && body.length === 1 && statement?.kind === 'Expr' ? statement.value : undefined;
}

function matches(
  self: Interpreter,
  frame: Frame,
  pattern: Expression | undefined,
  subject: PyValue,
): boolean | undefined {
  switch (pattern?.kind) {
    case 'Constant':
    case 'Attribute':
    case 'UnaryOp':
      return equal(self.evaluate(frame, pattern), subject);
    case 'Name':
      if (pattern.id !== '_') assignTarget(self, frame, pattern, subject);
      return true;
    case 'BinOp': {
      if (pattern.op !== '|') return undefined;
      const first = matches(self, frame, pattern.left, subject);
      return first === false ? matches(self, frame, pattern.right, subject) : first;
    }
    case 'Tuple':
    case 'List':
      return sequence(self, frame, pattern.elts, subject);
    default:
      return undefined;
  }
}

function sequence(
  self: Interpreter,
  frame: Frame,
  parts: readonly Expression[],
  subject: PyValue,
): boolean | undefined {
  if (parts.some((part) => part.kind === 'Starred')) return undefined;
  if (subject.type !== 'list' && subject.type !== 'tuple')
    return subject.type === 'unknown' ? undefined : false;
  const items = iterate(subject) ?? [];
  if (items.length !== parts.length) return false;
  for (const [index, part] of parts.entries()) {
    const verdict = matches(self, frame, part, items[index] ?? NONE);
    if (verdict !== true) return verdict;
  }
  return true;
}

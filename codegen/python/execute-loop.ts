import { assignTarget } from './assign.ts';
import type { Statement } from './ast.ts';
import { classMembers } from './comprehend.ts';
import { executeBlock, NEXT, type Outcome } from './execute.ts';
import type { Frame } from './frame.ts';
import { type Interpreter, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { truth } from './truth.ts';
import { forget, leaves } from './undecided.ts';

const MAX_ROUNDS = 10_000;

export function loop(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'For' }>,
  at: Site,
): Outcome {
  const source = self.evaluate(frame, statement.iter);
  const items = iterate(source) ?? classMembers(self, source);
  if (items === undefined) {
    assignTarget(self, frame, statement.target, unknown(at, 'loop over what is not known'));
    forget(frame, statement, at);
    return frame.scope.kind === 'function' && leaves(statement.body)
      ? { kind: 'return', value: unknown(at, 'loop over what is not known') }
      : NEXT;
  }
  for (const item of items) {
    assignTarget(self, frame, statement.target, item);
    const outcome = executeBlock(self, frame, statement.body);
    if (outcome.kind === 'return') return outcome;
    if (outcome.kind === 'break') return NEXT;
  }
  return executeBlock(self, frame, statement.orelse);
}

export function repeat(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'While' }>,
  at: Site,
): Outcome {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const verdict = truth(self.evaluate(frame, statement.test));
    if (verdict === false) return executeBlock(self, frame, statement.orelse);
    if (verdict === undefined) break;
    const outcome = executeBlock(self, frame, statement.body);
    if (outcome.kind === 'return') return outcome;
    if (outcome.kind === 'break') return NEXT;
  }
  forget(frame, statement, at);
  return frame.scope.kind === 'function' && leaves(statement.body)
    ? { kind: 'return', value: unknown(at, 'loop') }
    : NEXT;
}

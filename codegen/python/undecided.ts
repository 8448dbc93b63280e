import type { Statement } from './ast.ts';
import { bindingValue } from './binding-value.ts';
import { branches } from './definitions.ts';
import { NEXT, type Outcome } from './execute.ts';
import { bindName, type Frame } from './frame.ts';
import { type Interpreter, type Site, unknown } from './interpreter.ts';
import type { PyValue } from './value.ts';

/** A branch nobody can decide: what both sides bind is resolved by name, everything else they do is not known. */
export function undecided(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'If' }>,
  at: Site,
): Outcome {
  for (const name of boundNames([statement])) {
    if (frame.scope.kind === 'function') bindName(frame, name, unknown(at, 'bound under a condition'));
    else bindName(frame, name, () => resolved(self, frame, name, at));
  }
  return frame.scope.kind === 'function' && leaves([statement])
    ? { kind: 'return', value: unknown(at, 'condition') }
    : NEXT;
}

/** Imports, classes and functions can be told from their definitions; a value under a condition cannot. */
function resolved(self: Interpreter, frame: Frame, name: string, at: Site): PyValue {
  const binding = self.program.resolveName(frame.scope, name);
  const settled = binding.kind === 'variants' ? binding.variants[0]?.binding : binding;
  if (settled === undefined || settled.kind === 'value') return unknown(at, 'bound under a condition');
  return bindingValue(self, settled, at);
}

export function forget(frame: Frame, statement: Statement, at: Site): void {
  for (const name of boundNames([statement]))
    bindName(frame, name, unknown(at, `${statement.kind} statement`));
}

/** Names that a value is assigned to in one of the branches; imports, classes and functions stay what they are. */
export function forgetValues(frame: Frame, statement: Statement, value: PyValue): void {
  for (const name of assignedNames([statement])) bindName(frame, name, value);
}

const assignedNames = (body: readonly Statement[]): readonly string[] =>
  body.flatMap((statement) => [
    ...(statement.kind === 'Assign' ? boundNames([statement]) : []),
    ...(statement.kind === 'AnnAssign' || statement.kind === 'AugAssign' ? boundNames([statement]) : []),
    ...branches(statement).flatMap(([, block]) => assignedNames(block)),
  ]);

function boundNames(body: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const statement of body) {
    if (statement.kind === 'ClassDef' || statement.kind === 'FunctionDef') names.add(statement.name);
    if (statement.kind === 'Assign')
      for (const target of statement.targets) if (target.kind === 'Name') names.add(target.id);
    if (
      (statement.kind === 'AnnAssign' || statement.kind === 'AugAssign') &&
      statement.target.kind === 'Name'
    ) {
      names.add(statement.target.id);
    }
    if (statement.kind === 'Import') {
      for (const { name, asname } of statement.names) names.add(asname ?? name.split('.')[0] ?? name);
    }
    if (statement.kind === 'ImportFrom')
      for (const { name, asname } of statement.names) names.add(asname ?? name);
    for (const [, block] of branches(statement)) for (const name of boundNames(block)) names.add(name);
  }
  names.delete('*');
  return names;
}

export const leaves = (body: readonly Statement[]): boolean =>
  body.some(
    (statement) =>
      statement.kind === 'Return' ||
      statement.kind === 'Raise' ||
      branches(statement).some(([, block]) => leaves(block)),
  );

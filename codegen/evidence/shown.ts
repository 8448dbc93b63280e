import type { Expression, Statement } from '../python/ast.ts';
import { childExpressions } from '../python/children.ts';
import type { Program } from '../python/program.ts';
import { blocksOf } from './walk-statement.ts';

/** Parameters that the package's web UI names: as a text, a key or a keyword. Nothing else of it is looked at. */
export const shownParameters = (
  program: Pick<Program, 'module' | 'modules'>,
  own: string,
  parameters: ReadonlySet<string>,
): readonly string[] => {
  const found = new Set<string>();
  const note = (name: string): void => {
    if (parameters.has(name)) found.add(name);
  };
  const visitExpression = (expr: Expression): void => {
    if (expr.kind === 'Constant' && expr.constant.type === 'str') note(expr.constant.value);
    if (expr.kind === 'Call') for (const { arg } of expr.keywords) if (arg !== null) note(arg);
    for (const child of childExpressions(expr)) visitExpression(child);
  };
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      for (const expr of expressionsOf(statement)) visitExpression(expr);
      for (const inner of blocksOf(statement)) visit(inner);
    }
  };
  for (const name of program.modules(`${own}.webui`)) visit(program.module(name)?.ast.body ?? []);
  return [...parameters].filter((name) => found.has(name));
};

const expressionsOf = (statement: Statement): readonly Expression[] => {
  switch (statement.kind) {
    case 'Assign':
      return [...statement.targets, statement.value];
    case 'AnnAssign':
    case 'AugAssign':
      return statement.value === null ? [] : [statement.value];
    case 'Expr':
      return [statement.value];
    case 'Return':
      return statement.value === null ? [] : [statement.value];
    case 'If':
    case 'While':
      return [statement.test];
    case 'For':
      return [statement.iter];
    default:
      return [];
  }
};

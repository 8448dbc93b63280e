import type { Expression, NamedExpr, Statement } from './ast.ts';
import { childExpressions } from './children.ts';

/** `:=` in the expressions of one statement, not in blocks below it nor in lambdas. */
export function walrusTargets(statement: Statement): NamedExpr[] {
  const found: NamedExpr[] = [];
  const visit = (expression: Expression): void => {
    if (expression.kind === 'NamedExpr') found.push(expression);
    if (expression.kind === 'Lambda') return;
    for (const child of childExpressions(expression)) visit(child);
  };
  for (const expression of headExpressions(statement)) visit(expression);
  return found;
}

/** The expressions a statement evaluates itself, in order of evaluation; blocks and definitions below are left out. */
export function headExpressions(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'Assign':
      return [statement.value];
    case 'AugAssign':
      return [statement.value];
    case 'AnnAssign':
    case 'Return':
      return statement.value === null ? [] : [statement.value];
    case 'Expr':
      return [statement.value];
    case 'If':
    case 'While':
      return [statement.test];
    case 'For':
      return [statement.iter];
    case 'With':
      return statement.items.map((item) => item.context);
    case 'Raise':
      return [statement.exc, statement.cause].filter((part) => part !== null);
    case 'Assert':
      return statement.msg === null ? [statement.test] : [statement.test, statement.msg];
    case 'Match':
      return [statement.subject];
    default:
      return [];
  }
}

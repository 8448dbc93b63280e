import type { Expression, Statement } from '../python/ast.ts';
import { childExpressions } from '../python/children.ts';
import { remembered } from '../python/looked-at.ts';
import type { Program, PyModule } from '../python/program.ts';
import { blocksOf } from './walk-statement.ts';

/** Parameters that the package's web UI names: as a text, a key or a keyword. Nothing else of it is looked at. */
export const shownParameters = (
  program: Pick<Program, 'module' | 'modules'>,
  own: string,
  parameters: ReadonlySet<string>,
): readonly string[] => {
  const modules = program.modules(`${own}.webui`).flatMap((name) => program.module(name) ?? []);
  const named = modules.map(namesIn);
  return [...parameters].filter((name) => named.some((names) => names.has(name)));
};

/** Every text and keyword of a module. */
const namesIn = remembered((module: PyModule): ReadonlySet<string> => {
  const found = new Set<string>();
  const visitExpression = (expr: Expression): void => {
    if (expr.kind === 'Constant' && expr.constant.type === 'str') found.add(expr.constant.value);
    if (expr.kind === 'Call') for (const { arg } of expr.keywords) if (arg !== null) found.add(arg);
    for (const child of childExpressions(expr)) visitExpression(child);
  };
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      for (const expr of expressionsOf(statement)) visitExpression(expr);
      for (const inner of blocksOf(statement)) visit(inner);
    }
  };
  visit(module.ast.body);
  return found;
});

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

import type { Call, Expression, If, Statement } from '../python/ast.ts';
import { childExpressions } from '../python/children.ts';
import type { Path } from './sites.ts';

/** Calls that only tell, or only check that a package is there. */
const REPORTERS: ReadonlySet<string> = new Set(['print', 'check_version', 'require_version']);

/** `logger.info`, `warnings.warn`, `print`: tells somebody something and does nothing. */
export const isReport = ({ func }: Call): boolean => {
  if (func.kind === 'Name') return REPORTERS.has(func.id);
  if (func.kind !== 'Attribute' || func.value.kind !== 'Name') return false;
  return func.value.id === 'logger' || func.value.id === 'logging' || func.value.id === 'warnings';
};

const isIdleStatement = (statement: Statement): boolean => {
  switch (statement.kind) {
    case 'Raise':
    case 'Pass':
    case 'Import':
    case 'ImportFrom':
      return true;
    case 'Expr':
      return (
        statement.value.kind === 'Constant' || (statement.value.kind === 'Call' && isReport(statement.value))
      );
    case 'If':
      return isIdle(statement.body) && isIdle(statement.orelse);
    default:
      return false;
  }
};

/** Nothing happens here but raising and reporting. */
export const isIdle = (body: readonly Statement[]): boolean => body.every(isIdleStatement);

const attributesIn = (expr: Expression): string[] => [
  ...(expr.kind === 'Attribute' ? [expr.attr] : []),
  ...childExpressions(expr).flatMap(attributesIn),
];

/** `if self.x is None: self.x = …`: the field is tested only to be given another form. */
export const onlyNormalises = ({ test, body, orelse }: If): boolean => {
  if (orelse.length > 0) return false;
  const tested = new Set(attributesIn(test));
  return body.every(
    (one) =>
      one.kind === 'Assign' &&
      one.targets.every((target) => target.kind === 'Attribute' && tested.has(target.attr)),
  );
};

/** How a block ends: does what follows it still run? */
export const leaves = (body: readonly Statement[]): 'exit' | 'raise' | null => {
  const last = body.at(-1);
  switch (last?.kind) {
    case 'Return':
    case 'Continue':
    case 'Break':
      return 'exit';
    case 'Raise':
      return 'raise';
    case 'If':
      return last.orelse.length > 0 && leaves(last.body) && leaves(last.orelse) ? 'exit' : null;
    default:
      return null;
  }
};

/** The ways through a block on which something happens, each relative to `outer`. */
const effectsIn = (body: readonly Statement[], outer: Path): Path[] =>
  body.flatMap((statement) => {
    if (statement.kind === 'If') return effectsOf(statement, outer);
    return isIdleStatement(statement) ? [] : [outer];
  });

export const effectsOf = ({ test, body, orelse }: If, outer: Path = null): Path[] => {
  const taken: Path = { outer, test, holds: true };
  const skipped: Path = { outer, test, holds: false };
  return [...effectsIn(body, taken), ...effectsIn(orelse, skipped)];
};

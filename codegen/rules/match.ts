import type * as ast from '../python/ast.ts';
import { patternOf } from '../python/match.ts';

/** No name of a program's own has a space. */
const SUBJECT = 'match subject';

/**
 * `match` as the assignment and the chain of `if`s that it stands for; `undefined` where a pattern takes the subject
 * apart.
 */
export function matchAsIf(node: ast.Match): readonly ast.Statement[] | undefined {
  const { line, col, endLine, endCol } = node;
  const span = { line, col, endLine, endCol };
  const subject: ast.Name = { kind: 'Name', id: SUBJECT, ...span };
  let chain: readonly ast.Statement[] = [];
  for (const item of node.cases.toReversed()) {
    const pattern = patternOf(item);
    const fits = pattern && testOf(pattern, subject, span);
    if (fits === undefined) return undefined;
    const test = item.guard === null ? fits : bool('and', [fits, item.guard], span);
    chain = [{ kind: 'If', test, body: item.body, orelse: chain, ...span }];
  }
  return [{ kind: 'Assign', targets: [subject], value: node.subject, ...span }, ...chain];
}

function testOf(pattern: ast.Expression, subject: ast.Name, span: ast.Span): ast.Expression | undefined {
  switch (pattern.kind) {
    case 'Constant': {
      const isSingle = pattern.constant.type === 'none' || pattern.constant.type === 'bool';
      return compare(subject, isSingle ? 'is' : '==', { ...pattern, ...span }, span);
    }
    case 'Attribute':
    case 'UnaryOp':
      return compare(subject, '==', { ...pattern, ...span }, span);
    case 'Name': {
      if (pattern.id === '_') return yes(span);
      const bind = { kind: 'NamedExpr', target: { ...pattern, ...span }, value: subject, ...span } as const;
      return bool('or', [bind, yes(span)], span);
    }
    case 'BinOp': {
      const parts = [testOf(pattern.left, subject, span), testOf(pattern.right, subject, span)];
      const known = parts.filter((part) => part !== undefined);
      return pattern.op === '|' && known.length === parts.length ? bool('or', known, span) : undefined;
    }
    case 'Call': {
      if (pattern.args.length + pattern.keywords.length > 0) return undefined;
      const func: ast.Name = { kind: 'Name', id: 'isinstance', ...span };
      return { kind: 'Call', func, args: [subject, { ...pattern.func, ...span }], keywords: [], ...span };
    }
    default:
      return undefined;
  }
}

const compare = (
  left: ast.Expression,
  sign: ast.CompareOperator,
  right: ast.Expression,
  span: ast.Span,
): ast.Compare => ({ kind: 'Compare', left, ops: [sign], comparators: [right], ...span });

const bool = (op: 'and' | 'or', values: readonly ast.Expression[], span: ast.Span): ast.BoolOp => ({
  kind: 'BoolOp',
  op,
  values,
  ...span,
});

const yes = (span: ast.Span): ast.ConstantExpr => ({
  kind: 'Constant',
  constant: { type: 'bool', value: true },
  ...span,
});

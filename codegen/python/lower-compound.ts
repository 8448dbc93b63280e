import type { ExceptHandler, MatchCase, Statement, WithItem } from './ast.ts';
import type { Cst } from './cst.ts';
import { lowerExpression } from './lower-expression.ts';
import { type Lower, lowerBlock, lowerPart, optional } from './lower-statement.ts';
import { field, fields, hasToken, identifier, type Lowering, named, ofType } from './lowering.ts';

/** Each `elif` is one level more of the tree: beyond these nobody could walk it. */
const MAX_CLAUSES = 500;

/** `elif` becomes an If inside `orelse`, spanning to the end of the whole statement as Python has it. */
export function lowerIf(node: Cst, lowering: Lowering): Statement {
  const clauses = fields(node, 'alternative');
  const [far] = clauses.slice(MAX_CLAUSES);
  let orelse: readonly Statement[] = far === undefined ? [] : [lowering.unparsed(far, 'TOO_DEEP')];
  for (const clause of clauses.slice(0, MAX_CLAUSES).toReversed()) {
    if (clause.type === 'else_clause') {
      orelse = lowerBlock(field(clause, 'body'), lowering);
      continue;
    }
    const test = lowerPart(clause, field(clause, 'condition'), lowering);
    const body = lowerBlock(field(clause, 'consequence'), lowering);
    orelse = [{ kind: 'If', ...lowering.span({ start: clause.start, end: node.end }), test, body, orelse }];
  }
  const test = lowerPart(node, field(node, 'condition'), lowering);
  return {
    kind: 'If',
    ...lowering.span(node),
    test,
    body: lowerBlock(field(node, 'consequence'), lowering),
    orelse,
  };
}

const elseBody = (node: Cst, lowering: Lowering): Statement[] => {
  const clause = ofType(node, 'else_clause');
  return clause === undefined ? [] : lowerBlock(field(clause, 'body'), lowering);
};

export const lowerFor: Lower = (node, lowering) => ({
  kind: 'For',
  ...lowering.span(node),
  target: lowerPart(node, field(node, 'left'), lowering),
  iter: lowerPart(node, field(node, 'right'), lowering),
  body: lowerBlock(field(node, 'body'), lowering),
  orelse: elseBody(node, lowering),
  isAsync: hasToken(node, 'async'),
});

export const lowerWhile: Lower = (node, lowering) => ({
  kind: 'While',
  ...lowering.span(node),
  test: lowerPart(node, field(node, 'condition'), lowering),
  body: lowerBlock(field(node, 'body'), lowering),
  orelse: elseBody(node, lowering),
});

export const lowerWith: Lower = (node, lowering) => ({
  kind: 'With',
  ...lowering.span(node),
  items: withItems(ofType(node, 'with_clause')).map((item) => lowerWithItem(item, lowering)),
  body: lowerBlock(field(node, 'body'), lowering),
  isAsync: hasToken(node, 'async'),
});

/** `with (a as b, c as d):` may come as one item holding a tuple; Python has two items. */
function withItems(clause: Cst | undefined): Cst[] {
  const items = clause === undefined ? [] : named(clause).flatMap((item) => field(item, 'value') ?? []);
  const [only] = items;
  if (items.length !== 1 || only === undefined) return items;
  const grouped = only.type === 'tuple' || only.type === 'parenthesized_expression' ? named(only) : [];
  const splits =
    only.type === 'tuple' ? grouped.length > 0 : grouped.some((item) => item.type === 'as_pattern');
  return splits ? grouped : items;
}

function lowerWithItem(item: Cst, lowering: Lowering): WithItem {
  const [context, target] = item.type === 'as_pattern' ? named(item) : [item];
  return { context: lowerPart(item, context, lowering), target: optional(target, lowering) };
}

export const lowerTry: Lower = (node, lowering) => {
  const finallyClause = ofType(node, 'finally_clause');
  return {
    kind: 'Try',
    ...lowering.span(node),
    body: lowerBlock(field(node, 'body'), lowering),
    handlers: node.children
      .filter((child) => child.type === 'except_clause')
      .map((child) => lowerHandler(child, lowering)),
    orelse: elseBody(node, lowering),
    finalbody: finallyClause === undefined ? [] : lowerBlock(ofType(finallyClause, 'block'), lowering),
  };
};

function lowerHandler(node: Cst, lowering: Lowering): ExceptHandler {
  const values = fields(node, 'value');
  const [value] = values;
  const pair = value?.type === 'as_pattern' ? named(value) : [value, field(node, 'alias')];
  const [type, alias] = pair;
  return {
    ...lowering.span(node),
    type: values.length > 1 ? lowering.unparsed(node, 'ERROR') : optional(type, lowering),
    name: alias === undefined ? null : identifier(lowering.source(alias)),
    body: lowerBlock(ofType(node, 'block'), lowering),
  };
}

export const lowerMatch: Lower = (node, lowering) => {
  const subjects = fields(node, 'subject');
  const [first] = subjects;
  const last = subjects.at(-1);
  const block = field(node, 'body');
  const elts = subjects.map((subject) => lowerExpression(subject, lowering));
  const span = lowering.span({ start: first?.start ?? node.start, end: last?.end ?? node.end });
  return {
    kind: 'Match',
    ...lowering.span(node),
    subject:
      subjects.length === 1 && !hasToken(node, ',')
        ? lowerPart(node, first, lowering)
        : { kind: 'Tuple', ...span, elts },
    cases: (block?.children ?? [])
      .filter((child) => child.type === 'case_clause')
      .map((child) => lowerCase(child, lowering)),
  };
};

function lowerCase(node: Cst, lowering: Lowering): MatchCase {
  const patterns = node.children.filter((child) => child.type === 'case_pattern');
  const whole = {
    ...node,
    type: 'case_pattern',
    start: patterns[0]?.start ?? node.start,
    end: patterns.at(-1)?.end ?? node.end,
  };
  const guard = field(node, 'guard');
  return {
    pattern: lowering.unparsed(whole),
    guard: guard === undefined ? null : lowerPart(guard, named(guard)[0], lowering),
    body: lowerBlock(field(node, 'consequence'), lowering),
  };
}

import type { ExceptHandler, Expression, MatchCase, Statement, WithItem } from './ast.ts';
import type { Cst } from './cst.ts';
import { lowerDefinition } from './lower-definition.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerImport, lowerImportFrom } from './lower-import.ts';
import { field, fields, hasToken, identifier, type Lowering, named, ofType } from './lowering.ts';
import { asBinary } from './operators.ts';

type Lower = (node: Cst, lowering: Lowering) => Statement;

/** Statements of a block or module, in order. Total: what is not known is `Unparsed`. */
export const lowerBlock = (block: Cst | undefined, lowering: Lowering): Statement[] =>
  block === undefined ? [] : named(block).map((node) => lowerStatement(node, lowering));

function lowerStatement(node: Cst, lowering: Lowering): Statement {
  const lower = STATEMENTS[node.type];
  // A compound statement with a fault in its header keeps its body; a simple one is not to be trusted.
  if (lower === undefined || (node.broken && !COMPOUND.has(node.type))) return lowering.unparsed(node);
  return lowering.nested(node, () => lower(node, lowering));
}

function lowerPart(node: Cst, child: Cst | undefined, lowering: Lowering): Expression {
  return child === undefined || node.broken
    ? lowering.unparsed(child ?? node, 'ERROR')
    : lowerExpression(child, lowering);
}

const optional = (child: Cst | undefined, lowering: Lowering): Expression | null =>
  child === undefined ? null : lowerExpression(child, lowering);

/** Several expressions where one is expected are a tuple without parentheses. */
function lowerExpressionStatement(node: Cst, lowering: Lowering): Statement {
  const parts = named(node);
  const [only] = parts;
  if (only === undefined) return lowering.unparsed(node);
  if (only.type === 'assignment') return lowerAssignment(only, lowering);
  if (only.type === 'augmented_assignment') return lowerAugmented(only, lowering);
  const span = lowering.span(node);
  if (parts.length === 1 && !hasToken(node, ',')) {
    return { kind: 'Expr', ...span, value: lowerExpression(only, lowering) };
  }
  const elts = parts.map((part) => lowerExpression(part, lowering));
  return { kind: 'Expr', ...span, value: { kind: 'Tuple', ...span, elts } };
}

/** `a = b = value` nests to the right in the grammar; Python has one statement with two targets. */
function lowerAssignment(node: Cst, lowering: Lowering): Statement {
  const span = lowering.span(node);
  const left = field(node, 'left');
  const type = field(node, 'type');
  if (left === undefined || node.broken) return lowering.unparsed(node);
  if (type !== undefined) {
    const target = lowerExpression(left, lowering);
    const annotation = lowerExpression(type, lowering);
    return {
      kind: 'AnnAssign',
      ...span,
      target,
      annotation,
      value: optional(field(node, 'right'), lowering),
    };
  }
  const targets: Expression[] = [];
  let current = node;
  for (;;) {
    const target = field(current, 'left');
    const right = field(current, 'right');
    if (target === undefined || right === undefined || current.broken) return lowering.unparsed(node);
    targets.push(lowerExpression(target, lowering));
    if (right.type !== 'assignment') {
      return { kind: 'Assign', ...span, targets, value: lowerExpression(right, lowering) };
    }
    current = right;
  }
}

function lowerAugmented(node: Cst, lowering: Lowering): Statement {
  const op = asBinary(field(node, 'operator')?.type.slice(0, -1));
  if (op === undefined || node.broken) return lowering.unparsed(node);
  const target = lowerPart(node, field(node, 'left'), lowering);
  return {
    kind: 'AugAssign',
    ...lowering.span(node),
    target,
    op,
    value: lowerPart(node, field(node, 'right'), lowering),
  };
}

/** `elif` becomes an If inside `orelse`, spanning to the end of the whole statement as Python has it. */
function lowerIf(node: Cst, lowering: Lowering): Statement {
  const clauses = fields(node, 'alternative');
  let orelse: readonly Statement[] = [];
  for (const clause of clauses.toReversed()) {
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

const lowerFor: Lower = (node, lowering) => ({
  kind: 'For',
  ...lowering.span(node),
  target: lowerPart(node, field(node, 'left'), lowering),
  iter: lowerPart(node, field(node, 'right'), lowering),
  body: lowerBlock(field(node, 'body'), lowering),
  orelse: elseBody(node, lowering),
  isAsync: hasToken(node, 'async'),
});

const lowerWhile: Lower = (node, lowering) => ({
  kind: 'While',
  ...lowering.span(node),
  test: lowerPart(node, field(node, 'condition'), lowering),
  body: lowerBlock(field(node, 'body'), lowering),
  orelse: elseBody(node, lowering),
});

const lowerWith: Lower = (node, lowering) => ({
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

const lowerTry: Lower = (node, lowering) => {
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

const lowerMatch: Lower = (node, lowering) => {
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

const lowerRaise: Lower = (node, lowering) => ({
  kind: 'Raise',
  ...lowering.span(node),
  exc: optional(
    named(node).find((child) => child.field !== 'cause'),
    lowering,
  ),
  cause: optional(field(node, 'cause'), lowering),
});

const lowerAssert: Lower = (node, lowering) => ({
  kind: 'Assert',
  ...lowering.span(node),
  test: lowerPart(node, named(node)[0], lowering),
  msg: optional(named(node)[1], lowering),
});

const lowerReturn: Lower = (node, lowering) => ({
  kind: 'Return',
  ...lowering.span(node),
  value: optional(named(node)[0], lowering),
});

const lowerDelete: Lower = (node, lowering) => {
  const [only] = named(node);
  const targets = only?.type === 'expression_list' ? named(only) : named(node);
  return {
    kind: 'Delete',
    ...lowering.span(node),
    targets: targets.map((target) => lowerExpression(target, lowering)),
  };
};

const scope =
  (kind: 'Global' | 'Nonlocal'): Lower =>
  (node, lowering) => ({
    kind,
    ...lowering.span(node),
    names: named(node).map((name) => identifier(lowering.source(name))),
  });

const simple =
  (kind: 'Pass' | 'Break' | 'Continue'): Lower =>
  (node, lowering) => ({ kind, ...lowering.span(node) });

const lowerTypeAlias: Lower = (node, lowering) => {
  const left = field(node, 'left')?.children[0];
  const name = left?.type === 'generic_type' ? left.children[0] : left;
  // The grammar takes `type(x).y = z` for an alias; that is not worth undoing.
  if (name?.type !== 'identifier') return lowering.unparsed(node);
  return {
    kind: 'TypeAlias',
    ...lowering.span(node),
    name: identifier(lowering.source(name)),
    value: lowerPart(node, field(node, 'right'), lowering),
  };
};

const definition: Lower = (node, lowering) => lowerDefinition(node, lowering, lowerBlock);

const COMPOUND = new Set([
  'if_statement',
  'for_statement',
  'while_statement',
  'with_statement',
  'try_statement',
  'match_statement',
  'function_definition',
  'class_definition',
  'decorated_definition',
]);

const STATEMENTS: Readonly<Record<string, Lower>> = {
  expression_statement: lowerExpressionStatement,
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  future_import_statement: lowerImportFrom,
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: lowerWhile,
  with_statement: lowerWith,
  try_statement: lowerTry,
  match_statement: lowerMatch,
  function_definition: definition,
  class_definition: definition,
  decorated_definition: definition,
  raise_statement: lowerRaise,
  assert_statement: lowerAssert,
  return_statement: lowerReturn,
  delete_statement: lowerDelete,
  global_statement: scope('Global'),
  nonlocal_statement: scope('Nonlocal'),
  pass_statement: simple('Pass'),
  break_statement: simple('Break'),
  continue_statement: simple('Continue'),
  type_alias_statement: lowerTypeAlias,
};

import type { Expression, Statement } from './ast.ts';
import type { Cst } from './cst.ts';
import { lowerFor, lowerIf, lowerMatch, lowerTry, lowerWhile, lowerWith } from './lower-compound.ts';
import { lowerDefinition } from './lower-definition.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerImport, lowerImportFrom } from './lower-import.ts';
import { field, hasToken, identifier, type Lowering, named } from './lowering.ts';
import { asBinary } from './operators.ts';

export type Lower = (node: Cst, lowering: Lowering) => Statement;

/** Statements of a block or module, in order. Total: what is not known is `Unparsed`. */
export const lowerBlock = (block: Cst | undefined, lowering: Lowering): Statement[] =>
  block === undefined ? [] : named(block).map((node) => lowerStatement(node, lowering));

function lowerStatement(node: Cst, lowering: Lowering): Statement {
  const lower = STATEMENTS[node.type];
  // A compound statement with a fault in its header keeps its body; a simple one is not to be trusted.
  if (lower === undefined || (node.broken && !COMPOUND.has(node.type))) return lowering.unparsed(node);
  return lowering.nested(node, () => lower(node, lowering));
}

export function lowerPart(node: Cst, child: Cst | undefined, lowering: Lowering): Expression {
  return child === undefined || node.broken
    ? lowering.unparsed(child ?? node, 'ERROR')
    : lowerExpression(child, lowering);
}

export const optional = (child: Cst | undefined, lowering: Lowering): Expression | null =>
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

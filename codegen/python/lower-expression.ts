import type { Expression, Keyword, Slice } from './ast.ts';
import type { Cst } from './cst.ts';
import { parseNumber } from './literals.ts';
import { comprehension, lowerDictComp } from './lower-comprehension.ts';
import { lowerParameters } from './lower-parameters.ts';
import { lowerString } from './lower-string.ts';
import { lowerGenericType, lowerMemberType, lowerSubscripts, lowerUnionType } from './lower-type.ts';
import { field, fields, hasToken, identifier, type Lowering, named } from './lowering.ts';
import { asBinary, asCompare, asUnary } from './operators.ts';

export type Lower = (node: Cst, lowering: Lowering) => Expression;

/** Any expression, pattern, type or right-hand side. Total: what is not known is `Unparsed`. */
export function lowerExpression(node: Cst, lowering: Lowering): Expression {
  const lower = node.broken ? undefined : EXPRESSIONS[node.type];
  if (lower === undefined) return lowering.unparsed(node);
  const splat = UNSPLAT.has(node.type) && lowering.text[node.start] === '*' ? withoutStar(node) : undefined;
  if (splat !== undefined) {
    return { kind: 'Starred', ...lowering.span(node), value: lowerExpression(splat, lowering) };
  }
  return lowering.nested(node, () => lower(node, lowering));
}

const UNSPLAT = new Set(['attribute', 'subscript', 'call', 'binary_operator']);

/** The grammar reads `*a.b` as `(*a).b`; this is the node without the star that begins it. */
function withoutStar(node: Cst): Cst | undefined {
  const [first, ...rest] = node.children;
  if (first === undefined) return undefined;
  const inside = first.type === 'list_splat' ? named(first)[0] : withoutStar(first);
  if (inside === undefined) return undefined;
  return { ...node, start: inside.start, children: [{ ...inside, field: first.field }, ...rest] };
}

export const lowerAll = (nodes: readonly Cst[], lowering: Lowering): Expression[] =>
  nodes.map((node) => lowerExpression(node, lowering));

/** The one named child at `index`, lowered. */
export function lowerNamed(node: Cst, index: number, lowering: Lowering): Expression {
  const child = named(node)[index];
  return child === undefined ? lowering.unparsed(node, 'ERROR') : lowerExpression(child, lowering);
}

export function lowerField(node: Cst, name: string, lowering: Lowering): Expression {
  const child = field(node, name);
  return child === undefined ? lowering.unparsed(node, 'ERROR') : lowerExpression(child, lowering);
}

const inner: Lower = (node, lowering) => lowerNamed(node, 0, lowering);

export const lowerName: Lower = (node, lowering) => ({
  kind: 'Name',
  ...lowering.span(node),
  id: identifier(lowering.source(node)),
});

const lowerNumber: Lower = (node, lowering) => {
  const constant = parseNumber(lowering.source(node));
  return constant === undefined
    ? lowering.unparsed(node)
    : { kind: 'Constant', ...lowering.span(node), constant };
};

const sequence =
  (kind: 'List' | 'Tuple' | 'Set'): Lower =>
  (node, lowering) => ({ kind, ...lowering.span(node), elts: lowerAll(named(node), lowering) });

const starred: Lower = (node, lowering) => ({
  kind: 'Starred',
  ...lowering.span(node),
  value: lowerNamed(node, 0, lowering),
});

const lowerBoolean: Lower = (node, lowering) => {
  const op = hasToken(node, 'and') ? 'and' : 'or';
  // Python has one node for `a and b and c`; the grammar nests to the left.
  const operands: Cst[] = [];
  let current = node;
  for (;;) {
    const left = field(current, 'left');
    const right = field(current, 'right');
    if (left === undefined || right === undefined || current.broken) return lowering.unparsed(node);
    operands.unshift(right);
    if (left.type === 'boolean_operator' && hasToken(left, op)) {
      current = left;
      continue;
    }
    operands.unshift(left);
    return { kind: 'BoolOp', ...lowering.span(node), op, values: lowerAll(operands, lowering) };
  }
};

const lowerBinary: Lower = (node, lowering) => {
  const op = asBinary(field(node, 'operator')?.type);
  if (op === undefined) return lowering.unparsed(node);
  const left = lowerField(node, 'left', lowering);
  return { kind: 'BinOp', ...lowering.span(node), left, op, right: lowerField(node, 'right', lowering) };
};

const lowerUnary: Lower = (node, lowering) => {
  const op = node.type === 'not_operator' ? 'not' : asUnary(field(node, 'operator')?.type);
  if (op === undefined) return lowering.unparsed(node);
  return { kind: 'UnaryOp', ...lowering.span(node), op, operand: lowerField(node, 'argument', lowering) };
};

const lowerCompare: Lower = (node, lowering) => {
  const operators = fields(node, 'operators').map((token) => asCompare(token.type));
  const operands = node.children.filter((child) => child.field !== 'operators' && child.named);
  const [first, ...rest] = lowerAll(operands, lowering);
  const ops = operators.filter((op) => op !== undefined);
  if (first === undefined || ops.length !== operators.length || ops.length !== rest.length) {
    return lowering.unparsed(node);
  }
  return { kind: 'Compare', ...lowering.span(node), left: first, ops, comparators: rest };
};

const lowerConditional: Lower = (node, lowering) => ({
  kind: 'IfExp',
  ...lowering.span(node),
  body: lowerNamed(node, 0, lowering),
  test: lowerNamed(node, 1, lowering),
  orelse: lowerNamed(node, 2, lowering),
});

const lowerAttribute: Lower = (node, lowering) => {
  const attr = field(node, 'attribute');
  if (attr === undefined) return lowering.unparsed(node);
  return {
    kind: 'Attribute',
    ...lowering.span(node),
    value: lowerField(node, 'object', lowering),
    attr: identifier(lowering.source(attr)),
  };
};

const lowerSubscript: Lower = (node, lowering) => ({
  kind: 'Subscript',
  ...lowering.span(node),
  value: lowerField(node, 'value', lowering),
  slice: lowerSubscripts(fields(node, 'subscript'), node, lowering),
});

const lowerSlice: Lower = (node, lowering): Slice => {
  const parts: (Expression | null)[] = [null, null, null];
  let part = 0;
  for (const child of node.children) {
    if (child.named) parts[part] = lowerExpression(child, lowering);
    else part += 1;
  }
  const [lower = null, upper = null, step = null] = parts;
  return { kind: 'Slice', ...lowering.span(node), lower, upper, step };
};

const lowerCall: Lower = (node, lowering) => {
  const callee = field(node, 'function');
  const given = field(node, 'arguments');
  if (callee === undefined || given === undefined || given.broken) return lowering.unparsed(node);
  const { args, keywords } =
    given.type === 'generator_expression'
      ? { args: [lowerExpression(given, lowering)], keywords: [] }
      : lowerArguments(given, lowering);
  return { kind: 'Call', ...lowering.span(node), func: lowerExpression(callee, lowering), args, keywords };
};

/** The arguments of a call, or the bases and keywords of a class. */
export function lowerArguments(list: Cst, lowering: Lowering): { args: Expression[]; keywords: Keyword[] } {
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  for (const child of named(list)) {
    if (child.type === 'keyword_argument') {
      const name = field(child, 'name');
      const arg = name === undefined ? null : identifier(lowering.source(name));
      keywords.push({ ...lowering.span(child), arg, value: lowerField(child, 'value', lowering) });
    } else if (child.type === 'dictionary_splat') {
      keywords.push({ ...lowering.span(child), arg: null, value: lowerNamed(child, 0, lowering) });
    } else {
      args.push(lowerExpression(child, lowering));
    }
  }
  return { args, keywords };
}

const lowerDict: Lower = (node, lowering) => {
  const keys: (Expression | null)[] = [];
  const values: Expression[] = [];
  for (const child of named(node)) {
    const isPair = child.type === 'pair';
    keys.push(isPair ? lowerField(child, 'key', lowering) : null);
    values.push(isPair ? lowerField(child, 'value', lowering) : lowerNamed(child, 0, lowering));
  }
  return { kind: 'Dict', ...lowering.span(node), keys, values };
};

const lowerLambda: Lower = (node, lowering) => ({
  kind: 'Lambda',
  ...lowering.span(node),
  args: lowerParameters(field(node, 'parameters'), lowering, lowerExpression),
  body: lowerField(node, 'body', lowering),
});

/** `pattern as name` of a match case; nothing else that is Python has it where an expression is. */
const lowerAs: Lower = (node, lowering) => {
  const [value, alias] = named(node);
  const target = alias === undefined ? undefined : lowerExpression(alias, lowering);
  return value === undefined || target?.kind !== 'Name'
    ? lowering.unparsed(node)
    : { kind: 'NamedExpr', ...lowering.span(node), target, value: lowerExpression(value, lowering) };
};

const lowerWalrus: Lower = (node, lowering) => {
  const name = field(node, 'name');
  if (name === undefined) return lowering.unparsed(node);
  const target = { kind: 'Name' as const, ...lowering.span(name), id: identifier(lowering.source(name)) };
  return { kind: 'NamedExpr', ...lowering.span(node), target, value: lowerField(node, 'value', lowering) };
};

const lowerYield: Lower = (node, lowering) => ({
  kind: hasToken(node, 'from') ? 'YieldFrom' : 'Yield',
  ...lowering.span(node),
  value: named(node).length === 0 ? null : lowerNamed(node, 0, lowering),
});

const lowerAwait: Lower = (node, lowering) => ({
  kind: 'Await',
  ...lowering.span(node),
  value: lowerNamed(node, 0, lowering),
});

const text: Lower = (node, lowering) => lowerString(node, lowering, lowerExpression);

const EXPRESSIONS: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  as_pattern_target: inner,
  integer: lowerNumber,
  float: lowerNumber,
  true: (node, lowering) => ({
    kind: 'Constant',
    ...lowering.span(node),
    constant: { type: 'bool', value: true },
  }),
  false: (node, lowering) => ({
    kind: 'Constant',
    ...lowering.span(node),
    constant: { type: 'bool', value: false },
  }),
  none: (node, lowering) => ({ kind: 'Constant', ...lowering.span(node), constant: { type: 'none' } }),
  ellipsis: (node, lowering) => ({
    kind: 'Constant',
    ...lowering.span(node),
    constant: { type: 'ellipsis' },
  }),
  string: text,
  concatenated_string: text,
  parenthesized_expression: inner,
  type: inner,
  tuple: sequence('Tuple'),
  tuple_pattern: (node, lowering) =>
    named(node).length === 1 && !hasToken(node, ',')
      ? inner(node, lowering)
      : sequence('Tuple')(node, lowering),
  pattern_list: sequence('Tuple'),
  expression_list: sequence('Tuple'),
  list: sequence('List'),
  list_pattern: sequence('List'),
  set: sequence('Set'),
  list_splat: starred,
  list_splat_pattern: starred,
  splat_type: starred,
  boolean_operator: lowerBoolean,
  binary_operator: lowerBinary,
  unary_operator: lowerUnary,
  not_operator: lowerUnary,
  comparison_operator: lowerCompare,
  conditional_expression: lowerConditional,
  attribute: lowerAttribute,
  subscript: lowerSubscript,
  generic_type: lowerGenericType,
  union_type: lowerUnionType,
  member_type: lowerMemberType,
  constrained_type: lowerSlice,
  slice: lowerSlice,
  call: lowerCall,
  dictionary: lowerDict,
  list_comprehension: comprehension('ListComp'),
  set_comprehension: comprehension('SetComp'),
  generator_expression: comprehension('GeneratorExp'),
  dictionary_comprehension: lowerDictComp,
  lambda: lowerLambda,
  named_expression: lowerWalrus,
  as_pattern: lowerAs,
  yield: lowerYield,
  await: lowerAwait,
};

import type { Expression } from './ast.ts';
import type { Cst } from './cst.ts';
import { type Lower, lowerAll, lowerExpression, lowerName } from './lower-expression.ts';
import { hasToken, identifier, type Lowering, named } from './lowering.ts';

/** `[b, c]` and `[b,]` are tuples that reach from the first element to the last element or comma. */
export function lowerSubscripts(nodes: readonly Cst[], owner: Cst, lowering: Lowering): Expression {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) return lowering.unparsed(owner, 'ERROR');
  const comma = owner.children.findLast((child) => child.type === ',');
  const trailing = comma !== undefined && comma.start >= last.end ? comma : undefined;
  if (nodes.length === 1 && trailing === undefined && first.type !== 'list_splat') {
    return lowerExpression(first, lowering);
  }
  const span = lowering.span({ start: first.start, end: trailing?.end ?? last.end });
  return { kind: 'Tuple', ...span, elts: lowerAll(nodes, lowering) };
}

/** `Optional[int]` where the grammar expects a type. */
export const lowerGenericType: Lower = (node, lowering) => {
  const [name, parameters] = named(node);
  if (name === undefined || parameters === undefined || parameters.broken) return lowering.unparsed(node);
  return {
    kind: 'Subscript',
    ...lowering.span(node),
    value: lowerName(name, lowering),
    slice: lowerSubscripts(named(parameters), parameters, lowering),
  };
};

/** The operands of `A | B | C`, which the grammar may nest to the right; brackets keep their group. */
function unionOperands(node: Cst): Cst[] {
  const [first, second] = named(node);
  if (node.type === 'type' && first !== undefined) return unionOperands(first);
  const isUnion = node.type === 'union_type' || (node.type === 'binary_operator' && hasToken(node, '|'));
  if (!isUnion || first === undefined || second === undefined || node.broken) return [node];
  return [...unionOperands(first), ...unionOperands(second)];
}

export const lowerUnionType: Lower = (node, lowering) => {
  const [first, ...rest] = unionOperands(node);
  if (first === undefined) return lowering.unparsed(node);
  return rest.reduce<Expression>(
    (left, operand) => {
      const span = lowering.span({ start: node.start, end: operand.end });
      return { kind: 'BinOp', ...span, left, op: '|', right: lowerExpression(operand, lowering) };
    },
    lowerExpression(first, lowering),
  );
};

export const lowerMemberType: Lower = (node, lowering) => {
  const [value, attr] = named(node);
  if (value === undefined || attr === undefined) return lowering.unparsed(node);
  return {
    kind: 'Attribute',
    ...lowering.span(node),
    value: lowerExpression(value, lowering),
    attr: identifier(lowering.source(attr)),
  };
};

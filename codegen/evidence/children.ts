import type { Expression } from '../python/ast.ts';

const present = (...list: readonly (Expression | null)[]): Expression[] => list.filter((one) => one !== null);

/** The expressions directly inside an expression, in source order. */
export const children = (expr: Expression): readonly Expression[] => {
  switch (expr.kind) {
    case 'Attribute':
    case 'Starred':
      return [expr.value];
    case 'Await':
    case 'Yield':
    case 'YieldFrom':
      return present(expr.value);
    case 'Subscript':
      return [expr.value, expr.slice];
    case 'Slice':
      return present(expr.lower, expr.upper, expr.step);
    case 'Call':
      return [expr.func, ...expr.args, ...expr.keywords.map(({ value }) => value)];
    case 'BoolOp':
      return expr.values;
    case 'BinOp':
      return [expr.left, expr.right];
    case 'UnaryOp':
      return [expr.operand];
    case 'Compare':
      return [expr.left, ...expr.comparators];
    case 'IfExp':
      return [expr.test, expr.body, expr.orelse];
    case 'List':
    case 'Tuple':
    case 'Set':
      return expr.elts;
    case 'Dict':
      return [...present(...expr.keys), ...expr.values];
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return [...expr.generators.flatMap(({ iter, ifs }) => [iter, ...ifs]), expr.elt];
    case 'DictComp':
      return [...expr.generators.flatMap(({ iter, ifs }) => [iter, ...ifs]), expr.key, expr.value];
    case 'JoinedStr':
      return expr.values.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.value]));
    case 'NamedExpr':
      return [expr.target, expr.value];
    case 'Lambda':
      return [expr.body];
    case 'Constant':
    case 'Name':
    case 'Unparsed':
      return [];
  }
};

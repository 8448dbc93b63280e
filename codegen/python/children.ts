import type { Arguments, Comprehension, Expression } from './ast.ts';

/** The expressions directly below an expression, in source order. */
export function childExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'Constant':
    case 'Name':
    case 'Unparsed':
      return [];
    case 'Attribute':
    case 'Starred':
      return [expression.value];
    case 'Subscript':
      return [expression.value, expression.slice];
    case 'Slice':
      return present([expression.lower, expression.upper, expression.step]);
    case 'Call':
      return [expression.func, ...expression.args, ...expression.keywords.map((keyword) => keyword.value)];
    case 'BoolOp':
      return expression.values;
    case 'BinOp':
      return [expression.left, expression.right];
    case 'UnaryOp':
      return [expression.operand];
    case 'Compare':
      return [expression.left, ...expression.comparators];
    case 'IfExp':
      return [expression.body, expression.test, expression.orelse];
    case 'List':
    case 'Tuple':
    case 'Set':
      return expression.elts;
    case 'Dict':
      return expression.values.flatMap((value, index) => present([expression.keys[index] ?? null, value]));
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return [expression.elt, ...expression.generators.flatMap(generatorParts)];
    case 'DictComp':
      return [expression.key, expression.value, ...expression.generators.flatMap(generatorParts)];
    case 'JoinedStr':
      return expression.values.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.value]));
    case 'NamedExpr':
      return [expression.target, expression.value];
    case 'Lambda':
      return [...defaultsOf(expression.args), expression.body];
    case 'Await':
    case 'Yield':
    case 'YieldFrom':
      return present([expression.value]);
  }
}

/** Default values of parameters, evaluated where the function is made. */
export const defaultsOf = (args: Arguments): Expression[] =>
  present([...args.posOnly, ...args.args, ...args.kwOnly].map((parameter) => parameter.default));

const generatorParts = (part: Comprehension): Expression[] => [part.target, part.iter, ...part.ifs];

const present = (parts: readonly (Expression | null)[]): Expression[] =>
  parts.filter((part) => part !== null);

import type { Arguments, Expression, Parameter } from './ast.ts';
import type { Cst } from './cst.ts';
import { field, identifier, type Lowering, named } from './lowering.ts';

type LowerExpression = (node: Cst, lowering: Lowering) => Expression;

/** The parameters of a `def` or a `lambda`; `undefined` for a lambda without any. */
export function lowerParameters(
  list: Cst | undefined,
  lowering: Lowering,
  lowerExpression: LowerExpression,
): Arguments {
  let posOnly: Parameter[] = [];
  let args: Parameter[] = [];
  const kwOnly: Parameter[] = [];
  let vararg: Parameter | null = null;
  let kwarg: Parameter | null = null;
  let keywordsOnly = false;
  for (const node of list === undefined ? [] : named(list)) {
    const splat = splatOf(node);
    if (node.type === 'positional_separator') {
      posOnly = args;
      args = [];
    } else if (node.type === 'keyword_separator') {
      keywordsOnly = true;
    } else if (splat === 'list_splat_pattern') {
      vararg = lowerParameter(node, lowering, lowerExpression);
      keywordsOnly = true;
    } else if (splat === 'dictionary_splat_pattern') {
      kwarg = lowerParameter(node, lowering, lowerExpression);
    } else {
      (keywordsOnly ? kwOnly : args).push(lowerParameter(node, lowering, lowerExpression));
    }
  }
  return { posOnly, args, vararg, kwOnly, kwarg };
}

/** `*rest` and `**rest`, bare or annotated. */
function splatOf(node: Cst): string {
  const target = node.type === 'typed_parameter' ? named(node)[0] : node;
  return target?.type ?? '';
}

function lowerParameter(node: Cst, lowering: Lowering, lowerExpression: LowerExpression): Parameter {
  const target = field(node, 'name') ?? (node.type === 'typed_parameter' ? named(node)[0] : node) ?? node;
  const name = target.type.endsWith('splat_pattern') ? (named(target)[0] ?? target) : target;
  const annotation = field(node, 'type');
  const value = field(node, 'value');
  return {
    ...lowering.span({ start: name.start, end: annotation?.end ?? name.end }),
    name: identifier(lowering.source(name)),
    annotation: annotation === undefined ? null : lowerExpression(annotation, lowering),
    default: value === undefined ? null : lowerExpression(value, lowering),
  };
}

import type { ClassDef, Expression, FunctionDef, Statement, Unparsed } from './ast.ts';
import type { Cst } from './cst.ts';
import { lowerArguments, lowerExpression } from './lower-expression.ts';
import { lowerParameters } from './lower-parameters.ts';
import { field, hasToken, identifier, type Lowering, named } from './lowering.ts';

type LowerBlock = (block: Cst | undefined, lowering: Lowering) => Statement[];

/** `def` and `class`, decorated or not. As in Python the statement begins at its keyword, not at the decorator. */
export function lowerDefinition(
  node: Cst,
  lowering: Lowering,
  lowerBlock: LowerBlock,
): FunctionDef | ClassDef | Unparsed {
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : node;
  const name = definition === undefined ? undefined : field(definition, 'name');
  if (definition === undefined || name === undefined) return lowering.unparsed(node);
  const decorators = node.type === 'decorated_definition' ? lowerDecorators(node, lowering) : [];
  const common = {
    ...lowering.span(definition),
    name: identifier(lowering.source(name)),
    decorators,
  };
  const body = lowerBlock(field(definition, 'body'), lowering);
  if (definition.type === 'class_definition') {
    const list = field(definition, 'superclasses');
    const { args, keywords } =
      list === undefined ? { args: [], keywords: [] } : lowerArguments(list, lowering);
    return { kind: 'ClassDef', ...common, bases: args, keywords, body };
  }
  const returns = field(definition, 'return_type');
  return {
    kind: 'FunctionDef',
    ...common,
    args: lowerParameters(field(definition, 'parameters'), lowering, lowerExpression),
    body,
    returns: returns === undefined ? null : lowerExpression(returns, lowering),
    isAsync: hasToken(definition, 'async'),
  };
}

const lowerDecorators = (node: Cst, lowering: Lowering): Expression[] =>
  node.children
    .filter((child) => child.type === 'decorator')
    .flatMap((child) => named(child).slice(0, 1))
    .map((child) => lowerExpression(child, lowering));

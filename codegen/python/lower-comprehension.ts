import type { Comprehension, Expression } from './ast.ts';
import type { Cst } from './cst.ts';
import { type Lower, lowerField, lowerNamed } from './lower-expression.ts';
import { field, hasToken, type Lowering, named } from './lowering.ts';

function lowerGenerators(node: Cst, lowering: Lowering): Comprehension[] {
  const generators: { target: Expression; iter: Expression; ifs: Expression[]; isAsync: boolean }[] = [];
  for (const clause of named(node)) {
    if (clause.type === 'for_in_clause') {
      generators.push({
        target: lowerField(clause, 'left', lowering),
        iter: lowerField(clause, 'right', lowering),
        ifs: [],
        isAsync: hasToken(clause, 'async'),
      });
    } else if (clause.type === 'if_clause') {
      generators.at(-1)?.ifs.push(lowerNamed(clause, 0, lowering));
    }
  }
  return generators;
}

export const comprehension =
  (kind: 'ListComp' | 'SetComp' | 'GeneratorExp'): Lower =>
  (node, lowering) => ({
    kind,
    ...lowering.span(node),
    elt: lowerField(node, 'body', lowering),
    generators: lowerGenerators(node, lowering),
  });

export const lowerDictComp: Lower = (node, lowering) => {
  const pair = field(node, 'body');
  if (pair === undefined) return lowering.unparsed(node);
  return {
    kind: 'DictComp',
    ...lowering.span(node),
    key: lowerField(pair, 'key', lowering),
    value: lowerField(pair, 'value', lowering),
    generators: lowerGenerators(node, lowering),
  };
};

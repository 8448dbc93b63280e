import type { Label } from '../../src/expr/print.ts';
import { childrenOf } from '../../src/expr/table.ts';
import type { ExprNode, Ref } from '../../src/model/index.ts';

/** The fields that a condition is about, in order of appearance: those it is printed with, else those behind. */
export const visibleNames = (
  nodes: readonly ExprNode[],
  labels: ReadonlyMap<Ref, Label>,
  fields: ReadonlySet<string>,
  roots: readonly Ref[],
): string[] => {
  const names = new Set<string>();
  const seen = new Set<Ref>();
  const visit = (ref: Ref): void => {
    if (seen.has(ref)) return;
    seen.add(ref);
    const label = labels.get(ref)?.text;
    const node = nodes[ref] as ExprNode;
    if (label !== undefined && fields.has(label)) names.add(label);
    else if (node.op === 'input') names.add(node.name);
    else {
      if (node.op === 'given') names.add(node.name);
      for (const child of childrenOf(node)) visit(child);
    }
  };
  roots.forEach(visit);
  return [...names];
};

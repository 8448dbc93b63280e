import { childrenOf } from '../../src/expr/table.ts';
import type { ExprNode, Ref } from '../../src/model/index.ts';
import type { RunLabel } from './label.ts';

/**
 * The fields that a condition is about, in order of appearance: those it is printed with, else those behind. With each
 * the node that it holds there, `null` where that is the config's value or the default.
 */
export const visibleFields = (
  nodes: readonly ExprNode[],
  labels: ReadonlyMap<Ref, RunLabel>,
  fields: ReadonlySet<string>,
  roots: readonly Ref[],
): ReadonlyMap<string, Ref | null> => {
  const found = new Map<string, Ref | null>();
  const seen = new Set<Ref>();
  const see = (name: string, value: Ref | null): void => {
    if (!found.has(name) || value !== null) found.set(name, value);
  };
  const visit = (ref: Ref): void => {
    if (seen.has(ref)) return;
    seen.add(ref);
    const label = labels.get(ref);
    const node = nodes[ref] as ExprNode;
    if (label?.of !== undefined) label.of.forEach(visit);
    else if (label !== undefined && fields.has(label.text)) see(label.text, ref);
    else if (node.op === 'input') see(node.name, null);
    else {
      if (node.op === 'given') see(node.name, null);
      for (const child of childrenOf(node)) visit(child);
    }
  };
  roots.forEach(visit);
  return found;
};

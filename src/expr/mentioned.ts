import type { ExprNode, Ref, RulesData } from '../model/index.ts';
import { Enums, toValue } from './literal.ts';
import { PyEnum, PySet, PyTuple, type Value } from './python/value.ts';
import { childrenOf } from './table.ts';

const COMPARES: ReadonlySet<string> = new Set(['eq', 'in', 'is']);

/** A table of nodes with the enum classes that its constants name. */
interface Nodes {
  readonly nodes: readonly ExprNode[];
  readonly enums?: RulesData['enums'];
}

/** The constants that a condition compares a parameter with: `8` and `4` of `bit not in [None, 8, 4]`. */
export const constantsFor = (data: RulesData, root: Ref, parameter: string): readonly Value[] => {
  const compared = comparisons(data, parameter);
  const found: Value[] = [];
  const seen = new Set<Ref>();
  const visit = (ref: Ref): void => {
    const node = data.nodes[ref];
    if (node === undefined || seen.has(ref)) return;
    seen.add(ref);
    found.push(...compared(node));
    for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  return found;
};

/** The same for a whole table: every value of the parameter that the source tells from others. */
export const constantsIn = (data: Nodes, parameter: string): readonly Value[] =>
  data.nodes.flatMap(comparisons(data, parameter));

const comparisons = (
  { nodes, enums = [] }: Nodes,
  parameter: string,
): ((node: ExprNode) => readonly Value[]) => {
  const known = new Enums(enums);
  const names = (ref: Ref): boolean => {
    const node = nodes[ref];
    return node?.op === 'input' && node.name === parameter;
  };
  const itemsOf = (ref: Ref): readonly Value[] => {
    const node = nodes[ref];
    if (node?.op === 'newList' || node?.op === 'newTuple') return node.args.flatMap(itemsOf);
    if (node?.op !== 'const') return [];
    const value = toValue(node.value, known);
    if (value instanceof PyTuple || value instanceof PySet) return value.items.map(plain);
    return Array.isArray(value) ? value.map(plain) : [plain(value)];
  };
  return (node) =>
    COMPARES.has(node.op) && 'args' in node && node.args.some(names) ? node.args.flatMap(itemsOf) : [];
};

/** As a config writes it. */
const plain = (value: Value): Value => (value instanceof PyEnum ? value.value : value);

import type { Ref, RulesData } from '../model/index.ts';
import { Enums, toValue } from './literal.ts';
import { PyEnum, PySet, PyTuple, type Value } from './python/value.ts';
import { childrenOf } from './table.ts';

const COMPARES: ReadonlySet<string> = new Set(['eq', 'in', 'is']);

/** The constants that a condition compares a parameter with: `8` and `4` of `bit not in [None, 8, 4]`. */
export const constantsFor = (data: RulesData, root: Ref, parameter: string): readonly Value[] => {
  const enums = new Enums(data.enums);
  const found: Value[] = [];
  const seen = new Set<Ref>();
  const names = (ref: Ref): boolean => {
    const node = data.nodes[ref];
    return node?.op === 'input' && node.name === parameter;
  };
  const visit = (ref: Ref): void => {
    const node = data.nodes[ref];
    if (node === undefined || seen.has(ref)) return;
    seen.add(ref);
    if (COMPARES.has(node.op) && 'args' in node && node.args.some(names))
      for (const other of node.args) found.push(...itemsOf(other));
    for (const child of childrenOf(node)) visit(child);
  };
  const itemsOf = (ref: Ref): readonly Value[] => {
    const node = data.nodes[ref];
    if (node?.op === 'newList' || node?.op === 'newTuple') return node.args.flatMap(itemsOf);
    if (node?.op !== 'const') return [];
    const value = toValue(node.value, enums);
    if (value instanceof PyTuple || value instanceof PySet) return value.items.map(plain);
    return Array.isArray(value) ? value.map(plain) : [plain(value)];
  };
  visit(root);
  return found;
};

/** As a config writes it. */
const plain = (value: Value): Value => (value instanceof PyEnum ? value.value : value);

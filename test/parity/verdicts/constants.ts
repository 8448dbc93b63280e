import { childrenOf } from '../../../src/expr/table.ts';
import type { ExprNode, Json, Literal, RulesData } from '../../../src/model/index.ts';

/** Operations whose constants are where a rule changes its mind, or keys that it looks for. */
const COMPARING: ReadonlySet<string> = new Set([
  'eq',
  'lt',
  'le',
  'gt',
  'ge',
  'in',
  'mod',
  'getitem',
  'method',
]);
/** A node over more parameters than this says little about each. */
const MAX_NAMES = 3;

/** What rules compare each parameter with, in any release: read off their conditions. */
export const comparedConstants = (rules: RulesData): ReadonlyMap<string, readonly Json[]> => {
  const inputs = inputsOf(rules.nodes);
  const found = new Map<string, Map<string, Json>>();
  rules.nodes.forEach((node, ref) => {
    if (!COMPARING.has(node.op) || !('args' in node)) return;
    const names = inputs(ref);
    if (names.size === 0 || names.size > MAX_NAMES) return;
    const values = node.args.flatMap((arg) => plainValues(rules.nodes[arg]));
    for (const name of names) {
      const known = found.get(name) ?? new Map<string, Json>();
      found.set(name, known);
      for (const value of values) known.set(JSON.stringify(value), value);
    }
  });
  return new Map([...found].map(([name, values]) => [name, [...values.values()]]));
};

const inputsOf = (nodes: readonly ExprNode[]): ((ref: number) => ReadonlySet<string>) => {
  const known: ReadonlySet<string>[] = [];
  nodes.forEach((node, ref) => {
    const names = new Set(childrenOf(node).flatMap((child) => [...(known[child] ?? [])]));
    if (node.op === 'input' || node.op === 'given') names.add(node.name);
    known[ref] = names;
  });
  return (ref) => known[ref] ?? new Set();
};

const plainValues = (node: ExprNode | undefined): readonly Json[] =>
  node?.op === 'const' ? valuesIn(node.value) : [];

const valuesIn = (literal: Literal): readonly Json[] => {
  if (literal === null || typeof literal !== 'object') return [literal];
  if ('float' in literal) return typeof literal.float === 'number' ? [literal.float] : [];
  if ('list' in literal) return literal.list.flatMap(valuesIn);
  if ('tuple' in literal) return literal.tuple.flatMap(valuesIn);
  if ('set' in literal) return literal.set.flatMap(valuesIn);
  return 'dict' in literal ? literal.dict.flatMap(([key]) => valuesIn(key)) : [];
};

import { eq, operation, truth } from '../../src/expr/build.ts';
import { and, FALSE, not, or, TRUE } from '../../src/expr/logic.ts';
import type { ExprTable } from '../../src/expr/table.ts';
import type { Literal, Ref } from '../../src/model/index.ts';
import type { Conjunction, Guard } from './guard.ts';
import { FALSY, scalarKey, scalarOf, type ValueSet } from './value-set.ts';

/** A guard in the one language of conditions. */
export const guardToExpr = (table: ExprTable, guard: Guard): Ref =>
  guard
    .map((conjunction) => conjunctionToExpr(table, conjunction))
    .reduce((sum, one) => or(table, sum, one), FALSE(table));

const conjunctionToExpr = (table: ExprTable, conjunction: Conjunction): Ref =>
  [...conjunction]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([subject, set]) => testToExpr(table, subject, set))
    .reduce((all, one) => and(table, all, one), TRUE(table));

/** `@deepspeed` is an atom, anything else a parameter. */
const testToExpr = (table: ExprTable, subject: string, set: ValueSet): Ref => {
  if (subject.startsWith('@')) {
    const atom = table.add({ op: 'atom', name: subject.slice(1) });
    return set.keys.includes('1') === (set.mode === 'in') ? atom : not(table, atom);
  }
  const input = table.add({ op: 'input', name: subject });
  const member = memberToExpr(table, input, set);
  const wanted = set.mode === 'in' ? member : not(table, member);
  return and(table, wanted, boundsToExpr(table, input, set));
};

const FALSY_KEYS = FALSY.map(scalarKey);

const memberToExpr = (table: ExprTable, input: Ref, { keys }: ValueSet): Ref => {
  if (keys.length === 0) return FALSE(table);
  if (FALSY_KEYS.every((key) => keys.includes(key))) {
    const rest = keys.filter((key) => !FALSY_KEYS.includes(key));
    return or(table, not(table, truth(table, input)), listed(table, input, rest));
  }
  return listed(table, input, keys);
};

const listed = (table: ExprTable, input: Ref, keys: readonly string[]): Ref => {
  const values = keys.map((key): Literal => scalarOf(key));
  const [only, ...more] = values;
  if (only === undefined) return FALSE(table);
  if (more.length === 0) return eq(table, input, table.literal(only));
  return operation(table, 'in', [input, table.literal({ list: values })]);
};

const boundsToExpr = (table: ExprTable, input: Ref, { bounds }: ValueSet): Ref => {
  if (bounds === null) return TRUE(table);
  const { low, lowOpen, high, highOpen } = bounds;
  const compare = (op: 'lt' | 'le' | 'gt' | 'ge', limit: number): Ref =>
    operation(table, op, [input, table.literal(limit)], 0);
  const above = Number.isFinite(low) ? compare(lowOpen ? 'gt' : 'ge', low) : TRUE(table);
  const below = Number.isFinite(high) ? compare(highOpen ? 'lt' : 'le', high) : TRUE(table);
  return and(table, above, below);
};

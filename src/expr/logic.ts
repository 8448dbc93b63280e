import type { Ref } from '../model/index.ts';
import { isBoolean } from './shape.ts';
import type { ExprTable } from './table.ts';

/** Constructors of conditions. They simplify what can be seen at once; they never make a node less certain. */

export const TRUE = (table: ExprTable): Ref => table.literal(true);
export const FALSE = (table: ExprTable): Ref => table.literal(false);

const boolOf = (table: ExprTable, ref: Ref): boolean | undefined => {
  const node = table.node(ref);
  return node.op === 'const' && typeof node.value === 'boolean' ? node.value : undefined;
};

export const not = (table: ExprTable, a: Ref): Ref => {
  const known = boolOf(table, a);
  if (known !== undefined) return table.literal(!known);
  const node = table.node(a);
  return node.op === 'not' ? (node.args[0] as Ref) : table.add({ op: 'not', args: [a] });
};

/** The conjuncts of a condition, outermost last. */
export const conjuncts = (table: ExprTable, ref: Ref): Ref[] => {
  const parts: Ref[] = [];
  let at = ref;
  for (let node = table.node(at); node.op === 'and'; node = table.node(at)) {
    parts.push(node.args[1] as Ref);
    at = node.args[0] as Ref;
  }
  return [...parts, at].reverse();
};

export const and = (table: ExprTable, a: Ref, b: Ref): Ref => {
  const [x, y] = [boolOf(table, a), boolOf(table, b)];
  if (x !== undefined) return x ? b : a;
  if (y !== undefined) return y ? a : b;
  if (table.node(b).op === 'and') return conjuncts(table, b).reduce((all, part) => and(table, all, part), a);
  const parts = conjuncts(table, a);
  if (parts.includes(b)) return a;
  if (parts.includes(not(table, b))) return FALSE(table);
  const needed = parts.filter((part) => !saidBy(table, part, b));
  if (needed.length < parts.length) return needed.reduceRight((all, part) => and(table, part, all), b);
  return table.add({ op: 'and', args: [a, b] });
};

/** `not isinstance(x, str)` goes without saying where `x is None`. */
const saidBy = (table: ExprTable, part: Ref, by: Ref): boolean => {
  const [negation, test] = [table.node(part), table.node(by)];
  if (negation.op !== 'not' || test.op !== 'is' || table.valueOf(test.args[1] as Ref) !== null) return false;
  const type = table.node(negation.args[0] as Ref);
  const types = type.op === 'isinstance' && type.args[0] === test.args[0] ? type.types : ['object'];
  return !types.includes('NoneType') && !types.includes('object');
};

export const or = (table: ExprTable, a: Ref, b: Ref): Ref => {
  const [x, y] = [boolOf(table, a), boolOf(table, b)];
  if (x !== undefined) return x ? a : b;
  if (y !== undefined) return y ? b : a;
  if (a === b) return a;
  if (a === not(table, b)) return TRUE(table);
  return table.add({ op: 'or', args: [a, b] });
};

/** What a condition says of another: true or false where it is one of its conjuncts, the opposite of one, or said by one. */
export const implied = (table: ExprTable, path: Ref, condition: Ref): boolean | undefined => {
  const known = boolOf(table, condition);
  if (known !== undefined) return known;
  const parts = conjuncts(table, path);
  if (parts.includes(condition)) return true;
  const opposite = not(table, condition);
  if (parts.includes(opposite)) return false;
  if (parts.some((part) => saidBy(table, condition, part))) return true;
  return parts.some((part) => saidBy(table, opposite, part)) ? false : undefined;
};

/** The conjuncts of `path` that `base` has not. */
export const relativeTo = (table: ExprTable, path: Ref, base: Ref): Ref => {
  const known = new Set(conjuncts(table, base));
  return conjuncts(table, path)
    .filter((part) => !known.has(part))
    .reduce((all, part) => and(table, all, part), TRUE(table));
};

const branch = (table: ExprTable, ref: Ref, condition: Ref, taken: 1 | 2): Ref => {
  const node = table.node(ref);
  return node.op === 'if' && node.args[0] === condition ? (node.args[taken] as Ref) : ref;
};

export const ifThenElse = (table: ExprTable, condition: Ref, yes: Ref, no: Ref): Ref => {
  if (yes === no) return yes;
  const known = boolOf(table, condition);
  if (known !== undefined) return known ? yes : no;
  const node = table.node(condition);
  if (node.op === 'not') return ifThenElse(table, node.args[0] as Ref, no, yes);
  const a = branch(table, yes, condition, 1);
  const b = branch(table, no, condition, 2);
  if (a === b) return a;
  return asLogic(table, condition, a, b) ?? table.add({ op: 'if', args: [condition, a, b] });
};

/** An if-then-else between booleans of which one is constant is an and or an or. */
const asLogic = (table: ExprTable, condition: Ref, a: Ref, b: Ref): Ref | undefined => {
  if (!isBoolean(table, a) || !isBoolean(table, b)) return undefined;
  const [x, y] = [boolOf(table, a), boolOf(table, b)];
  if (x === true) return or(table, condition, b);
  if (y === false) return and(table, condition, a);
  if (x === false) return and(table, not(table, condition), b);
  return y === true ? or(table, not(table, condition), a) : undefined;
};

/** Applies a total operation to every leaf of an if-then-else where that lets it be worked out. */
export const distribute = (
  table: ExprTable,
  ref: Ref,
  apply: (leaf: Ref) => Ref,
  worthwhile: (ref: Ref) => boolean,
): Ref => {
  const node = table.node(ref);
  if (node.op !== 'if') return apply(ref);
  const [condition, yes, no] = node.args as [Ref, Ref, Ref];
  if (!worthwhile(yes) && !worthwhile(no)) return apply(ref);
  const a = distribute(table, yes, apply, worthwhile);
  const b = distribute(table, no, apply, worthwhile);
  return ifThenElse(table, condition, a, b);
};

import type { CompareOperator } from '../python/ast.ts';
import { test } from './guard.ts';
import { atomCondition, type Condition, isOneOf, known, negated, PERHAPS, type Value } from './value.ts';
import { above, below, oneOf, type Scalar, scalarKey } from './value-set.ts';

type Order = '<' | '<=' | '>' | '>=';
const MIRRORED: Record<Order, Order> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const isOrder = (op: CompareOperator): op is Order => op in MIRRORED;

const NEGATED: Partial<Record<CompareOperator, CompareOperator>> = {
  '!=': '==',
  'is not': 'is',
  'not in': 'in',
};

const scalarsIn = (value: Value): readonly Scalar[] | undefined => {
  if (value.kind !== 'list') return undefined;
  const scalars = value.items.flatMap((item) => (item.kind === 'scalar' ? [item.value] : []));
  return scalars.length === value.items.length ? scalars : undefined;
};

const ordered = (name: string, op: Order, limit: number): Condition => {
  const strict = op === '<' || op === '>';
  if (op === '<' || op === '<=')
    return { yes: test(name, below(limit, strict)), no: test(name, above(limit, !strict)) };
  return { yes: test(name, above(limit, strict)), no: test(name, below(limit, !strict)) };
};

const equal = (left: Value, right: Value): Condition => {
  if (left.kind === 'scalar' && right.kind === 'scalar')
    return known(scalarKey(left.value) === scalarKey(right.value));
  if (left.kind === 'parameter' && right.kind === 'scalar') return isOneOf(left.name, oneOf([right.value]));
  if (left.kind === 'presence' && right.kind === 'scalar' && right.value === null)
    return negated(atomCondition(left.atom));
  if (left.kind === 'truth' && right.kind === 'scalar' && typeof right.value === 'boolean')
    return right.value ? left.when : negated(left.when);
  if (left.kind === 'arguments' && right.kind === 'scalar') return known(false);
  return PERHAPS;
};

const member = (left: Value, right: Value): Condition => {
  const scalars = scalarsIn(right);
  if (scalars === undefined) return PERHAPS;
  if (left.kind === 'scalar') return known(scalars.some((one) => scalarKey(one) === scalarKey(left.value)));
  return left.kind === 'parameter' ? isOneOf(left.name, oneOf(scalars)) : PERHAPS;
};

/** Python's comparison of two values, as far as they are known. */
export const compare = (op: CompareOperator, left: Value, right: Value): Condition => {
  const opposite = NEGATED[op];
  if (opposite !== undefined) return negated(compare(opposite, left, right));
  if (op === 'in') return member(left, right);
  if (op === '==' || op === 'is') return left.kind === 'scalar' ? equal(right, left) : equal(left, right);
  if (!isOrder(op)) return PERHAPS;
  if (left.kind === 'parameter' && right.kind === 'scalar' && typeof right.value === 'number')
    return ordered(left.name, op, right.value);
  if (right.kind === 'parameter' && left.kind === 'scalar' && typeof left.value === 'number')
    return ordered(right.name, MIRRORED[op], left.value);
  return PERHAPS;
};

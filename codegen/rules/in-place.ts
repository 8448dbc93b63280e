import * as build from '../../src/expr/build.ts';
import type * as ast from '../python/ast.ts';
import { assign } from './assign.ts';
import { forEach } from './branch.ts';
import { binaryOperation } from './expression.ts';
import type { Frame } from './frame.ts';
import { allocate, asData, content } from './read.ts';
import type { Run } from './run.ts';
import { forced } from './statement.ts';
import { data, type Value } from './value.ts';

/** What each sign does to a container of a kind, which stays the same object. */
const METHODS: Readonly<Record<string, Readonly<Partial<Record<ast.BinaryOperator, string>>>>> = {
  list: { '+': 'extend' },
  dict: { '|': 'update' },
  set: { '|': 'update', '&': 'intersection_update', '-': 'difference_update' },
};

/** `target += value`: a list, dict or set is changed, wherever it is held; anything else makes another value. */
export const augmented = (run: Run, frame: Frame, node: ast.AugAssign, at: number): void => {
  const before = run.evaluate(frame, node.target);
  const value = run.evaluate(frame, node.value);
  const after = forEach(run, before, (one) => inPlace(run, frame, node.op, one, value, at));
  assign(run, frame, node.target, forced(run, frame, after, at));
};

const inPlace = (
  run: Run,
  frame: Frame,
  sign: ast.BinaryOperator,
  before: Value,
  value: Value,
  at: number,
): Value => {
  const held = content(run, before);
  const kind = held.kind === 'mapping' ? 'dict' : held.kind === 'sequence' ? held.type : undefined;
  const name = kind === undefined ? undefined : METHODS[kind]?.[sign];
  if (before.kind === 'cell' && name !== undefined && (kind !== 'set' || isSet(run, value))) {
    const method: Value = { kind: 'method', receiver: before, name, target: null };
    run.call(frame, method, { positional: [value], named: new Map(), spread: null }, at);
    return before;
  }
  if (held.kind === 'data' && sign === '+' && !isNumber(run, value)) {
    const after = build.operation(run.table, 'iadd', [held.ref, asData(run, value)], at);
    return before.kind === 'cell' ? allocate(run, data(after)) : data(after);
  }
  return binaryOperation(run, frame, sign, before, value, at);
};

const isSet = (run: Run, value: Value): boolean => {
  const held = content(run, value);
  return held.kind === 'sequence' && held.type === 'set';
};

const isNumber = (run: Run, value: Value): boolean => {
  const held = content(run, value);
  const known = held.kind === 'data' ? run.table.valueOf(held.ref) : undefined;
  return typeof known === 'number' || typeof known === 'boolean';
};

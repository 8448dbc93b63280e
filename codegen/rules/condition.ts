import * as build from '../../src/expr/build.ts';
import { and, not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { under } from './branch.ts';
import { findMember } from './class-info.ts';
import { force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { joinValues } from './join.ts';
import { described } from './label.ts';
import { isKnownMethod } from './methods.ts';
import { asData, content, isExpression } from './read.ts';
import type { Run } from './run.ts';
import { data, type Value } from './value.ts';

/** `bool(value)`; things of the program are true. */
export const truthOf = (run: Run, value: Value): Ref => {
  const { table } = run;
  const held = content(run, value);
  if (held.kind === 'choice' && !isExpression(run, held)) {
    const [yes, no] = [truthOf(run, held.yes), truthOf(run, held.no)];
    return or(table, and(table, held.test, yes), and(table, not(table, held.test), no));
  }
  if (held.kind === 'method' && held.receiver.kind === 'data' && !isKnownMethod(held.name))
    return table.add({ op: 'unknown', why: `attribute ${held.name} of data`, notNone: true });
  if (held.kind === 'instance') return truthOfInstance(run, held);
  if (held.kind === 'sequence') return table.literal(held.items.length > 0);
  if (held.kind === 'mapping') return table.literal(held.entries.size > 0);
  if (
    held.kind !== 'data' &&
    held.kind !== 'external' &&
    held.kind !== 'configKeys' &&
    held.kind !== 'choice'
  ) {
    return table.literal(held.kind !== 'absent');
  }
  const ref = asData(run, held);
  return described(run, { op: 'truth', args: [ref] }, build.truth(table, ref));
};

/** `__bool__`, else `__len__`; an object without them is true. */
const truthOfInstance = (run: Run, owner: Extract<Value, { kind: 'instance' }>): Ref => {
  const { table } = run;
  const method = findMember(owner.cls, '__bool__') ?? findMember(owner.cls, '__len__');
  if (method?.kind !== 'method') return table.literal(true);
  const { module, node } = method.fn;
  return truthOf(
    run,
    run.invoke(
      method.fn,
      { positional: [owner], named: new Map(), spread: null },
      run.places.add(module.path, node.line),
    ),
  );
};

/** An expression as a condition. Right sides are evaluated on the path that leads to them. */
export const condition = (run: Run, frame: Frame, node: ast.Expression): Ref => {
  const { table } = run;
  if (node.kind === 'UnaryOp' && node.op === 'not') return not(table, run.condition(frame, node.operand));
  if (node.kind !== 'BoolOp') return truthOf(run, run.evaluate(frame, node));
  const [first, ...rest] = node.values as [ast.Expression, ...ast.Expression[]];
  const isAnd = node.op === 'and';
  const neutral = table.literal(isAnd);
  return rest.reduce<Ref>(
    (left, operand) => {
      if (table.valueOf(left) === !isAnd) return left;
      const goesOn = isAnd ? left : not(table, left);
      const right = under(run, goesOn, () => data(run.condition(frame, operand)), data(neutral));
      return (isAnd ? and : or)(table, left, asData(run, right));
    },
    run.condition(frame, first),
  );
};

/** `a and b`, `a or b` as values: the right side is evaluated on the path where the left does not decide. */
export const boolOp = (run: Run, frame: Frame, node: ast.BoolOp): Value => {
  const [first, ...rest] = node.values as [ast.Expression, ...ast.Expression[]];
  return rest.reduce<Value>(
    (left, operand) => {
      const test = truthOf(run, left);
      force(run, frame, test, run.places.of(frame, node));
      const goesOn = node.op === 'and' ? test : not(run.table, test);
      const right = under(run, goesOn, () => run.evaluate(frame, operand), left);
      const [yes, no] = node.op === 'and' ? [right, left] : [left, right];
      return joinValues(run, test, [yes, run.store], [no, run.store]);
    },
    run.evaluate(frame, first),
  );
};

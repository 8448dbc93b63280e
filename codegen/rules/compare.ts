import * as build from '../../src/expr/build.ts';
import { and, not, or } from '../../src/expr/logic.ts';
import { repr } from '../../src/expr/python/text.ts';
import type { Literal, Ref } from '../../src/model/index.ts';
import type { CompareOperator } from '../python/ast.ts';
import { compareVersions } from '../python/package-version.ts';
import { findMember } from './class-info.ts';
import { truthOf } from './condition.ts';
import { described } from './label.ts';
import { asData, content, isData } from './read.ts';
import type { Run } from './run.ts';
import { isExactly } from './type-test.ts';
import { type External, external, NO_ARGUMENTS, same, type Value } from './value.ts';

type Positive = 'eq' | 'is' | 'in' | 'lt' | 'le' | 'gt' | 'ge';

const OPERATORS: Readonly<Record<CompareOperator, readonly [Positive, boolean]>> = {
  '==': ['eq', true],
  '!=': ['eq', false],
  is: ['is', true],
  'is not': ['is', false],
  in: ['in', true],
  'not in': ['in', false],
  '<': ['lt', true],
  '<=': ['le', true],
  '>': ['gt', true],
  '>=': ['ge', true],
};
const ORDERS: Readonly<Record<'eq' | 'lt' | 'le' | 'gt' | 'ge', (difference: number) => boolean>> = {
  eq: (difference) => difference === 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
};
const SIGNS: Readonly<Record<Positive, string>> = {
  eq: '==',
  is: '==',
  in: 'in',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** One comparison as a condition. */
export const compareValues = (
  run: Run,
  operator: CompareOperator,
  left: Value,
  right: Value,
  at: number,
): Ref => {
  const [op, positive] = OPERATORS[operator];
  const result = compare(run, op, content(run, left), content(run, right), at);
  return positive ? result : not(run.table, result);
};

const compare = (run: Run, op: Positive, a: Value, b: Value, at: number): Ref => {
  const { table } = run;
  if (a.kind === 'choice' && !isData(run, a))
    return onEach(run, a, (one) => compare(run, op, content(run, one), b, at));
  if (b.kind === 'choice' && op !== 'in')
    return onEach(run, b, (one) => compare(run, op, a, content(run, one), at));
  if (a.kind === 'version' && b.kind === 'version' && op !== 'in' && op !== 'is') {
    return table.literal(ORDERS[op](compareVersions(a.text, b.text)));
  }
  const [one, other] = [asExternal(a), asExternal(b)];
  if (one !== null && other !== null) return compareExternals(run, op, one, other);
  if ((op === 'eq' || op === 'is') && (a.kind === 'typeOf' || b.kind === 'typeOf')) {
    const [type, other] = a.kind === 'typeOf' ? [a, b] : [b as Extract<Value, { kind: 'typeOf' }>, a];
    return other.kind === 'builtin'
      ? isExactly(run, type.of, other.name)
      : table.add({ op: 'unknown', why: 'types compared', notNone: true, at });
  }
  if (op === 'eq' && !same(a, b) && (hasEquality(a) || hasEquality(b)))
    return table.add({ op: 'unknown', why: 'objects compared by what they hold', notNone: true, at });
  if ((op === 'eq' || op === 'is') && (isThing(a) || isThing(b))) return table.literal(same(a, b));
  if (op === 'is' && a.kind === 'external' && isNone(run, b) && (!a.called || isMade(a)))
    return table.literal(false);
  if (op === 'in') return membership(run, a, b, at);
  const [x, y] = [asData(run, a), asData(run, b)];
  if (op === 'eq') return described(run, { op, args: [x, y] }, build.eq(table, x, y));
  if (op === 'is') return described(run, { op, args: [x, y] }, build.is(table, x, y));
  return build.operation(table, op, [x, y], at);
};

const onEach = (
  run: Run,
  { test, yes, no }: Extract<Value, { kind: 'choice' }>,
  apply: (one: Value) => Ref,
): Ref => {
  const { table } = run;
  return or(table, and(table, test, apply(yes)), and(table, not(table, test), apply(no)));
};

/** A dataclass, or a class with an `__eq__` of its own. */
const hasEquality = (value: Value): boolean =>
  value.kind === 'instance' && (value.cls.fields !== null || findMember(value.cls, '__eq__') !== undefined);

/** Something of the program, equal only to itself. */
const isThing = (value: Value): boolean =>
  value.kind === 'class' ||
  value.kind === 'instance' ||
  value.kind === 'function' ||
  value.kind === 'module' ||
  value.kind === 'reference' ||
  value.kind === 'config';

const isNone = (run: Run, value: Value): boolean =>
  value.kind === 'data' && run.table.valueOf(value.ref) === null;

/** What calling a class of a library gave: an object, never None. */
const isMade = ({ path }: External): boolean => /\.[A-Z]\w*\([^()]*\)$/.test(path);

/** A version that the source states is, beside one that the machine has, what parsing it gives there. */
const asExternal = (value: Value): External | null => {
  if (value.kind === 'version') return external(`packaging.version.parse(${repr(value.text)})`, true);
  return value.kind === 'external' ? value : null;
};

/** Constants of libraries are equal by name; what a call gives compared with one is an atom of its own. */
const compareExternals = (run: Run, op: Positive, a: External, b: External): Ref => {
  if (!a.called && !b.called && (op === 'eq' || op === 'is')) return run.table.literal(a.path === b.path);
  return run.table.add({ op: 'atom', name: `${a.path} ${SIGNS[op]} ${b.path}` });
};

const membership = (run: Run, item: Value, container: Value, at: number): Ref => {
  const { table } = run;
  if (container.kind === 'external' && container.path === 'os.environ') {
    const name = table.valueOf(asData(run, item));
    const variable = table.add({ op: 'atom', name: `env:${String(name)}` });
    return not(table, build.is(table, variable, table.literal(null)));
  }
  const own = container.kind === 'instance' ? findMember(container.cls, '__contains__') : undefined;
  if (own?.kind === 'method')
    return truthOf(run, run.invoke(own.fn, { ...NO_ARGUMENTS, positional: [container, item] }, at));
  if (container.kind === 'mapping') {
    const keys = [...container.entries.keys()].map((key) => table.node(key));
    const marks = keys.flatMap((key): [Literal, Literal][] =>
      key.op === 'const' ? [[key.value, true]] : [],
    );
    if (marks.length === keys.length)
      return build.operation(table, 'in', [asData(run, item), table.literal({ dict: marks })], at);
  }
  if (container.kind === 'sequence' && !container.items.every((one) => one.kind === 'data')) {
    const tests = container.items.map((one) => compare(run, 'eq', item, content(run, one), at));
    return tests.reduce((all, test) => or(table, all, test), table.literal(false));
  }
  const args = [asData(run, item), asData(run, container)];
  return described(run, { op: 'in', args }, build.operation(table, 'in', args, at));
};

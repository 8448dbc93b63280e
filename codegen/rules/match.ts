import * as build from '../../src/expr/build.ts';
import { and, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { patternOf } from '../python/match.ts';
import { under } from './branch.ts';
import { compareValues } from './compare.ts';
import { force } from './emit-item.ts';
import { fork } from './fork.ts';
import type { Frame } from './frame.ts';
import { giveUpStatement } from './give-up.ts';
import { iterated } from './iterate.ts';
import { allocate, asData, content } from './read.ts';
import type { Run } from './run.ts';
import { localKey } from './state.ts';
import { itemOf, sliceOf } from './subscript.ts';
import { isInstance } from './type-test.ts';
import { data, sequence, type Value } from './value.ts';

/** `match`: each case is a condition on the subject, with what its pattern captures. */
export const runMatch = (run: Run, frame: Frame, node: ast.Match): boolean => {
  const at = run.places.of(frame, node);
  const subject = run.evaluate(frame, node.subject);
  if (subject.kind === 'data') force(run, frame, subject.ref, at);
  const patterns = node.cases.map(patternOf);
  if (patterns.every((pattern) => pattern !== undefined)) {
    const cases = node.cases.map((item, i) => ({ item, pattern: patterns[i] as ast.Expression }));
    return runCases(run, frame, cases, subject, at);
  }
  giveUpStatement(run, frame, node, 'Match statement');
  return true;
};

interface Case {
  readonly item: ast.MatchCase;
  readonly pattern: ast.Expression;
}

const runCases = (
  run: Run,
  frame: Frame,
  [first, ...rest]: readonly Case[],
  subject: Value,
  at: number,
): boolean => {
  if (first === undefined) return true;
  const matching: Matching = { run, frame, at, captured: new Map() };
  const fits = matches(matching, first.pattern, subject);
  const bind = (): void => {
    for (const [name, value] of matching.captured) run.store.set(localKey(frame.id, name), value);
  };
  const { guard, body } = first.item;
  const test =
    guard === null
      ? fits
      : both(matching, fits, () => {
          bind();
          return run.condition(frame, guard);
        });
  force(run, frame, test, at);
  const taken = (): boolean => {
    bind();
    return run.block(frame, body);
  };
  return fork(run, frame, test, taken, () => runCases(run, frame, rest, subject, at));
};

interface Matching {
  readonly run: Run;
  readonly frame: Frame;
  readonly at: number;
  readonly captured: Map<string, Value>;
}

/** The second test is only made where the first holds. */
const both = ({ run }: Matching, first: Ref, second: () => Ref): Ref => {
  const no = run.table.literal(false);
  const held = under(run, first, () => data(second()), data(no));
  return and(run.table, first, asData(run, held));
};

const all = (matching: Matching, first: Ref, tests: readonly (() => Ref)[]): Ref => {
  const [next, ...rest] = tests;
  return next === undefined ? first : both(matching, first, () => all(matching, next(), rest));
};

/** Whether a value fits a pattern; names in it are captured. */
const matches = (matching: Matching, pattern: ast.Expression, value: Value): Ref => {
  const { run, frame, at, captured } = matching;
  const { table } = run;
  switch (pattern.kind) {
    case 'Name':
      if (pattern.id !== '_') captured.set(pattern.id, value);
      return table.literal(true);
    case 'NamedExpr': {
      const fits = matches(matching, pattern.value, value);
      captured.set(pattern.target.id, value);
      return fits;
    }
    case 'Constant': {
      const { type } = pattern.constant;
      const sign = type === 'none' || type === 'bool' ? 'is' : '==';
      return compareValues(run, sign, value, run.evaluate(frame, pattern), at);
    }
    case 'BinOp': {
      if (pattern.op !== '|') return compareValues(run, '==', value, run.evaluate(frame, pattern), at);
      const left = matches(matching, pattern.left, value);
      return or(table, left, matches(matching, pattern.right, value));
    }
    case 'Call':
      return matchesClass(matching, pattern, value);
    case 'List':
    case 'Tuple':
      return matchesItems(matching, pattern.elts, value);
    case 'Dict':
      return matchesKeys(matching, pattern, value);
    default:
      return compareValues(run, '==', value, run.evaluate(frame, pattern), at);
  }
};

/** `int()`, `int(n)`, `Point(x, y=0)`. */
const matchesClass = (matching: Matching, { func, args, keywords }: ast.Call, value: Value): Ref => {
  const { run, frame, at } = matching;
  const type = run.evaluate(frame, func);
  const fields = type.kind === 'class' ? (type.cls.fields ?? []).map(({ name }) => name) : [];
  const part = (name: string | null | undefined): Value =>
    name == null ? value : run.attribute(frame, value, name, at, null);
  return all(matching, isInstance(run, value, type), [
    ...args.map((one, i) => () => matches(matching, one, part(fields[i]))),
    ...keywords.map((one) => () => matches(matching, one.value, part(one.arg))),
  ]);
};

const isBuiltin = (run: Run, value: Value, names: readonly string[]): Ref => {
  const types = names.map((name): Value => ({ kind: 'builtin', name }));
  return isInstance(run, value, sequence('tuple', types));
};

/** `[first, *rest]`: of lists and tuples, never of text. */
const matchesItems = (matching: Matching, elts: readonly ast.Expression[], value: Value): Ref => {
  const { run, at } = matching;
  const { table } = run;
  const star = elts.findIndex((one) => one.kind === 'Starred');
  const least = star < 0 ? elts.length : elts.length - 1;
  const hasLength = (): Ref => {
    const known = iterated(run, value);
    if (known !== null) return table.literal(star < 0 ? known.length === least : known.length >= least);
    const length = build.operation(table, 'len', [asData(run, value)], at);
    const wanted = table.literal(least);
    return star < 0 ? build.eq(table, length, wanted) : build.operation(table, 'ge', [length, wanted], at);
  };
  const part = (one: ast.Expression, i: number): Ref => {
    const fromEnd = star >= 0 && i > star;
    if (one.kind === 'Starred')
      return matches(matching, one.value, sliceOf(run, value, i, i + 1 - elts.length, at));
    const index = data(table.literal(fromEnd ? i - elts.length : i));
    return matches(matching, one, itemOf(run, content(run, value), index, at));
  };
  return all(matching, isBuiltin(run, value, ['list', 'tuple']), [
    hasLength,
    ...elts.map((one, i) => () => part(one, i)),
  ]);
};

/** `{"kind": kind, **rest}` */
const matchesKeys = (matching: Matching, { keys, values }: ast.DictExpr, value: Value): Ref => {
  const { run, frame, at, captured } = matching;
  const { table } = run;
  const refs = keys.map((key) => (key === null ? null : asData(run, run.evaluate(frame, key))));
  const entry = (key: Ref, pattern: ast.Expression): Ref =>
    both(matching, compareValues(run, 'in', data(key), value, at), () =>
      matches(matching, pattern, itemOf(run, content(run, value), data(key), at)),
    );
  const others = (pattern: ast.Expression): Ref => {
    const named = refs.filter((key) => key !== null);
    const copy = build.operation(table, 'dict', [asData(run, value)], at);
    const left = named.reduce((dict, key) => build.operation(table, 'delitem', [dict, key], at), copy);
    if (pattern.kind === 'Name') captured.set(pattern.id, allocate(run, data(left)));
    return table.literal(true);
  };
  return all(
    matching,
    isBuiltin(run, value, ['dict']),
    values.map((pattern, i) => () => {
      const key = refs[i];
      return key == null ? others(pattern) : entry(key, pattern);
    }),
  );
};

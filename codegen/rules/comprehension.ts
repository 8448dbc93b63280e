import * as build from '../../src/expr/build.ts';
import { and, not, or } from '../../src/expr/logic.ts';
import type { ExprNode, Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { childExpressions } from '../python/children.ts';
import { assign } from './assign.ts';
import { under } from './branch.ts';
import { truthOf } from './condition.ts';
import { dictByLoops, listByLoops } from './desugar.ts';
import type { Frame } from './frame.ts';
import { anyItem, iterated } from './iterate.ts';
import { bindingFrame, perhapsBound } from './local.ts';
import { quantify } from './quantify.ts';
import { allocate, asData, constant, notUnderstood } from './read.ts';
import { DeadEnd, type Run } from './run.ts';
import { stepsOf } from './steps.ts';
import { data, sequence, type Value } from './value.ts';

type Into = Extract<ExprNode, { op: 'collect' }>['into'];

/** A list or set comprehension or a generator (taken as the list of what it gives); `any` and `all` of a generator. */
export const comprehension = (
  run: Run,
  frame: Frame,
  node: ast.ComprehensionExpr,
  into: Exclude<Into, 'dict'>,
): Value => {
  const [generator, ...more] = node.generators as [ast.Comprehension, ...ast.Comprehension[]];
  const at = run.places.of(frame, generator.iter);
  if (more.length > 0) return made(run, frame, listByLoops(run, frame, node), into, at);
  const inner = childFrame(run, frame);
  const iterable = run.evaluate(frame, generator.iter);
  const items = iterated(run, iterable);
  if (items === null) return symbolic(run, inner, generator, [node.elt], asData(run, iterable), into, at);
  if (into === 'any' || into === 'all') return data(quantified(run, inner, generator, node.elt, items, into));
  return (
    unrolled(run, inner, generator, node.elt, items, into) ??
    made(run, frame, listByLoops(run, frame, node), into, at)
  );
};

/** What a comprehension is for, of the list of its items. */
const made = (run: Run, frame: Frame, list: Value, into: Exclude<Into, 'dict'>, at: number): Value => {
  if (into === 'list') return list;
  if (into === 'any' || into === 'all') return data(quantify(run, into, list, at));
  const set: Value = { kind: 'builtin', name: 'set' };
  return run.call(frame, set, { positional: [list], named: new Map(), spread: null }, at);
};

const childFrame = (run: Run, parent: Frame): Frame => {
  const { node: _, ...frame } = parent;
  return { ...frame, id: ++run.counter, parent, isComprehension: true, returns: [], loops: [] };
};

const filter = (run: Run, frame: Frame, generator: ast.Comprehension): Ref =>
  generator.ifs.reduce<Ref>(
    (all, test) => and(run.table, all, run.condition(frame, test)),
    run.table.literal(true),
  );

/** Over known items: the list of what the element is for each; `null` where a filter cannot be decided now. */
const unrolled = (
  run: Run,
  frame: Frame,
  generator: ast.Comprehension,
  element: ast.Expression,
  items: readonly Value[],
  into: 'list' | 'set',
): Value | null => {
  const values: Value[] = [];
  const found = run.items.length;
  for (const item of items) {
    assign(run, frame, generator.target, item);
    const test = run.table.valueOf(filter(run, frame, generator));
    if (test === false) continue;
    if (test !== true) {
      run.items.splice(found);
      return null;
    }
    values.push(run.evaluate(frame, element));
  }
  return allocate(run, sequence(into, values));
};

const quantified = (
  run: Run,
  frame: Frame,
  generator: ast.Comprehension,
  element: ast.Expression,
  items: readonly Value[],
  into: 'any' | 'all',
): Ref => {
  const { table } = run;
  let result = table.literal(into === 'all');
  for (const item of items) {
    assign(run, frame, generator.target, item);
    const test = filter(run, frame, generator);
    const goesOn = and(table, into === 'any' ? not(table, result) : result, test);
    const value = under(
      run,
      goesOn,
      () => data(truthOf(run, run.evaluate(frame, element))),
      constant(run, into === 'all'),
    );
    const holds = asData(run, value);
    result =
      into === 'any'
        ? or(table, result, and(table, test, holds))
        : and(table, result, or(table, not(table, test), holds));
  }
  return result;
};

const walrusesIn = (node: ast.Expression): readonly ast.NamedExpr[] => [
  ...(node.kind === 'NamedExpr' ? [node] : []),
  ...childExpressions(node).flatMap(walrusesIn),
];

/** Over what is only known when a config is: the body is executed once, on a variable. */
const symbolic = (
  run: Run,
  frame: Frame,
  generator: ast.Comprehension,
  elements: readonly ast.Expression[],
  over: Ref,
  into: Into,
  at: number,
): Value => {
  const { table } = run;
  const { path, store, items, forced, variables } = run;
  const variable = run.variables++;
  Object.assign(run, {
    path: table.literal(true),
    store: store.copy(),
    items: [],
    forced: new Map(forced),
  });
  let when = table.literal(true);
  let parts: Ref[] = elements.map(() => table.literal(null));
  try {
    assign(run, frame, generator.target, anyItem(run, over, variable));
    when = filter(run, frame, generator);
    parts = elements.map((element) => {
      const value = under(run, when, () => run.evaluate(frame, element), constant(run, null));
      return asData(run, value);
    });
  } catch (end) {
    if (!(end instanceof DeadEnd)) throw end;
  }
  const steps = stepsOf(run.items);
  Object.assign(run, { path, store, items, forced, variables });
  for (const one of [...elements, ...generator.ifs])
    for (const { target } of walrusesIn(one)) assign(run, bindingFrame(frame), target, perhapsBound(run));
  const isQuantifier = into === 'any' || into === 'all';
  const args = [over, when, ...parts.map((part) => (isQuantifier ? build.truth(table, part) : part))];
  const collected = data(table.add({ op: 'collect', into, args, variable, steps, at }));
  return isQuantifier ? collected : allocate(run, collected);
};

/** `{key: value for …}`; over the config's own items with `if key in names` it is a part of the config. */
export const dictComprehension = (run: Run, frame: Frame, node: ast.DictComp): Value => {
  const [generator, ...more] = node.generators as [ast.Comprehension, ...ast.Comprehension[]];
  const at = run.places.of(frame, generator.iter);
  if (more.length > 0) return dictByLoops(run, frame, node);
  const iterable = run.evaluate(frame, generator.iter);
  const inner = childFrame(run, frame);
  if (iterable.kind === 'configItems')
    return (
      configSubset(run, inner, node, generator) ?? notUnderstood(run, at, 'comprehension over the config')
    );
  const items = iterated(run, iterable);
  if (items === null)
    return symbolic(run, inner, generator, [node.key, node.value], asData(run, iterable), 'dict', at);
  return unrolledDict(run, inner, node, generator, items, at);
};

const unrolledDict = (
  run: Run,
  frame: Frame,
  node: ast.DictComp,
  generator: ast.Comprehension,
  items: readonly Value[],
  at: number,
): Value => {
  const { table } = run;
  let entries: Value = { kind: 'mapping', entries: new Map() };
  for (const item of items) {
    assign(run, frame, generator.target, item);
    const test = filter(run, frame, generator);
    if (table.valueOf(test) === false) continue;
    const key = asData(run, run.evaluate(frame, node.key));
    const value = run.evaluate(frame, node.value);
    if (entries.kind === 'mapping' && table.valueOf(test) === true && table.valueOf(key) !== undefined) {
      entries = { kind: 'mapping', entries: new Map([...entries.entries, [key, value]]) };
    } else {
      const before = asData(run, entries);
      const after = build.operation(table, 'setitem', [before, key, asData(run, value)], at);
      entries = data(
        table.valueOf(test) === true ? after : table.add({ op: 'if', args: [test, after, before] }),
      );
    }
  }
  return allocate(run, entries);
};

/** The filter must say that the key is one of known names, and the entry must be kept as it is. */
const configSubset = (
  run: Run,
  frame: Frame,
  node: ast.DictComp,
  generator: ast.Comprehension,
): Value | null => {
  const { table } = run;
  const key = data(table.add({ op: 'variable', id: run.variables }));
  const value = data(table.add({ op: 'variable', id: run.variables + 1 }));
  assign(run, frame, generator.target, sequence('tuple', [key, value]));
  const test = table.node(filter(run, frame, generator));
  const kept =
    asData(run, run.evaluate(frame, node.key)) === key.ref &&
    asData(run, run.evaluate(frame, node.value)) === value.ref;
  if (!kept || test.op !== 'in' || test.args[0] !== key.ref) return null;
  const names = table.node(test.args[1] as Ref);
  const literal = names.op === 'const' ? names.value : null;
  const list =
    typeof literal === 'object' && literal !== null && 'set' in literal
      ? literal.set
      : typeof literal === 'object' && literal !== null && 'list' in literal
        ? literal.list
        : null;
  if (list === null) return null;
  return allocate(run, { kind: 'configSubset', names: new Set(list.map(String)) });
};

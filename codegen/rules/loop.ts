import { not, or } from '../../src/expr/logic.ts';
import type { FreeVariables } from '../../src/expr/shape.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { branches } from '../python/definitions.ts';
import { freeVariables, itemsChanged } from './alias.ts';
import { assign } from './assign.ts';
import { joinExits } from './branch.ts';
import { force } from './emit-item.ts';
import { fork } from './fork.ts';
import type { Exit, Frame } from './frame.ts';
import { giveUpStatement } from './give-up.ts';
import { anyItem, iterated } from './iterate.ts';
import { namesBound, perhapsBound } from './local.ts';
import { namesUsed } from './names-used.ts';
import { asData, constant, content, isData } from './read.ts';
import type { Run } from './run.ts';
import { contentKey, localKey } from './state.ts';
import { stepsOf } from './steps.ts';
import type { Store } from './store.ts';
import { data, same, type Value } from './value.ts';

/** `for`: over known items the body is executed for each; over what a config gives it becomes a fold. */
export const runFor = (run: Run, frame: Frame, node: ast.For): boolean => {
  const over = run.evaluate(frame, node.iter);
  const at = run.places.of(frame, node.iter);
  if (over.kind === 'data') force(run, frame, over.ref, at);
  const items = iterated(run, over);
  const alive =
    items === null
      ? fold(run, frame, node, asData(run, over), at)
      : unroll(run, frame, node, items, () => content(run, over));
  if (alive) forgetLoopNames(run, frame, node);
  return alive;
};

/** Names that only the loop uses hold nothing that anybody reads again. */
const forgetLoopNames = (run: Run, frame: Frame, node: ast.For): void => {
  if (frame.kind !== 'function') return;
  for (const name of namesUsed(node).keys()) {
    const key = localKey(frame.id, name);
    if (isUsedBehind(run, node, name) || !run.store.has(key)) continue;
    // The next round of a loop around this one still finds it.
    if (frame.loops.length > 0) run.store.set(key, perhapsBound(run));
    else run.store.delete(key);
  }
};

/** Whether the function that is run has a name elsewhere than in the loop too. */
const isUsedBehind = (run: Run, node: ast.For, name: string): boolean => {
  const fn = run.stack.at(-1)?.node;
  return fn === undefined || namesUsed(fn).get(name) !== namesUsed(node).get(name);
};

const unroll = (
  run: Run,
  frame: Frame,
  node: ast.For,
  items: readonly Value[],
  held: () => Value,
): boolean => {
  const breaks: Exit[] = [];
  const before = held();
  return behindLoop(run, frame, breaks, () => {
    for (const item of items) {
      assign(run, frame, node.target, item);
      if (!runBody(run, frame, node, breaks)) return false;
      if (same(held(), before)) continue;
      giveUpStatement(run, frame, node, 'loop over what it changes');
      return true;
    }
    return run.block(frame, node.orelse);
  });
};

/** Runs a loop to its end, and joins that with the ways on which it was left by `break`. */
export const behindLoop = (run: Run, frame: Frame, breaks: Exit[], loop: () => boolean): boolean => {
  const base = run.path;
  const returns = frame.returns.length;
  const alive = loop();
  if (breaks.length === 0) return alive;
  const exits = alive
    ? [...breaks, { path: run.path, store: run.store, value: constant(run, null) }]
    : breaks;
  const joined = joinExits(run, exits, base) !== null;
  if (frame.returns.length > returns) run.path = exits.map(({ path }) => path).reduce(either(run));
  return joined;
};

const either =
  ({ table }: Run) =>
  (a: Ref, b: Ref): Ref =>
    or(table, a, b);

/** One round; behind it the path is as before, unless the loop is left here. */
export const runBody = (run: Run, frame: Frame, node: ast.For | ast.While, breaks: Exit[]): boolean => {
  const base = run.path;
  const returns = frame.returns.length;
  const exits = { breaks: [] as Exit[], continues: [] as Exit[] };
  frame.loops.push(exits);
  const alive = run.block(frame, node.body);
  frame.loops.pop();
  breaks.push(...exits.breaks);
  const ways = [...exits.continues];
  if (alive) ways.push({ path: run.path, store: run.store, value: constant(run, null) });
  const left = exits.breaks.length > 0 || frame.returns.length > returns;
  if (joinExits(run, ways, base) === null) return false;
  if (left) run.path = ways.map((way) => way.path).reduce(either(run));
  return true;
};

/**
 * The body is executed twice on a variable: once to see what it changes, then with variables for just that. A loop that
 * is left early carries whether and how; the rounds after that do nothing.
 */
const fold = (run: Run, frame: Frame, node: ast.For, over: Ref, at: number): boolean => {
  const { table } = run;
  const { path, store, items, forced, variables } = run;
  const variable = run.variables++;
  const round = (start: Store): Store => {
    Object.assign(run, {
      path: table.literal(true),
      store: start.copy(),
      items: [],
      forced: new Map(forced),
    });
    oneRound(run, frame, node, anyItem(run, over, variable));
    return run.store;
  };
  const leaves = leavesEarly(node);
  const outset = withAll(store, leaves ? notLeft(run, frame, node) : []);
  for (const name of [...namesBound(node.body), ...namesBound([{ ...node, body: [], orelse: [] }])]) {
    const key = localKey(frame.id, name);
    if (frame.kind === 'function' && !outset.has(key)) outset.set(key, perhapsBound(run));
  }
  const trial = round(outset);
  const free = freeVariables(table);
  const changed = trial
    .entries()
    .flatMap(([key, value]) =>
      isCarried(run, outset, key, value, variable, free) || isLeft(run, frame, node, key, value, outset)
        ? [key]
        : [],
    );
  const before = outset.copy();
  const carried = changed.map((key) => {
    const id = run.variables++;
    before.set(key, data(table.add({ op: 'variable', id })));
    return id;
  });
  const after = round(before);
  if (changed.includes(contentKey({ kind: 'data', ref: over }))) {
    Object.assign(run, { path, store, items, forced, variables });
    giveUpStatement(run, frame, node, 'loop over what it changes');
    return true;
  }
  const next = changed.map((key) => asData(run, after.get(key) ?? constant(run, null)));
  const steps = stepsOf(run.items);
  Object.assign(run, { path, store: outset.copy(), items, forced, variables });
  const initial = changed.map((key) => asData(run, outset.get(key) ?? initially(run, key)));
  const looped = table.add({ op: 'fold', args: [over, ...initial, ...next], variable, carried, steps, at });
  // Where a round raises, those before it were run.
  const unsure = outset.copy();
  for (const key of changed) unsure.set(key, somewhere(run));
  run.store = unsure;
  force(run, frame, looped, at);
  run.store = outset.copy();
  changed.forEach((key, index) => {
    run.store.set(key, data(table.add({ op: 'carried', args: [looped], index })));
  });
  itemsChanged(run, over, variable, outset, trial, at);
  return !leaves ? run.block(frame, node.orelse) : leave(run, frame, node);
};

const somewhere = (run: Run): Value =>
  data(run.table.add({ op: 'unknown', why: 'a loop that raised', notNone: false }));

/** How a loop was left, held beside the locals, for each loop its own: no name of a program's own has a space. */
const LEFT = ['broken', 'returned', 'value'] as const;
type Left = (typeof LEFT)[number];

const leftKey = (frame: Frame, { line, col }: ast.For, how: Left): string =>
  localKey(frame.id, `loop ${line}:${col} ${how}`);

const notLeft = (run: Run, frame: Frame, node: ast.For): [string, Value][] =>
  LEFT.map((how) => [leftKey(frame, node, how), constant(run, how === 'value' ? null : false)]);

const heldAs = (run: Run, frame: Frame, node: ast.For, how: Left): Ref | null => {
  const held = run.store.get(leftKey(frame, node, how));
  return held === undefined ? null : asData(run, held);
};

/** One round of a fold. Whatever leaves the loop ends the round like anything else, with a note of how it did. */
const oneRound = (run: Run, frame: Frame, node: ast.For, item: Value): void => {
  const { table } = run;
  const [broken, returned] = [heldAs(run, frame, node, 'broken'), heldAs(run, frame, node, 'returned')];
  const goesOn =
    broken === null || returned === null ? table.literal(true) : not(table, or(table, broken, returned));
  fork(
    run,
    frame,
    goesOn,
    () => {
      const base = run.path;
      const from = frame.returns.length;
      const breaks: Exit[] = [];
      assign(run, frame, node.target, item);
      const alive = runBody(run, frame, node, breaks);
      const ways = alive ? [{ path: run.path, store: run.store, value: constant(run, null) }] : [];
      ways.push(...breaks.map((exit) => noted(run, frame, node, exit, 'broken')));
      ways.push(...frame.returns.splice(from).map((exit) => noted(run, frame, node, exit, 'returned')));
      return joinExits(run, ways, base) !== null;
    },
    () => true,
  );
};

const noted = (run: Run, frame: Frame, node: ast.For, exit: Exit, how: Left): Exit => {
  const notes: [string, Value][] = [[leftKey(frame, node, how), constant(run, true)]];
  if (how === 'returned') notes.push([leftKey(frame, node, 'value'), exit.value]);
  return { path: exit.path, store: withAll(exit.store, notes), value: constant(run, null) };
};

const withAll = (store: Store, more: readonly [string, Value][]): Store => {
  const all = store.copy();
  for (const [key, value] of more) all.set(key, value);
  return all;
};

/** Goes on behind a loop that may have been left early. */
const leave = (run: Run, frame: Frame, node: ast.For): boolean => {
  const { table } = run;
  const no = table.literal(false);
  const [broken, returned] = [
    heldAs(run, frame, node, 'broken') ?? no,
    heldAs(run, frame, node, 'returned') ?? no,
  ];
  const value = run.store.get(leftKey(frame, node, 'value')) ?? constant(run, null);
  for (const how of LEFT) run.store.delete(leftKey(frame, node, how));
  const atEnd = () =>
    fork(
      run,
      frame,
      broken,
      () => true,
      () => run.block(frame, node.orelse),
    );
  const onReturn = () => {
    frame.returns.push({ path: run.path, store: run.store, value });
    return false;
  };
  return fork(run, frame, returned, onReturn, atEnd);
};

/** Whether the loop itself may be left by `break` or `return`. */
const leavesEarly = (node: ast.For): boolean => node.body.some((one) => leavesIn(one, true));

const leavesIn = (node: ast.Statement, isOwn: boolean): boolean => {
  if (node.kind === 'Return' || (node.kind === 'Break' && isOwn)) return true;
  const inner = node.kind !== 'For' && node.kind !== 'While';
  return branches(node).some(([, body]) => body.some((one) => leavesIn(one, isOwn && inner)));
};

/** A slot that nothing was written to: data is what it is, a local is nothing yet. */
const initially = (run: Run, key: string): Value =>
  key.startsWith('D') ? data(Number(key.slice(1))) : perhapsBound(run);

/** A local that the loop makes and the statements behind it look at. */
const isLeft = (run: Run, frame: Frame, node: ast.For, key: string, value: Value, before: Store): boolean => {
  const old = before.get(key);
  if (old !== undefined && same(old, value)) return false;
  const prefix = localKey(frame.id, '');
  return (
    frame.kind === 'function' &&
    key.startsWith(prefix) &&
    isData(run, value) &&
    isUsedBehind(run, node, key.slice(prefix.length))
  );
};

/** What a round changes and the next one sees. Changes inside the item of a round are that round's own. */
const isCarried = (
  run: Run,
  before: Store,
  key: string,
  value: Value,
  variable: number,
  free: FreeVariables,
): boolean => {
  const old = before.get(key);
  if (old !== undefined && same(old, perhapsBound(run))) return false;
  if (old !== undefined) return !same(value, old);
  if (!key.startsWith('D')) return false;
  return !free.of(Number(key.slice(1))).includes(variable);
};

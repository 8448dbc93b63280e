import { or } from '../../src/expr/logic.ts';
import { FreeVariables } from '../../src/expr/shape.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { assign } from './assign.ts';
import { joinExits } from './branch.ts';
import { force } from './emit-item.ts';
import type { Exit, Frame } from './frame.ts';
import { iterated } from './iterate.ts';
import { namesUsed } from './names-used.ts';
import { asData, constant, notUnderstood } from './read.ts';
import type { Run } from './run.ts';
import { localKey, type Store } from './state.ts';
import { stepsOf } from './steps.ts';
import { data, same, type Value } from './value.ts';

/** `for`: over known items the body is executed for each; over what a config gives it becomes a fold. */
export const runFor = (run: Run, frame: Frame, node: ast.For): boolean => {
  const over = run.evaluate(frame, node.iter);
  const at = run.places.of(frame, node.iter);
  if (over.kind === 'data') force(run, frame, over.ref, at);
  const items = iterated(run, over);
  if (items === null) fold(run, frame, node, asData(run, over), at);
  else if (!unroll(run, frame, node, items)) return false;
  forgetLoopNames(run, frame, node);
  return run.block(frame, node.orelse);
};

/** Names that only the loop uses hold nothing that anybody reads again. */
const forgetLoopNames = (run: Run, frame: Frame, node: ast.For): void => {
  const fn = run.stack.at(-1)?.node;
  if (fn === undefined || frame.kind !== 'function') return;
  const everywhere = namesUsed(fn);
  for (const [name, count] of namesUsed(node)) {
    if (everywhere.get(name) === count) run.store.delete(localKey(frame.id, name));
  }
};

const unroll = (run: Run, frame: Frame, node: ast.For, items: readonly Value[]): boolean => {
  const base = run.path;
  const breaks: Exit[] = [];
  let alive = true;
  for (const item of items) {
    assign(run, frame, node.target, item);
    alive = runBody(run, frame, node, breaks);
    if (!alive) break;
  }
  if (breaks.length === 0) return alive;
  const exits = alive
    ? [...breaks, { path: run.path, store: run.store, value: constant(run, null) }]
    : breaks;
  return joinExits(run, exits, base) !== null;
};

/** One round; behind it the path is as before, unless the loop is left here. */
const runBody = (run: Run, frame: Frame, node: ast.For, breaks: Exit[]): boolean => {
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
  if (left) run.path = ways.map((way) => way.path).reduce((all, path) => or(run.table, all, path));
  return true;
};

/** The body is executed twice on a variable: once to see what it changes, then with variables for just that. */
const fold = (run: Run, frame: Frame, node: ast.For, over: Ref, at: number): void => {
  const { table } = run;
  const { path, store, items, forced, variables } = run;
  const variable = run.variables++;
  const round = (start: Store): Store => {
    Object.assign(run, {
      path: table.literal(true),
      store: new Map(start),
      items: [],
      forced: new Map(forced),
    });
    assign(run, frame, node.target, data(table.add({ op: 'variable', id: variable })));
    const returns = frame.returns.length;
    const breaks: Exit[] = [];
    runBody(run, frame, node, breaks);
    if (breaks.length > 0 || frame.returns.length > returns)
      notUnderstood(run, at, 'loop over config values that is left early');
    frame.returns.length = returns;
    return run.store;
  };
  const trial = round(store);
  const changed = [...trial].flatMap(([key, value]) =>
    isCarried(run, store, key, value, variable) ? [key] : [],
  );
  const before = new Map(store);
  const carried = changed.map((key) => {
    const id = run.variables++;
    before.set(key, data(table.add({ op: 'variable', id })));
    return id;
  });
  const after = round(before);
  const next = changed.map((key) => asData(run, after.get(key) ?? constant(run, null)));
  const steps = stepsOf(run.items);
  Object.assign(run, { path, store: new Map(store), items, forced, variables });
  const initial = changed.map((key) => asData(run, store.get(key) ?? data(Number(key.slice(1)))));
  const looped = table.add({ op: 'fold', args: [over, ...initial, ...next], variable, carried, steps, at });
  force(run, frame, looped, at);
  changed.forEach((key, index) => {
    run.store.set(key, data(table.add({ op: 'carried', args: [looped], index })));
  });
};

/** What a round changes and the next one sees. Changes inside the item of a round are that round's own. */
const isCarried = (run: Run, before: Store, key: string, value: Value, variable: number): boolean => {
  const old = before.get(key);
  if (old !== undefined) return !same(value, old);
  if (!key.startsWith('D')) return false;
  return !new FreeVariables(run.table.nodes).of(Number(key.slice(1))).includes(variable);
};

import { and, not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { within } from './aside.ts';
import { joinExits } from './branch.ts';
import { namedBy, raisedAs } from './exceptions.ts';
import { exitsOf } from './fork.ts';
import type { Exit, Frame } from './frame.ts';
import { joinStores } from './join.ts';
import { constant } from './read.ts';
import type { Item, Run } from './run.ts';
import { HANDLED, localKey } from './state.ts';
import type { Value } from './value.ts';

/**
 * `try`: what the body raises is caught where a handler names it. A handler that ends in a bare `raise` lets it pass,
 * unless it fails itself first. `finally` is executed on whatever goes on.
 */
export const runTry = (run: Run, frame: Frame, node: ast.Try): boolean => {
  const before = { path: run.path, store: run.store };
  const items = run.items;
  const left = exitLists(frame).map((list) => ({ list, from: list.length }));
  run.items = [];
  run.store = before.store.copy();
  const isCaught = node.handlers.length + node.finalbody.length > 0 ? 1 : 0;
  run.trying += isCaught;
  let alive = run.block(frame, node.body);
  run.trying -= isCaught;
  const inBody = run.items;
  run.items = [];
  if (alive) alive = run.block(frame, node.orelse);
  const { items: orelse, path, store } = run;
  const body: Body = { items: inBody, orelse, handlers: [], path, store, alive };
  for (const handler of node.handlers) {
    if (passesOn(handler)) body.items = replaced(run, frame, handler, body.items, before.store);
    else {
      alive = handled(run, frame, handler, body, before, left);
      Object.assign(body, { path: run.path, store: run.store, alive });
    }
  }
  run.items = items;
  // What is not caught ends the body before any handler is looked at.
  const met = [...body.items, ...body.handlers, ...body.orelse];
  if (node.finalbody.length === 0) {
    run.items.push(...met);
    return alive;
  }
  run.items.push(...behindRaised(run, frame, node, met, before.store));
  return finallyOn(run, frame, node, left, alive);
};

/** What is raised once `finally` was executed behind it, which may raise something else, or swallow it by leaving. */
const behindRaised = (
  run: Run,
  frame: Frame,
  node: ast.Try,
  met: readonly Item[],
  store: Run['store'],
): readonly Item[] => {
  const { table, path } = run;
  const raised = met.flatMap((item) => {
    const when = raisedAs(run, item, ['BaseException']);
    return when === null ? [] : [{ path: when, store: item.store ?? store, value: constant(run, null) }];
  });
  if (raised.length === 0) return met;
  const lists = exitLists(frame).map((list) => ({ list, from: list.length }));
  const state = { store, items: [], forced: new Map(run.forced), path };
  return within(run, state, () => {
    joinExits(run, raised, path);
    run.store = run.store.copy();
    run.path = raised.map((exit) => exit.path).reduce((some, when) => or(table, some, when));
    const ends = run.block(frame, node.finalbody);
    const own = run.items;
    const leaves = lists.some(({ list, from }) => list.splice(from).length > 0);
    if (leaves || (!ends && own.length === 0)) return inDoubt(run, met);
    const instead = own.flatMap((item) => raisedAs(run, item, ['BaseException']) ?? []);
    const passes = instead.reduce((all, when) => and(table, all, not(table, when)), table.literal(true));
    return [...met.map((item) => ({ ...item, when: and(table, item.when, passes) })), ...own];
  });
};

const inDoubt = (run: Run, items: readonly Item[]): readonly Item[] => {
  const { table } = run;
  const passes = table.add({ op: 'unknown', why: 'finally passes it on', notNone: true });
  return items.map((item) =>
    item.kind === 'warning' ? item : { ...item, when: and(table, item.when, passes) },
  );
};

/** `finally` is executed on each way out of the body, and where it goes on. */
const finallyOn = (run: Run, frame: Frame, node: ast.Try, left: readonly Left[], alive: boolean): boolean => {
  const { path, store } = run;
  const exits = left.map(({ list, from }) => list.splice(from));
  left.forEach(({ list }, i) => {
    for (const exit of exits[i] ?? []) {
      run.path = exit.path;
      run.store = exit.store.copy();
      if (run.block(frame, node.finalbody)) list.push({ ...exit, path: run.path, store: run.store });
    }
  });
  run.path = path;
  run.store = store;
  return alive && run.block(frame, node.finalbody);
};

interface Body {
  items: Item[];
  /** What `else` does is not caught; it is only done where nothing was. */
  orelse: Item[];
  /** What the handlers do. */
  handlers: Item[];
  path: Ref;
  store: Run['store'];
  alive: boolean;
}

/** The handler does something on every path and then raises what it caught. */
const passesOn = (handler: ast.ExceptHandler): boolean => {
  const last = handler.body.at(-1);
  const isRaise =
    last?.kind === 'Raise' &&
    (last.exc === null || (last.exc.kind === 'Name' && last.exc.id === handler.name));
  return isRaise && handler.body.slice(0, -1).every(({ kind }) => kind === 'Expr' || kind === 'Assign');
};

/** What the handler itself surely raises comes instead of what it caught. */
const replaced = (
  run: Run,
  frame: Frame,
  handler: ast.ExceptHandler,
  items: readonly Item[],
  store: Run['store'],
): Item[] => {
  const own = aloneInHandler(run, frame, handler, store).find(
    (item) => item.kind === 'error' && run.table.valueOf(item.when) === true,
  );
  if (own === undefined) return [...items];
  const names = namedBy(run, frame, handler);
  return items.flatMap((item) => {
    const raised = raisedAs(run, item, names);
    if (raised === null) return [item];
    const instead = { ...own, when: raised };
    return item.kind === 'partial' ? [instead, withoutRaised(run, item, raised)] : [instead];
  });
};

const aloneInHandler = (
  run: Run,
  frame: Frame,
  handler: ast.ExceptHandler,
  store: Run['store'],
): readonly Item[] => {
  const outer = { path: run.path, store: run.store, items: run.items, forced: run.forced };
  Object.assign(run, {
    path: run.table.literal(true),
    store: store.copy(),
    items: [],
    forced: new Map(outer.forced),
  });
  bindException(run, frame, handler);
  run.block(frame, handler.body.slice(0, -1));
  const { items } = run;
  Object.assign(run, outer);
  return items;
};

const bindException = (
  run: Run,
  frame: Frame,
  handler: ast.ExceptHandler,
  caught: readonly Item[] = [],
): void => {
  const value: Value = { kind: 'exception', name: 'Exception', message: null, caught };
  run.store.set(localKey(frame.id, HANDLED), value);
  if (handler.name !== null) run.store.set(localKey(frame.id, handler.name), value);
};

/** A handler that goes on: its state where the body raised what it catches, the body's where it did not. */
const handled = (
  run: Run,
  frame: Frame,
  handler: ast.ExceptHandler,
  body: Body,
  before: { path: Ref; store: Run['store'] },
  left: readonly Left[],
): boolean => {
  const { table } = run;
  const { caught, rest, raising } = split(run, frame, handler, body.items);
  body.items = rest;
  if (table.valueOf(caught) === false) {
    Object.assign(run, { path: body.path, store: body.store });
    return body.alive;
  }
  narrow(run, left, not(table, caught));
  const raisedIn = raising.map((item) => ({
    path: item.when,
    store: item.store ?? before.store,
    value: constant(run, null),
  }));
  body.orelse = body.orelse.map((item) => ({ ...item, when: and(table, not(table, caught), item.when) }));
  joinExits(run, raisedIn, before.path);
  run.path = and(table, before.path, caught);
  run.store = run.store.copy();
  bindException(run, frame, handler, raising);
  run.items = body.handlers;
  const exits = exitsOf(frame);
  const alive = run.block(frame, handler.body);
  const after = run.store;
  // Where the handler left the function or the loop, what is behind is only reached where nothing was caught.
  run.path = !alive && exitsOf(frame) > exits ? and(table, body.path, not(table, caught)) : before.path;
  if (alive && body.alive) run.store = joinStores(run, caught, after, body.store);
  else run.store = alive ? after : body.store;
  return alive || body.alive;
};

/** Ways out that a body has added to a list of them. */
interface Left {
  readonly list: Exit[];
  readonly from: number;
}

const exitLists = (frame: Frame): Exit[][] => [
  frame.returns,
  ...frame.loops.flatMap((loop) => [loop.breaks, loop.continues]),
];

/** The body is only left where it did not raise what is caught. */
const narrow = (run: Run, left: readonly Left[], test: Ref): void => {
  for (const { list, from } of left) {
    for (let i = from; i < list.length; i++) {
      const exit = list[i] as Exit;
      list[i] = { ...exit, path: and(run.table, exit.path, test) };
    }
  }
};

/** Under which condition the body raises what the handler catches, what does, and what it raises besides. */
const split = (
  run: Run,
  frame: Frame,
  handler: ast.ExceptHandler,
  items: readonly Item[],
): { caught: Ref; rest: Item[]; raising: readonly Item[] } => {
  const { table } = run;
  const names = namedBy(run, frame, handler);
  let caught = table.literal(false);
  const rest: Item[] = [];
  const raising: Item[] = [];
  for (const met of items) {
    // What follows in the body is not done where something before it was caught.
    const item = { ...met, when: and(table, not(table, caught), met.when) };
    const raised = raisedAs(run, item, names);
    if (raised !== null) {
      caught = or(table, caught, raised);
      raising.push({ ...item, when: raised });
    }
    if (raised === null) rest.push(item);
    else if (item.kind === 'partial') rest.push(withoutRaised(run, item, raised));
  }
  return { caught, rest, raising };
};

/** An operation where it does not raise what is caught. */
const withoutRaised = ({ table }: Run, item: Item, raised: Ref): Item => ({
  ...item,
  when: and(table, item.when, not(table, raised)),
});

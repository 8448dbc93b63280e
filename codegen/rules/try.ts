import { and, not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { namedBy, raisedAs } from './exceptions.ts';
import { exitsOf } from './fork.ts';
import type { Exit, Frame } from './frame.ts';
import { joinStores } from './join.ts';
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
  let alive = run.block(frame, node.body);
  const inBody = run.items;
  run.items = [];
  if (alive) alive = run.block(frame, node.orelse);
  const { items: orelse, path, store } = run;
  const body: Body = { items: inBody, orelse, handlers: [], path, store, alive };
  for (const handler of node.handlers) {
    if (passesOn(handler)) body.items = replaced(run, frame, handler, body.items, before.store);
    else alive = handled(run, frame, handler, body, before, left);
  }
  run.items = items;
  // What is not caught ends the body before any handler is looked at.
  run.items.push(...body.items, ...body.handlers, ...body.orelse);
  return run.block(frame, node.finalbody) && alive;
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
  body.orelse = body.orelse.map((item) => ({ ...item, when: and(table, not(table, caught), item.when) }));
  run.path = and(table, before.path, caught);
  run.store = before.store.copy();
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

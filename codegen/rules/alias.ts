import * as build from '../../src/expr/build.ts';
import { ifThenElse } from '../../src/expr/logic.ts';
import { FreeVariables } from '../../src/expr/shape.ts';
import type { ExprTable } from '../../src/expr/table.ts';
import type { Ref } from '../../src/model/index.ts';
import { notUnderstood } from './read.ts';
import type { Run } from './run.ts';
import { contentKey, globalKey, isContent } from './state.ts';
import type { Store } from './store.ts';
import { type Cell, data, same, type Value } from './value.ts';

/**
 * Objects that are known by expressions only. What one is changed to is held for its own expression, and put into the
 * containers that hold it.
 */

const CONTAINERS = ['dict', 'list', 'set'] as const;

const frees = new WeakMap<ExprTable, FreeVariables>();

/** Remembered for a table, which only grows. */
export const freeVariables = (table: ExprTable): FreeVariables => {
  const known = frees.get(table) ?? new FreeVariables(table.nodes);
  frees.set(table, known);
  return known;
};

/** The value with each part of it that is this data replaced. */
const withPart = (value: Value, ref: Ref, by: Value): Value => {
  switch (value.kind) {
    case 'data':
      return value.ref === ref ? by : value;
    case 'choice':
      return { ...value, yes: withPart(value.yes, ref, by), no: withPart(value.no, ref, by) };
    case 'sequence':
      return { ...value, items: value.items.map((item) => withPart(item, ref, by)) };
    case 'mapping':
      return {
        ...value,
        entries: new Map([...value.entries].map(([key, item]) => [key, withPart(item, ref, by)])),
      };
    default:
      return value;
  }
};

const timesIn = (value: Value, ref: Ref): number => {
  const sum = (parts: Iterable<Value>): number =>
    [...parts].reduce((count, part) => count + timesIn(part, ref), 0);
  if (value.kind === 'data') return value.ref === ref ? 1 : 0;
  if (value.kind === 'choice') return sum([value.yes, value.no]);
  if (value.kind === 'sequence') return sum(value.items);
  return value.kind === 'mapping' ? sum(value.entries.values()) : 0;
};

/** The slots in which a value is, each as often as it is. */
const slotsWith = (run: Run, ref: Ref): readonly string[] =>
  run.store.entries().flatMap(([key, value]) => Array.from({ length: timesIn(value, ref) }, () => key));

const OBJECTS: ReadonlySet<string> = new Set([
  ...['input', 'variable', 'carried', 'atom', 'unknown', 'config', 'getitem', 'method', 'if', 'const'],
]);

/** An object known by an expression is another content from now on. */
export const changeData = (run: Run, ref: Ref, after: Ref): void => {
  const node = run.table.node(ref);
  // Two evaluations of what makes a new object make two: whoever holds it gets one of its own.
  const [only, ...more] = OBJECTS.has(node.op) ? [] : slotsWith(run, ref);
  if (only !== undefined && more.length === 0) becomesCell(run, only, ref, after);
  else {
    writeBack(run, ref, after, new Set());
    run.store.set(contentKey({ kind: 'data', ref }), data(after));
  }
};

const becomesCell = (run: Run, slot: string, ref: Ref, after: Ref): void => {
  const held = run.store.get(slot) as Value;
  const isWhole = isContent(slot) && held.kind === 'data';
  const cell: Cell = { kind: 'cell', id: ++run.counter };
  if (!isWhole) run.store.set(contentKey(cell), data(after));
  run.store.set(slot, isWhole ? data(after) : withPart(held, ref, cell));
};

/** The containers that hold it: `container[key]` is it, where they have not changed since. */
const writeBack = (run: Run, ref: Ref, after: Ref, done: Set<string>): void => {
  const node = run.table.node(ref);
  if (node.op !== 'getitem') return;
  const [owner, key] = node.args as [Ref, Ref];
  const whole = (): Ref => build.operation(run.table, 'setitem', [owner, key, after]);
  const put = (slot: string): void => {
    if (done.has(slot)) return;
    done.add(slot);
    run.store.set(slot, data(whole()));
    if (slot.startsWith('D')) writeBack(run, Number(slot.slice(1)), whole(), done);
  };
  for (const [slot, value] of run.store.entries()) {
    if (isContent(slot)) {
      if (value.kind === 'data' && value.ref === owner) put(slot);
    } else if (timesIn(value, owner) > 0) {
      const own = contentKey({ kind: 'data', ref: owner });
      if (!run.store.has(own)) put(own);
    }
  }
};

/**
 * Behind a loop: where its rounds have changed items of what it goes over, and did not put them back under their keys,
 * what holds the items has changed too, and cannot be told any more.
 */
export const itemsChanged = (
  run: Run,
  over: Ref,
  variable: number,
  before: Store,
  after: Store,
  at: number,
): void => {
  const { table } = run;
  const free = freeVariables(table);
  const isItem = (key: string): boolean =>
    key.startsWith('D') && free.of(Number(key.slice(1))).includes(variable);
  if (!after.entries().some(([key]) => isItem(key))) return;
  const holder = holderOf(run, over);
  const slots = [contentKey({ kind: 'data', ref: holder }), ...contentsOf(before, holder)];
  const isPutBack = (slot: string): boolean =>
    after.has(slot) && !same(after.get(slot) as Value, before.get(slot) ?? data(holder));
  if (slots.some(isPutBack)) return;
  for (const slot of slots) {
    const held = run.store.get(slot) ?? data(holder);
    if (held.kind !== 'data') continue;
    const unknown = notUnderstood(run, at, 'items that a loop has changed');
    const isContainer = build.isinstance(table, held.ref, CONTAINERS);
    if (unknown.kind === 'data')
      run.store.set(slot, data(ifThenElse(table, isContainer, unknown.ref, held.ref)));
  }
};

const contentsOf = (store: Store, ref: Ref): readonly string[] =>
  store
    .entries()
    .flatMap(([key, value]) => (isContent(key) && value.kind === 'data' && value.ref === ref ? [key] : []));

/** What holds the items: the dictionary of `items()` and `values()`, the list of `enumerate`. */
const holderOf = (run: Run, over: Ref): Ref => {
  const node = run.table.node(over);
  const isView = node.op === 'method' && (node.name === 'items' || node.name === 'values');
  const isSame = node.op === 'list' || node.op === 'enumerate' || node.op === 'reversed';
  return isView || isSame ? holderOf(run, node.args[0] as Ref) : over;
};

/** A container that a module has made, which is known by what it holds alone, is changed: its name tells nothing more. */
export const changeShared = (run: Run, shared: Value): void => {
  const isIn = (value: Value): boolean => {
    if (value === shared) return true;
    if (value.kind === 'choice') return isIn(value.yes) || isIn(value.no);
    if (value.kind === 'sequence') return value.items.some(isIn);
    return value.kind === 'mapping' && [...value.entries.values()].some(isIn);
  };
  const unknown = data(run.table.add({ op: 'unknown', why: 'changed since import', notNone: true }));
  for (const [name, value] of run.notes.globals) {
    if (!isIn(value)) continue;
    const dot = name.lastIndexOf('.');
    run.store.set(globalKey(name.slice(0, dot), name.slice(dot + 1)), unknown);
  }
};

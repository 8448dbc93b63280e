import { and, conjuncts, implied, not } from '../../src/expr/logic.ts';
import { TEXT_METHODS } from '../../src/expr/python/text-methods.ts';
import { isBoolean, mayFail, Reach } from '../../src/expr/shape.ts';
import { childrenOf, type ExprTable } from '../../src/expr/table.ts';
import type { ExprNode, Ref } from '../../src/model/index.ts';
import type { Frame } from './frame.ts';
import { DeadEnd, type Item, type Run } from './run.ts';

type Rest = Omit<Item, 'when' | 'at' | 'function' | 'order'>;

export const emit = (run: Run, frame: Frame, at: number, rest: Rest, when: Ref = run.path): void => {
  if (run.table.valueOf(when) === false) return;
  const held = run.trying > 0 ? { store: run.store.copy() } : {};
  run.items.push({ ...rest, when, at, function: frame.function, order: ++run.order, ...held });
};

/** An error that the path surely ends in. */
export const fail = (run: Run, frame: Frame, at: number, exception: string, message?: Ref): never => {
  emit(run, frame, at, { kind: 'error', exception, ...(message === undefined ? {} : { message }) });
  throw new DeadEnd();
};

/** An error where a condition holds. Afterwards nothing is narrowed: whoever goes on judges every rule by itself. */
export const failIf = (
  run: Run,
  frame: Frame,
  test: Ref,
  at: number,
  exception: string,
  message?: Ref,
): void => {
  const known = implied(run.table, run.path, test);
  if (known === false) return;
  const rest = message === undefined ? {} : { message };
  emit(run, frame, at, { kind: 'error', exception, ...rest }, and(run.table, run.path, test));
  if (known === true) throw new DeadEnd();
};

const reaches = new WeakMap<ExprTable, Reach>();
const canFail = (table: ExprTable): Reach => {
  const known = reaches.get(table) ?? new Reach(table, mayFail);
  reaches.set(table, known);
  return known;
};

/**
 * Python computes a value here, at the latest: what is partial in it must be computed now, so that what it raises
 * comes in the right order. Nothing is emitted where that was done before under no narrower a condition.
 */
export const force = (run: Run, frame: Frame, ref: Ref, at: number): void => {
  if (!needs(run, ref, run.path)) return;
  emit(run, frame, at, { kind: 'partial', value: ref });
  run.forced.set(ref, [...(run.forced.get(ref) ?? []), run.path]);
};

/** Whether computing something may raise here what nothing computed before has. */
export const mayRaise = (run: Run, ref: Ref): boolean => needs(run, ref, run.path);

const needs = (run: Run, ref: Ref, path: Ref): boolean => {
  const { table } = run;
  if (!canFail(table).has(ref)) return false;
  const conditions = new Set(conjuncts(table, path));
  const done = run.forced
    .get(ref)
    ?.some((under) =>
      conjuncts(table, under).every((part) => table.valueOf(part) === true || conditions.has(part)),
    );
  if (done === true) return false;
  const node = table.node(ref);
  if (mayFail(node) && !isSafe(table, node, path)) return true;
  if (node.op === 'if') {
    const [test, yes, no] = node.args as [Ref, Ref, Ref];
    return (
      needs(run, test, path) ||
      needs(run, yes, and(table, path, test)) ||
      needs(run, no, and(table, path, not(table, test)))
    );
  }
  if (node.op === 'and' || node.op === 'or') {
    const [a, b] = node.args as [Ref, Ref];
    return needs(run, a, path) || needs(run, b, and(table, path, node.op === 'and' ? a : not(table, a)));
  }
  return childrenOf(node).some((child) => needs(run, child, path));
};

/** A method of text on what is known to be text, with constants: it cannot fail. */
const isSafe = (table: ExprTable, node: ExprNode, path: Ref): boolean => {
  if (node.op !== 'method' || !TEXT_METHODS.has(node.name)) return false;
  const [receiver, ...rest] = node.args as [Ref, ...Ref[]];
  if (!rest.every((arg) => table.valueOf(arg) !== undefined)) return false;
  return isText(table, receiver, path);
};

const isText = (table: ExprTable, ref: Ref, path: Ref): boolean => {
  const node = table.node(ref);
  if (node.op === 'atom') return node.name.startsWith('env:');
  if (node.op === 'format' || node.op === 'str' || node.op === 'repr') return true;
  if (node.op === 'const') return typeof node.value === 'string';
  if (node.op === 'if') {
    const [test, yes, no] = node.args as [Ref, Ref, Ref];
    return (
      isText(table, yes, and(table, path, test)) && isText(table, no, and(table, path, not(table, test)))
    );
  }
  if (node.op === 'method') return TEXT_RESULTS.has(node.name) && isText(table, node.args[0] as Ref, path);
  const test: ExprNode = { op: 'isinstance', args: [ref], types: ['str'] };
  return implied(table, path, table.add(test)) === true;
};

const TEXT_RESULTS: ReadonlySet<string> = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'lower',
  'upper',
  'replace',
  'removeprefix',
  'removesuffix',
]);

/** Forces a condition's operands, then gives it as one: `bool(value)`. */
export const isCondition = (run: Run, ref: Ref): boolean => isBoolean(run.table, ref);

import { and } from '../../src/expr/logic.ts';
import type * as ast from '../python/ast.ts';
import { branches } from '../python/definitions.ts';
import { moduleScope } from '../python/scope.ts';
import { assign } from './assign.ts';
import { type ClassInfo, findMember } from './class-info.ts';
import type { Frame } from './frame.ts';
import { constant, content, notUnderstood } from './read.ts';
import type { Arguments, Run } from './run.ts';
import { runTry } from './try.ts';
import type { FunctionValue, Value } from './value.ts';

/** `with`: one item around the other, each with what its manager is known to do around the body. */
export const runWith = (run: Run, frame: Frame, node: ast.With, items = node.items): boolean => {
  const [item, ...rest] = items;
  if (item === undefined) return run.block(frame, node.body);
  const body = (): boolean => runWith(run, frame, node, rest);
  const { context, target } = item;
  const given = libraryCall(run, frame, context);
  if (given?.path === 'contextlib.suppress') return suppressing(run, frame, node, given.args, rest);
  const around = aroundBody(run, frame, context);
  if (around !== null) return generated(run, frame, around, target, body);
  const [inner] = given !== null && HANDS_ON.has(given.path) ? given.args : [context];
  const manager = inner === undefined ? constant(run, null) : run.evaluate(frame, inner);
  const held = content(run, manager);
  if (inner === context && held.kind === 'instance' && findMember(held.cls, '__enter__') !== undefined)
    return managed(run, frame, held, target, body, run.places.of(frame, context));
  if (target !== null) assign(run, frame, target, manager);
  return body();
};

/** Managers that bind what they are made with. Any other of a library is taken to bind itself. */
const HANDS_ON: ReadonlySet<string> = new Set(['contextlib.nullcontext', 'contextlib.closing']);

/** A call of something of a library, by its dotted path. */
const libraryCall = (
  run: Run,
  frame: Frame,
  node: ast.Expression,
): { readonly path: string; readonly args: readonly ast.Expression[] } | null => {
  if (node.kind !== 'Call') return null;
  const callee = run.evaluate(frame, node.func);
  return callee.kind === 'external' ? { path: callee.path, args: node.args } : null;
};

/** `suppress` is the `try` that goes on behind the body. */
const suppressing = (
  run: Run,
  frame: Frame,
  node: ast.With,
  types: readonly ast.Expression[],
  rest: readonly ast.WithItem[],
): boolean => {
  const { line, col, endLine, endCol } = node;
  const span = { line, col, endLine, endCol };
  const type: ast.Expression = { kind: 'Tuple', elts: types, ...span };
  const body: readonly ast.Statement[] = rest.length === 0 ? node.body : [{ ...node, items: rest }];
  const handlers =
    types.length === 0 ? [] : [{ type, name: null, body: [{ kind: 'Pass', ...span }], ...span }];
  return runTry(run, frame, {
    kind: 'Try',
    body,
    handlers: handlers as ast.ExceptHandler[],
    orelse: [],
    finalbody: [],
    ...span,
  });
};

interface Around {
  readonly fn: FunctionValue;
  readonly args: Arguments;
  readonly at: number;
}

/** A function under `@contextmanager`, with what it is called with. */
const aroundBody = (run: Run, frame: Frame, context: ast.Expression): Around | null => {
  if (context.kind !== 'Call' || context.keywords.some(({ arg }) => arg === null)) return null;
  const callee = content(run, run.evaluate(frame, context.func));
  const fn = callee.kind === 'bound' ? callee.fn : callee;
  if (fn.kind !== 'function' || fn.node.kind !== 'FunctionDef' || !isManager(run, fn)) return null;
  const given = context.args.map((arg) => run.evaluate(frame, arg));
  const positional = callee.kind === 'bound' ? [callee.self, ...given] : given;
  const named = new Map(
    context.keywords.map(({ arg, value }) => [arg as string, run.evaluate(frame, value)] as const),
  );
  return { fn, args: { positional, named, spread: null }, at: run.places.of(frame, context) };
};

const isManager = (run: Run, { node, module }: FunctionValue): boolean =>
  node.kind === 'FunctionDef' &&
  node.decorators.some((decorator) => {
    const found = run.program.resolve(moduleScope(module), decorator);
    return found?.kind === 'external' && found.path === 'contextlib.contextmanager';
  });

/** The generator's own statements, with the body where it yields. */
const generated = (
  run: Run,
  frame: Frame,
  { fn, args, at }: Around,
  target: ast.Expression | null,
  body: () => boolean,
): boolean => {
  let alive = true;
  run.invoke(fn, args, at, (value) => {
    if (target !== null) assign(run, frame, target, value);
    alive = body();
    return alive;
  });
  return alive;
};

/** An object with `__enter__` and `__exit__`. One that may swallow what the body raises is not understood. */
const managed = (
  run: Run,
  frame: Frame,
  manager: Extract<Value, { kind: 'instance' }>,
  target: ast.Expression | null,
  body: () => boolean,
  at: number,
): boolean => {
  const call = (name: string, args: readonly Value[]): Value => {
    const method = run.attribute(frame, manager, name, at, null);
    return run.call(frame, method, { positional: args, named: new Map(), spread: null }, at);
  };
  const value = call('__enter__', []);
  if (target !== null) assign(run, frame, target, value);
  const before = run.items.length;
  const alive = body();
  if (mayGive(manager.cls)) doubt(run, before, at);
  const none = constant(run, null);
  if (alive) call('__exit__', [none, none, none]);
  return alive;
};

/** What was raised from an item on may have been swallowed. */
const doubt = (run: Run, from: number, at: number): void => {
  const { table } = run;
  const passes = table.add({ op: 'unknown', why: '__exit__ passes it on', notNone: true, at });
  const raised = run.items.splice(from);
  if (raised.length > 0) notUnderstood(run, at, 'with that may swallow what is raised in it');
  run.items.push(
    ...raised.map((item) =>
      item.kind === 'warning' ? item : { ...item, when: and(table, item.when, passes) },
    ),
  );
};

/** Whether `__exit__` may give something true: it then swallows the exception. */
const mayGive = (cls: ClassInfo): boolean => {
  const exit = findMember(cls, '__exit__');
  return exit?.kind !== 'method' || exit.fn.node.kind !== 'FunctionDef' || exit.fn.node.body.some(gives);
};

const gives = (statement: ast.Statement): boolean =>
  statement.kind === 'Return'
    ? statement.value !== null && !isFalse(statement.value)
    : branches(statement).some(([, body]) => body.some(gives));

const isFalse = (value: ast.Expression): boolean =>
  value.kind === 'Constant' &&
  (value.constant.type === 'none' || (value.constant.type === 'bool' && !value.constant.value));

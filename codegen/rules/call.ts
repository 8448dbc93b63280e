import { type Value as PyValue, repr } from '../../src/expr/index.ts';
import type * as ast from '../python/ast.ts';
import { branches } from '../python/definitions.ts';
import { compareVersions } from '../python/package-version.ts';
import {
  isAvailability,
  isEnvironmentFunction,
  isGiven,
  isHelper,
  isIrrelevant,
  isLoggingModule,
} from './boundary.ts';
import { forEach, joinExits } from './branch.ts';
import { callBuiltin } from './builtins.ts';
import { findMember } from './class-info.ts';
import { moduleFrame } from './classes.ts';
import { construct } from './construct.ts';
import { COMPREHENSION } from './desugar.ts';
import { fail, force } from './emit-item.ts';
import { callExternal, outside, versionOf } from './externals.ts';
import type { Exit, Frame, OnYield } from './frame.ts';
import { giveUp } from './give-up.ts';
import { labelRead } from './label.ts';
import { loggerMethods } from './loggers.ts';
import { callMethod } from './methods.ts';
import { allocate, asData, constant, notUnderstood, snapshot } from './read.ts';
import { type Arguments, DeadEnd, type Run } from './run.ts';
import { localKey } from './state.ts';
import { type FunctionValue, type Partial, sequence, type Value } from './value.ts';
import { wrapped } from './wrapped.ts';

/** How often a function may be active at once: upstream converts nested dicts by recursion. */
const MAX_RECURSION = 4;
const MAX_DEPTH = 60;

/** Calls whatever the callee is, on each of its alternatives. */
export const call = (run: Run, frame: Frame, callee: Value, args: Arguments, at: number): Value =>
  forEach(run, callee, (one) => callOne(run, frame, one, args, at));

const callOne = (run: Run, frame: Frame, callee: Value, args: Arguments, at: number): Value => {
  switch (callee.kind) {
    case 'function':
      return callFunction(run, frame, callee, args, at);
    case 'bound':
      return callFunction(
        run,
        frame,
        callee.fn,
        { ...args, positional: [callee.self, ...args.positional] },
        at,
      );
    case 'class':
      return construct(run, frame, callee.cls, args, at);
    case 'builtin':
      return callBuiltin(run, frame, callee.name, args, at);
    case 'external':
      return callExternal(run, frame, callee, args, at);
    case 'method':
      return callMethod(run, frame, callee, args, at);
    case 'partial':
      return run.call(frame, callee.callee, completed(callee, args), at);
    case 'reference':
      return callee.to;
    case 'instance':
      return callInstance(run, frame, callee, args, at);
    case 'data':
      return run.table.valueOf(callee.ref) === undefined
        ? giveUp(run, frame, at, 'call of a data')
        : fail(run, frame, at, 'TypeError');
    default:
      return giveUp(run, frame, at, `call of a ${callee.kind}`);
  }
};

/** `object(…)` is its class's `__call__`. */
const callInstance = (
  run: Run,
  frame: Frame,
  callee: Extract<Value, { kind: 'instance' }>,
  args: Arguments,
  at: number,
): Value => {
  const method = findMember(callee.cls, '__call__');
  if (method?.kind !== 'method') return giveUp(run, frame, at, 'call of an object');
  return run.invoke(method.fn, { ...args, positional: [callee, ...args.positional] }, at);
};

/** The arguments of a call of `partial(f, …)`: those given first, then those of the call; a name given again wins. */
const completed = (partial: Partial, { positional, named, spread }: Arguments): Arguments => ({
  positional: [...partial.positional, ...positional],
  named: new Map([...partial.named, ...named]),
  spread,
});

/** Interprets a function of the program, unless it lies behind the boundary. */
const callFunction = (run: Run, frame: Frame, fn: FunctionValue, args: Arguments, at: number): Value => {
  for (const arg of [...args.positional, ...args.named.values()]) {
    if (arg.kind === 'data') force(run, frame, arg.ref, at);
  }
  if (isGiven(fn.qualname)) return isThere(run, frame, fn, args, at);
  if (isIrrelevant(fn.qualname)) return constant(run, null);
  if (isLoggingModule(run.program, fn.module)) return loggingCall(fn);
  const made = fn.opaque && !isOutside(run, fn) ? wrapped(run, fn) : null;
  if (made !== null) return run.call(frame, made, args, at);
  if (fn.opaque || isOutside(run, fn)) return outside(run, frame, fn.qualname, args, at);
  return named(run, run.invoke(fn, args, at), callText(run, fn, args));
};

/** A package that is there in any case, in the version that is among the files: `is_accelerate_available("1.1.0")`. */
const isThere = (run: Run, frame: Frame, fn: FunctionValue, args: Arguments, at: number): Value => {
  const [least] = [...args.positional, ...args.named.values()];
  if (least === undefined) return constant(run, true);
  const version = versionOf(run, /^is_(\w+)_available$/.exec(fn.name)?.[1] ?? '');
  const wanted = run.table.valueOf(asData(run, least));
  return version === undefined || typeof wanted !== 'string'
    ? outside(run, frame, fn.qualname, args, at)
    : constant(run, compareVersions(version, wanted) >= 0);
};

const isOutside = ({ looking }: Run, { module, qualname }: FunctionValue): boolean =>
  looking !== null && isHelper(module.name)
    ? isAvailability(qualname)
    : isEnvironmentFunction(module.name, qualname);

const named = (run: Run, value: Value, text: string | null): Value =>
  text === null ? value : labelRead(run, value, text);

/** `is_env_enabled("USE_RAY")`: how people know the result of a call that only asks the machine. */
const callText = (run: Run, fn: FunctionValue, args: Arguments): string | null => {
  const known = [...args.positional, ...args.named.values()].map((value) =>
    value.kind === 'data' ? run.table.valueOf(value.ref) : undefined,
  );
  if (known.some((value) => value === undefined) || args.spread !== null) return null;
  return `${fn.name}(${known.map((value) => repr(value as PyValue)).join(', ')})`;
};

const loggingCall = (fn: FunctionValue): Value => {
  if (fn.name !== 'get_logger') return { kind: 'external', path: `${fn.qualname}()`, called: true };
  return { kind: 'logger', methods: loggerMethods(fn.module) };
};

/** Executes a function's body with these arguments; the result is what its returns give, joined. */
export const invoke = (
  run: Run,
  fn: FunctionValue,
  args: Arguments,
  at: number,
  onYield?: OnYield,
): Value => {
  const depth = run.stack.filter((active) => active.node === fn.node).length;
  if (depth >= MAX_RECURSION || run.stack.length > MAX_DEPTH) {
    return notUnderstood(run, at, `${fn.qualname} calls itself more than ${MAX_RECURSION} times`);
  }
  const yielded = onYield === undefined && isGenerator(fn.node) ? collected(run, at) : null;
  const frame: Frame = {
    ...moduleFrame(run, fn.module, fn.qualname),
    kind: 'function',
    node: fn.node,
    ...(fn.name === COMPREHENSION ? { isComprehension: true } : {}),
    parent: fn.closure,
    owner: fn.owner,
    calledAt: isHelper(fn.module.name) ? at : null,
    ...yielding(onYield ?? yielded?.onYield),
  };
  bindArguments(run, frame, fn, args, at);
  if (fn.node.kind === 'Lambda') return run.evaluate(frame, fn.node.body);
  const base = run.path;
  run.stack.push(fn);
  let alive: boolean;
  try {
    alive = run.block(frame, fn.node.body);
  } finally {
    run.stack.pop();
  }
  const exits: Exit[] = [...frame.returns];
  if (alive) exits.push({ path: run.path, store: run.store, value: constant(run, null) });
  const value = joinExits(run, exits, base);
  if (value === null) throw new DeadEnd();
  forget(run, frame, value);
  return yielded?.list ?? value;
};

const yielding = (onYield: OnYield | undefined): Pick<Frame, 'onYield'> =>
  onYield === undefined ? {} : { onYield };

/** A generator is taken as the list of what it gives. */
const collected = (run: Run, at: number): { readonly list: Value; readonly onYield: OnYield } => {
  const list = allocate(run, sequence('list', []));
  const onYield: OnYield = (value, how) => {
    const name = how === 'Yield' ? 'append' : 'extend';
    const method: Value = { kind: 'method', receiver: list, name, target: null };
    const frame = moduleFrame(run, (run.stack.at(-1) as FunctionValue).module, 'generator');
    run.call(frame, method, { positional: [value], named: new Map(), spread: null }, at);
    return true;
  };
  return { list, onYield };
};

export const isGenerator = (node: FunctionValue['node']): boolean =>
  node.kind === 'FunctionDef' && node.body.some(yields);

const yields = (statement: ast.Statement): boolean =>
  statement.kind === 'Expr'
    ? statement.value.kind === 'Yield' || statement.value.kind === 'YieldFrom'
    : branches(statement).some(([, body]) => body.some(yields));

/** Locals are gone once the call is over, but for those that a function made in it still needs. */
const forget = (run: Run, frame: Frame, value: Value): void => {
  const prefix = localKey(frame.id, '');
  const locals = run.store.under(prefix);
  if (
    value.kind === 'function' ||
    value.kind === 'partial' ||
    locals.some(([, held]) => held.kind === 'function')
  )
    for (const [name, held] of locals) frame.kept.set(prefix + name, snapshot(run, held));
  run.store = run.store.copy();
  for (const [name, held] of locals) if (held.kind !== 'function') run.store.delete(prefix + name);
};

const bindArguments = (run: Run, frame: Frame, fn: FunctionValue, args: Arguments, at: number): void => {
  const { posOnly, args: plain, vararg, kwOnly, kwarg } = fn.node.args;
  const names = [...posOnly, ...plain];
  const values = new Map<string, Value>();
  names.slice(0, args.positional.length).forEach((parameter, i) => {
    values.set(parameter.name, args.positional[i] as Value);
  });
  const known = new Set([...names, ...kwOnly].map((parameter) => parameter.name));
  const extra = [...args.named].filter(([name]) => !known.has(name));
  for (const [name, value] of args.named) if (known.has(name)) values.set(name, value);
  if (vararg !== null) values.set(vararg.name, sequence('tuple', args.positional.slice(names.length)));
  if (kwarg !== null) values.set(kwarg.name, keywordMapping(run, extra, args.spread));
  if (args.spread !== null && kwarg === null)
    notUnderstood(run, at, `${fn.qualname} called with unknown keyword arguments`);
  for (const parameter of [...names, ...kwOnly]) {
    if (values.has(parameter.name)) continue;
    const value =
      parameter.default === null
        ? notUnderstood(run, at, `${fn.qualname} called without ${parameter.name}`)
        : run.evaluate(defaultFrame(run, fn, frame), parameter.default);
    values.set(parameter.name, value);
  }
  for (const [name, value] of values) run.store.set(localKey(frame.id, name), value);
};

/** Defaults are worked out where the function is defined. */
const defaultFrame = (run: Run, fn: FunctionValue, frame: Frame): Frame =>
  fn.closure ?? { ...moduleFrame(run, fn.module, fn.qualname), id: frame.id };

const keywordMapping = (
  run: Run,
  extra: readonly (readonly [string, Value])[],
  spread: Value | null,
): Value => {
  if (spread !== null) return spread;
  return allocate(run, {
    kind: 'mapping',
    entries: new Map(extra.map(([name, value]) => [run.table.literal(name), value])),
  });
};

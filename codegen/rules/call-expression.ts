import * as build from '../../src/expr/build.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { comprehension } from './comprehension.ts';
import { firstByLoops } from './desugar.ts';
import { force, mayRaise } from './emit-item.ts';
import { spreadArguments } from './expression.ts';
import type { Frame } from './frame.ts';
import { isKnownMethod } from './methods.ts';
import { content } from './read.ts';
import type { Run } from './run.ts';
import type { Method, Value } from './value.ts';

/** `callee(…)`: the callee first, then the arguments in their order. */
export const callExpression = (run: Run, frame: Frame, node: ast.Call): Value => {
  const callee = run.evaluate(frame, node.func);
  const [only] = node.args;
  if (
    callee.kind === 'builtin' &&
    (callee.name === 'any' || callee.name === 'all') &&
    only?.kind === 'GeneratorExp'
  )
    return comprehension(run, frame, only, callee.name);
  if (callee.kind === 'builtin' && callee.name === 'next' && only?.kind === 'GeneratorExp')
    return firstByLoops(run, frame, only, node.args[1]);
  const found = run.items.length;
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  let spread: Value | null = null;
  for (const arg of node.args) positional.push(...spreadArguments(run, frame, [arg]));
  for (const keyword of node.keywords) {
    const value = run.evaluate(frame, keyword.value);
    const held = keyword.arg === null ? content(run, value) : value;
    if (keyword.arg !== null) named.set(keyword.arg, value);
    else if (held.kind === 'mapping' && keysOf(run, held.entries.keys()) !== null) {
      for (const [key, item] of held.entries) named.set(String(run.table.valueOf(key)), item);
    } else spread = value;
  }
  const at =
    node.func.kind === 'Attribute' ? run.places.ofName(frame, node.func) : run.places.of(frame, node);
  const isRisky = (value: Value): boolean => value.kind === 'data' && mayRaise(run, value.ref);
  const isSafe = run.items.length === found && ![...positional, ...named.values()].some(isRisky);
  if (callee.kind === 'method' && !isSafe) checkMethod(run, frame, callee, found, at);
  return run.call(frame, callee, { positional, named, spread }, at);
};

/** A method is looked for before the arguments are computed, which may be refused too. */
const checkMethod = (
  run: Run,
  frame: Frame,
  { receiver, name }: Method,
  before: number,
  at: number,
): void => {
  const held = content(run, receiver);
  if (held.kind !== 'data' || !isKnownMethod(name)) return;
  const items = run.items.splice(before);
  force(run, frame, build.operation(run.table, 'method of', [held.ref, run.table.literal(name)], at), at);
  run.items.push(...items);
};

const keysOf = (run: Run, keys: Iterable<Ref>): string[] | null => {
  const names = [...keys].map((key) => run.table.valueOf(key));
  return names.every((name) => typeof name === 'string') ? names : null;
};

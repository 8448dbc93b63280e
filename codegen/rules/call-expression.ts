import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { comprehension } from './comprehension.ts';
import { firstByLoops } from './desugar.ts';
import { spreadArguments } from './expression.ts';
import type { Frame } from './frame.ts';
import { content } from './read.ts';
import type { Run } from './run.ts';
import type { Value } from './value.ts';

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
  return run.call(frame, callee, { positional, named, spread }, at);
};

const keysOf = (run: Run, keys: Iterable<Ref>): string[] | null => {
  const names = [...keys].map((key) => run.table.valueOf(key));
  return names.every((name) => typeof name === 'string') ? names : null;
};

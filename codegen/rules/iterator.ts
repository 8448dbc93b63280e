import type * as ast from '../python/ast.ts';
import { branches } from '../python/definitions.ts';
import { isGenerator } from './call.ts';
import type { Frame } from './frame.ts';
import { namesUsed } from './names-used.ts';
import type { Run } from './run.ts';

/** Iterators give each item once. They are taken as lists, which holds as long as they are gone over once. */

const MAKERS: ReadonlySet<string> = new Set(['iter', 'zip', 'map', 'filter', 'enumerate', 'reversed']);

/** Whether a name is bound to an iterator that its function may look at again. */
export const isUsedUp = (run: Run, frame: Frame, node: ast.Assign): boolean => {
  const [target] = node.targets;
  if (target?.kind !== 'Name' || node.targets.length > 1 || !makesIterator(run, frame, node.value))
    return false;
  const fn = run.stack.at(-1)?.node;
  if (fn?.kind !== 'FunctionDef') return false;
  const looks = (namesUsed(fn).get(target.id) ?? 0) - 1;
  return looks > 1 || fn.body.some((one) => isInLoop(one, node, target.id));
};

const makesIterator = (run: Run, frame: Frame, value: ast.Expression): boolean => {
  if (value.kind === 'GeneratorExp') return true;
  if (value.kind !== 'Call' || value.func.kind !== 'Name') return false;
  const callee = run.evaluate(frame, value.func);
  if (callee.kind === 'builtin') return MAKERS.has(callee.name);
  return callee.kind === 'function' && isGenerator(callee.node);
};

/** A loop around a use of the name, but not around what binds it. */
const isInLoop = (statement: ast.Statement, binding: ast.Assign, name: string): boolean => {
  const inner = branches(statement).flatMap(([, body]) => body);
  const isLoop = statement.kind === 'For' || statement.kind === 'While';
  const isAround = isLoop && !contains(inner, binding);
  if (
    isAround &&
    (namesUsed(inner).has(name) || (statement.kind === 'While' && namesUsed(statement.test).has(name)))
  )
    return true;
  return inner.some((one) => isInLoop(one, binding, name));
};

const contains = (body: readonly ast.Statement[], wanted: ast.Statement): boolean =>
  body.some((one) => one === wanted || branches(one).some(([, inner]) => contains(inner, wanted)));

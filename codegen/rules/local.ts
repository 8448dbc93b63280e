import { and } from '../../src/expr/logic.ts';
import type { FunctionDef, Lambda, Statement } from '../python/ast.ts';
import { collectDefinitions } from '../python/definitions.ts';
import { whereAbsent } from './attribute.ts';
import { failIf } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { notUnderstood, underPath } from './read.ts';
import type { Run } from './run.ts';
import { isSatisfiable } from './satisfiable.ts';
import { localKey, select } from './state.ts';
import { data, type Value } from './value.ts';

/** Locals: names that a function binds somewhere are its own everywhere, bound yet or not. */

const bound = new WeakMap<object, ReadonlySet<string>>();

/** The names that statements bind in the scope they are in. */
export const namesBound = (body: readonly Statement[]): ReadonlySet<string> => {
  const known = bound.get(body) ?? new Set(collectDefinitions(body).byName.keys());
  bound.set(body, known);
  return known;
};

const isOwn = (frame: Frame, node: FunctionDef | Lambda, name: string): boolean =>
  node.kind === 'FunctionDef' &&
  namesBound(node.body).has(name) &&
  !frame.globals.has(name) &&
  !frame.nonlocals.has(name);

/** What a name stands for as a local of the frame or of those around it; `undefined`: it is none of theirs. */
export const localValue = (run: Run, frame: Frame, name: string, at: () => number): Value | undefined => {
  let isNear = true;
  for (let around: Frame | null = frame; around !== null; around = around.parent) {
    const key = localKey(around.id, name);
    const held = run.store.get(key) ?? around.kept.get(key);
    if (held !== undefined) return held.kind === 'choice' ? whereBound(run, frame, held, isNear, at) : held;
    if (around.node !== undefined && isOwn(around, around.node, name))
      return isNear
        ? unboundHere(run, frame, at())
        : notUnderstood(run, at(), `${name} of a function around this one`);
    isNear &&= around.isComprehension === true;
  }
  return undefined;
};

const unboundHere = (run: Run, frame: Frame, at: number): Value => {
  failIf(run, frame, run.table.literal(true), at, 'UnboundLocalError');
  return { kind: 'absent' };
};

/** A local that was bound on some paths only: on the others Python refuses to look at it. */
const whereBound = (run: Run, frame: Frame, held: Value, isNear: boolean, at: () => number): Value => {
  const taken = underPath(run, held);
  const unset = whereAbsent(run, taken);
  if (run.table.valueOf(unset) === false) return taken;
  if (isSatisfiable(run.table, and(run.table, run.path, unset)))
    failIf(run, frame, unset, at(), isNear ? 'UnboundLocalError' : 'NameError');
  return withoutAbsent(run, taken);
};

const withoutAbsent = (run: Run, value: Value): Value => {
  if (value.kind !== 'choice') return value;
  const [yes, no] = [withoutAbsent(run, value.yes), withoutAbsent(run, value.no)];
  if (yes.kind === 'absent') return no;
  return no.kind === 'absent' ? yes : select(run.table, value.test, yes, no);
};

/** A local that a loop may have bound by then, in a round before. */
export const perhapsBound = (run: Run): Value =>
  data(run.table.add({ op: 'unknown', why: 'a round before', notNone: false }));

/** The frame in which `:=` binds: that around comprehensions. */
export const bindingFrame = (frame: Frame): Frame =>
  frame.isComprehension === true && frame.parent !== null ? bindingFrame(frame.parent) : frame;

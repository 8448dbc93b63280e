import * as build from '../../src/expr/build.ts';
import type { Value as PyValue } from '../../src/expr/index.ts';
import { not } from '../../src/expr/logic.ts';
import type * as ast from '../python/ast.ts';
import { changeData, changeShared } from './alias.ts';
import { forEach } from './branch.ts';
import { findMember, type Member } from './class-info.ts';
import { fail, failIf, force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { giveUp } from './give-up.ts';
import { iterated } from './iterate.ts';
import { labelField } from './label.ts';
import { allocate, asData, constant, content, notUnderstood } from './read.ts';
import type { Run } from './run.ts';
import { attributeKey, contentKey, environmentKey, globalKey, localKey } from './state.ts';
import { itemOf, sliceOf } from './subscript.ts';
import { isInstance } from './type-test.ts';
import { data, type Value } from './value.ts';

/** Binds a target: a name, an attribute, an item, or several at once. */
export const assign = (run: Run, frame: Frame, target: ast.Expression, value: Value): void => {
  const at = run.places.of(frame, target);
  switch (target.kind) {
    case 'Name':
      run.store.set(nameKey(run, frame, target.id), value);
      return;
    case 'Attribute':
      forEach(run, run.evaluate(frame, target.value), (owner) =>
        setAttribute(run, frame, owner, target.attr, value, at),
      );
      return;
    case 'Subscript': {
      const owner = run.evaluate(frame, target.value);
      const key = run.evaluate(frame, target.slice);
      forEach(run, owner, (one) => setItem(run, frame, one, key, value, at));
      return;
    }
    case 'Tuple':
    case 'List':
      unpack(run, frame, target.elts, value, at);
      return;
    default:
      notUnderstood(run, at, `assignment to ${target.kind}`);
  }
};

const nameKey = (run: Run, frame: Frame, name: string): string => {
  if (frame.globals.has(name)) return globalKey(frame.module.name, name);
  const own = localKey(frame.id, name);
  return frame.nonlocals.has(name) ? (keyAround(run, frame.parent, name) ?? own) : own;
};

/** The local of the nearest enclosing function that has it. */
const keyAround = (run: Run, frame: Frame | null, name: string): string | null => {
  if (frame === null) return null;
  const key = localKey(frame.id, name);
  return run.store.has(key) ? key : keyAround(run, frame.parent, name);
};

export const setAttribute = (
  run: Run,
  frame: Frame,
  owner: Value,
  name: string,
  value: Value,
  at: number,
): Value => {
  if (owner.kind === 'instance') {
    const member = findMember(owner.cls, name);
    if (member?.kind === 'property' && !member.cached)
      return setProperty(run, frame, owner, member, value, at);
    if (owner.cls.isFrozen && run.stack.at(-1)?.name !== '__init__')
      return fail(run, frame, at, 'FrozenInstanceError');
    run.store.set(attributeKey(owner.id, name), value);
    run.assignments.push({ instance: owner.id, name, when: run.path, at, order: ++run.order });
    if (value.kind === 'data') labelField(run, value.ref, name);
  }
  return constant(run, null);
};

/** A property without a setter refuses. */
const setProperty = (
  run: Run,
  frame: Frame,
  owner: Value,
  { setter }: Extract<Member, { kind: 'property' }>,
  value: Value,
  at: number,
): Value =>
  setter === null
    ? fail(run, frame, at, 'AttributeError')
    : run.invoke(setter, { positional: [owner, value], named: new Map(), spread: null }, at);

/** `owner[key] = value`: the owner is another content from now on, wherever it is held. */
const setItem = (run: Run, frame: Frame, owner: Value, key: Value, value: Value, at: number): Value => {
  const none = constant(run, null);
  if (owner.kind === 'external') {
    const name = run.table.valueOf(asData(run, key));
    if (owner.path === 'os.environ') setVariable(run, frame, name, value, at);
    return none;
  }
  if (owner.kind === 'sequence' || owner.kind === 'mapping') {
    changeShared(run, owner);
    return giveUp(run, frame, at, 'change of a shared container');
  }
  if (owner.kind !== 'cell' && owner.kind !== 'data')
    return giveUp(run, frame, at, `item of ${owner.kind} set`);
  const held = content(run, owner);
  const index = asData(run, key);
  if (held.kind === 'mapping' && run.table.valueOf(index) !== undefined) {
    setContent(run, owner, { kind: 'mapping', entries: new Map([...held.entries, [index, value]]) });
    return none;
  }
  const after = build.operation(run.table, 'setitem', [asData(run, held), index, asData(run, value)], at);
  force(run, frame, after, at);
  setContent(run, owner, data(after));
  return none;
};

/** An environment variable holds text; anything else is refused. */
const setVariable = (run: Run, frame: Frame, name: PyValue | undefined, value: Value, at: number): void => {
  const isText = isInstance(run, value, { kind: 'builtin', name: 'str' });
  failIf(run, frame, not(run.table, isText), at, 'TypeError');
  if (typeof name === 'string') run.store.set(environmentKey(name), value);
};

/** Whether a container is among what it is to hold: there is no end to writing that out. */
const reaches = (run: Run, value: Value, id: number): boolean => {
  const look = (part: Value): boolean => reaches(run, part, id);
  if (value.kind === 'cell') return value.id === id || look(content(run, value));
  if (value.kind === 'choice') return look(value.yes) || look(value.no);
  if (value.kind === 'sequence') return value.items.some(look);
  return value.kind === 'mapping' && [...value.entries.values()].some(look);
};

const endless = (run: Run): Value =>
  data(run.table.add({ op: 'unknown', why: 'a container that holds itself', notNone: true }));

/** A container, or the object that data is, holds something else from now on, whatever name it is known by. */
export const setContent = (run: Run, owner: Extract<Value, { kind: 'cell' | 'data' }>, held: Value): void => {
  if (owner.kind === 'cell')
    run.store.set(contentKey(owner), reaches(run, held, owner.id) ? endless(run) : held);
  else changeData(run, owner.ref, asData(run, held));
};

/** `a, *b = value`: a value whose length only a config tells is made a list, which must be as long as is asked for. */
const unpack = (
  run: Run,
  frame: Frame,
  targets: readonly ast.Expression[],
  value: Value,
  at: number,
): void => {
  forEach(run, value, (one) => {
    unpackOne(run, frame, targets, one, at);
    return one;
  });
};

const unpackOne = (
  run: Run,
  frame: Frame,
  targets: readonly ast.Expression[],
  value: Value,
  at: number,
): void => {
  const { table } = run;
  const star = targets.findIndex((target) => target.kind === 'Starred');
  const least = star < 0 ? targets.length : targets.length - 1;
  const known = iterated(run, value)?.length;
  const isRight = known !== undefined && (star < 0 ? known === least : known >= least);
  const listed = known === undefined ? data(build.operation(table, 'list', [asData(run, value)], at)) : value;
  if (known === undefined) {
    force(run, frame, asData(run, listed), at);
    const length = build.operation(table, 'len', [asData(run, listed)], at);
    const wanted = table.literal(least);
    const fits =
      star < 0 ? build.eq(table, length, wanted) : build.operation(table, 'ge', [length, wanted], at);
    failIf(run, frame, not(table, fits), at, 'ValueError');
  } else if (!isRight) fail(run, frame, at, 'ValueError');
  const items = iterated(run, listed);
  const itemAt = (index: number): Value =>
    items?.at(index) ?? itemOf(run, content(run, listed), constant(run, index), at);
  targets.forEach((target, i) => {
    if (target.kind === 'Starred')
      assign(run, frame, target.value, allocate(run, sliceOf(run, listed, i, i + 1 - targets.length, at)));
    else assign(run, frame, target, itemAt(star >= 0 && i > star ? i - targets.length : i));
  });
};

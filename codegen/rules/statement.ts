import * as build from '../../src/expr/build.ts';
import { and, not } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { moduleScope } from '../python/scope.ts';
import { assign, setContent } from './assign.ts';
import { forEach } from './branch.ts';
import { emit, failIf, force } from './emit-item.ts';
import { fork } from './fork.ts';
import type { Frame } from './frame.ts';
import { giveUp, giveUpStatement } from './give-up.ts';
import { importNames } from './import.ts';
import { augmented } from './in-place.ts';
import { isUsedUp } from './iterator.ts';
import { runFor } from './loop.ts';
import { runMatch } from './match.ts';
import { isOpaque } from './names.ts';
import { asData, constant, content, notUnderstood } from './read.ts';
import { DeadEnd, type Item, type Run } from './run.ts';
import { attributeKey, environmentKey, HANDLED, localKey } from './state.ts';
import { runTry } from './try.ts';
import { ABSENT, data, type Value } from './value.ts';
import { runWhile } from './while.ts';
import { runWith } from './with.ts';

/** Executes statements in order; `false` where the end is never reached. */
export const block = (run: Run, frame: Frame, body: readonly ast.Statement[]): boolean => {
  for (const statement of body) {
    try {
      if (!execute(run, frame, statement)) return false;
    } catch (end) {
      if (end instanceof DeadEnd) return false;
      throw end;
    }
  }
  return true;
};

const execute = (run: Run, frame: Frame, node: ast.Statement): boolean => {
  const at = run.places.of(frame, node);
  switch (node.kind) {
    case 'Expr':
      if (frame.onYield !== undefined && (node.value.kind === 'Yield' || node.value.kind === 'YieldFrom')) {
        const given = node.value.value === null ? constant(run, null) : run.evaluate(frame, node.value.value);
        return frame.onYield(forced(run, frame, given, at), node.value.kind);
      }
      if (node.value.kind !== 'Constant') forced(run, frame, run.evaluate(frame, node.value), at);
      return true;
    case 'Assign': {
      const made = forced(run, frame, run.evaluate(frame, node.value), at);
      const value = isUsedUp(run, frame, node)
        ? giveUp(run, frame, at, 'iterator that is looked at again')
        : made;
      for (const target of node.targets) assign(run, frame, target, value);
      return true;
    }
    case 'AnnAssign':
      annotated(run, frame, node, at);
      return true;
    case 'AugAssign': {
      augmented(run, frame, node, at);
      return true;
    }
    case 'If':
      return runIf(run, frame, node);
    case 'Return': {
      const value = node.value === null ? constant(run, null) : run.evaluate(frame, node.value);
      frame.returns.push({ path: run.path, value: forced(run, frame, value, at), store: run.store });
      return false;
    }
    case 'Raise':
      return raise(run, frame, node, at);
    case 'Assert': {
      const test = run.condition(frame, node.test);
      force(run, frame, test, at);
      const message = node.msg === null ? undefined : asData(run, run.evaluate(frame, node.msg));
      failIf(run, frame, not(run.table, test), at, 'AssertionError', message);
      return true;
    }
    case 'For':
      return runFor(run, frame, node);
    case 'While':
      return runWhile(run, frame, node);
    case 'Match':
      return runMatch(run, frame, node);
    case 'Try':
      return runTry(run, frame, node);
    case 'With':
      return runWith(run, frame, node);
    case 'FunctionDef':
      run.store.set(localKey(frame.id, node.name), closure(run, frame, node));
      return true;
    case 'Import':
    case 'ImportFrom':
      importNames(run, frame, node, at);
      return true;
    case 'Break':
    case 'Continue':
      frame.loops.at(-1)?.[node.kind === 'Break' ? 'breaks' : 'continues'].push({
        path: run.path,
        store: run.store,
        value: constant(run, null),
      });
      return false;
    case 'Delete':
      for (const target of node.targets) deleteTarget(run, frame, target);
      return true;
    case 'Global':
      for (const name of node.names) frame.globals.add(name);
      return true;
    case 'Nonlocal':
      for (const name of node.names) frame.nonlocals.add(name);
      return true;
    case 'Pass':
    case 'TypeAlias':
      return true;
    default:
      break;
  }
  giveUpStatement(run, frame, node, `${node.kind} statement`);
  return true;
};

/** Python computes the value here. */
export const forced = (run: Run, frame: Frame, value: Value, at: number): Value => {
  if (value.kind === 'data') force(run, frame, value.ref, at);
  if (value.kind === 'choice') force(run, frame, asData(run, value), at);
  const held = value.kind === 'cell' ? content(run, value) : value;
  if (held !== value && held.kind === 'data') force(run, frame, held.ref, at);
  if (held.kind === 'sequence') for (const item of held.items) forceItem(run, frame, item, at);
  if (held.kind === 'mapping') for (const item of held.entries.values()) forceItem(run, frame, item, at);
  return value;
};

/** What a display holds was computed before it was made. */
const forceItem = (run: Run, frame: Frame, item: Value, at: number): void => {
  if (item.kind === 'data') force(run, frame, item.ref, at);
  if (item.kind === 'sequence') for (const part of item.items) forceItem(run, frame, part, at);
};

const annotated = (run: Run, frame: Frame, node: ast.AnnAssign, at: number): void => {
  if (frame.kind === 'class' && node.target.kind === 'Name') {
    const special = specialAnnotation(node.annotation);
    if (special === null) frame.annotated.push(node.target.id);
    if (special === 'InitVar') frame.initOnly.push(node.target.id);
  }
  if (node.value === null) return;
  assign(run, frame, node.target, forced(run, frame, run.evaluate(frame, node.value), at));
};

/** The name of an annotation that declares no field. */
const specialAnnotation = (annotation: ast.Expression): string | null => {
  const owner = annotation.kind === 'Subscript' ? annotation.value : annotation;
  if (owner.kind === 'Constant' && owner.constant.type === 'str')
    return /^(?:\w+\.)?(ClassVar|InitVar|KW_ONLY)\b/.exec(owner.constant.value)?.[1] ?? null;
  const name = owner.kind === 'Name' ? owner.id : owner.kind === 'Attribute' ? owner.attr : '';
  return NO_FIELDS.has(name) ? name : null;
};

const NO_FIELDS: ReadonlySet<string> = new Set(['ClassVar', 'InitVar', 'KW_ONLY']);

const runIf = (run: Run, frame: Frame, node: ast.If): boolean => {
  const test = run.condition(frame, node.test);
  force(run, frame, test, run.places.of(frame, node.test));
  return fork(
    run,
    frame,
    test,
    () => run.block(frame, node.body),
    () => run.block(frame, node.orelse),
  );
};

const raise = (run: Run, frame: Frame, node: ast.Raise, at: number): boolean => {
  const handled = run.store.get(localKey(frame.id, HANDLED));
  const value = node.exc === null ? (handled ?? null) : content(run, run.evaluate(frame, node.exc));
  if (value?.kind === 'exception' && value.caught !== undefined && value.caught.length > 0) {
    for (const item of value.caught) raiseAgain(run, item);
    return false;
  }
  if (value?.kind === 'exception') {
    const message = value.message === null ? {} : { message: value.message };
    emit(run, frame, at, { kind: 'error', exception: value.name, ...message });
    return false;
  }
  const name =
    value?.kind === 'builtin' ? value.name : value?.kind === 'class' ? value.cls.name : 'Exception';
  emit(run, frame, at, { kind: 'error', exception: name });
  return false;
};

/** What a handler caught, where it is raised again: Python tells the line that raised it first. */
const raiseAgain = (run: Run, item: Item): void => {
  const when = and(run.table, run.path, item.when);
  if (run.table.valueOf(when) !== false) run.items.push({ ...item, when, order: ++run.order });
};

/** A nested function closes over the frame; a method keeps the class it is defined in. */
const closure = (run: Run, frame: Frame, node: ast.FunctionDef): Value => ({
  kind: 'function',
  name: node.name,
  qualname: `${frame.function}.${node.name}`,
  module: frame.module,
  node,
  closure: frame.kind === 'function' ? frame : null,
  owner: frame.kind === 'class' ? frame.owner : null,
  opaque: isOpaque(run, node, moduleScope(frame.module)),
});

const deleteItem = (run: Run, frame: Frame, owner: Value, key: Ref, at: number): void => {
  const name = run.table.valueOf(key);
  if (owner.kind === 'external' && typeof name === 'string') run.store.set(environmentKey(name), ABSENT);
  else if (owner.kind !== 'cell' && owner.kind !== 'data') notUnderstood(run, at, 'del of an item');
  else {
    const after = build.operation(run.table, 'delitem', [asData(run, owner), key], at);
    force(run, frame, after, at);
    setContent(run, owner, data(after));
  }
};

const deleteTarget = (run: Run, frame: Frame, target: ast.Expression): void => {
  if (target.kind === 'Name') run.store.delete(localKey(frame.id, target.id));
  if (target.kind === 'Attribute') {
    const owner = run.evaluate(frame, target.value);
    if (owner.kind === 'instance') run.store.set(attributeKey(owner.id, target.attr), ABSENT);
  }
  if (target.kind !== 'Subscript') return;
  const owner = run.evaluate(frame, target.value);
  const key = run.evaluate(frame, target.slice);
  const at = run.places.of(frame, target);
  forEach(run, owner, (one) => {
    deleteItem(run, frame, one, asData(run, key), at);
    return one;
  });
};

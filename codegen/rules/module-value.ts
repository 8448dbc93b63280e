import type * as ast from '../python/ast.ts';
import type { ValueBinding } from '../python/binding.ts';
import { moduleScope } from '../python/scope.ts';
import { aside } from './aside.ts';
import { moduleFrame } from './classes.ts';
import type { Frame } from './frame.ts';
import { mayChange } from './give-up.ts';
import { namesUsed } from './names-used.ts';
import { notUnderstood, snapshot } from './read.ts';
import { recall } from './recall.ts';
import { DeadEnd, type Run } from './run.ts';
import { localKey } from './state.ts';
import { data, external, type Value } from './value.ts';

/** The value of a module's name, worked out once, apart from any path. */
export const globalValue = (run: Run, binding: ValueBinding): Value => {
  const { globals } = run.underway;
  const { qualname, statement } = binding;
  const known = globals.get(qualname);
  if (known !== undefined) return known;
  return recall(run, run.ambient.globals, qualname, statement, () => {
    // A value that is needed to work itself out.
    globals.set(qualname, external(qualname));
    try {
      return aside(run, () => {
        const made = evaluateGlobal(run, binding);
        // Objects made at import are there in every call.
        for (const [key, held] of run.store.entries())
          if (key.startsWith('A')) run.ambient.lasting.set(key, snapshot(run, held));
        return made;
      });
    } finally {
      globals.delete(qualname);
    }
  });
};

const evaluateGlobal = (run: Run, binding: ValueBinding): Value => {
  const frame = moduleFrame(run, binding.module, binding.module.name);
  try {
    const made = run.evaluate(frame, binding.value);
    const value = snapshot(run, binding.index.length === 0 ? afterImport(run, frame, binding, made) : made);
    return binding.index.reduce<Value>((part, index) => itemAt(run, part, index), value);
  } catch (end) {
    if (!(end instanceof DeadEnd)) throw end;
    return notUnderstood(
      run,
      run.places.add(binding.module.path, binding.statement.line),
      `${binding.qualname} cannot be worked out`,
    );
  }
};

/** What a name stands for once its module is imported: later statements of it may have changed a container. */
const afterImport = (run: Run, frame: Frame, binding: ValueBinding, made: Value): Value => {
  const { statement, module, qualname } = binding;
  const name = qualname.slice(module.name.length + 1);
  const from = module.ast.body.indexOf(statement);
  const later =
    from < 0 ? [] : module.ast.body.slice(from + 1).filter((one) => changes(run, binding, name, one));
  if (later.length === 0) return made;
  run.underway.globals.set(qualname, made);
  run.store.set(localKey(frame.id, name), made);
  for (const one of later) {
    if (one.kind === 'FunctionDef' || one.kind === 'ClassDef') decorate(run, frame, one);
    else run.block(frame, [one]);
  }
  return run.store.get(localKey(frame.id, name)) ?? made;
};

/** Whether a statement of the module, run at import, may change what a name of it holds. */
const changes = (run: Run, binding: ValueBinding, name: string, node: ast.Statement): boolean => {
  if (node.kind === 'FunctionDef' || node.kind === 'ClassDef')
    return node.decorators.some((decorator) => mentions(run, binding, name, decorator));
  const isAnew = (node.kind === 'Assign' || node.kind === 'AnnAssign') && !mayChangeItem(node);
  return !isAnew && node.kind !== 'If' && node.kind !== 'Try' && mayChange(node, name);
};

const mayChangeItem = (node: ast.Assign | ast.AnnAssign): boolean =>
  (node.kind === 'Assign' ? node.targets : [node.target]).some(({ kind }) => kind === 'Subscript');

/** A decorator of the module's own whose code has the name. */
const mentions = (run: Run, { module }: ValueBinding, name: string, decorator: ast.Expression): boolean => {
  const found = run.program.resolve(
    moduleScope(module),
    decorator.kind === 'Call' ? decorator.func : decorator,
  );
  return found?.kind === 'function' && found.module === module && namesUsed(found.node).has(name);
};

const decorate = (run: Run, frame: Frame, node: ast.FunctionDef | ast.ClassDef): void => {
  const decorated = run.bindingValue(run.program.lookup(frame.module, node.name));
  for (const decorator of node.decorators.toReversed()) {
    const args = { positional: [decorated], named: new Map<string, Value>(), spread: null };
    run.call(frame, run.evaluate(frame, decorator), args, run.places.of(frame, decorator));
  }
};

const itemAt = (run: Run, value: Value, index: number): Value => {
  if (value.kind === 'sequence') return value.items[index] ?? external('missing');
  const list = value.kind === 'data' ? run.table.valueOf(value.ref) : undefined;
  const item = Array.isArray(list) ? run.table.constant(list[index] ?? null) : undefined;
  return item === undefined ? external('missing') : data(item);
};

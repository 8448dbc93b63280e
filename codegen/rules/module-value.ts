import type * as ast from '../python/ast.ts';
import type { ValueBinding } from '../python/binding.ts';
import { aside } from './aside.ts';
import { changesAtImport } from './at-import.ts';
import { moduleFrame } from './classes.ts';
import type { Frame } from './frame.ts';
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
  const value = recall(run, run.ambient.globals, qualname, statement, () => {
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
  run.notes.globals.set(qualname, value);
  return value;
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

/** What a name stands for once all is imported: later statements may have changed a container. */
const afterImport = (run: Run, frame: Frame, binding: ValueBinding, made: Value): Value => {
  const { module, qualname, statement } = binding;
  // Nothing that is known of these can change.
  if (made.kind === 'external' || made.kind === 'logger') return made;
  const { changes, beyond } = changesAtImport(run, binding);
  if (beyond.length > 0) {
    const at = run.places.add(module.path, statement.line);
    return notUnderstood(run, at, `${qualname} is changed by modules that may be imported before`);
  }
  if (changes.length === 0) return made;
  const name = localKey(frame.id, qualname.slice(module.name.length + 1));
  run.underway.globals.set(qualname, made);
  run.store.set(name, made);
  for (const change of changes) {
    const own = change.module === module ? frame : moduleFrame(run, change.module, change.module.name);
    const { statement: one } = change;
    if (one.kind === 'FunctionDef' || one.kind === 'ClassDef') decorate(run, own, one);
    else run.block(own, [one]);
  }
  return run.store.get(name) ?? made;
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

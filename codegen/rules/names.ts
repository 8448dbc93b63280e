import type { FunctionDef, Name } from '../python/ast.ts';
import type { Binding, FunctionBinding } from '../python/binding.ts';
import { leavesCalls } from '../python/decorators.ts';
import type { Guard } from '../python/definitions.ts';
import { moduleScope, type Scope } from '../python/scope.ts';
import { choose } from '../python/variants.ts';
import { aside } from './aside.ts';
import { isEnvironmentModule } from './boundary.ts';
import { moduleFrame } from './classes.ts';
import type { Frame } from './frame.ts';
import { localValue } from './local.ts';
import { globalValue } from './module-value.ts';
import { notUnderstood } from './read.ts';
import { DeadEnd, type Run } from './run.ts';
import { globalKey } from './state.ts';
import { requireBound } from './unbound.ts';
import { external, type FunctionValue, type Value } from './value.ts';

/** What a bare name stands for: a local of the frame or of those around it, else a global of its module. */
export const nameValue = (run: Run, frame: Frame, node: Name): Value => {
  const name = node.id;
  const local = localValue(run, frame, name, () => run.places.of(frame, node));
  if (local !== undefined) return local;
  if (run.looking !== null) requireBound(run, frame, node);
  const binding = run.program.resolveName(moduleScope(frame.module), name);
  const assigned = run.store.get(globalKey(frame.module.name, name));
  if (assigned === undefined) return bindingValue(run, binding);
  return orInitially(assigned, () => bindingValue(run, binding));
};

/** What a function assigned, on the paths on which it did. */
const orInitially = (assigned: Value, initial: () => Value): Value => {
  if (assigned.kind === 'absent') return initial();
  if (assigned.kind !== 'choice') return assigned;
  const [yes, no] = [orInitially(assigned.yes, initial), orInitially(assigned.no, initial)];
  return yes === assigned.yes && no === assigned.no ? assigned : { ...assigned, yes, no };
};

/** What a binding of the program stands for. Module values are worked out once, apart from any path. */
export const bindingValue = (run: Run, binding: Binding): Value => {
  switch (binding.kind) {
    case 'class': {
      const cls = run.classInfo(binding);
      // What a class behind the boundary holds is the state of the process; an enum is the same everywhere.
      const outside = isEnvironmentModule(binding.module.name) && cls?.enumIndex === null;
      return cls === null || outside ? external(binding.qualname) : { kind: 'class', cls };
    }
    case 'function':
      return functionValue(run, binding);
    case 'value':
      return globalValue(run, binding);
    case 'module':
      return { kind: 'module', module: binding.module };
    case 'external':
      return external(binding.path);
    case 'builtin':
      return { kind: 'builtin', name: binding.name };
    case 'variants':
      return variantValue(run, binding);
    case 'opaque':
      return notUnderstood(run, run.places.add(binding.module.path, binding.statement.line), binding.reason);
    case 'missing':
      return external(binding.path);
    case 'parameter':
      return external(binding.parameter.name);
  }
};

const functionValue = (run: Run, binding: FunctionBinding): FunctionValue => ({
  kind: 'function',
  name: binding.node.name,
  qualname: binding.qualname,
  module: binding.module,
  node: binding.node,
  closure: null,
  owner: null,
  opaque: isOpaque(run, binding.node, binding.scope),
});

/** A decorator that is not known to be harmless: what calling the function does cannot be told. */
export const isOpaque = (run: Run, node: FunctionDef, scope: Scope): boolean =>
  node.isAsync ||
  node.decorators.some(
    (decorator) =>
      !leavesCalls(run.program, scope, decorator) && !isCachedProperty(run.program.resolve(scope, decorator)),
  );

/** Python's own, or a library's: a member that works it out once. */
const isCachedProperty = (found: Binding | undefined): boolean =>
  found?.kind === 'external'
    ? found.path.endsWith('cached_property')
    : found?.kind === 'class' && found.qualname.endsWith('cached_property');

/** One of several definitions: the branches' tests are worked out where what is taken as given decides them. */
const variantValue = (run: Run, binding: Extract<Binding, { kind: 'variants' }>): Value => {
  const decide = (guard: Guard, scope: Scope): boolean | undefined => {
    if (guard.kind !== 'if') return undefined;
    const holds = testOf(run, guard, scope);
    return holds === undefined ? undefined : holds === guard.holds;
  };
  const chosen = choose(binding, decide).binding;
  return chosen === undefined ? external('undefined') : bindingValue(run, chosen);
};

const testOf = (run: Run, guard: Extract<Guard, { kind: 'if' }>, scope: Scope): boolean | undefined => {
  try {
    const ref = aside(run, () => run.condition(moduleFrame(run, scope.module, scope.name), guard.test));
    const value = run.table.valueOf(ref);
    return typeof value === 'boolean' ? value : undefined;
  } catch (end) {
    if (end instanceof DeadEnd) return undefined;
    throw end;
  }
};

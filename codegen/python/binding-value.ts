import type { Expression } from './ast.ts';
import type { Binding } from './binding.ts';
import type { Guard } from './definitions.ts';
import { type Frame, makeFrame, readName } from './frame.ts';
import { type Interpreter, isUnknown, type Site, unknown } from './interpreter.ts';
import { innerScope, type Scope } from './scope.ts';
import { subscript } from './subscript.ts';
import { truth } from './truth.ts';
import { external, int, type PyValue } from './value.ts';
import { choose } from './variants.ts';

/** Frames from the inside out, then what the name is bound to by the program, then builtins. */
export function nameValue(self: Interpreter, frame: Frame, name: string, at: Site): PyValue {
  for (let inner: Frame | null = frame; inner !== null; inner = inner.parent) {
    if (inner.scope.kind === 'class' && inner !== frame) continue;
    const held = readName(inner, name);
    if (held !== undefined) return held;
  }
  // A module may be imported or run as a program.
  if (name === '__name__') return unknown(at, '__name__');
  return bindingValue(self, self.program.resolveName(frame.scope, name), at);
}

/** What a binding stands for as a value. */
export function bindingValue(self: Interpreter, binding: Binding, at: Site): PyValue {
  switch (binding.kind) {
    case 'class':
      return { type: 'class', binding };
    case 'function':
      if (binding.scope.kind === 'module' && binding.node.decorators.length > 0) {
        return readName(self.moduleFrame(binding.module), binding.node.name) ?? unknown(at, 'not bound yet');
      }
      return {
        type: 'function',
        name: binding.node.name,
        node: binding.node,
        frame: self.frameOf(binding.scope),
        self: null,
      };
    case 'value':
      return definedValue(self, binding, at);
    case 'module':
      return { type: 'module', module: binding.module };
    case 'external':
      return external(binding.path);
    case 'builtin':
      return { type: 'builtin', name: binding.name, self: null };
    case 'variants': {
      const { binding: chosen } = choose(binding, (guard, scope) => decideGuard(self, guard, scope));
      return chosen === undefined
        ? unknown(at, 'bound in no branch that is taken')
        : bindingValue(self, chosen, at);
    }
    case 'parameter':
      return unknown(at, `parameter ${binding.parameter.name}`);
    case 'opaque':
      return unknown({ ...at, line: binding.statement.line }, binding.reason);
    case 'missing':
      return unknown(at, `${binding.path} is not defined`);
  }
}

/** A module's and a class's names hold what running it leaves; a function's are taken from their one definition. */
function definedValue(self: Interpreter, binding: Extract<Binding, { kind: 'value' }>, at: Site): PyValue {
  if (binding.scope.kind === 'module') {
    const name = binding.qualname.slice(binding.scope.name.length + 1);
    const held = readName(self.moduleFrame(binding.module), name);
    if (held !== undefined) return held;
  }
  if (pending.has(binding.value)) return unknown(at, 'defined by itself');
  pending.add(binding.value);
  try {
    return part(self.evaluate(self.frameOf(binding.scope), binding.value), binding.index, at);
  } finally {
    pending.delete(binding.value);
  }
}

/** Values of definitions being evaluated right now. */
const pending = new Set<Expression>();

export function part(whole: PyValue, index: readonly number[], at: Site): PyValue {
  let value = whole;
  for (const position of index) {
    if (isUnknown(value)) return value;
    value = subscript(value, int(position)) ?? unknown(at, 'unpacking');
  }
  return value;
}

/** For `choose`: whether a branch is taken in this world. */
export function decideGuard(self: Interpreter, guard: Guard, scope: Scope): boolean | undefined {
  if (guard.kind !== 'if') return undefined;
  const verdict = truth(self.evaluate(self.frameOf(scope), guard.test));
  return verdict === undefined ? undefined : verdict === guard.holds;
}

/** The frame that a scope's expressions are read in. */
export function scopeFrame(self: Interpreter, scope: Scope): Frame {
  if (scope.kind === 'module') return self.moduleFrame(scope.module);
  const parent = scope.parent === null ? null : self.frameOf(scope.parent);
  if (scope.kind === 'class' && scope.parent !== null) {
    const binding = [...scope.parent.definitions.byName.values()]
      .flat()
      .find(
        ({ source }) => source.kind === 'class' && innerScope(scope.parent ?? scope, source.node) === scope,
      );
    if (binding?.source.kind === 'class') {
      const { node } = binding.source;
      const { module } = scope;
      return self.classFrame({
        type: 'class',
        binding: { kind: 'class', qualname: scope.name, module, node, scope: scope.parent },
      });
    }
  }
  return makeFrame(scope, parent);
}

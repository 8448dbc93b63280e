import type { Statement } from './ast.ts';
import { bindingValue } from './binding-value.ts';
import { bindName, type Frame, readName } from './frame.ts';
import type { Interpreter, Site } from './interpreter.ts';
import { absoluteName } from './modules.ts';
import type { PyModule } from './program.ts';
import type { PyValue } from './value.ts';

export const moduleThunk =
  (self: Interpreter, name: string, at: Site): (() => PyValue) =>
  () => {
    const module = self.program.module(name);
    return bindingValue(
      self,
      module === undefined ? { kind: 'external', path: name } : { kind: 'module', module },
      at,
    );
  };

export function importFrom(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'ImportFrom' }>,
  at: Site,
): void {
  const target = absoluteName(frame.scope.module, statement.level, statement.module);
  for (const { name, asname } of statement.names) {
    // Names of a star import are found through the program when they are asked for.
    if (name === '*') continue;
    bindName(frame, asname ?? name, () => {
      const module = target === undefined ? undefined : self.program.module(target);
      if (module === undefined)
        return bindingValue(self, { kind: 'external', path: `${target}.${name}` }, at);
      if (module === frame.scope.module) return bindingValue(self, self.program.lookup(module, name), at);
      return moduleName(self, module, name, at);
    });
  }
}

/** What running a module leaves under a name; a submodule, a re-export or a lazy export otherwise. */
export function moduleName(self: Interpreter, module: PyModule, name: string, at: Site): PyValue {
  const binding = self.program.lookup(module, name);
  // Only a value made by statements needs them to be run.
  if (binding.kind === 'value' || binding.kind === 'opaque' || binding.kind === 'variants') {
    const home = binding.kind === 'variants' ? binding.scope.module : binding.module;
    const own = home === module ? readName(self.moduleFrame(module), name) : undefined;
    if (own !== undefined) return own;
  }
  return bindingValue(self, binding, at);
}

import type { Expression, Module } from './ast.ts';
import type { Binding } from './binding.ts';
import type { ModuleStore } from './module-store.ts';
import { createModules, type Modules } from './modules.ts';
import { createResolver } from './resolve.ts';
import type { Scope } from './scope.ts';

/**
 * The files a Program is made of. Implemented by `codegen/source` over a folder, an archive or an environment,
 * and by tests over a plain record. Paths use `/` and begin with the top package: `llamafactory/hparams/parser.py`.
 */
export interface SourceFiles {
  /** Text of a file, or `undefined` if there is none. */
  read(path: string): string | undefined;
  /** Every `.py` path below a folder (`llamafactory`, `transformers/integrations`), sorted. */
  list(under: string): readonly string[];
}

/** A parsed module. Parsed on first use, then kept: a Program over unchanged files never parses one twice. */
export interface PyModule {
  /** Dotted name: `llamafactory.hparams.parser`. */
  readonly name: string;
  /** Path as it appears in answers: `llamafactory/hparams/parser.py`. */
  readonly path: string;
  readonly isPackage: boolean;
  readonly text: string;
  readonly ast: Module;
}

/**
 * Python source as one program: modules by name, and what names stand for.
 *
 * Every look-up follows imports, re-exports, star imports and lazy `__init__` modules to the defining statement.
 * A name bound in branches gives `kind: 'variants'`; `choose` (variants.ts) picks one under given assumptions.
 * Nothing throws: what cannot be found is `missing` (its module is here) or `external` (its package is not).
 */
export interface Program {
  /** By dotted name; `undefined` if there is no such file. */
  module(name: string): PyModule | undefined;
  /** Dotted names of all modules at and below a package. */
  modules(under: string): readonly string[];
  /** Whether a module's text has a word. Modules that are looked for by a word: ask before `module`, which is more. */
  says(name: string, word: string): boolean;
  /** A global name of a module: what `from module import name` gives. */
  lookup(module: PyModule, name: string): Binding;
  /** A bare name as a statement in `scope` sees it: local, enclosing functions, module, builtins. */
  resolveName(scope: Scope, name: string): Binding;
  /**
   * A `Name` or a chain of attributes on modules and classes (`os.path.join`, `EngineName.HF`, `Class.method`).
   * `undefined` for any other expression, and for an attribute of something whose attributes are not known.
   */
  resolve(scope: Scope, expression: Expression): Binding | undefined;
  /** A member of a class as the class statement or its bases define it; `undefined` if none of them does. */
  member(binding: Binding, name: string): Binding | undefined;
}

/**
 * `loadGrammar()` must have been awaited. Modules are parsed when first looked at. `change` puts other trees in the
 * place of some (codegen/extra), or watches which are asked for.
 */
export function createProgram(
  files: SourceFiles,
  change: (modules: Modules) => Modules = (modules) => modules,
  store?: ModuleStore,
): Program {
  return programOver(change(createModules(files, store)));
}

/** A program of modules that may be other programs' too. */
export const programOver = (modules: Modules): Program => ({
  module: modules.module,
  modules: modules.names,
  says: modules.says,
  ...createResolver(modules),
});

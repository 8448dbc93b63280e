import type { Module } from './ast.ts';
import { ModuleStore } from './module-store.ts';
import type { PyModule, SourceFiles } from './program.ts';

/** Finds and parses modules by dotted name. */
export interface Modules {
  module(name: string): PyModule | undefined;
  /** Dotted names of all modules below a package, the package first. */
  names(under: string): readonly string[];
  /** Whether a module's text has a word, in comments too. Says less than the module: who only searches sees nothing else. */
  says(name: string, word: string): boolean;
}

const EMPTY: Module = { body: [], faults: [] };

/** Of whatever this process reads: a path in another state is another module. */
const everything = new ModuleStore();

export function createModules(files: SourceFiles, store = everything): Modules {
  const known = new Map<string, PyModule | undefined>();
  const load = (name: string): PyModule | undefined => {
    const path = name.replaceAll('.', '/');
    const asPackage = files.read(`${path}/__init__.py`);
    if (asPackage !== undefined) return store.take(name, `${path}/__init__.py`, true, asPackage);
    const asModule = files.read(`${path}.py`);
    if (asModule !== undefined) return store.take(name, `${path}.py`, false, asModule);
    // A folder without __init__.py is a namespace package.
    if (files.list(path).length > 0) return { name, path, isPackage: true, text: '', ast: EMPTY };
    return undefined;
  };
  const module = (name: string): PyModule | undefined => {
    if (!known.has(name)) known.set(name, load(name));
    return known.get(name);
  };
  return {
    module,
    says: (name, word) => module(name)?.text.includes(word) ?? false,
    names(under) {
      return namesOf(files.list(under.replaceAll('.', '/')));
    },
  };
}

/** Of the same list the same names: a source whose files stay has the same lists in every state. */
const namesOf = (paths: readonly string[]): readonly string[] => {
  const known = named.get(paths);
  if (known !== undefined) return known;
  const names = paths.map(moduleName).sort();
  named.set(paths, names);
  return names;
};

const named = new WeakMap<readonly string[], readonly string[]>();

/** `a/b/__init__.py` is module `a.b`. */
const moduleName = (path: string): string =>
  path
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.');

/**
 * The dotted name that `from ..x import` means inside `module`, or `undefined` above the top package.
 * `level` counts the dots; 0 is absolute.
 */
export function absoluteName(module: PyModule, level: number, name: string | null): string | undefined {
  if (level === 0) return name ?? undefined;
  const path = module.name.split('.');
  const up = module.isPackage ? level - 1 : level;
  if (up >= path.length) return undefined;
  const base = path.slice(0, path.length - up).join('.');
  return name === null ? base : `${base}.${name}`;
}

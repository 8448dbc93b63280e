import type { Statement } from '../python/ast.ts';
import { absoluteName } from '../python/modules.ts';
import type { Program, PyModule } from '../python/program.ts';
import { STANDARD_LIBRARY } from '../python/standard-library.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Whether a module is there wherever the parser runs at all: Python's own, among the files, or imported before. */
export const isPresent = ({ program, stack }: Run, { module }: Frame, name: string): boolean => {
  const top = name.split('.')[0] ?? name;
  if (STANDARD_LIBRARY.has(top) || program.module(name) !== undefined) return true;
  if (program.module(top) !== undefined) return false;
  return [module, ...stack.map((fn) => fn.module)].some((one) => neededBy(program, one).has(top));
};

const needed = new WeakMap<Program, Map<PyModule, ReadonlySet<string>>>();

/** Packages without which a module cannot be imported: those that it, or what it imports of its own package, does. */
const neededBy = (program: Program, module: PyModule): ReadonlySet<string> => {
  const inProgram = needed.get(program) ?? new Map<PyModule, ReadonlySet<string>>();
  needed.set(program, inProgram);
  const known = inProgram.get(module);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const seen = new Set([module]);
  for (const one of seen)
    for (const name of importedByAll(one)) {
      const top = name.split('.')[0] ?? name;
      found.add(top);
      const next = top === module.name.split('.')[0] ? program.module(name) : undefined;
      if (next !== undefined) seen.add(next);
    }
  inProgram.set(module, found);
  return found;
};

/** What a module imports whenever it is imported: by statements that nothing guards. */
const importedByAll = (module: PyModule): readonly string[] =>
  module.ast.body.flatMap((statement) => modulesIn(module, statement));

/** The modules that a statement may import. */
export const modulesIn = (module: PyModule, statement: Statement): readonly string[] => {
  if (statement.kind === 'Import') return statement.names.map(({ name }) => name);
  if (statement.kind !== 'ImportFrom') return [];
  const from = absoluteName(module, statement.level, statement.module);
  if (from === undefined) return [];
  // `from . import name`: a name may be a module of that package.
  return [from, ...statement.names.map(({ name }) => `${from}.${name}`)];
};

import type { Statement } from '../python/ast.ts';
import { remembered } from '../python/looked-at.ts';
import { absoluteName } from '../python/modules.ts';
import type { Program, PyModule } from '../python/program.ts';
import { blocksOf } from './walk-statement.ts';

/** What following imports needs of a program. Looking at a module's text does not parse it. */
export type Modules = Pick<Program, 'module' | 'says'>;

/** A name as a module binds it by importing: the module it comes from, and its name there. */
export interface Imported {
  readonly from: string;
  readonly name: string;
}

/** Every `from … import …` of a module, those inside functions and `if TYPE_CHECKING` too, by the name it binds. */
export const importedNames = remembered((module: PyModule): ReadonlyMap<string, Imported> => {
  const found = new Map<string, Imported>();
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      if (statement.kind === 'ImportFrom') {
        const from = absoluteName(module, statement.level, statement.module) ?? '';
        for (const { name, asname } of statement.names)
          if (!found.has(asname ?? name)) found.set(asname ?? name, { from, name });
      }
      for (const inner of blocksOf(statement)) visit(inner);
    }
  };
  visit(module.ast.body);
  return found;
});

/** Names that `import os.path`, `import numpy as np` bind anywhere in a module: other people's modules. */
export const importedModules = remembered((module: PyModule): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      if (statement.kind === 'Import')
        for (const { name, asname } of statement.names) found.add(asname ?? name.split('.')[0] ?? name);
      for (const inner of blocksOf(statement)) visit(inner);
    }
  };
  visit(module.ast.body);
  return found;
});

/** Re-exports through packages; more would be a circle. */
const MOST_HOPS = 8;

/** The module that defines what is imported, found through the `__init__` of packages without opening it. */
export const homeOf = (modules: Modules, { from, name }: Imported, hops = 0): Imported | undefined => {
  if (modules.module(`${from}.${name}`) !== undefined) return { from: `${from}.${name}`, name: '' };
  const base = modules.module(from);
  if (base === undefined || hops > MOST_HOPS) return undefined;
  if (!base.isPackage) return { from, name };
  const again = importedNames(base).get(name);
  return again === undefined ? { from, name } : homeOf(modules, again, hops + 1);
};

const inPackage = (name: string, own: string): boolean => name === own || name.startsWith(`${own}.`);

const follow = (
  modules: Modules,
  start: readonly string[],
  takes: (name: string, text: string) => boolean,
): { readonly taken: readonly PyModule[]; readonly asked: readonly PyModule[] } => {
  const found = new Map<string, PyModule | null>();
  const asked: PyModule[] = [];
  const queue = [...start];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    const module = modules.module(name);
    if (module !== undefined) asked.push(module);
    const taken = module !== undefined && takes(name, module.text);
    found.set(name, taken ? module : null);
    if (!taken) continue;
    for (const imported of importedNames(module).values()) {
      queue.push(imported.from);
      const home = homeOf(modules, imported);
      if (home !== undefined) queue.push(home.from);
    }
  }
  return { taken: [...found.values()].filter((module) => module !== null), asked };
};

/** By imports from the modules a run starts in, all modules of their own package that take part. */
export const ownModules = (modules: Modules, own: string, starts: readonly string[]): readonly PyModule[] =>
  follow(modules, starts, (name) => inPackage(name, own)).taken;

/**
 * By imports from there, those modules of other packages that could hold a read, as their text says: `args.` with a
 * parameter's name behind; and all that were asked. That is what keeps all of transformers' models out.
 */
export const foreignModules = (
  modules: Modules,
  own: readonly PyModule[],
  holders: ReadonlySet<string>,
  parameters: ReadonlySet<string>,
): ReturnType<typeof follow> => {
  const package_ = own[0]?.name.split('.')[0] ?? '';
  const start = own.flatMap((module) =>
    [...importedNames(module).values()].flatMap(
      (imported) => homeOf(modules, imported)?.from ?? imported.from,
    ),
  );
  return follow(
    modules,
    start.filter((name) => !inPackage(name, package_)),
    (name, text) => !inPackage(name, package_) && mayRead(text, holders, parameters),
  );
};

const WORD = /\w/;

/** Whether a text has a word anywhere. */
export const saysWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!WORD.test(text[at - 1] ?? '') && !WORD.test(text[at + word.length] ?? '')) return true;
  return false;
};

const NAME = /\w+/y;

/** Whether the text has `holder.parameter` anywhere. Native searches, because these texts are megabytes. */
const mayRead = (text: string, holders: ReadonlySet<string>, parameters: ReadonlySet<string>): boolean => {
  for (const holder of holders) {
    const access = `${holder}.`;
    for (let at = text.indexOf(access); at >= 0; at = text.indexOf(access, at + 1)) {
      if (WORD.test(text[at - 1] ?? '')) continue;
      NAME.lastIndex = at + access.length;
      if (parameters.has(NAME.exec(text)?.[0] ?? '')) return true;
    }
  }
  return false;
};

import type { PyModule } from '../python/program.ts';
import { homeOf, importedNames, type Modules } from './imports.ts';
import { scanned } from './scan.ts';
import type { FunctionScan } from './sites.ts';

/** Modules that a command line starts in. */
const STARTS = ['cli', 'launcher', '__main__'];

/**
 * The functions that training starts in: those nearest to the command line, by imports, that call the parser.
 * `parsers` are qualified names of the functions that parse the entry point's arguments.
 */
export const rootsOf = (
  modules: Modules,
  own: string,
  parsers: readonly string[],
): { readonly module: PyModule; readonly functions: readonly FunctionScan[] } | undefined => {
  const seen = new Set<string>();
  let level = STARTS.map((start) => `${own}.${start}`);
  while (level.length > 0) {
    const next: string[] = [];
    for (const name of level) {
      if (seen.has(name)) continue;
      seen.add(name);
      const module = modules.module(name);
      if (module === undefined) continue;
      const functions = callersIn(module, parsers);
      if (functions.length > 0) return { module, functions };
      for (const imported of importedNames(module).values())
        next.push(imported.from, homeOf(modules, imported)?.from ?? imported.from);
    }
    level = next.filter((name) => name.startsWith(`${own}.`));
  }
  return undefined;
};

const callersIn = (module: PyModule, parsers: readonly string[]): readonly FunctionScan[] => {
  const names = new Set(parsers.filter((parser) => !parser.startsWith(`${module.name}.`)).map(lastName));
  if (![...names].some((name) => module.text.includes(`${name}(`))) return [];
  return scanned(module).functions.filter(
    ({ node, calls }) =>
      node !== null && calls.some(({ call }) => call.func.kind === 'Name' && names.has(call.func.id)),
  );
};

const lastName = (qualname: string): string => qualname.slice(qualname.lastIndexOf('.') + 1);

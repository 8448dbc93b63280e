import type { Expression, Statement } from '../python/ast.ts';
import type { PyModule } from '../python/program.ts';
import { homeOf, importedNames, type Modules } from './imports.ts';
import { scanned } from './scan.ts';
import type { FunctionScan } from './sites.ts';
import { blocksOf } from './walk-statement.ts';

/** Modules that a command line starts in. */
const STARTS = ['cli', 'launcher', '__main__'];

/** Where an entry point's arguments come from. */
export interface Roots {
  /** Modules that call its parser. */
  readonly modules: readonly PyModule[];
  readonly functions: readonly FunctionScan[];
  /** What the parser returns, by the names it is unpacked into: the position of each. */
  readonly unpacked: ReadonlyMap<string, number>;
}

/**
 * The functions that a run starts in: all that call the parser in a module which the command line imports; where it
 * imports none (a command taken out of service, whose code still lies there), in any module of the package. `parsers`
 * are qualified names of the functions that parse the entry point's arguments.
 */
export const rootsOf = (
  program: Modules & { modules(under: string): readonly string[] },
  own: string,
  parsers: readonly string[],
): Roots | undefined => {
  const commanded = callersAmong(program, reachedFrom(program, own), parsers);
  if (commanded !== undefined) return commanded;
  const all = program.modules(own).flatMap((name) => program.module(name) ?? []);
  return callersAmong(program, all, parsers);
};

/** Modules of the package by imports from the command line, the nearest first. */
const reachedFrom = (modules: Modules, own: string): readonly PyModule[] => {
  const seen = new Set<string>();
  const found: PyModule[] = [];
  let level = STARTS.map((start) => `${own}.${start}`);
  while (level.length > 0) {
    const next: string[] = [];
    for (const name of level) {
      const module = seen.has(name) ? undefined : modules.module(name);
      seen.add(name);
      if (module === undefined) continue;
      found.push(module);
      for (const imported of importedNames(module).values())
        next.push(imported.from, homeOf(modules, imported)?.from ?? imported.from);
    }
    level = next.filter((name) => name.startsWith(`${own}.`));
  }
  return found;
};

const callersAmong = (
  modules: Modules,
  among: readonly PyModule[],
  parsers: readonly string[],
): Roots | undefined => {
  const calling = among
    .map((module) => ({ module, functions: callersIn(modules, module, parsers) }))
    .filter(({ functions }) => functions.length > 0);
  if (calling.length === 0) return undefined;
  return {
    modules: calling.map(({ module }) => module),
    functions: calling.flatMap(({ functions }) => functions),
    unpacked: new Map(
      calling.flatMap(({ module, functions }) => {
        const names = parserNames(modules, module, parsers);
        return functions.flatMap(({ node }) => unpackedIn(node?.body ?? [], names));
      }),
    ),
  };
};

/** `model_args, *_ = get_args()`, `self.eval_args = …`: each name with its position. */
const unpackedIn = (body: readonly Statement[], parsers: ReadonlySet<string>): [string, number][] =>
  body.flatMap((statement) => {
    if (statement.kind !== 'Assign')
      return blocksOf(statement).flatMap((inner) => unpackedIn(inner, parsers));
    const { targets, value } = statement;
    if (!callsOne(value, parsers)) return [];
    return targets.flatMap((target) => positions(target.kind === 'Tuple' ? target.elts : [target]));
  });

const positions = (targets: readonly Expression[]): [string, number][] => {
  const starred = targets.findIndex(({ kind }) => kind === 'Starred');
  return targets
    .slice(0, starred < 0 ? undefined : starred)
    .flatMap((target, position): [string, number][] => {
      if (target.kind === 'Name') return target.id === '_' ? [] : [[target.id, position]];
      return target.kind === 'Attribute' ? [[target.attr, position]] : [];
    });
};

const callsOne = (value: Expression, names: ReadonlySet<string>): boolean =>
  value.kind === 'Call' && value.func.kind === 'Name' && names.has(value.func.id);

/** Who calls a parser. Where a method does, its object is made for others: they may call any method of it. */
const callersIn = (
  modules: Modules,
  module: PyModule,
  parsers: readonly string[],
): readonly FunctionScan[] => {
  if (!parsers.some((parser) => modules.says(module.name, lastName(parser)))) return [];
  const names = parserNames(modules, module, parsers);
  if (names.size === 0) return [];
  const { functions } = scanned(module);
  const calling = functions.filter(
    ({ node, calls }) => node !== null && calls.some(({ call }) => callsOne(call, names)),
  );
  const owners = new Set(calling.flatMap(({ owner }) => owner ?? []));
  return functions.filter((one) => calling.includes(one) || (one.owner !== null && owners.has(one.owner)));
};

/** Names under which a module imports the parsers. */
const parserNames = (modules: Modules, module: PyModule, parsers: readonly string[]): ReadonlySet<string> =>
  new Set(
    [...importedNames(module)].flatMap(([name, imported]) => {
      const home = homeOf(modules, imported);
      return home !== undefined && parsers.includes(`${home.from}.${home.name}`) ? [name] : [];
    }),
  );

const lastName = (qualname: string): string => qualname.slice(qualname.lastIndexOf('.') + 1);

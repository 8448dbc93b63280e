import type { SourceInfo } from '../../src/model/catalog.ts';
import type { Place, Unknown } from '../../src/model/place.ts';
import type { Expression } from '../python/ast.ts';
import { type Constants, createConstants } from '../python/constants.ts';
import { collectDefinitions } from '../python/definitions.ts';
import type { Program, PyModule } from '../python/program.ts';
import type { World } from '../python/world.ts';

/** What every extractor of facts needs. */
export interface FactsContext {
  readonly program: Program;
  /** Top package: `llamafactory`. */
  readonly package: string;
  /** Constants where no environment variable is set and what the parser imports is installed, at its newest. */
  readonly constants: Constants;
  /** The same, with nothing known of packages but the given versions: what differs there hangs on the environment. */
  readonly bare: Constants;
  /** `constants` with environment variables set, and with every package installed. */
  readonly under: (env: ReadonlyMap<string, string>) => Constants;
  /** Notes something that was not understood; each place and reason once. */
  readonly note: (place: Place, reason: string) => void;
  readonly unknowns: () => readonly Unknown[];
}

/** Newer than any release that source compares with. */
const NEWEST = '9999';
const NEWEST_PYTHON = [3, 99, 0];

/** The context of one source's top package, where the version of transformers is known and of no other package. */
export function createFactsContext(
  program: Program,
  { package: packageName, transformers }: Pick<SourceInfo, 'package' | 'transformers'>,
): FactsContext {
  const versions = new Map(transformers === null ? [] : [['transformers', transformers]]);
  const noted = new Map<string, Unknown>();
  const required = requiredPackages(program, packageName);
  const world = (env: ReadonlyMap<string, string>, all: boolean): World => ({
    env,
    installed: (name) => (all || required.has(topOf(name)) ? true : undefined),
    python: NEWEST_PYTHON,
    version: (name) => versions.get(name) ?? (all || required.has(topOf(name)) ? NEWEST : undefined),
  });
  const worlds = new Map<string, Constants>();
  return {
    program,
    package: packageName,
    constants: createConstants(program, world(new Map(), false)),
    bare: createConstants(program, {
      env: new Map(),
      installed: () => undefined,
      python: undefined,
      version: (name) => versions.get(name),
    }),
    under(env) {
      const key = JSON.stringify([...env]);
      const known = worlds.get(key) ?? createConstants(program, world(env, true));
      worlds.set(key, known);
      return known;
    },
    note: (place, reason) => void noted.set(`${place.path}:${place.line}:${reason}`, { place, reason }),
    unknowns: () => [...noted.values()],
  };
}

const topOf = (name: string): string => (name.split('.')[0] ?? name).replaceAll('-', '_');

/** Packages that the modules which build a parser import under no condition: without them nothing is parsed. */
function requiredPackages(program: Program, packageName: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const module of parserModules(program, packageName)) {
    for (const definition of [...collectDefinitions(module.ast.body).byName.values()].flat()) {
      const { source, guards } = definition;
      if (guards.length > 0) continue;
      if (source.kind === 'import') found.add(topOf(source.module));
      if (source.kind === 'from' && source.level === 0 && source.module !== null)
        found.add(topOf(source.module));
    }
  }
  return found;
}

/** The class that turns dataclasses into a parser, in transformers. */
export const PARSER_CLASS = 'HfArgumentParser';

/** Modules of the package that name the parser class. */
export const parserModules = (program: Program, packageName: string): PyModule[] =>
  modulesSaying(program, packageName, new Set([PARSER_CLASS]));

/** Modules of the package in which one of these words occurs. */
export const modulesSaying = (
  program: Program,
  packageName: string,
  words: ReadonlySet<string>,
): PyModule[] =>
  program
    .modules(packageName)
    .filter((name) => [...words].some((word) => program.says(name, word)))
    .flatMap((name) => program.module(name) ?? []);

export const placeOf = (module: PyModule, node: Pick<Expression, 'line'>): Place => ({
  path: module.path,
  line: node.line,
});

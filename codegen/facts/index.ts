import type { CatalogData, EntryPoint, SourceFile, TextLayer } from '../../src/model/catalog.ts';
import { SCHEMA_VERSION } from '../../src/model/catalog.ts';
import type { Unknown } from '../../src/model/place.ts';
import type { Program } from '../python/program.ts';
import { everyTime, type Stage } from '../reuse.ts';
import type { Source } from '../source/index.ts';
import { type AddedClass, addClasses } from './added-classes.ts';
import { indexCalls } from './calls.ts';
import { commandsReaching, findCommands } from './commands.ts';
import { extractConfigFiles } from './config-files.ts';
import { createFactsContext, type FactsContext } from './context.ts';
import { extractTaken, openOf, type TakenClass, takenClass } from './entry-classes.ts';
import { findEntryPoints } from './entry-points.ts';
import { extractExamples } from './examples.ts';
import { extractLabels } from './labels.ts';
import { extractModelsAndTemplates } from './models.ts';
import { constantModules, extractConstants } from './module-constants.ts';
import { moved } from './moved.ts';
import type { ExtractedClass } from './parameters.ts';
import { dictionaryParameters, extractPlugins } from './plugins/index.ts';
import { listFiles } from './source-files.ts';

/** What the extraction of facts yields: the catalog's data and the text layer beside it. */
export interface Facts {
  readonly data: CatalogData;
  readonly text: TextLayer;
}

/** What `extractFacts` needs of a source. */
export type FactsSource = Pick<Source, 'info' | 'files'>;

/**
 * Every fact of one source: entry points, composed dataclasses, constants, examples, labels.
 * `added` are classes of the user's own that entry points take besides (codegen/extra).
 * `loadGrammar()` must have been awaited. Nothing throws; what is not understood is in `data.unknowns`.
 */
export function extractFacts(
  program: Program,
  source: FactsSource,
  added: readonly AddedClass[] = [],
): Facts {
  return factsBy(everyTime(program), source, added);
}

/** The same, of which `stage` may give parts as they were before: codegen/reuse.ts. */
export function factsBy(stage: Stage, source: FactsSource, added: readonly AddedClass[] = []): Facts {
  const { info } = source;
  const parts = new Parts(stage, info);
  const found = parts.of('entry points', added, (context) => takenEntries(context, info, added));
  const table = new Map<string, ExtractedClass>();
  const entryPoints = found.map(({ taken, ...entry }): EntryPoint => {
    const classes = taken.flatMap((one) => extracted(parts, one) ?? []);
    for (const made of classes) if (!table.has(made.class.qualname)) table.set(made.class.qualname, made);
    return {
      ...entry,
      classes: classes.map((made) => made.class.qualname),
      open: openOf(classes.map((made) => made.class)),
    };
  });
  const classes = [...table.values()].map((item) => item.class);
  const constants = parts.of('constants', null, (context) => {
    const modules = constantModules(context);
    return { paths: modules.map(({ path }) => path), listed: extractConstants(context, modules) };
  });
  const files = listFiles(
    source.files,
    classes,
    found.map((entry) => entry.place.path),
    constants.paths,
  );
  const examples = extractExamples(source.files, entryPoints, classes);
  const models = parts.of('models', null, extractModelsAndTemplates);
  const dictionaries = dictionaryParameters(entryPoints, classes);
  const plugins = parts.of('plugins', dictionaries, (context) => extractPlugins(context, dictionaries));
  const names = [...new Set(classes.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  return {
    data: {
      schemaVersion: SCHEMA_VERSION,
      source: info,
      files: files.map(({ path, lines, sha256 }): SourceFile => ({ path, lines, sha256 })),
      classes,
      entryPoints,
      constants: constants.listed,
      examples,
      configFiles: extractConfigFiles(source.files, examples),
      ...models,
      ...(plugins.length > 0 && { plugins }),
      unknowns: parts.unknowns(),
    },
    text: {
      fingerprint: info.fingerprint,
      help: merged([...table.values()].map((item) => item.help)),
      docs: merged([...table.values()].map((item) => item.docs)),
      labels: parts.of('labels', names, (context) => extractLabels(context, names)),
      files: Object.fromEntries(files.map(({ path, text }) => [path, text])),
    },
  };
}

/** An entry point but for what its classes say. */
type TakenEntry = Omit<EntryPoint, 'classes' | 'open'> & { readonly taken: readonly TakenClass[] };

function takenEntries(
  context: FactsContext,
  info: FactsSource['info'],
  added: readonly AddedClass[],
): readonly TakenEntry[] {
  const index = indexCalls(context.program, info.package);
  const found = addClasses(context, findEntryPoints(context, index), added);
  const commands = findCommands(context, index);
  return found.map((entry) => ({
    name: entry.name,
    place: entry.place,
    symbol: entry.symbol,
    when: entry.when,
    functions: entry.functions.map((item) => item.qualname),
    commands: commandsReaching(index, commands, entry.functions),
    allowExtraKeys: entry.allowExtraKeys,
    taken: entry.classes.map((item) => takenClass(context, entry, item)),
  }));
}

const extracted = (parts: Parts, taken: TakenClass): ExtractedClass | undefined =>
  taken.kind === 'made'
    ? taken.made
    : parts.of(`class ${taken.qualname} ${taken.world}`, taken, (context) => extractTaken(context, taken));

/** Parts of the facts, each plain data that may have been found before, with what was not understood in them. */
class Parts {
  readonly #stage: Stage;
  readonly #info: FactsSource['info'];
  readonly #contexts = new WeakMap<Program, FactsContext>();
  readonly #unknowns = new Map<string, Unknown>();

  constructor(stage: Stage, info: FactsSource['info']) {
    this.#stage = stage;
    this.#info = info;
  }

  of<Part>(name: string, given: unknown, find: (context: FactsContext) => Part): Part {
    const { package: top, transformers } = this.#info;
    const { result, now } = this.#stage(`facts ${name}`, [top, transformers, given], (program) => {
      const context = this.#contextOf(program);
      return { part: find(context), unknowns: context.unknowns() };
    });
    for (const { place, reason } of moved(result.unknowns, now))
      this.#unknowns.set(`${place.path}:${place.line}:${reason}`, { place, reason });
    return moved(result.part, now);
  }

  unknowns(): Unknown[] {
    return [...this.#unknowns.values()];
  }

  #contextOf(program: Program): FactsContext {
    const context = this.#contexts.get(program) ?? createFactsContext(program, this.#info);
    this.#contexts.set(program, context);
    return context;
  }
}

const merged = (maps: readonly ReadonlyMap<string, string>[]): Record<string, string> =>
  Object.fromEntries(maps.flatMap((map) => [...map]));

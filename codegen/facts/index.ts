import type { CatalogData, EntryPoint, SourceFile, TextLayer } from '../../src/model/catalog.ts';
import { SCHEMA_VERSION } from '../../src/model/catalog.ts';
import type { Program } from '../python/program.ts';
import type { Source } from '../source/index.ts';
import { type AddedClass, addClasses } from './added-classes.ts';
import { indexCalls } from './calls.ts';
import { commandsReaching, findCommands } from './commands.ts';
import { extractConfigFiles } from './config-files.ts';
import { createFactsContext } from './context.ts';
import { collectClasses, openOf } from './entry-classes.ts';
import { findEntryPoints } from './entry-points.ts';
import { extractExamples } from './examples.ts';
import { extractLabels } from './labels.ts';
import { extractModelsAndTemplates } from './models.ts';
import { constantModules, extractConstants } from './module-constants.ts';
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
  const { info } = source;
  const context = createFactsContext(program, info);
  const index = indexCalls(program, info.package);
  const found = addClasses(context, findEntryPoints(context, index), added);
  const table = collectClasses(context, found);
  const classes = table.classes.map((item) => item.class);
  const commands = findCommands(context, index);
  const entryPoints = found.map((entry): EntryPoint => {
    const names = table.byEntry.get(entry) ?? [];
    return {
      name: entry.name,
      classes: [...names],
      place: entry.place,
      symbol: entry.symbol,
      when: entry.when,
      functions: entry.functions.map((item) => item.qualname),
      commands: commandsReaching(index, commands, entry.functions),
      allowExtraKeys: entry.allowExtraKeys,
      open: openOf(classes.filter((item) => names.includes(item.qualname))),
    };
  });
  const constants = constantModules(context);
  const examples = extractExamples(source.files, entryPoints, classes);
  const files = listFiles(
    source.files,
    classes,
    found.map((entry) => entry.place.path),
    constants,
  );
  return {
    data: {
      schemaVersion: SCHEMA_VERSION,
      source: info,
      files: files.map(({ path, lines, sha256 }): SourceFile => ({ path, lines, sha256 })),
      classes,
      entryPoints,
      constants: extractConstants(context, constants),
      examples,
      configFiles: extractConfigFiles(source.files, examples),
      ...extractModelsAndTemplates(context),
      unknowns: [...context.unknowns()],
    },
    text: {
      fingerprint: info.fingerprint,
      help: merged(table.classes.map((item) => item.help)),
      docs: merged(table.classes.map((item) => item.docs)),
      labels: extractLabels(context, classes),
      files: Object.fromEntries(files.map(({ path, text }) => [path, text])),
    },
  };
}

const merged = (maps: readonly ReadonlyMap<string, string>[]): Record<string, string> =>
  Object.fromEntries(maps.flatMap((map) => [...map]));

import { posix } from 'node:path';
import type { CatalogData } from '../src/model/catalog.ts';
import { UserError } from '../src/model/error.ts';
import { formatPlace } from '../src/model/format-place.ts';
import type { Unknown } from '../src/model/place.ts';
import { isTooLarge } from './python/parse.ts';
import type { Program } from './python/program.ts';

/**
 * Where the source is no Python. In the folders that hold parameters it is a fault: what is missing there would pass
 * for removed. Elsewhere it is one thing more that was not understood.
 * @throws UserError SOURCE_SYNTAX, SOURCE_WITHOUT_ENTRY_POINTS
 */
export const checkSyntax = (program: Program, data: CatalogData): readonly Unknown[] => {
  const faults = faultsIn(program, data.source.package);
  const folders = new Set(data.files.map(({ path }) => posix.dirname(path)));
  const grave =
    data.entryPoints.length === 0
      ? faults[0]
      : faults.find(({ place }) => folders.has(posix.dirname(place.path)));
  if (grave !== undefined)
    throw new UserError({
      code: 'SOURCE_SYNTAX',
      message: `${formatPlace(grave.place)} ${grave.reason}`,
      next: 'Mend that line, or wait until whoever is writing the file is done; then run the command again.',
      place: formatPlace(grave.place),
    });
  if (data.entryPoints.length === 0)
    throw new UserError({
      code: 'SOURCE_WITHOUT_ENTRY_POINTS',
      message: `No call of a parser with argument classes was found in ${data.source.package} (${data.source.label}).`,
      next: 'Name a checkout or release of LLaMA Factory: --source DIR or --release 0.9.5.',
    });
  return faults;
};

/** The first of each file: what follows it is mostly its consequence. */
const faultsIn = (program: Program, topPackage: string): readonly Unknown[] =>
  program.modules(topPackage).flatMap((name) => {
    const module = program.module(name);
    const fault = module?.ast.faults[0];
    if (module === undefined || fault === undefined) return [];
    const line = module.text.split(/\r?\n/)[fault.line - 1]?.trim() ?? '';
    const reason = isTooLarge(module.text)
      ? `is not read: ${module.text.length} characters in one file are more than anybody writes.`
      : `is no Python: ${line.slice(0, 80)}`;
    return [{ place: { path: module.path, line: fault.line }, reason }];
  });

import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Catalog } from '../catalog/index.ts';
import type { CatalogDiff } from '../diff/index.ts';
import { type Diagnostic, UserError } from '../model/index.ts';
import { validatorOf } from '../tools/config-argument.ts';
import { configFilesBelow } from '../validate/batch/folder.ts';
import type { ConfigDocument } from '../validate/document.ts';
import { formatOf, readConfigBytes } from '../validate/read.ts';

/** What a change of the source does to one config of the user's. */
export interface ConfigEffect {
  /** As shown: relative to the working directory. */
  readonly file: string;
  /** Keys that it sets and that changed. */
  readonly touched: readonly string[];
  /** Certain errors that it did not have before. */
  readonly refused: readonly Diagnostic[];
  /** How many it had and has no more. */
  readonly mended: number;
}

/**
 * The folder that `--configs` names.
 * @throws UserError CONFIGS_MISSING
 */
export function configsFolder(given: string, cwd: string): string {
  const folder = resolve(cwd, given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new UserError({
    code: 'CONFIGS_MISSING',
    message: `--configs names ${folder}, which is no folder.`,
    next: 'Name the folder that your YAML or JSON configs are in.',
    place: folder,
  });
}

/**
 * Which configs below a folder a change touches. They are read anew each time. Without `before`, everything that the
 * present source certainly refuses.
 */
export function configEffects(
  folder: string,
  cwd: string,
  after: Catalog,
  change?: { readonly before: Catalog; readonly diff: CatalogDiff },
): ConfigEffect[] {
  const changed = change === undefined ? new Set<string>() : changedKeys(change.diff);
  return configFilesBelow(folder).flatMap((path) => {
    const document = documentAt(path);
    if (document === undefined) return [];
    const had = change === undefined ? new Map<string, Diagnostic>() : errors(change.before, document);
    const has = errors(after, document);
    const touched = document.entries.map(({ key }) => String(key)).filter((key) => changed.has(key));
    const refused = [...has].flatMap(([key, error]) => (had.has(key) ? [] : error));
    const mended = [...had.keys()].filter((key) => !has.has(key)).length;
    if (touched.length + refused.length + mended === 0) return [];
    return [{ file: relative(cwd, path) || path, touched, refused, mended }];
  });
}

/** A line for each config, and one for each new error: `runs/a.yaml:3: …`. */
export function effectLines(effects: readonly ConfigEffect[]): string[] {
  return effects.flatMap(({ file, touched, refused, mended }) => [
    ...refused.map(({ line, message }) => `  ${file}:${line ?? 1}: ${message}`),
    ...(touched.length > 0 ? [`  ${file} sets ${touched.join(', ')}`] : []),
    ...(mended > 0 ? [`  ${file}: ${mended} ${mended === 1 ? 'error' : 'errors'} less`] : []),
  ]);
}

const changedKeys = ({ removed, changed, renamed }: CatalogDiff): ReadonlySet<string> =>
  new Set([...removed, ...changed].map(({ name }) => name).concat(renamed.map(({ from }) => from)));

/** By what is said, wherever it stands. */
function errors(catalog: Catalog, document: ConfigDocument): ReadonlyMap<string, Diagnostic> {
  const { diagnostics } = validatorOf(catalog).validate(document, { fixes: false });
  return new Map(
    diagnostics
      .filter(({ severity, certainty }) => severity === 'error' && certainty === 'certain')
      .map((error) => [JSON.stringify([error.code, error.key, error.message]), error]),
  );
}

/** `undefined` where it is gone again, or holds no keys: data sets and lists lie beside configs. */
function documentAt(path: string): ConfigDocument | undefined {
  try {
    const document = readConfigBytes(readFileSync(path), formatOf(path));
    return document.entries.length === 0 ? undefined : document;
  } catch {
    return undefined;
  }
}

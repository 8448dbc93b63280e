import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalog } from '../catalog/catalog.ts';
import { once } from '../catalog/once.ts';
import type { CatalogData, EvidenceData, HistoryData, RulesData, TextLayer } from '../model/index.ts';
import type { NotesData } from '../model/note.ts';
import { createValidator, type Validator } from './validator.ts';

/**
 * A validator over a catalog folder, with the rules and the history that it has.
 *
 * The short way for `validate`, whose whole process is to be 30 times as fast as the real parser: a file whose hash is
 * the one in the manifest is byte for byte what codegen wrote after Zod had checked it, so it is only parsed as JSON.
 * Whatever is not so (no manifest, another schema version, a changed file) goes the long way, which says what is wrong.
 * Throws as `loadCatalog`. For Node.
 */
export const openValidator = async (dir: string): Promise<Validator> =>
  quickly(dir) ?? (await import('./open-checked.ts')).openChecked(dir);

/** Raised together with `SCHEMA_VERSION` in `src/model/catalog.ts`; a test holds the two equal. */
export const QUICK_SCHEMA_VERSION = 1;

const quickly = (dir: string): Validator | undefined => {
  const manifest = readJson(join(dir, 'manifest.json')) as
    | { schemaVersion?: unknown; files?: Readonly<Record<string, string>> }
    | undefined;
  if (manifest?.schemaVersion !== QUICK_SCHEMA_VERSION || manifest.files === undefined) return undefined;
  const { files } = manifest;
  const data = proven<CatalogData>(dir, 'catalog.json', files);
  const rules = proven<RulesData>(dir, 'rules.json', files);
  if (data === undefined || (rules === undefined && files['rules.json'] !== undefined)) return undefined;
  return createValidator({
    catalog: createCatalog(data, () => textOf(dir), {
      notes: () => proven<NotesData>(dir, 'notes.json', files),
      rules: () => rules ?? null,
      evidence: () => proven<EvidenceData>(dir, 'index.json', files) ?? null,
    }),
    rules,
    history: once(() => proven<HistoryData>(dir, 'history.json', files)),
  });
};

/** A file of the folder, if its hash is the one of the manifest. */
const proven = <T>(dir: string, name: string, files: Readonly<Record<string, string>>): T | undefined => {
  const bytes = readBytes(join(dir, name));
  if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== files[name])
    return undefined;
  return JSON.parse(bytes.toString('utf8')) as T;
};

/** The text layer stands in no manifest; `createCatalog` leaves out one of another fingerprint. */
const textOf = (dir: string): TextLayer | undefined =>
  readJson(join(dir, 'text/text.json')) as TextLayer | undefined;

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

const readBytes = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

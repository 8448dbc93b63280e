import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { CatalogData, SCHEMA_VERSION, TextLayer } from '../model/catalog.ts';
import { UserError } from '../model/error.ts';
import { ARTIFACT, Manifest, siblingPrefix } from '../model/manifest.ts';
import { once } from './once.ts';
import { shippedManifest } from './shipped.ts';

/** One generated or sync-cache folder, read once. What it gives never changes, whatever happens to the folder. */
export interface CatalogFolder {
  /** Absolute. */
  readonly dir: string;
  readonly manifest: Manifest;
  readonly data: CatalogData;
  /** Byte for byte the one that was checked when this program was built. */
  readonly isShipped: boolean;
  /** Parsed on first use; `null` where the folder has none, or one left over from another source. */
  readonly text: TextLayer | null;
  /**
   * A further file of the folder (`rules.json`, `schema/train.json`), parsed when it is first asked for; `null` where
   * the folder has none.
   * @throws UserError CATALOG_BROKEN where its content does not fit the schema
   */
  artifact<T>(path: string, schema: z.ZodType<T>): T | null;
}

const ATTEMPTS = 3;
/** How often a folder may be replaced while it is read; each time it is read anew at once. */
const REPLACEMENTS = 100;

/**
 * Reads `dir` whole and checks it: finished, of this schema version, every file as its manifest says.
 * A folder that is being replaced meanwhile is read again. What the build has held against its schema (the folder that
 * this program came with) is not again.
 * @throws UserError CATALOG_MISSING, CATALOG_UNFINISHED, CATALOG_VERSION, CATALOG_BROKEN
 */
export const loadCatalog = (dir: string): CatalogFolder => {
  const target = resolve(dir);
  let [attempt, replacements] = [1, 0];
  for (;;) {
    const standing = standingFor(target);
    const before = markOf(standing);
    try {
      return readFolder(standing);
    } catch (error) {
      if (!(error instanceof UserError) || error.code === 'CATALOG_VERSION') throw error;
      // Files of two folders were read: that says nothing of either.
      if (markOf(standingFor(target)) !== before && replacements++ < REPLACEMENTS) continue;
      if (attempt === ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * attempt);
      attempt++;
    }
  }
};

/** Tells one folder from the next that takes its place. */
const markOf = (dir: string): string => {
  try {
    const { ino, mtimeNs } = statSync(join(dir, ARTIFACT.manifest), { bigint: true });
    return `${ino} ${mtimeNs}`;
  } catch {
    return '';
  }
};

/**
 * The folder that this program's own worker makes at `dir`, by its files (not read, it may still be being written). Each
 * was held against its schema there, so it is not again.
 */
export const madeCatalog = (dir: string, made: Readonly<Record<string, Uint8Array>>): CatalogFolder => {
  const files = new Map(Object.entries(made).map(([path, bytes]) => [path, asBuffer(bytes)]));
  const manifest = Manifest.parse(parseJson(dir, ARTIFACT.manifest, files.get(ARTIFACT.manifest) ?? NOTHING));
  const bytes = { files, text: files.get(ARTIFACT.text) };
  return folderOf(dir, manifest, bytes, false, parseAsMade, parseAsMade);
};

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const NOTHING = Buffer.alloc(0);

const readFolder = (dir: string): CatalogFolder => {
  const { manifest, hash } = readManifest(dir);
  const bytes = { files: readFiles(dir, manifest), text: readIfThere(join(dir, ARTIFACT.text)) };
  // The text layer is in no manifest, so in none that the build has checked.
  const isShipped = hash === shippedManifest;
  return folderOf(dir, manifest, bytes, isShipped, isShipped ? parseAsMade : parse, parse);
};

interface FolderBytes {
  readonly files: Map<string, Buffer>;
  readonly text: Buffer | undefined;
}

const folderOf = (
  dir: string,
  manifest: Manifest,
  { files, text: textBytes }: FolderBytes,
  isShipped: boolean,
  parseListed: typeof parse,
  parseText: typeof parse,
): CatalogFolder => {
  const catalog = files.get(ARTIFACT.catalog);
  files.delete(ARTIFACT.catalog);
  if (catalog === undefined)
    throw broken(dir, `its manifest does not name ${ARTIFACT.catalog}`, manifest.command);
  const data = parseListed(dir, manifest, ARTIFACT.catalog, CatalogData, catalog);
  if (data.source.fingerprint !== manifest.fingerprint)
    throw broken(dir, `${ARTIFACT.catalog} is of another source than its manifest`, manifest.command);
  const text = once(() => {
    if (textBytes === undefined) return null;
    const layer = parseText(dir, manifest, ARTIFACT.text, TextLayer, textBytes);
    return layer.fingerprint === manifest.fingerprint ? layer : null;
  });
  const parsed = new Map<string, unknown>();
  return {
    dir,
    manifest,
    data,
    isShipped,
    get text() {
      return text();
    },
    artifact: <T>(path: string, schema: z.ZodType<T>) => {
      const bytes = files.get(path);
      if (bytes !== undefined) parsed.set(path, parseListed(dir, manifest, path, schema, bytes));
      // What has been parsed is kept in place of its bytes, not beside them; a path has one schema.
      files.delete(path);
      return (parsed.get(path) as T | undefined) ?? null;
    },
  };
};

/** The folder itself; where a writer was stopped between its two renames, the sibling that is whole (see `siblingPrefix`). */
const standingFor = (target: string): string => {
  if (existsSync(target) || !existsSync(dirname(target))) return target;
  const names = readdirSync(dirname(target)).sort();
  for (const role of ['next', 'prev'] as const) {
    const found = names
      .filter((name) => name.startsWith(siblingPrefix(basename(target), role)))
      .map((name) => join(dirname(target), name))
      .find((dir) => existsSync(join(dir, ARTIFACT.manifest)));
    if (found !== undefined) return found;
  }
  return target;
};

const readManifest = (dir: string): { readonly manifest: Manifest; readonly hash: string } => {
  const bytes = readIfThere(join(dir, ARTIFACT.manifest));
  if (bytes === undefined) throw existsSync(dir) ? unfinished(dir) : missing(dir);
  const json = parseJson(dir, ARTIFACT.manifest, bytes);
  const hash = sha256(bytes);
  // The build has held these very bytes against their schema.
  if (hash === shippedManifest) return { manifest: json as Manifest, hash };
  const version = z.object({ schemaVersion: z.int(), command: z.string() }).safeParse(json);
  if (version.success && version.data.schemaVersion !== SCHEMA_VERSION)
    throw otherVersion(dir, version.data.schemaVersion, version.data.command);
  const manifest = Manifest.safeParse(json);
  if (!manifest.success) throw broken(dir, `${ARTIFACT.manifest}: ${firstIssue(manifest.error)}`);
  return { manifest: manifest.data, hash };
};

/** Every JSON file that the manifest names, its hash checked. `schemas.ts` is for TypeScript, not for this process. */
const readFiles = (dir: string, manifest: Manifest): Map<string, Buffer> => {
  const files = new Map<string, Buffer>();
  for (const [path, hash] of Object.entries(manifest.files)) {
    if (!path.endsWith('.json')) continue;
    const bytes = readIfThere(join(dir, path));
    if (bytes === undefined) throw broken(dir, `${path} is missing`, manifest.command);
    if (sha256(bytes) !== hash)
      throw broken(dir, `${path} was changed after it was written`, manifest.command);
    files.set(path, bytes);
  }
  return files;
};

const readIfThere = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw new UserError({
      code: 'CATALOG_UNREADABLE',
      message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      next: 'Give this user the right to read it, or name another folder with --catalog DIR.',
      cause: error,
    });
  }
};

const parse = <T>(dir: string, manifest: Manifest, path: string, schema: z.ZodType<T>, bytes: Buffer): T => {
  const parsed = schema.safeParse(parseJson(dir, path, bytes, manifest.command));
  if (!parsed.success) throw broken(dir, `${path}: ${firstIssue(parsed.error)}`, manifest.command);
  return parsed.data;
};

/** The bytes are those that the worker, or the build, of this program made from or checked as a value of this very type. */
const parseAsMade = <T>(dir: string, manifest: Manifest, path: string, _: z.ZodType<T>, bytes: Buffer): T =>
  parseJson(dir, path, bytes, manifest.command) as T;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const parseJson = (dir: string, path: string, bytes: Buffer, command?: string): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw broken(
      dir,
      `${path} is no JSON (${error instanceof Error ? error.message : String(error)})`,
      command,
    );
  }
};

const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue === undefined ? 'does not fit' : `${issue.path.join('.')}: ${issue.message}`;
};

const rebuild = (dir: string, command?: string): string =>
  `Run \`${command ?? `npm run codegen -- --out ${dir}`}\` to build it again.`;

const missing = (dir: string): UserError =>
  new UserError({
    code: 'CATALOG_MISSING',
    message: `There is no catalog folder at ${dir}.`,
    next: `Name another with --catalog DIR, or build one: \`npm run codegen -- --out ${dir}\`.`,
  });

const unfinished = (dir: string): UserError =>
  new UserError({
    code: 'CATALOG_UNFINISHED',
    message: `${dir} has no ${ARTIFACT.manifest}: it is no catalog folder, or was never finished.`,
    next: rebuild(dir),
  });

const otherVersion = (dir: string, version: number, command: string): UserError =>
  new UserError({
    code: 'CATALOG_VERSION',
    message: `${dir} has schema version ${version}; this program reads version ${SCHEMA_VERSION}.`,
    next: rebuild(dir, command),
  });

const broken = (dir: string, fault: string, command?: string): UserError =>
  new UserError({
    code: 'CATALOG_BROKEN',
    message: `The catalog in ${dir} is not whole: ${fault}.`,
    next: rebuild(dir, command),
  });

import { createHash } from 'node:crypto';
import { type BigIntStats, type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { UserError } from '../../src/model/index.ts';
import type { SourceFiles } from '../python/program.ts';
import { type Scope, scopeOf } from './scope.ts';

/** A folder or one Python file on disk and the name it has inside the source: `llamafactory`, `examples`, `mine.py`. */
export interface Root {
  readonly prefix: string;
  readonly path: string;
}

/**
 * The files of a source as they were at one moment, kept in memory: what is hashed is what is parsed, whatever happens
 * on disk meanwhile. `list` gives every file in scope (for a package its `.py` files).
 */
export interface Snapshot extends SourceFiles {
  /** SHA-256 (hex) of a file's bytes. */
  sha256(path: string): string | undefined;
  /** Absolute path on disk, for display. */
  locate(path: string): string | undefined;
}

interface Entry {
  readonly file: string;
  /** `undefined`: it was written so shortly before it was read that a later write may leave the same behind. */
  state: string | undefined;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Decoded once for as long as the file stays as it is: an entry lives on in the snapshots after it. */
const texts = new WeakMap<Entry, string>();

class FolderSnapshot implements Snapshot {
  private readonly decoder = new TextDecoder('utf-8');
  private readonly lists: Map<string, readonly string[]>;
  private readonly paths: readonly string[];
  readonly entries: ReadonlyMap<string, Entry>;

  /** Where `previous` has the same paths, its lists are these. */
  constructor(entries: ReadonlyMap<string, Entry>, previous: FolderSnapshot | undefined) {
    this.entries = entries;
    const same =
      previous?.entries.size === entries.size &&
      [...entries.keys()].every((path) => previous.entries.has(path));
    this.paths = same ? previous.paths : [...entries.keys()].sort();
    this.lists = same ? previous.lists : new Map();
  }

  read(path: string): string | undefined {
    const entry = this.entries.get(path);
    if (entry === undefined) return undefined;
    const text = texts.get(entry) ?? this.decoder.decode(entry.bytes);
    texts.set(entry, text);
    return text;
  }

  list(under: string): readonly string[] {
    const known = this.lists.get(under);
    if (known !== undefined) return known;
    const alone = this.entries.has(under) ? [under] : [];
    const below = this.paths.slice(this.firstFrom(`${under}/`), this.firstFrom(`${under}0`));
    const found = [...alone, ...below];
    this.lists.set(under, found);
    return found;
  }

  /** Where a path is or would be among the sorted ones. `0` is what follows `/`. */
  private firstFrom(path: string): number {
    let [low, high] = [0, this.paths.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.paths[middle] ?? '') < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  sha256(path: string): string | undefined {
    return this.entries.get(path)?.sha256;
  }

  locate(path: string): string | undefined {
    return this.entries.get(path)?.file;
  }
}

/**
 * Reads every file in scope below the roots. A file that `previous` read and that has not been written since (size,
 * times and inode) is not read again. Throws `SOURCE_UNREADABLE` for one that may not be read; one that vanishes
 * meanwhile is left out, as is a link that leads out of its root.
 */
export function takeSnapshot(roots: readonly Root[], previous?: Snapshot): Snapshot {
  const before = previous instanceof FolderSnapshot ? previous : undefined;
  const entries = new Map<string, Entry>();
  for (const root of roots) {
    for (const [path, file] of walk(root)) {
      const entry = readEntry(file, before?.entries.get(path));
      if (entry) entries.set(path, entry);
    }
  }
  return new FolderSnapshot(entries, before);
}

/** SHA-256 (hex) over paths and contents. The same on every machine and at every place. */
export function contentHash(files: Snapshot, prefixes: readonly string[], seed: string): string {
  const paths = [...prefixes].sort().flatMap((prefix) => files.list(prefix));
  const lines = paths.map((path) => `\n${path}\0${files.sha256(path)}`);
  return createHash('sha256')
    .update(seed + lines.join(''))
    .digest('hex');
}

/** Paths whose content is another one, or that only one of the two has. */
export function differingPaths(before: Snapshot, after: Snapshot, prefixes: readonly string[]): string[] {
  const paths = new Set(prefixes.flatMap((prefix) => [...before.list(prefix), ...after.list(prefix)]));
  return [...paths].filter((path) => before.sha256(path) !== after.sha256(path));
}

function readEntry(file: string, known: Entry | undefined): Entry | undefined {
  return orAbsent(file, () => {
    const stat = statSync(file, { bigint: true });
    const state = describe(stat);
    if (known?.file === file && known.state === state) return known;
    const settled = isSettled(stat) ? state : undefined;
    const bytes = readFileSync(file);
    if (known?.file === file && Buffer.compare(known.bytes, bytes) === 0) {
      known.state = settled;
      return known;
    }
    return { file, state: settled, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
}

/** File systems tell the time of a write in steps, of up to two seconds: two writes within one look alike. */
const COARSEST_MS = 2000;

const isSettled = ({ mtimeMs, ctimeMs }: BigIntStats): boolean => {
  const age = Date.now() - Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
  return age < 0 || age > COARSEST_MS;
};

const describe = (stat: BigIntStats): string => `${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;

function* walk(root: Root): Generator<[path: string, file: string]> {
  const real = orAbsent(root.path, () => realpathSync(root.path));
  if (real === undefined) return;
  if (root.prefix.endsWith('.py')) yield [root.prefix, real];
  else yield* walkFolder(real, root.prefix, scopeOf(root.prefix), homesOf(real, root.prefix));
}

function* walkFolder(
  folder: string,
  prefix: string,
  scope: Scope,
  homes: readonly string[],
): Generator<[path: string, file: string]> {
  const children = orAbsent(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
  for (const child of children.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (child.name.startsWith('.') || child.name === '__pycache__') continue;
    const path = `${prefix}/${child.name}`;
    const target = resolveChild(join(folder, child.name), child, homes);
    if (target?.kind === 'file' && scope.file(path)) yield [path, target.path];
    if (target?.kind === 'folder' && scope.folder(path)) yield* walkFolder(target.path, path, scope, homes);
  }
}

interface Target {
  readonly kind: 'file' | 'folder';
  readonly path: string;
}

/** A link is followed only to a file, and only inside the root: nothing else of the machine may be read or served. */
function resolveChild(path: string, child: Dirent, homes: readonly string[]): Target | undefined {
  if (child.isDirectory()) return { kind: 'folder', path };
  if (child.isFile()) return { kind: 'file', path };
  if (!child.isSymbolicLink()) return undefined;
  return orAbsent(path, () => {
    const real = realpathSync(path);
    const inside = homes.some((home) => real.startsWith(home + sep));
    return inside && statSync(real).isFile() ? { kind: 'file' as const, path: real } : undefined;
  });
}

/** The folder itself, and where an installer keeps the package when it links every file (uv does on demand). */
function homesOf(folder: string, prefix: string): string[] {
  const initial = orAbsent(folder, () => realpathSync(join(folder, '__init__.py')));
  const linked = initial && basename(initial) === '__init__.py' && basename(dirname(initial)) === prefix;
  return linked ? [folder, dirname(initial)] : [folder];
}

/** `undefined` where the file is gone; any other refusal of the file system is the user's to mend. */
function orAbsent<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError({
      code: 'SOURCE_UNREADABLE',
      message: `Cannot read ${path} (${code}).`,
      next: 'Make the file readable for this user, then run the command again.',
      place: path,
      cause,
    });
  }
}

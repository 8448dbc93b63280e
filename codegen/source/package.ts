import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { cacheRoot } from '../../src/catalog/cache-root.ts';
import { UserError } from '../../src/model/index.ts';
import { unpackSdist, unpackWheel } from './archive.ts';
import { publishOnce, readJson, writeJson } from './cache.ts';
import type { SourceContext } from './context.ts';
import { findPackage, rootsOf } from './layout.ts';
import { namesIn, readText } from './look.ts';
import { findPip, type Pip, type Sdist } from './pip.ts';
import { requirementsOfMetadata } from './requirement.ts';
import { scopeOf } from './scope.ts';
import { contentHash, type Root, takeSnapshot } from './snapshot.ts';

/** What is kept beside an unpacked package of the cache, as `record.json`. */
const PackageRecord = z.object({
  format: z.literal(1),
  name: z.string(),
  version: z.string(),
  /** File name and SHA-256 (hex) of each archive it was unpacked from. */
  archives: z.array(z.object({ file: z.string(), sha256: z.string() })),
  /** ISO time at which the wheel was built; `null` where a reproducible build left none. */
  built: z.string().nullable(),
  /** `Requires-Dist` lines. */
  requires: z.array(z.string()),
  /** Top folders: the package, `examples`, `data`. */
  prefixes: z.array(z.string()),
  /** Hash over the unpacked files. */
  content: z.string(),
});
export type PackageRecord = z.infer<typeof PackageRecord>;

export interface CachedPackage {
  readonly folder: string;
  readonly record: PackageRecord;
  readonly roots: readonly Root[];
}

/**
 * A published version in the cache, fetched with pip when it is not there: the wheel's files in scope and, with
 * `examples`, what only the source distribution has. Throws `OFFLINE_NOT_CACHED`, `RELEASE_NOT_FOUND`, `PIP_FAILED`.
 */
export async function cachedPackage(
  name: string,
  version: string,
  context: SourceContext,
  options: { examples: boolean },
): Promise<CachedPackage> {
  const { revision } = scopeOf(name);
  const kept = `${name}-${version}${revision === undefined ? '' : `+${revision}`}`;
  const folder = join(packagesFolder(context), kept);
  if (readRecord(folder) === undefined) {
    if (context.offline) throw notCached(name, version, folder);
    context.onProgress({ stage: 'fetch', detail: `${name} ${version}` });
    const pip = await findPip(context);
    await publishOnce(folder, (temporary) => fetchPackage(pip, name, version, temporary, options));
  }
  const record = readRecord(folder);
  if (record === undefined) throw damaged(folder);
  return { folder, record, roots: record.prefixes.map((prefix) => ({ prefix, path: join(folder, prefix) })) };
}

/** Versions of a package that the cache holds. */
export const cachedVersions = (name: string, context: SourceContext): string[] =>
  namesIn(packagesFolder(context))
    .map((entry) => readRecord(join(packagesFolder(context), entry)))
    .flatMap((record) => (record?.name === name ? [record.version] : []));

/** What a damaged cache entry is told by. */
export const damaged = (folder: string): UserError =>
  new UserError({
    code: 'CACHE_DAMAGED',
    message: `The cached package ${folder} is not what was unpacked there.`,
    next: `Delete ${folder} and run the command again.`,
    place: folder,
  });

const packagesFolder = (context: SourceContext): string => join(cacheRoot(context.env), 'packages');
const readRecord = (folder: string): PackageRecord | undefined =>
  readJson(join(folder, 'record.json'), PackageRecord);

async function fetchPackage(
  pip: Pip,
  name: string,
  version: string,
  folder: string,
  options: { examples: boolean },
): Promise<void> {
  const work = join(folder, '.download');
  const [wheel, sdist] = [join(work, 'wheel'), join(work, 'sdist')];
  await Promise.all([mkdir(wheel, { recursive: true }), mkdir(sdist, { recursive: true })]);
  const [taken, added] = await bothSettled(
    pip.wheel(name, version, wheel).then((file) => takeWheel(file, folder)),
    options.examples
      ? pip.sdist(name, version, sdist).then((found) => takeExamples(found, sdist, folder))
      : [],
  );
  await rm(work, { recursive: true });
  const prefixes = namesIn(folder);
  const record: PackageRecord = {
    format: 1,
    name,
    version,
    archives: [taken.archive, ...added],
    built: taken.built?.toISOString() ?? null,
    requires: requirementsOfMetadata(taken.metadata),
    prefixes,
    content: contentHash(
      takeSnapshot(prefixes.map((prefix) => ({ prefix, path: join(folder, prefix) }))),
      prefixes,
      '',
    ),
  };
  await writeJson(join(folder, 'record.json'), record);
}

async function takeWheel(file: string, folder: string) {
  const metadata = join(dirname(file), 'metadata');
  const { built } = await unpackWheel(file, (path) => {
    const [top = ''] = path.split('/');
    if (path === `${top}/METADATA`) return join(metadata, 'METADATA');
    return !top.endsWith('-info') && scopeOf(top).file(path) ? join(folder, path) : undefined;
  });
  return { archive: await archiveOf(file), built, metadata: readText(join(metadata, 'METADATA')) };
}

/** `examples/` and `data/`, where the source distribution has them. */
async function takeExamples(sdist: Sdist | undefined, work: string, folder: string) {
  if (sdist === undefined) return [];
  const unpacked = sdist.kind === 'folder' ? sdist.path : join(work, 'unpacked');
  if (sdist.kind === 'archive') {
    await mkdir(unpacked, { recursive: true });
    await unpackSdist(sdist.path, unpacked);
  }
  const found = findPackage(unpacked);
  const roots = found ? rootsOf(found, unpacked).filter((root) => root.path !== found) : [];
  const files = takeSnapshot(roots);
  for (const path of roots.flatMap((root) => files.list(root.prefix))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), files.read(path) ?? '');
  }
  return sdist.kind === 'archive' ? [await archiveOf(sdist.path)] : [];
}

const archiveOf = async (file: string) => ({
  file: basename(file),
  sha256: createHash('sha256')
    .update(await readFile(file))
    .digest('hex'),
});

/** Both results; when one fails, not before the other has let go of its files. */
async function bothSettled<A, B>(first: Promise<A>, second: Promise<B> | B): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

const notCached = (name: string, version: string, folder: string): UserError =>
  new UserError({
    code: 'OFFLINE_NOT_CACHED',
    message: `${name} ${version} is not in the cache (${folder}), and --offline forbids fetching it.`,
    next: 'Run the same command once without --offline.',
    place: folder,
  });

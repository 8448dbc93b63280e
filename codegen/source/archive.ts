import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** When a wheel was built, as its own entries say. */
export interface Built {
  /** Latest time of any entry; `undefined` where all carry one stamp, as reproducible builds give them. */
  readonly built: Date | undefined;
}

/**
 * Unpacks a wheel (zip): each entry to the path that `target` gives for its name, or not at all. Names that would lead
 * out of a folder (absolute ones, `..`) are refused by yauzl with an error.
 */
export async function unpackWheel(
  file: string,
  target: (name: string) => string | undefined,
): Promise<Built> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  const times = new Set<number>();
  try {
    for await (const entry of zip.eachEntry()) {
      times.add(entry.getLastModDate({ timezone: 'UTC' }).getTime());
      const path = entry.fileName.endsWith('/') ? undefined : target(entry.fileName);
      if (path !== undefined) await write(zip, entry, path);
    }
  } finally {
    zip.close();
  }
  return { built: times.size > 1 ? new Date(Math.max(...times)) : undefined };
}

/** Unpacks an sdist (`name-version/…` in a tar.gz) without its top folder. Links are left out. */
export async function unpackSdist(file: string, into: string): Promise<void> {
  await extract({
    file,
    cwd: into,
    strip: 1,
    filter: (_path, entry) => !('type' in entry) || isPlain(entry.type),
  });
}

const isPlain = (type: string): boolean => type === 'File' || type === 'OldFile' || type === 'Directory';

async function write(zip: ZipFile, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
}

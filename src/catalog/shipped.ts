import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DecidedEntry } from '../model/index.ts';
import { type PackedEntry, unpack } from './decided.ts';

/** Put in by the build (scripts/build.mjs), which has held every file of `generated/` against its schema. */
declare const SHIPPED_MANIFEST: string | undefined;

/** Put in by the build: the SHA-256 of each file that it has put into `decided/`, by entry point. */
declare const SHIPPED_DECIDED: Readonly<Record<string, string>> | undefined;

/**
 * SHA-256 of the manifest of the catalog folder that was checked when this program was built: a folder whose manifest
 * and files hash to it is, byte for byte, that one. `undefined` when run from source.
 */
export const shippedManifest: string | undefined =
  typeof SHIPPED_MANIFEST === 'undefined' ? undefined : SHIPPED_MANIFEST;

/** What decisions come to by that folder, as the build has worked it out. `null` where its file is not there as it was made. */
export const shippedDecided = (entry: string): DecidedEntry | null => {
  const hashes = typeof SHIPPED_DECIDED === 'undefined' ? {} : SHIPPED_DECIDED;
  const hash = new Map(Object.entries(hashes)).get(entry);
  const bytes =
    hash === undefined ? undefined : readIfThere(new URL(`./decided/${entry}.json`, import.meta.url));
  if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== hash) return null;
  // The very bytes that the build made from a value of this type.
  return unpack(JSON.parse(bytes.toString('utf8')) as PackedEntry);
};

const readIfThere = (file: URL): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};

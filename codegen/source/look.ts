import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Looking around for a source: what cannot be read is not there. What is extracted is read by `snapshot.ts`, which
 * reports it instead.
 */
export const isFile = (path: string): boolean => stateOf(path)?.isFile() ?? false;

export const isFolder = (path: string): boolean => stateOf(path)?.isDirectory() ?? false;

/** Empty where it cannot be read. */
export const readText = (path: string): string => orElse(() => readFileSync(path, 'utf8'), '');

/** Names of what lies directly in a folder, sorted. */
export const namesIn = (folder: string): string[] => orElse(() => readdirSync(folder).sort(), []);

/** Absolute paths of the folders directly in `folder`, without hidden and private ones. */
export const subfolders = (folder: string): string[] =>
  orElse(() => readdirSync(folder, { withFileTypes: true }), [])
    .filter((child) => !child.name.startsWith('.') && !child.name.startsWith('_'))
    .filter((child) => child.isDirectory() || child.isSymbolicLink())
    .map((child) => join(folder, child.name));

/** `undefined` where the text is no JSON. */
export const parseJson = (text: string): unknown => orElse((): unknown => JSON.parse(text), undefined);

const stateOf = (path: string) => orElse(() => statSync(path, { throwIfNoEntry: false }), undefined);

function orElse<T>(attempt: () => T, otherwise: T): T {
  try {
    return attempt();
  } catch {
    return otherwise;
  }
}

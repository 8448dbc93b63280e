import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findPackage } from './layout.ts';
import { namesIn, parseJson, readText } from './look.ts';

/**
 * The package folder of LLaMA Factory that Python would import, located by looking only: directly in a folder of the
 * import path, by a `.pth` line, or by the `direct_url.json` of an editable install. `undefined` where there is none.
 */
export function findInstalled(importPath: readonly string[]): string | undefined {
  for (const folder of importPath) {
    const places = [folder, ...pathFiles(folder), ...editableProjects(folder)];
    const found = places.map(findPackage).find((path) => path !== undefined);
    if (found) return found;
  }
  return undefined;
}

/** Folder of an installed package by its import name. */
export const findModule = (name: string, importPath: readonly string[]): string | undefined =>
  importPath.map((folder) => join(folder, name)).find((path) => existsSync(join(path, '__init__.py')));

/** Folders named by `.pth` files; lines of code in them are left alone. */
const pathFiles = (folder: string): string[] =>
  namesIn(folder)
    .filter((name) => name.endsWith('.pth'))
    .flatMap((name) => readText(join(folder, name)).split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('import'))
    .map((line) => resolve(folder, line));

const DirectUrl = z.object({
  url: z.string().startsWith('file:'),
  dir_info: z.object({ editable: z.literal(true) }),
});

/** Checkouts that were installed with `pip install -e`, whose finder Python would have to run. */
const editableProjects = (folder: string): string[] =>
  namesIn(folder)
    .filter((name) => name.endsWith('.dist-info'))
    .map((name) => DirectUrl.safeParse(parseJson(readText(join(folder, name, 'direct_url.json')))).data)
    .flatMap((direct) => (direct ? [fileURLToPath(direct.url)] : []));

import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../src/model/index.ts';
import { isFile, isFolder, readText, subfolders } from './look.ts';
import type { Root } from './snapshot.ts';

/** Upstream's own names of the package, newest first; any other is recognised by its content. */
const USUAL_NAMES = ['llamafactory', 'llmtuner'];

/**
 * The package folder of LLaMA Factory at `path`: a repo root, its `src/`, the package itself, or any folder that holds
 * the package. A package is recognised by a folder in it whose `parser.py` uses `HfArgumentParser`, so that a fork may
 * call it what it likes. `undefined` where there is none.
 */
export function findPackage(path: string): string | undefined {
  const start = resolve(path);
  if (isPackage(start)) return start;
  for (const folder of [join(start, 'src'), start]) {
    const found = subfolders(folder).filter(isPackage).sort(byUsualName)[0];
    if (found) return found;
  }
  return undefined;
}

/** As `findPackage`, for a path that the user named. Throws `SOURCE_MISSING`, `SOURCE_NOT_LLAMA_FACTORY`. */
export function requirePackage(path: string, namedBy: string): string {
  const start = resolve(path);
  const found = findPackage(start);
  if (found) return found;
  if (!existsSync(start)) {
    throw new UserError({
      code: 'SOURCE_MISSING',
      message: `${namedBy} names ${start}, which does not exist.`,
      next: 'Name an existing folder: the repo root of LLaMA Factory, its src/, or the package folder.',
      place: start,
    });
  }
  throw new UserError({
    code: 'SOURCE_NOT_LLAMA_FACTORY',
    message:
      `${namedBy} names ${start}, which is no LLaMA Factory: looked for a package with hparams/parser.py ` +
      `that uses HfArgumentParser in ${[start, join(start, 'src'), join(start, '*')].join(', ')}.`,
    next: 'Name the repo root of LLaMA Factory, its src/, or the package folder.',
    place: start,
  });
}

/** Whether a folder is a package whose arguments are parsed the way LLaMA Factory's are. */
export function isPackage(folder: string): boolean {
  if (!existsSync(join(folder, '__init__.py'))) return false;
  return subfolders(folder).some((child) => {
    const parser = join(child, 'parser.py');
    return isFile(parser) && readText(parser).includes('HfArgumentParser');
  });
}

/** The repo around a package folder: where `pyproject.toml` or `setup.py` lies, one or two folders up. */
export function repoOf(packageFolder: string): string | undefined {
  const parent = dirname(packageFolder);
  return [parent, dirname(parent)].find((folder) =>
    ['pyproject.toml', 'setup.py'].some((file) => isFile(join(folder, file))),
  );
}

/** The package and what upstream keeps beside it: `examples/` and `data/`. */
export function rootsOf(packageFolder: string, beside = repoOf(packageFolder)): Root[] {
  const extra = beside === undefined ? [] : ['examples', 'data'];
  return [
    { prefix: basename(packageFolder), path: packageFolder },
    ...extra
      .map((prefix) => ({ prefix, path: join(beside ?? '', prefix) }))
      .filter((root) => isFolder(root.path)),
  ];
}

function byUsualName(a: string, b: string): number {
  const rank = (path: string) => [...USUAL_NAMES, basename(path)].indexOf(basename(path));
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

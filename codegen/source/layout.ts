import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../src/model/index.ts';
import { isFile, isFolder, namesIn, readText, subfolders } from './look.ts';
import type { Root } from './snapshot.ts';

/** Upstream's own names of the package, newest first; any other is recognised by its content. */
const USUAL_NAMES = ['llamafactory', 'llmtuner'];

/**
 * The package folder of LLaMA Factory at `path`: a repo root, its `src/`, the package itself, or any folder that holds
 * the package. A package is recognised by a parser module in it that uses `HfArgumentParser`, so that a fork may call
 * it what it likes. `undefined` where there is none.
 */
export function findPackage(path: string): string | undefined {
  const start = resolve(path);
  if (isPackage(start)) return start;
  for (const folder of [join(start, 'src'), start]) {
    const found = subfolders(folder)
      .filter((child) => isPackage(child))
      .sort(byUsualName)[0];
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
      `${namedBy} names ${start}, which is no LLaMA Factory: looked for a package whose hparams/parser.py ` +
      `(or another …parser.py) uses HfArgumentParser in ${[start, join(start, 'src'), join(start, '*')].join(', ')}.`,
    next: 'Name the repo root of LLaMA Factory, its src/, or the package folder.',
    place: start,
  });
}

/** Whether a folder is a package whose arguments are parsed the way LLaMA Factory's are. */
export function isPackage(folder: string): boolean {
  if (!isFile(join(folder, '__init__.py'))) return false;
  const isLikely = USUAL_NAMES.includes(basename(folder)) || repoOf(folder) !== undefined;
  return holdsParser(folder, isLikely ? CHECKOUT_DEPTH : INSTALLED_DEPTH);
}

/** An environment holds hundreds of packages, and this is asked of each: of other names the usual place has to do. */
const INSTALLED_DEPTH = 1;
const CHECKOUT_DEPTH = 3;

/** The nearest first, as a parser lies near the top. */
function holdsParser(folder: string, depth: number): boolean {
  for (let level = [folder], at = 0; at <= depth; at += 1) {
    if (level.some((inner) => namesIn(inner).some((name) => isParser(inner, name)))) return true;
    level = level.flatMap(subfolders);
  }
  return false;
}

/** `hparams/parser.py`, or a module of a package `hparams/parser/`. */
const isParser = (folder: string, name: string): boolean => {
  if (!name.endsWith('parser.py') && !(basename(folder).endsWith('parser') && name.endsWith('.py')))
    return false;
  const text = readText(join(folder, name));
  // transformers itself, which declares it, is no user of it.
  return text.includes('HfArgumentParser') && !text.includes('class HfArgumentParser');
};

/** What marks a repo, the surest first: forks that are only ever run from their folder have nothing to build with. */
const REPO_MARKS = [
  ['pyproject.toml', 'setup.py'],
  ['requirements.txt', '.git'],
];

/** The repo around a package folder, one or two folders up. */
export function repoOf(packageFolder: string): string | undefined {
  const parent = dirname(packageFolder);
  const folders = [parent, dirname(parent)];
  const marked = REPO_MARKS.map((marks) =>
    folders.find((folder) => marks.some((mark) => existsSync(join(folder, mark)))),
  );
  return marked.find((folder) => folder !== undefined);
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

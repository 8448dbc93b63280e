import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cacheRoot } from '../catalog/cache-root.ts';
import { ARTIFACT } from '../model/artifact.ts';
import type { CliIo } from './io.ts';

/*
 * Which catalog a source leads to, remembered as long as none of its files has been written: finding a source starts a
 * thread and often a Python, which takes a second; looking at the times of some hundred files takes milliseconds.
 */

interface Memo {
  readonly dir: string;
  readonly roots: readonly string[];
  readonly stamp: string;
}

type Wanted = { readonly path: string | null; readonly release: string | null };

/** The catalog folder that the same question led to before, if nothing has changed since. */
export const recall = (wanted: Wanted, io: CliIo): string | undefined => {
  const memo = readMemo(memoFile(wanted, io));
  if (memo === undefined || !existsSync(join(memo.dir, ARTIFACT.manifest))) return undefined;
  return stampOf(memo.roots).stamp === memo.stamp ? memo.dir : undefined;
};

/** Remembers an answer. Not where a file was written after the reading began: it may have been read before or after. */
export const remember = (
  wanted: Wanted,
  io: CliIo,
  found: { readonly dir: string; readonly roots: readonly string[] },
  began: number,
): void => {
  const { stamp, latest } = stampOf(found.roots);
  if (latest >= began - CLOCK_SLACK_MS) return;
  const file = memoFile(wanted, io);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify({ ...found, stamp } satisfies Memo));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A cache that cannot be written only costs time.
  }
};

const CLOCK_SLACK_MS = 2_000;

/** Everything that decides where a source is looked for, and what reads it. */
const memoFile = ({ path, release }: Wanted, io: CliIo): string => {
  const { env, cwd } = io;
  const places =
    path === null ? ['git_ignore_folder/LLaMA-Factory', 'LLaMA-Factory', '../LLaMA-Factory'] : [];
  const key = JSON.stringify([
    path,
    release,
    cwd,
    env.VIRTUAL_ENV,
    env.CONDA_PREFIX,
    path === null ? env.PATH : null,
    places.map((place) => existsSync(join(cwd, place))),
    programState(),
  ]);
  return join(
    cacheRoot(env),
    'located',
    `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`,
  );
};

/** Another build may read the same files otherwise. */
const programState = (): number => mtimeOf(process.argv[1] ?? '') ?? 0;

const mtimeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

const readMemo = (file: string): Memo | undefined => {
  try {
    const memo: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isMemo(memo) ? memo : undefined;
  } catch {
    return undefined;
  }
};

const isMemo = (memo: unknown): memo is Memo =>
  typeof memo === 'object' &&
  memo !== null &&
  'dir' in memo &&
  typeof memo.dir === 'string' &&
  'stamp' in memo &&
  typeof memo.stamp === 'string' &&
  'roots' in memo &&
  Array.isArray(memo.roots) &&
  memo.roots.every((root) => typeof root === 'string');

/** Path, size and time of every file that may be read below the roots. */
const stampOf = (roots: readonly string[]): { readonly stamp: string; readonly latest: number } => {
  const hash = createHash('sha256');
  let latest = 0;
  for (const root of roots)
    for (const file of filesBelow(root)) {
      const found = statSync(file, { throwIfNoEntry: false });
      hash.update(`${file}\0${found?.size}\0${found?.mtimeMs}\n`);
      latest = Math.max(latest, found?.mtimeMs ?? 0);
    }
  return { stamp: hash.digest('hex'), latest };
};

const READ = /\.(py|ya?ml|json|toml)$/;

/** A package's single models hold no argument, and are most of its files (see codegen/source/scope.ts). */
const isLeftOut = (folder: string, name: string): boolean =>
  name.startsWith('.') ||
  name === '__pycache__' ||
  (name === 'models' && basename(folder) === 'transformers');

function* filesBelow(root: string): Generator<string> {
  const found = statSync(root, { throwIfNoEntry: false });
  if (found?.isFile()) yield root;
  if (!found?.isDirectory()) return;
  const children = readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const child of children) {
    if (isLeftOut(root, child.name)) continue;
    if (child.isDirectory()) yield* filesBelow(join(root, child.name));
    else if (READ.test(child.name)) yield join(root, child.name);
  }
}

import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src/model/error.ts';
import { ARTIFACT, siblingPrefix } from '../../src/model/manifest.ts';
import type { Artifact } from './artifact.ts';
import { sha256 } from './manifest.ts';

/*
 * How a folder stays whole. Everything is written to a sibling `.generated.next-…`, its manifest last. Then two renames:
 * `generated` to `.generated.prev-…`, `.generated.next-…` to `generated`. POSIX has no portable exchange of folders, and
 * `generated` is in git, so it cannot be a link. Killed between the two, `generated` is missing while both siblings are
 * whole: a reader takes the sibling (`loadCatalog`), and the next writer puts it in place before anything else
 * (`recover`). At no moment can a half-written folder be read under any of these names: what lacks a manifest that
 * agrees with its files is no catalog.
 */

/** Replaces `target` whole. @throws UserError CANNOT_WRITE, OUT_IS_NO_CATALOG */
export const replaceFolder = (target: string, artifacts: readonly Artifact[]): void => {
  guardWrite(target, () => {
    mkdirSync(dirname(target), { recursive: true });
    recover(target);
    refuseForeign(target);
    const next = siblingName(target, 'next');
    try {
      writeFiles(next, artifacts);
      swap(target, next);
    } finally {
      rmSync(next, { recursive: true, force: true });
    }
  });
};

const swap = (target: string, next: string): void => {
  const prev = siblingName(target, 'prev');
  for (let attempt = 1; ; attempt++) {
    renameIfThere(target, prev);
    try {
      renameSync(next, target);
      break;
    } catch (error) {
      // ENOTEMPTY: another writer put its own folder there between our two renames; the last one wins.
      const again = attempt < 20 && ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error));
      if (!again) {
        renameIfThere(prev, target);
        throw error;
      }
      rmSync(prev, { recursive: true, force: true });
    }
  }
  rmSync(prev, { recursive: true, force: true });
};

/** Everything in `target` goes, so it must be empty or ours: nobody's project is lost to a mistyped `--out`. */
const refuseForeign = (target: string): void => {
  for (let attempt = 1; ; attempt++) {
    const before = inodeOf(target);
    if (before === undefined || isEmptyFolder(target) || readMark(target) !== undefined) return;
    // Another writer put its own in its place while this one was looked at.
    if (inodeOf(target) === before || attempt === 20) break;
  }
  throw new UserError({
    code: 'OUT_IS_NO_CATALOG',
    message: `${target} is there already and was not made by codegen, which would replace all of it.`,
    next: 'Name a folder that does not exist yet, an empty one, or an earlier one of codegen with --out DIR.',
    place: target,
  });
};

const inodeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino;

const isEmptyFolder = (path: string): boolean => {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
};

/** What marks a folder as made by codegen, in whatever schema version. */
const Mark = z.object({
  schemaVersion: z.int(),
  fingerprint: z.string(),
  files: z.record(z.string(), z.string()),
});

const readMark = (dir: string): z.infer<typeof Mark> | undefined => {
  try {
    return Mark.parse(JSON.parse(readFileSync(join(dir, ARTIFACT.manifest), 'utf8')));
  } catch {
    return undefined;
  }
};

/** Puts back what a killed writer left between its renames, and removes the siblings that nobody is writing any more. */
export const recover = (target: string): void => {
  if (!existsSync(dirname(target))) return;
  for (const role of ['next', 'prev'] as const) {
    for (const sibling of siblings(target, role).filter(abandoned)) {
      if (!existsSync(target) && isWhole(sibling)) renameSync(sibling, target);
      else rmSync(sibling, { recursive: true, force: true });
    }
  }
};

/** Whether every file is there as the folder's own manifest says. */
export const isWhole = (dir: string): boolean => {
  const files = readMark(dir)?.files;
  const intact = ([path, hash]: [string, string]): boolean =>
    existsSync(join(dir, path)) && sha256(readFileSync(join(dir, path))) === hash;
  return files !== undefined && Object.entries(files).every(intact);
};

/** Content by path, of every file below `dir`; empty where there is no such folder. */
export const readFolder = (dir: string): ReadonlyMap<string, string> => {
  if (!existsSync(dir)) return new Map();
  const files = readdirSync(dir, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(dir.length + 1)
      .replaceAll('\\', '/'),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(dir, path), 'utf8')]));
};

const writeFiles = (dir: string, artifacts: readonly Artifact[]): void => {
  const last = ({ path }: Artifact): number => (path === ARTIFACT.manifest ? 1 : 0);
  for (const artifact of artifacts.toSorted((left, right) => last(left) - last(right))) {
    const file = join(dir, artifact.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, artifact.content);
  }
};

/** `.generated.next-<machine>-<process>-<random>` */
const siblingName = (target: string, role: 'next' | 'prev'): string =>
  join(
    dirname(target),
    `${siblingPrefix(basename(target), role)}${machine}-${process.pid}-${randomBytes(4).toString('hex')}`,
  );

const siblings = (target: string, role: 'next' | 'prev'): string[] =>
  readdirSync(dirname(target))
    .filter((name) => name.startsWith(siblingPrefix(basename(target), role)))
    .sort()
    .map((name) => join(dirname(target), name));

const machine = sha256(hostname()).slice(0, 8);
const ABANDONED_AFTER_MS = 10 * 60_000;

/** By a process of this machine that has ended, or by one of another (a shared cache) so long ago that it must have. */
const abandoned = (sibling: string): boolean => {
  const [, writer, pid] = /-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}$/.exec(sibling) ?? [];
  if (writer === machine && Number(pid) !== process.pid && !isRunning(Number(pid))) return true;
  const age = statSync(sibling, { throwIfNoEntry: false });
  return age !== undefined && Date.now() - age.mtimeMs > ABANDONED_AFTER_MS;
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

const renameIfThere = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

const guardWrite = (target: string, write: () => void): void => {
  try {
    write();
  } catch (cause) {
    if (cause instanceof UserError || !(cause instanceof Error) || !('code' in cause)) throw cause;
    throw new UserError({
      code: 'CANNOT_WRITE',
      message: `Cannot write the folder ${target} (${codeOf(cause)}); what was there before is untouched.`,
      next: 'Make room or give this user the right to write there, or name another folder with --out DIR.',
      place: target,
      cause,
    });
  }
};

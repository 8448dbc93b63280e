import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ARTIFACT } from '../model/artifact.ts';
import { UserError } from '../model/error.ts';
import { snapshotDir } from '../server/snapshot.ts';
import type { SyncWorker } from '../server/sync.ts';
import type { CliIo } from './io.ts';
import { recall, remember } from './memo.ts';
import { mayHaveSource } from './surroundings.ts';

/** Starts the thread that reads a source; tests bring one of their own. */
type Start = (() => SyncWorker) | undefined;

/**
 * The catalog folder that answers come from: the one named, else that of the LLaMA Factory found (made now if the cache
 * does not have it), else the snapshot of this package.
 * @throws UserError where the path that `LLAMA_FACTORY_PATH` names cannot be used
 */
export const locateCatalog = async (flag: string | undefined, io: CliIo, start?: Start): Promise<string> => {
  if (flag !== undefined) return resolve(io.cwd, flag);
  const path = io.env.LLAMA_FACTORY_PATH || null;
  if (path === null && !mayHaveSource(io)) return snapshotDir();
  const outcome = await synced({ path, release: null }, io, start);
  if ('dir' in outcome) return outcome.dir;
  if (outcome.fault !== undefined) {
    const { fault } = outcome;
    if (path !== null) throw fault;
    io.err(`${fault.message} ${fault.next} Answering from the snapshot of this package.\n`);
  }
  return snapshotDir();
};

/**
 * The catalog folder of one side of a comparison: a catalog folder, a source folder, or a release (`0.9.4`; that of the
 * snapshot needs no download).
 * @throws UserError UNKNOWN_SIDE, and where the source or release cannot be read
 */
export const locateSide = async (side: string, io: CliIo, start?: Start): Promise<string> => {
  const dir = resolve(io.cwd, side);
  if (existsSync(join(dir, ARTIFACT.manifest))) return dir;
  const release = /^v?(\d+(?:\.\w+)+)$/.exec(side)?.[1];
  if (release !== undefined && (await snapshotLabel()) === `release ${release}`) return snapshotDir();
  if (!existsSync(dir) && release === undefined)
    throw new UserError({
      code: 'UNKNOWN_SIDE',
      message: `"${side}" is no release, and there is no folder of that name.`,
      next: 'Give a release such as 0.9.4, a checkout of LLaMA Factory, or a catalog folder.',
    });
  const wanted = existsSync(dir) ? { path: dir, release: null } : { path: null, release: release ?? null };
  const outcome = await synced(wanted, io, start);
  if ('dir' in outcome) return outcome.dir;
  throw outcome.fault ?? new Error(`a source was searched although ${side} was named`);
};

/** `release 0.9.5`, read from the manifest alone; `undefined` where there is no snapshot. */
const snapshotLabel = async (): Promise<string | undefined> => {
  const file = join(snapshotDir(), ARTIFACT.manifest);
  if (!existsSync(file)) return undefined;
  const { Manifest } = await import('../model/manifest.ts');
  return Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data?.source.label;
};

/** As remembered, else by the worker, loaded only where it is needed: its messages bring Zod and more. */
const synced: typeof import('./sync.ts').syncSource = async (wanted, io, start) => {
  const known = start === undefined ? recall(wanted, io) : undefined;
  if (known !== undefined) return { dir: known, roots: [] };
  const began = Date.now();
  const outcome = await (await import('./sync.ts')).syncSource(wanted, io, start);
  if ('dir' in outcome && start === undefined) remember(wanted, io, outcome, began);
  return outcome;
};

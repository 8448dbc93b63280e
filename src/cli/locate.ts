import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../model/error.ts';
import { ARTIFACT, Manifest } from '../model/manifest.ts';
import { SyncMessage, type SyncRequest } from '../model/sync.ts';
import { settingsFrom } from '../server/settings.ts';
import { snapshotDir } from '../server/snapshot.ts';
import { type SyncWorker, startCodegenWorker } from '../server/sync.ts';
import { loadProgress } from './codegen-door.ts';
import type { CliIo } from './io.ts';
import { mayHaveSource } from './surroundings.ts';

/** Starts the thread that reads a source; tests bring one of their own. */
type Start = () => SyncWorker;

/**
 * The catalog folder that answers come from: the one named, else that of the LLaMA Factory found (made now if the cache
 * does not have it), else the snapshot of this package.
 * @throws UserError where the path that `LLAMA_FACTORY_PATH` names cannot be used
 */
export const locateCatalog = async (
  flag: string | undefined,
  io: CliIo,
  start: Start = startCodegenWorker,
): Promise<string> => {
  if (flag !== undefined) return resolve(io.cwd, flag);
  const { path } = settingsFrom({}, io.env).source;
  if (path === null && !mayHaveSource(io)) return snapshotDir();
  const answer = await sync({ path, release: null }, io, start);
  if (answer.type === 'result') return answer.dir;
  if (answer.type === 'failure') {
    const fault = faultOf(answer.error);
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
export const locateSide = async (
  side: string,
  io: CliIo,
  start: Start = startCodegenWorker,
): Promise<string> => {
  const dir = resolve(io.cwd, side);
  if (existsSync(join(dir, ARTIFACT.manifest))) return dir;
  const release = /^v?(\d+(?:\.\w+)+)$/.exec(side)?.[1];
  if (release !== undefined && release === snapshotRelease()) return snapshotDir();
  if (!existsSync(dir) && release === undefined)
    throw new UserError({
      code: 'UNKNOWN_SIDE',
      message: `"${side}" is no release, and there is no folder of that name.`,
      next: 'Give a release such as 0.9.4, a checkout of LLaMA Factory, or a catalog folder.',
    });
  const wanted = existsSync(dir) ? { path: dir, release: null } : { path: null, release: release ?? null };
  const answer = await sync(wanted, io, start);
  if (answer.type === 'result') return answer.dir;
  if (answer.type === 'failure') throw faultOf(answer.error);
  throw new Error(`the codegen worker looked for a source although ${side} was named`);
};

/** Of the manifest alone; `undefined` where there is no whole snapshot. */
const snapshotRelease = (): string | undefined => {
  const file = join(snapshotDir(), ARTIFACT.manifest);
  const manifest = Manifest.safeParse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);
  return manifest.data?.source.llamafactory;
};

type FinalAnswer = Exclude<SyncMessage, { type: 'progress' }>;

const faultOf = ({ place, ...error }: Extract<FinalAnswer, { type: 'failure' }>['error']): UserError =>
  new UserError(place === undefined ? error : { ...error, place });

const sync = async (
  { path, release }: Pick<SyncRequest, 'path' | 'release'>,
  io: CliIo,
  start: Start,
): Promise<FinalAnswer> => {
  const { cacheDir, offline } = settingsFrom({}, io.env).source;
  const progress = await loadProgress();
  const worker = start();
  const request = { id: 1, path, release, transformers: null, cacheDir, offline, cwd: io.cwd };
  try {
    return await new Promise<FinalAnswer>((settle, reject) => {
      worker.on('message', (raw) => {
        const message = SyncMessage.parse(raw);
        if (message.type === 'progress') progress.show(`${message.stage} ${message.detail ?? ''}`.trim());
        else settle(message);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the codegen worker ended with status ${code}`)));
      worker.postMessage(request);
    });
  } finally {
    progress.stop();
    await worker.terminate();
  }
};

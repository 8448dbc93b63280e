import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { UserError } from '../src/model/error.ts';
import { ARTIFACT } from '../src/model/manifest.ts';
import { type SyncMessage, SyncRequest } from '../src/model/sync.ts';
import { buildId } from './build-id.ts';
import { isWhole, replaceFolder } from './emit/folder.ts';
import { carriedHistory } from './emit/history.ts';
import { sha256 } from './emit/manifest.ts';
import { createMemory, runPipeline } from './pipeline.ts';
import type { Memory } from './reuse.ts';
import {
  locateSource,
  openSource,
  type Source,
  type SourceContext,
  type Taken,
  watchSource,
} from './source/index.ts';

/*
 * The one door from src/ to codegen: a worker thread that brings a source's catalog into the cache. The folder's name
 * is the fingerprint of the source and of this extractor, so any number of processes may share the cache: who comes
 * second finds the folder whole and does nothing.
 */

type Answer = SyncMessage extends infer Message
  ? Message extends { id: number }
    ? Omit<Message, 'id'>
    : never
  : never;
type Tell = (answer: Answer) => void;

/** A folder of the cache that is not whole is made again by whoever serves next. */
const REBUILD = 'llamafactory-params serve';

/** How many catalogs the cache keeps: a few checkouts and some of their earlier states. */
const KEPT = 20;

/** Answers once, or with `watch` again whenever the source changes, until the thread is ended. */
const sync = async (request: SyncRequest, tell: Tell): Promise<void> => {
  const context: SourceContext = {
    env: process.env,
    cwd: request.cwd,
    offline: request.offline,
    onProgress: ({ stage, detail }) => tell({ type: 'progress', stage, detail }),
  };
  if (request.path === null && request.release === null) {
    const located = await locateSource(context);
    if ('looked' in located) return tell({ type: 'absent', looked: [...located.looked] });
  }
  const source = await openSource(request, context);
  const memory = request.watch ? createMemory(source) : undefined;
  let failed: string | undefined;
  const answer = async (now: Source): Promise<Taken> => {
    const made = await make(now, memory, request, tell).catch(failure);
    const fault = made.type === 'failure' ? made.error : undefined;
    // Tried again with every look: told once.
    if (fault === undefined || fault.message !== failed) tell(made);
    failed = fault?.message;
    return fault?.code === 'CANNOT_WRITE' ? 'again' : undefined;
  };
  const first = await answer(source);
  if (!request.watch) return;
  const onFault = (fault: UserError): void => {
    failed = undefined;
    tell(failure(fault));
  };
  await watchSource(source, { request, context }, { onChange: answer, onFault }, { first });
};

/** Brings the catalog of a source into the cache, unless it is there already. */
const make = async (
  source: Source,
  memory: Memory | undefined,
  { cacheDir }: SyncRequest,
  tell: Tell,
): Promise<Answer> => {
  const { fingerprint, label } = source.info;
  const dir = join(cacheDir, `${fingerprint.slice(0, 32)}-${buildId()}`);
  const done = {
    type: 'result',
    dir,
    fingerprint,
    label,
    roots: source.roots.map(({ path }) => path),
  } as const;
  if (isWhole(dir)) {
    markUsed(dir);
    return { ...done, reused: true, stages: [], unknowns: 0 };
  }
  const result = await runPipeline(source, {
    command: REBUILD,
    rebuild: REBUILD,
    carried: carriedHistory(new Map()),
    typescript: false,
    ...(memory && { memory }),
    onStage: (stage) => tell({ type: 'progress', stage }),
  });
  replaceFolder(dir, result.artifacts);
  prune(cacheDir);
  const manifest = result.artifacts.find(({ path }) => path === ARTIFACT.manifest);
  return {
    ...done,
    reused: false,
    ...(manifest === undefined ? {} : { checked: sha256(manifest.content) }),
    stages: [...result.stages],
    unknowns: result.unknowns.length,
  };
};

const markUsed = (dir: string): void => {
  const now = new Date();
  utimesSync(dir, now, now);
};

/** Removes the catalogs that were not used for longest. One in use is in memory: nobody reads it a second time. */
const prune = (cacheDir: string): void => {
  const age = (dir: string): number => statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const catalogs = readdirSync(cacheDir)
    .map((name) => join(cacheDir, name))
    .filter((dir) => existsSync(join(dir, 'manifest.json')));
  for (const dir of catalogs.toSorted((left, right) => age(right) - age(left)).slice(KEPT))
    rmSync(dir, { recursive: true, force: true });
};

const failure = (error: unknown): Answer => ({
  type: 'failure',
  error:
    error instanceof UserError
      ? {
          code: error.code,
          message: error.message,
          next: error.next,
          ...(error.place ? { place: error.place } : {}),
        }
      : {
          code: 'INTERNAL',
          message: `The extractor failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          next: 'Report this with the version of LLaMA Factory; the catalog served before stays.',
        },
});

parentPort?.on('message', async (raw: unknown) => {
  const request = SyncRequest.parse(raw);
  const tell = (answer: Answer): void => parentPort?.postMessage({ ...answer, id: request.id });
  await sync(request, tell).catch((error: unknown) => tell(failure(error)));
});

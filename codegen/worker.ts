import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { UserError } from '../src/model/error.ts';
import { type SyncMessage, SyncRequest } from '../src/model/sync.ts';
import { buildId } from './build-id.ts';
import { isWhole, replaceFolder } from './emit/folder.ts';
import { carriedHistory } from './emit/history.ts';
import { collector } from './garbage.ts';
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
  const memory = request.watch ? createMemory() : undefined;
  const collectLater = request.watch ? collector() : undefined;
  let failed: string | undefined;
  let told: string | undefined;
  const answer = async (now: Source): Promise<Taken> => {
    try {
      const { result, keep } = await make(now, memory, request, tell);
      // Whoever stays to hear of changes is answered before the folder is written.
      const early = request.watch === true && result.dir !== told;
      if (early) tell(result);
      if (early) [told, failed] = [result.dir, undefined];
      keep();
      if (!early) tell(result);
      failed = undefined;
      collectLater?.();
    } catch (error) {
      const fault = failure(error);
      const unwritten = fault.error.code === 'CANNOT_WRITE';
      // Tried again with every look: told once.
      if (fault.error.message !== failed) tell({ ...fault, served: unwritten && request.watch === true });
      failed = fault.error.message;
      return unwritten ? 'again' : undefined;
    }
  };
  const first = await answer(source);
  if (!request.watch) return;
  const onFault = (fault: UserError): void => {
    failed = undefined;
    tell(failure(fault));
  };
  await watchSource(source, { request, context }, { onChange: answer, onFault }, { first });
};

interface Made {
  readonly result: Extract<Answer, { type: 'result' }>;
  /** Puts it into the cache. @throws UserError CANNOT_WRITE */
  readonly keep: () => void;
}

/** The catalog of a source, which goes into the cache unless it is there already. */
const make = async (
  source: Source,
  memory: Memory | undefined,
  { cacheDir }: SyncRequest,
  tell: Tell,
): Promise<Made> => {
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
    return { result: { ...done, reused: true, stages: [], unknowns: 0 }, keep: () => undefined };
  }
  const result = await runPipeline(source, {
    command: REBUILD,
    rebuild: REBUILD,
    carried: carriedHistory(new Map()),
    typescript: false,
    ...(memory && { memory }),
    onStage: (stage) => tell({ type: 'progress', stage }),
  });
  const files = Object.fromEntries(
    result.artifacts.map(({ path, content }) => [path, new TextEncoder().encode(content)]),
  );
  return {
    result: { ...done, reused: false, files, stages: [...result.stages], unknowns: result.unknowns.length },
    keep: () => {
      replaceFolder(dir, result.artifacts);
      prune(cacheDir);
    },
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

const failure = (error: unknown): Extract<Answer, { type: 'failure' }> => ({
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

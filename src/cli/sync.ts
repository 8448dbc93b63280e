import { catalogCache } from '../catalog/cache-root.ts';
import { UserError } from '../model/error.ts';
import type { SyncRequest } from '../model/sync.ts';
import { askWorker, type FinalAnswer, type SyncWorker, startCodegenWorker } from '../server/sync.ts';
import { loadProgress } from './codegen-door.ts';
import type { CliIo } from './io.ts';

/** The catalog folder of a source; or why there is none (no fault: nothing was named, and nothing found). */
export type Synced =
  | { readonly dir: string; readonly roots: readonly string[] }
  | { readonly fault: UserError | undefined };

/** Has a source read into the cache by the codegen worker, with a spinner where it takes over a second. */
export const syncSource = async (
  { path, release }: Pick<SyncRequest, 'path' | 'release'>,
  io: CliIo,
  start: (() => SyncWorker) | undefined,
): Promise<Synced> => {
  const progress = await loadProgress();
  const worker = (start ?? startCodegenWorker)();
  const request: SyncRequest = {
    id: 1,
    path,
    release,
    transformers: null,
    cacheDir: catalogCache(io.env),
    offline: false,
    cwd: io.cwd,
  };
  try {
    const show = (stage: string, detail = ''): void => progress.show(`${stage} ${detail}`.trim());
    return outcomeOf(await askWorker(worker, request, show));
  } finally {
    progress.stop();
  }
};

const outcomeOf = (answer: FinalAnswer): Synced => {
  if (answer.type === 'result') return { dir: answer.dir, roots: answer.roots };
  if (answer.type === 'absent') return { fault: undefined };
  const { place, ...error } = answer.error;
  return { fault: new UserError(place === undefined ? error : { ...error, place }) };
};

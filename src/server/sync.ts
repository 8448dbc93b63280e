import { Worker } from 'node:worker_threads';
import type { Catalog } from '../catalog/index.ts';
import { UserError } from '../model/index.ts';
import { SyncMessage, type SyncRequest } from '../model/sync.ts';
import type { Log } from './log.ts';
import type { SourceSettings } from './settings.ts';
import type { CatalogState, Problem } from './state.ts';

/** A codegen worker as this side sees it; tests bring one of their own. */
export interface SyncWorker {
  postMessage(request: SyncRequest): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

export interface SyncOptions {
  readonly state: CatalogState;
  readonly source: SourceSettings;
  readonly log: Log;
  readonly cwd: string;
  readonly start: () => SyncWorker;
  /** Takes what the worker made: `takeCatalog`. */
  readonly load: (dir: string, files?: Readonly<Record<string, Uint8Array>>) => Catalog;
}

/** How a sync ended. The state already shows it. */
export type SyncOutcome =
  | { readonly kind: 'swapped'; readonly label: string; readonly roots: readonly string[] }
  | { readonly kind: 'absent'; readonly looked: readonly string[] }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Finds the source and makes its catalog in a worker thread; what is being served stays until the new one is whole.
 * Never rejects: a failure keeps the last good catalog and shows in the state.
 */
export async function syncOnce(options: SyncOptions): Promise<SyncOutcome> {
  const { state, log } = options;
  state.syncing();
  const outcome = await askWorker(options.start(), requestOf(options), (stage) =>
    log('debug', 'sync', { stage }),
  )
    .then((answer) => settle(options, answer))
    .catch(failed);
  if (outcome.kind === 'failed') {
    state.settled(outcome.problem);
    log('info', 'sync failed', { ...outcome.problem });
  }
  if (outcome.kind === 'absent') state.settled(undefined);
  if (outcome.kind === 'swapped') log('info', 'catalog swapped', { label: outcome.label });
  return outcome;
}

/** How a worker answers in the end. */
export type FinalAnswer = Exclude<SyncMessage, { type: 'progress' }>;

/** Serves what the worker made. */
export function settle({ state, load }: SyncOptions, answer: FinalAnswer): SyncOutcome {
  if (answer.type === 'absent') return { kind: 'absent', looked: answer.looked };
  if (answer.type === 'failure')
    return { kind: 'failed', problem: { ...answer.error, served: answer.served === true } };
  state.swap(load(answer.dir, answer.files));
  return { kind: 'swapped', label: answer.label, roots: answer.roots };
}

export const failed = (error: unknown): SyncOutcome => ({ kind: 'failed', problem: problemOf(error) });

function problemOf(error: unknown): Problem {
  if (error instanceof UserError) return { code: error.code, message: error.message, next: error.next };
  return {
    code: 'SYNC_FAILED',
    message: `The source could not be read: ${error instanceof Error ? error.message : String(error)}.`,
    next: 'Run `llamafactory-params codegen` to see the fault in full.',
  };
}

export const requestOf = ({ source, cwd }: SyncOptions): SyncRequest => ({
  id: 1,
  path: source.path,
  release: null,
  transformers: null,
  cacheDir: source.cacheDir,
  offline: source.offline,
  cwd,
});

/**
 * Asks a worker once and ends it: an idle one would hold the grammar and its heap for nothing.
 * Rejects when the worker throws, ends or answers nonsense.
 */
export function askWorker(
  worker: SyncWorker,
  request: SyncRequest,
  onStage: (stage: string, detail?: string) => void = () => undefined,
): Promise<FinalAnswer> {
  return new Promise<FinalAnswer>((resolve, reject) => {
    worker.on('message', (raw) => {
      const message = SyncMessage.safeParse(raw);
      if (!message.success) reject(new Error('the worker sent something that is no answer'));
      else if (message.data.type === 'progress') onStage(message.data.stage, message.data.detail);
      else resolve(message.data);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the worker ended with status ${code}`)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/** The one place that reaches codegen: its worker thread, bundled beside this file, or its source in development. */
export function startCodegenWorker(): SyncWorker {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new Worker(new URL('./codegen-worker.js', here));
  // From source a thread does not inherit whatever runs TypeScript in this one.
  const worker = JSON.stringify(new URL('../../codegen/worker.ts', here).href);
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${worker}); })`;
  return new Worker(start, { eval: true });
}

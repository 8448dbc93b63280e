import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Report } from '../formats/report.ts';
import type { FileSettings } from './file.ts';

export interface BatchSetup {
  /** Catalog folder. */
  readonly dir: string;
  readonly settings: FileSettings;
  /** Whether the reports bring the text of their files. */
  readonly withText: boolean;
}
export interface BatchRequest {
  readonly index: number;
  readonly paths: readonly string[];
}
interface BatchAnswer {
  readonly index: number;
  readonly reports: readonly Report[];
}

/** Loading a catalog costs a thread as much as validating some hundred files. */
const WORTH_A_THREAD = 500;
const BATCH = 50;

/** How many threads are worth starting for so many files; 0: the calling one does it faster. */
export const threadsFor = (files: number, cores: number = availableParallelism()): number =>
  files < 2 * WORTH_A_THREAD || cores < 2 ? 0 : Math.min(cores, Math.floor(files / WORTH_A_THREAD));

/**
 * Validates many files on several threads. The reports are in the order of the paths.
 * @param onDone told how many files are done, now and then
 */
export const validateInThreads = async (
  paths: readonly string[],
  setup: BatchSetup,
  threads: number,
  onDone: (done: number) => void,
): Promise<readonly Report[]> => {
  const batches = batchesOf(paths);
  const results: (readonly Report[])[] = [];
  let [next, done] = [0, 0];
  const work = async (worker: Worker): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      const { index, reports } = await ask(worker, batch);
      results[index] = reports;
      done += reports.length;
      onDone(done);
    }
  };
  const workers = Array.from({ length: threads }, () => startWorker(setup));
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results.flat();
};

const batchesOf = (paths: readonly string[]): readonly BatchRequest[] =>
  Array.from({ length: Math.ceil(paths.length / BATCH) }, (_, index) => ({
    index,
    paths: paths.slice(index * BATCH, (index + 1) * BATCH),
  }));

const ask = (worker: Worker, request: BatchRequest): Promise<BatchAnswer> =>
  new Promise((settle, reject) => {
    worker.once('message', settle);
    worker.once('error', reject);
    worker.postMessage(request);
  }).finally(() => worker.removeAllListeners('error')) as Promise<BatchAnswer>;

const startWorker = (setup: BatchSetup): Worker => {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new Worker(new URL('./validate-worker.js', here), { workerData: setup });
  // From source a thread does not inherit whatever runs TypeScript in this one.
  const worker = JSON.stringify(new URL('./worker.ts', here).href);
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${worker}); })`;
  return new Worker(start, { eval: true, workerData: setup });
};

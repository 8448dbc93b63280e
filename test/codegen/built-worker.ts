import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundle } from '../bundle.ts';

/** The codegen worker as in a build. */
export interface BuiltWorker {
  start(env: Readonly<Record<string, string>>): Worker;
  remove(): void;
}

/** A test's process cannot start a thread from TypeScript as the program can. */
export async function buildWorker(): Promise<BuiltWorker> {
  const { folder, file, remove } = await bundle('codegen/worker.ts');
  cpSync('codegen/notes', join(folder, 'notes'), { recursive: true });
  return {
    start: (env) => new Worker(file, { env }),
    remove,
  };
}

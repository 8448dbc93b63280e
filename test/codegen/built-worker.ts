import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

/** The codegen worker as in a build: inside the project, where its packages are found. */
export interface BuiltWorker {
  start(env: Readonly<Record<string, string>>): Worker;
  remove(): void;
}

/** A test's process cannot start a thread from TypeScript as the program can. */
export async function buildWorker(): Promise<BuiltWorker> {
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache/worker-'));
  await build({
    entryPoints: ['codegen/worker.ts'],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
  });
  cpSync('codegen/notes', join(folder, 'notes'), { recursive: true });
  return {
    start: (env) => new Worker(join(folder, 'worker.mjs'), { env }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** A program beside this file, bundled once: five that run TypeScript would take a busy machine a minute to start. */
export interface Program {
  /** With pipes for stdin and stdout. A program ends with its stdin, and so with whoever started it. */
  start(args: readonly string[], stderr: 'pipe' | 'inherit'): ChildProcess;
  remove(): void;
}

export async function bundled(name: string): Promise<Program> {
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache/load-'));
  await build({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    // The snapshot is found from where the fixtures lie.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(resolve('test/fixtures/snapshot.ts')).href) },
  });
  const file = join(folder, `${name}.mjs`);
  return {
    start: (args, stderr) =>
      spawn(process.execPath, ['--expose-gc', file, ...args], { stdio: ['pipe', 'pipe', stderr] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The lines that a program prints, one after the other. Throws when it has ended. */
export function linesOf(child: ChildProcess): () => Promise<string> {
  if (child.stdout === null) throw new Error('the program has no stdout');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error('the program ended');
    return String(value);
  };
}

export const gone = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((ended) => child.once('exit', ended));

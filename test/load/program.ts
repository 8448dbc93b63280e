import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from '../bundle.ts';

/** A program beside this file, bundled once: five that run TypeScript would take a busy machine a minute to start. */
export interface Program {
  /** With pipes for stdin and stdout. A program ends with its stdin, and so with whoever started it. */
  start(args: readonly string[], stderr: 'pipe' | 'inherit'): ChildProcess;
  remove(): void;
}

export async function bundled(name: string): Promise<Program> {
  const { file, remove } = await bundle(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), {
    // The snapshot is found from where the fixtures lie.
    'import.meta.url': JSON.stringify(pathToFileURL(resolve('test/fixtures/snapshot.ts')).href),
  });
  return {
    start: (args, stderr) =>
      spawn(process.execPath, ['--expose-gc', file, ...args], { stdio: ['pipe', 'pipe', stderr] }),
    remove,
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

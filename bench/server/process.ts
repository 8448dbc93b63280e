import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { requestOf } from './question.mjs';
import type { Subject } from './subjects.mjs';

export interface Running {
  readonly url: string;
  /** From the start of the process to its first answer. */
  readonly startMs: number;
  /** Processor time it has used so far, in milliseconds. */
  cpuMs(): number;
  residentMb(): number;
  stop(): Promise<void>;
}

/** Starts a server and waits for its first answer. */
export async function start({ command, args, port: portBy }: Subject, answerFile: string): Promise<Running> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(command, portBy === 'flag' ? [...args, '--port', String(port)] : args, {
    env: { ...process.env, BENCH_PORT: String(port), BENCH_ANSWER: answerFile },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const url = `http://127.0.0.1:${port}/mcp`;
  await firstAnswer(url, child);
  const startMs = performance.now() - began;
  const { pid } = child;
  return {
    url,
    startMs,
    cpuMs: () => processorMs(pid),
    residentMb: () => residentMb(pid),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  const { headers, body } = requestOf({ era: 'legacy', fresh: false });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`a server ended with status ${child.exitCode}`);
    const answer = await fetch(url, { method: 'POST', headers, body: body ?? '' }).catch(() => undefined);
    if (answer?.ok) return void (await answer.text());
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** User and system time, which Linux counts in hundredths of a second. */
function processorMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

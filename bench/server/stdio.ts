import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { median } from '../targets.ts';
import { answerQuestion, freshQuestion } from './question.mjs';
import { OVER_STDIO } from './subjects.mjs';

/** The same server over stdin and stdout, where one client starts it for itself. */
export interface OverStdio {
  /** From the start of the process to its first answer, in milliseconds. */
  readonly startMs: number;
  readonly residentMb: number;
}

const WELCOME = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1' },
};

/** Started `rounds` times; memory after `calls`, one in fifty of them asked first. */
export async function overStdio(rounds: number, calls: number): Promise<OverStdio> {
  const starts: number[] = [];
  for (let round = 1; round < rounds; round++) {
    const { child, startMs } = await started();
    starts.push(startMs);
    await ended(child);
  }
  const { child, ask, startMs } = await started();
  for (let call = 0; call < calls; call++)
    await ask('tools/call', call % 50 === 0 ? freshQuestion(call) : answerQuestion);
  const residentMb = residentOf(child);
  await ended(child);
  return { startMs: median([...starts, startMs]), residentMb };
}

async function started() {
  const began = performance.now();
  const child = spawn(OVER_STDIO.command, OVER_STDIO.args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let id = 0;
  const ask = async (method: string, params: object): Promise<void> => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })}\n`);
    if ((await lines.next()).done) throw new Error('the server over stdio ended');
  };
  await ask('initialize', WELCOME);
  child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  await ask('tools/call', answerQuestion);
  return { child, ask, startMs: performance.now() - began };
}

const ended = (child: ChildProcess): Promise<unknown> => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  return gone;
};

const residentOf = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;

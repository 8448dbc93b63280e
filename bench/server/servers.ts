import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import type { Options } from '../run.ts';
import { atLeast, atMost, type Found, markdown, median, round, type Target } from '../targets.ts';
import { start } from './process.ts';
import { answerText, type Form, requestOf } from './question.mjs';
import { overStdio } from './stdio.ts';
import { installPython, SUBJECTS, type Subject } from './subjects.mjs';

/** Servers giving the same answer, 8 connections each, in interleaved rounds; then the memory of the quick ones. */

const CONNECTIONS = 8;
const STDIO_CALLS = 2_000;

interface Row {
  readonly rate: number[];
  readonly p50: number[];
  readonly p99: number[];
  readonly start: number[];
  /** Processor time of one request, in milliseconds. */
  readonly cpu: number[];
  /** Resident megabytes when the round was over. */
  readonly memory: number[];
}
type Rows = ReadonlyMap<string, Row>;

export const servers = async (options: Options): Promise<Found> => {
  const withPython = installPython();
  const subjects = SUBJECTS.filter(({ python }) => withPython || python !== true);
  const [ours] = subjects;
  if (ours === undefined) throw new Error('nobody to measure');
  const answerFile = join(tmpdir(), `bench-answer-${process.pid}.json`);
  await recordAnswer(ours, answerFile);
  const rows: Rows = new Map(
    subjects.map(({ name }) => [name, { rate: [], p50: [], p99: [], start: [], cpu: [], memory: [] }]),
  );
  for (let time = 0; time < options.rounds; time++)
    for (const subject of subjects) {
      await measure(subject, rows, options.seconds, answerFile);
      progress(
        `round ${time + 1} of ${options.rounds}: ${subject.name}, ${Math.round(lastOf(rows, subject))}/s`,
      );
    }
  const memories = new Map<string, readonly number[]>();
  for (const subject of subjects.filter(({ quick }) => quick === true)) {
    memories.set(subject.name, await memoryOf(subject, options.requests, answerFile));
    progress(
      `memory of ${subject.name} in ${MEMORY_SLICES} slices: ${memories.get(subject.name)?.map(Math.round).join(', ')} MB`,
    );
  }
  rmSync(answerFile);
  const stdio = await overStdio(options.rounds, STDIO_CALLS);
  return {
    tables: [
      table(rows),
      memoryTable(memories, options.requests),
      `over stdio: first answer after ${Math.round(stdio.startMs)} ms, ${Math.round(stdio.residentMb)} MB after ${STDIO_CALLS} calls`,
    ],
    targets: targetsOf(rows, memories.get(ours.name) ?? [], options.requests),
  };
};

/** It takes minutes: whoever waits sees how far it has come. */
const progress = (line: string): void => void process.stderr.write(`${line}\n`);

const lastOf = (rows: Rows, { name }: Subject): number => rows.get(name)?.rate.at(-1) ?? Number.NaN;

/** Our own answer, for the peers to give. */
async function recordAnswer(ours: Subject, answerFile: string): Promise<void> {
  const server = await start(ours, answerFile);
  writeFileSync(answerFile, JSON.stringify(await answerText(server.url)));
  await server.stop();
}

async function measure(subject: Subject, rows: Rows, seconds: number, answerFile: string): Promise<void> {
  const row = rows.get(subject.name);
  const server = await start(subject, answerFile);
  await warm(server.url, subject.form);
  const before = server.cpuMs();
  const found = await load(server.url, subject.form, { duration: seconds });
  if (found.non2xx > 0 || found.errors > 0)
    throw new Error(`${subject.name}: ${found.non2xx} refused, ${found.errors} failed`);
  row?.cpu.push((server.cpuMs() - before) / found.requests.total);
  row?.start.push(server.startMs);
  row?.rate.push(found.requests.average);
  row?.p50.push(found.latency.p50);
  row?.p99.push(found.latency.p99);
  row?.memory.push(server.residentMb());
  await server.stop();
}

const WARM_REQUESTS = 3_000;
const WARM_MS = 2_000;

/** By requests rather than seconds, as far as a slow server lets it: code that was called seldom is not compiled yet. */
async function warm(url: string, form: Form): Promise<void> {
  const began = performance.now();
  for (let sent = 0; sent < WARM_REQUESTS && performance.now() - began < WARM_MS; sent += 100)
    await load(url, form, { amount: 100 });
}

const load = (url: string, form: Form, how: { readonly duration?: number; readonly amount?: number }) =>
  autocannon({
    url,
    connections: CONNECTIONS,
    ...how,
    requests: [{ method: 'POST', path: '/mcp', ...requestOf(form) }],
  });

const MEMORY_SLICES = 10;

/** Resident megabytes after each tenth of the calls, one in fifty of them asked first. */
async function memoryOf(subject: Subject, requests: number, answerFile: string): Promise<readonly number[]> {
  const server = await start(subject, answerFile);
  const { era } = subject.form;
  const found: number[] = [];
  for (let slice = 0; slice < MEMORY_SLICES; slice++) {
    const amount = requests / MEMORY_SLICES;
    await load(server.url, { era, fresh: false }, { amount: Math.round(amount * 0.98) });
    await load(server.url, { era, fresh: true }, { amount: Math.round(amount * 0.02) });
    found.push(server.residentMb());
  }
  await server.stop();
  return found;
}

const memoryTable = (memories: ReadonlyMap<string, readonly number[]>, requests: number): string => {
  const ours = [...memories.values()][0]?.at(-1) ?? Number.NaN;
  return markdown(
    [`MB after calls, to ${requests}`, 'a tenth', 'half', 'all', 'ours to it'],
    [...memories].map(([name, found]) => [
      name,
      ...[found[0], found[MEMORY_SLICES / 2 - 1], found.at(-1)].map((mb) => Math.round(mb ?? Number.NaN)),
      round(ours / (found.at(-1) ?? Number.NaN)),
    ]),
  );
};

const table = (rows: Rows): string => {
  const rate = (name: string): number => median(rows.get(name)?.rate ?? []);
  return markdown(
    [
      'server',
      'requests/s',
      'of FastAPI',
      'of bare Hono',
      'p50 ms',
      'p99 ms',
      'start ms',
      'cpu ms a request',
      'MB',
    ],
    [...rows].map(([name, row]) => [
      name,
      Math.round(median(row.rate)),
      round(median(row.rate) / rate('FastAPI, the original')),
      round(median(row.rate) / rate('bare Hono')),
      median(row.p50),
      median(row.p99),
      Math.round(median(row.start)),
      median(row.cpu).toFixed(3),
      Math.round(median(row.memory)),
    ]),
  );
};

function targetsOf(rows: Rows, memory: readonly number[], requests: number): readonly Target[] {
  const rate = (name: string): number => median(rows.get(name)?.rate ?? []);
  const ratio = (a: string, b: string, wanted: number): Target =>
    atLeast(`${a}: requests/s of ${b}`, rate(a) / rate(b), wanted);
  const eras = ['2026', '2025'];
  const [first = Number.NaN, last = Number.NaN] = [memory[1], memory.at(-1)];
  return [
    ...eras.map((era) => ratio(`ours, asked before, ${era}`, 'FastAPI, the original', 2)),
    ...eras.map((era) => ratio(`ours, asked before, ${era}`, 'bare Hono', 0.8)),
    ...eras.map((era) => ratio(`ours, asked first, ${era}`, `Python mcp, ${era}`, 1)),
    ...eras.map((era) => ratio(`ours, asked first, ${era}`, `fastmcp, ${era}`, 1)),
    atMost(
      'ours: first answer after start',
      median(rows.get('ours, asked before, 2026')?.start ?? []),
      300,
      ' ms',
    ),
    atMost(`memory after ${requests} calls (${Math.round(first)} MB after a fifth)`, last, 90, ' MB'),
  ];
}

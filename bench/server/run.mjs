// Servers side by side, in interleaved rounds: npm run bench -- [--seconds 5] [--rounds 3] [--only NAME]
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { answerText, requestOf } from './question.mjs';
import { installPython, SUBJECTS } from './subjects.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '100000' },
    only: { type: 'string', default: '' },
  },
});
const CONNECTIONS = 8;
const answerFile = join(tmpdir(), `bench-answer-${process.pid}.json`);

const withPython = installPython();
const subjects = SUBJECTS.filter(
  ({ name, python }) => name.includes(values.only) && (withPython || python !== true),
);
await recordAnswer();
const rows = new Map(
  subjects.map(({ name }) => [name, { rate: [], p50: [], p99: [], start: [], memory: [] }]),
);
for (let round = 0; round < Number(values.rounds); round++)
  for (const subject of subjects) await measure(subject, rows.get(subject.name));
await measureMemory();
print();

/** Our own answer, for the peers to give. */
async function recordAnswer() {
  const server = await start(SUBJECTS[0]);
  writeFileSync(answerFile, JSON.stringify(await answerText(server.url)));
  await server.stop();
}

async function measure(subject, row) {
  const server = await start(subject);
  row.start.push(server.startMs);
  const load = { url: server.url, method: 'POST', connections: CONNECTIONS, ...requestsOf(subject) };
  await autocannon({ ...load, duration: 1 });
  const found = await autocannon({ ...load, duration: Number(values.seconds) });
  if (found.non2xx > 0 || found.errors > 0)
    throw new Error(`${subject.name}: ${found.non2xx} refused, ${found.errors} failed`);
  row.rate.push(found.requests.average);
  row.p50.push(found.latency.p50);
  row.p99.push(found.latency.p99);
  await server.stop();
}

/** Resident memory of ours after many calls, one in fifty of them new. */
async function measureMemory() {
  const subject = subjects.find(({ form }) => form === 'modern');
  if (subject === undefined) return;
  const server = await start(subject);
  const row = rows.get(subject.name);
  const total = Number(values.requests);
  const load = { url: server.url, method: 'POST', connections: CONNECTIONS };
  for (const share of [0.2, 0.8]) {
    await autocannon({ ...load, ...requestsOf(subject), amount: Math.round(total * share * 0.98) });
    await autocannon({ ...load, ...requestsOf({ form: 'fresh' }), amount: Math.round(total * share * 0.02) });
    row.memory.push(residentMb(server.pid));
  }
  await server.stop();
}

function requestsOf({ form }) {
  const request = requestOf(form);
  return { headers: request.headers, requests: [{ method: 'POST', path: '/mcp', ...request }] };
}

async function start({ command, args, port: portBy }) {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(command, portBy === 'flag' ? [...args, '--port', String(port)] : args, {
    env: { ...process.env, BENCH_PORT: String(port), BENCH_ANSWER: answerFile },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}/mcp`;
  await firstAnswer(url, child);
  return { url, pid: child.pid, startMs: performance.now() - began, stop: () => stop(child) };
}

async function firstAnswer(url, child) {
  const { headers, body } = requestOf('legacy');
  for (;;) {
    if (child.exitCode !== null) throw new Error(`a server ended with status ${child.exitCode}`);
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    if (answer?.ok) return answer.text();
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

function stop(child) {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function residentMb(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

function print() {
  const base = (name) => median(rows.get(name)?.rate ?? []);
  const table = [...rows].map(([name, { rate, p50, p99, start: starts, memory }]) => ({
    server: name,
    'requests/s': Math.round(median(rate)),
    'of FastAPI': ratio(median(rate), base('FastAPI (the original)')),
    'of bare Hono': ratio(median(rate), base('bare Hono')),
    'p50 ms': median(p50),
    'p99 ms': median(p99),
    'start ms': Math.round(median(starts)),
    'MB after calls': memory.map((mb) => mb.toFixed(0)).join(', '),
  }));
  console.table(table);
}

function ratio(a, b) {
  return Number.isFinite(a / b) ? (a / b).toFixed(2) : '';
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { blocks } from '../readme.ts';
import { load, newTally, type Tally } from './client.ts';
import { bundled, gone, linesOf, type Program } from './program.ts';
import { oracle, questionAt, twoCatalogs } from './questions.ts';

const MEMBERS = 4;

export interface ClusterResult {
  readonly tally: Tally;
  /** Answers that came from the catalog that one process was upgraded to. */
  readonly upgraded: number;
}

/** A port that was free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });

/** A process of the cluster, once it accepts connections. */
async function member(program: Program, port: number, catalog: 'first' | 'second'): Promise<ChildProcess> {
  const child = program.start([String(port), catalog], 'inherit');
  await linesOf(child)();
  return child;
}

/** The configuration that docs/service.md gives, on ports of this run. */
async function balancer(ports: readonly number[], listen: number, folder: string): Promise<ChildProcess> {
  const [documented = ''] = blocks(readFileSync(resolve('docs/service.md'), 'utf8'), 'nginx');
  const own = ports.reduce(
    (text, port, i) => text.replace(`127.0.0.1:${8125 + i} `, `127.0.0.1:${port} `),
    documented.replace('127.0.0.1:8124', `127.0.0.1:${listen}`),
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
events {} http { access_log off; ${temporary} ${own} }`,
  );
  const nginx = spawn('nginx', ['-p', folder, '-c', file], { stdio: 'ignore' });
  for (let i = 0; i < 200; i++) {
    const up = await fetch(`http://127.0.0.1:${listen}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return nginx;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`nginx does not answer: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
}

/**
 * Four processes behind nginx under load. After a third of the time one is killed without warning; after two thirds
 * another is stopped and comes back with another catalog. Every answer must be right for the catalog it names.
 */
export async function clusterLoad(seconds: number, clients: number, pause: number): Promise<ClusterResult> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  const program = await bundled('member');
  const started: ChildProcess[] = [];
  const start = async (port: number, catalog: 'first' | 'second'): Promise<ChildProcess> => {
    const child = await member(program, port, catalog);
    started.push(child);
    return child;
  };
  try {
    const ports = await Promise.all(Array.from({ length: MEMBERS }, freePort));
    const listen = await freePort();
    const members = await Promise.all(ports.map((port) => start(port, 'first')));
    started.push(await balancer(ports, listen, folder));
    const acts = actsOn(members, (i) => start(ports[i] ?? 0, 'second'), seconds * 333);
    return await loaded(`http://127.0.0.1:${listen}`, clients, pause, acts);
  } finally {
    for (const child of started) child.kill(child.spawnfile === 'nginx' ? 'SIGQUIT' : 'SIGTERM');
    await Promise.all(started.map(gone));
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function loaded(
  url: string,
  clients: number,
  pause: number,
  until: Promise<unknown>,
): Promise<ClusterResult> {
  const tally = newTally();
  const answers = oracle(twoCatalogs());
  let upgraded = 0;
  const expected: typeof answers = (question, label) => {
    if (label === 'checkout /other') upgraded += 1;
    return answers(question, label);
  };
  await load({ url, clients, questionAt, expected, tally, pause, until });
  return { tally, upgraded };
}

async function actsOn(
  members: readonly ChildProcess[],
  again: (member: number) => Promise<unknown>,
  third: number,
): Promise<void> {
  const [killed, stopped] = members;
  await sleep(third);
  killed?.kill('SIGKILL');
  await sleep(third);
  stopped?.kill('SIGTERM');
  if (stopped !== undefined) await gone(stopped);
  await again(1);
  await sleep(third);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { blocks } from '../readme.ts';
import { load, newTally, type Tally } from './client.ts';
import { oracle, questionAt, twoCatalogs } from './questions.ts';

const MEMBER = fileURLToPath(new URL('./member.ts', import.meta.url));
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
async function member(port: number, catalog: 'first' | 'second'): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', MEMBER, String(port), catalog], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise((ready) => createInterface(child.stdout).once('line', ready));
  return child;
}

const gone = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((ended) => child.once('exit', ended));

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
  const ports = await Promise.all(Array.from({ length: MEMBERS }, freePort));
  const listen = await freePort();
  const members = await Promise.all(ports.map((port) => member(port, 'first')));
  const nginx = await balancer(ports, listen, folder);
  const tally = newTally();
  const answers = oracle(twoCatalogs());
  let upgraded = 0;
  const expected: typeof answers = (question, label) => {
    if (label === 'checkout /other') upgraded += 1;
    return answers(question, label);
  };
  const third = (): Promise<void> => new Promise((later) => setTimeout(later, seconds * 333));
  const acts = async (): Promise<void> => {
    await third();
    members[0]?.kill('SIGKILL');
    await third();
    members[1]?.kill('SIGTERM');
    if (members[1] !== undefined) await gone(members[1]);
    members[1] = await member(ports[1] ?? 0, 'second');
    await third();
  };
  const url = `http://127.0.0.1:${listen}`;
  await load({ url, clients, questionAt, expected, tally, pause, until: acts() });
  nginx.kill('SIGQUIT');
  for (const each of members) each.kill('SIGTERM');
  await Promise.all([nginx, ...members].map(gone));
  rmSync(folder, { recursive: true, force: true });
  return { tally, upgraded };
}

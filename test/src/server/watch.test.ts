import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openCatalog, takeCatalog } from '../../../src/catalog/open.ts';
import { accessFor } from '../../../src/server/security.ts';
import { type RunningServer, startServer } from '../../../src/server/serve.ts';
import { snapshotDir } from '../../../src/server/snapshot.ts';
import type { Problem } from '../../../src/server/state.ts';
import type { SyncWorker } from '../../../src/server/sync.ts';
import { followSource } from '../../../src/server/watch.ts';
import { swapReport } from '../../../src/server/watch-report.ts';
import { type BuiltWorker, buildWorker } from '../../codegen/built-worker.ts';
import { tinyCheckout } from '../../codegen/checkout.ts';
import { DICTIONARY_PARSER } from '../../fixtures/dictionary-parser.ts';

const LONG = 30_000;
const ARGS = 'repo/src/factory/hparams/model_args.py';

let built: BuiltWorker;
beforeAll(async () => {
  built = await buildWorker();
});
afterAll(() => built.remove());

/** The production worker, which is told where transformers is: the checkout has no environment of its own. */
function workerFor(root: string): SyncWorker {
  const worker = built.start({ PATH: '', HOME: root, LLAMAFACTORY_PARAMS_CACHE: join(root, '.cache') });
  return {
    postMessage: (request) => worker.postMessage({ ...request, transformers: join(root, 'site') }),
    on: (event: string, listener: (...args: never[]) => void) =>
      worker.on(event as 'message', listener as never),
    terminate: () => worker.terminate(),
  };
}

/** A server that follows a small checkout, and what it told so far. */
async function following(root: string, configs?: string) {
  const server = await startServer({
    catalog: openCatalog(snapshotDir()),
    host: '127.0.0.1',
    port: 0,
    access: accessFor({ host: '127.0.0.1', hosts: [], origins: [], open: false, token: undefined }),
    log: () => undefined,
  });
  const told = { first: '', swaps: [] as string[], problems: [] as Problem[], recoveries: 0 };
  const source = { path: join(root, 'repo'), cacheDir: join(root, 'catalogs'), offline: true, watch: true };
  const following = followSource(
    {
      state: server.state,
      source,
      log: () => undefined,
      cwd: root,
      start: () => workerFor(root),
      load: takeCatalog,
    },
    {
      onFirst: (outcome) => {
        told.first = outcome.kind === 'failed' ? outcome.problem.message : outcome.kind;
      },
      onSwap: (_, before, after) => {
        const folder = configs === undefined ? undefined : { folder: configs, cwd: root };
        told.swaps.push(swapReport(before, after, folder));
      },
      onProblem: (problem) => void told.problems.push(problem),
      onRecovery: () => {
        told.recoveries += 1;
      },
    },
  );
  onTestFinished(async () => {
    await following.close();
    await server.close();
  });
  await expect.poll(() => told.first, { timeout: LONG }).not.toBe('');
  expect(told.first).toBe('swapped');
  return { server, told };
}

const edit = (root: string, change: (text: string) => string, path = ARGS): void =>
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));

/** Waits for so many swaps, then long enough for one too many. */
async function swapped(told: { readonly swaps: readonly string[] }, count: number): Promise<string> {
  await expect.poll(() => told.swaps.length, { timeout: LONG }).toBeGreaterThanOrEqual(count);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(told.swaps).toHaveLength(count);
  return told.swaps[count - 1] ?? '';
}

async function call(server: RunningServer, name: string, args: object): Promise<Answer> {
  const response = await fetch(server.mcpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
  });
  const text = await response.text();
  const data = text.startsWith('{') ? text : text.slice(text.indexOf('data: ') + 6);
  return { status: response.status, body: JSON.parse(data) };
}

interface Answer {
  readonly status: number;
  readonly body: {
    readonly result?: {
      readonly isError?: boolean;
      readonly structuredContent?: { readonly source: { readonly notice?: string } };
    };
  };
}

const health = async ({ url }: RunningServer) =>
  (await (await fetch(`${url}/health`)).json()) as {
    status: string;
    epoch: number;
    problem?: { code: string; message: string };
  };

describe('B12 serve --watch', () => {
  test('an edit is one swap, summed up, with the configs it touches', { timeout: LONG * 2 }, async () => {
    const root = tinyCheckout();
    writeFileSync(join(root, 'site/transformers/hf_argparser.py'), DICTIONARY_PARSER);
    mkdirSync(join(root, 'runs'));
    writeFileSync(join(root, 'runs/a.yaml'), 'model: m\nrank: 4\noutput_dir: out\n');
    writeFileSync(join(root, 'runs/b.yaml'), 'model: m\noutput_dir: out\n');
    const { server, told } = await following(root, join(root, 'runs'));
    edit(root, (text) =>
      text.replace('rank: int = 8', 'rank: int = 16\n    alpha: int = 2').replace('< 1', '< 5'),
    );
    const report = await swapped(told, 1);
    expect(report).toContain('+ alpha: int = 2 (train)');
    expect(report).toContain('~ rank default: 8 is now 16 (train)');
    expect(report).toMatch(/\+ rule \(train\): ValueError when .*rank < 5/);
    expect(report).toMatch(/- rule \(train\): ValueError when .*rank < 1/);
    expect(report).toContain('Configs of yours that this touches: 1');
    expect(report).toMatch(/^ {2}runs\/a\.yaml:\d+: /m);
    expect(report).toContain('runs/a.yaml sets rank');
    expect(report).not.toContain('runs/b.yaml');
    expect(await health(server)).toMatchObject({ status: 'ok', epoch: 2 });
  });

  test('a broken file keeps the last good one and says so; mending it recovers', {
    timeout: LONG * 2,
  }, async () => {
    const root = tinyCheckout();
    const { server, told } = await following(root);
    const whole = readFileSync(join(root, ARGS), 'utf8');
    const ask = () => call(server, 'get_parameter', { name: 'rank' });
    expect((await ask()).body.result?.structuredContent?.source.notice).toBeUndefined();
    edit(root, (text) => `${text}\ndef broken(:\n`);
    await expect.poll(() => told.problems.length, { timeout: LONG }).toBe(1);
    expect(await health(server)).toMatchObject({
      status: 'degraded',
      epoch: 1,
      problem: { code: 'SOURCE_SYNTAX', message: expect.stringContaining('model_args.py:') },
    });
    const broken = await ask();
    expect(broken.body.result?.isError).toBeUndefined();
    expect(broken.body.result?.structuredContent?.source.notice).toContain('model_args.py:');

    writeFileSync(join(root, ARGS), whole);
    await expect.poll(() => told.recoveries, { timeout: LONG }).toBe(1);
    expect(await health(server)).toMatchObject({ status: 'ok', epoch: 1 });
    expect((await ask()).body.result?.structuredContent?.source.notice).toBeUndefined();

    edit(root, (text) => `${text}\ndef broken(:\n`);
    await expect.poll(() => told.problems.length, { timeout: LONG }).toBe(2);
    writeFileSync(join(root, ARGS), whole.replace('rank: int = 8', 'rank: int = 9'));
    expect(await swapped(told, 1)).toContain('~ rank default: 8 is now 9 (train)');
    expect(await health(server)).toMatchObject({ status: 'ok', epoch: 2 });
  });

  test('a burst of edits is one swap', { timeout: LONG * 2 }, async () => {
    const root = tinyCheckout();
    const { told } = await following(root);
    const whole = readFileSync(join(root, ARGS), 'utf8');
    for (let rank = 9; rank <= 40; rank++) {
      writeFileSync(join(root, ARGS), whole.replace('rank: int = 8', `rank: int = ${rank}`));
      writeFileSync(join(root, `repo/src/factory/hparams/more_${rank % 5}.py`), `x = ${rank}\n`);
    }
    expect(await swapped(told, 1)).toContain('~ rank default: 8 is now 40 (train)');
  });

  test('no request fails while ten edits are served', { timeout: LONG * 3 }, async () => {
    const root = tinyCheckout();
    const { server, told } = await following(root);
    const whole = readFileSync(join(root, ARGS), 'utf8');
    let asking = true;
    const answers: Answer[] = [];
    const client = (async () => {
      while (asking) answers.push(await call(server, 'get_parameter', { name: 'rank' }));
    })();
    for (let round = 1; round <= 10; round++) {
      writeFileSync(join(root, ARGS), whole.replace('rank: int = 8', `rank: int = ${8 + round}`));
      await expect.poll(() => told.swaps.length, { timeout: LONG }).toBe(round);
    }
    asking = false;
    await client;
    expect(answers.length).toBeGreaterThan(10);
    expect(
      answers.filter(({ status, body }) => status !== 200 || body.result?.isError !== undefined),
    ).toEqual([]);
    expect(JSON.stringify(answers.at(-1))).toContain('18');
  });

  test('a folder that is deleted and comes back is followed again', { timeout: LONG * 2 }, async () => {
    const root = tinyCheckout();
    const { server, told } = await following(root);
    renameSync(join(root, 'repo'), join(root, 'away'));
    await expect.poll(() => told.problems.length, { timeout: LONG }).toBe(1);
    expect(await health(server)).toMatchObject({ status: 'degraded', epoch: 1 });
    edit(root, (text) => text.replace('rank: int = 8', 'rank: int = 12'), ARGS.replace('repo', 'away'));
    renameSync(join(root, 'away'), join(root, 'repo'));
    expect(await swapped(told, 1)).toContain('~ rank default: 8 is now 12 (train)');
    edit(root, (text) => text.replace('rank: int = 12', 'rank: int = 13'));
    expect(await swapped(told, 2)).toContain('~ rank default: 12 is now 13 (train)');
    rmSync(join(root, 'repo'), { recursive: true });
    await expect.poll(() => told.problems.length, { timeout: LONG }).toBe(2);
  });

  test('where the cache cannot be written the source is served all the same, and kept once it can be', {
    timeout: LONG * 3,
  }, async () => {
    const root = tinyCheckout();
    const { server, told } = await following(root);
    const kept = () => readdirSync(join(root, 'catalogs')).filter((name) => !name.startsWith('.'));
    // What is served first is written while it is served.
    await expect.poll(kept, { timeout: LONG }).toHaveLength(1);
    // As a full disk would: nothing can be written there, whoever tries.
    renameSync(join(root, 'catalogs'), join(root, 'aside'));
    writeFileSync(join(root, 'catalogs'), '');
    edit(root, (text) => text.replace('rank: int = 8', 'rank: int = 12'));
    await expect.poll(() => told.problems.length, { timeout: LONG }).toBe(1);
    expect(told.swaps).toEqual([expect.stringContaining('~ rank default: 8 is now 12 (train)')]);
    expect(await health(server)).toMatchObject({
      status: 'degraded',
      epoch: 2,
      problem: { code: 'CANNOT_WRITE' },
    });
    const answer = await call(server, 'get_parameter', { name: 'rank' });
    expect(answer.body.result?.structuredContent?.source.notice).toContain('Cannot write');
    expect(JSON.stringify(answer)).toContain('12');
    edit(root, (text) => text.replace('rank: int = 12', 'rank: int = 13'));
    await expect.poll(() => told.problems.length, { timeout: LONG }).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(told.problems).toHaveLength(2);
    rmSync(join(root, 'catalogs'));
    renameSync(join(root, 'aside'), join(root, 'catalogs'));
    await expect.poll(() => told.recoveries, { timeout: LONG }).toBe(1);
    expect(told.swaps).toHaveLength(2);
    expect(await health(server)).toMatchObject({ status: 'ok', epoch: 3 });
    expect(kept()).toHaveLength(2);
  });

  test('two watchers share one cache', { timeout: LONG * 3 }, async () => {
    const root = tinyCheckout();
    const [one, other] = [await following(root), await following(root)];
    for (let round = 1; round <= 3; round++) {
      edit(root, (text) => text.replace(/rank: int = \d+/, `rank: int = ${8 + round}`));
      for (const { told } of [one, other])
        await expect.poll(() => told.swaps.length, { timeout: LONG }).toBe(round);
    }
    expect([...one.told.problems, ...other.told.problems]).toEqual([]);
    expect(one.told.swaps).toEqual(other.told.swaps);
    const label = `~ rank default: 10 is now 11 (train)`;
    expect(one.told.swaps[2]).toContain(label);
  });
});

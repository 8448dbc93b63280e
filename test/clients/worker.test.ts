import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snapshotWithoutText } from '../fixtures/snapshot.ts';
import { TOOL_CALLS } from '../fixtures/tool-calls.ts';
import { CLIENTS, connectV2 } from './clients.ts';
import { startFixtureServer } from './server.ts';

const ENTRY = fileURLToPath(new URL('../fixtures/worker.ts', import.meta.url));

/** The calls that every tool is tried with; the fixture's release and text are not in the snapshot. */
const { read_source_file: _withoutText, ...OTHERS } = TOOL_CALLS;
const CALLS = {
  ...OTHERS,
  diff_versions: { from: '0.9.2' },
  validate_config: { config: 'stage: sft\nuse_dora: true\nfinetuning_type: full\n' },
};

/** The module as a Workers project would bundle it: nothing of Node is within reach. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

describe('B16 in workerd', () => {
  let runtime: Miniflare;
  let url: string;
  beforeAll(async () => {
    const script = await bundled();
    runtime = new Miniflare({
      modules: true,
      script,
      host: '127.0.0.1',
      port: 0,
      compatibilityDate: '2026-04-01',
    });
    url = new URL('/mcp', await runtime.ready).href;
  });
  afterAll(() => runtime.dispose());

  test.each(CLIENTS)('%s, %s', async (_name, version, connect) => {
    const client = await connect(url);
    expect(client.version).toBe(version);
    for (const _again of [1, 2]) {
      const { structured } = await client.call('get_parameter', { name: 'lora_rank', entry: 'train' });
      expect(structured).toMatchObject({ parameters: [{ owner: 'LoraArguments', default: 8 }] });
    }
    await client.close();
  });

  test('every tool answers as it does on Node, rules, evidence and history included', async () => {
    const node = await startFixtureServer({ catalog: snapshotWithoutText() });
    const [there, here] = await Promise.all([connectV2(url, 'auto'), connectV2(node.mcpUrl, 'auto')]);
    for (const [name, args] of [...Object.entries(CALLS), ...Object.entries(CALLS)])
      expect(await there.call(name, args), name).toEqual(await here.call(name, args));
    await Promise.all([there.close(), here.close()]);
    await node.close();
  });

  test('a page of a listed host may call it', async () => {
    const { status, headers } = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
  });

  test('a body over the limit is refused', async () => {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: ' '.repeat(2 << 20),
    });
    expect(status).toBe(413);
  });

  test('a foreign Origin is refused there too', async () => {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
      body: '{}',
    });
    expect(status).toBe(403);
  });

  test('a 2026 client reads a resource', async () => {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    for (const uri of ['llamafactory://parameter/lora_rank', 'llamafactory://schema/train'])
      expect((await client.readResource({ uri })).contents).toHaveLength(1);
    await client.close();
  });
});

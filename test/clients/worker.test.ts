import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENTS } from './clients.ts';

const ENTRY = fileURLToPath(new URL('../fixtures/worker.ts', import.meta.url));

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
      const { structured } = await client.call('get_parameter', { name: 'lora_rank' });
      expect(structured).toMatchObject({ parameters: [{ owner: 'LoraArguments', default: 8 }] });
    }
    await client.close();
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
    const { contents } = await client.readResource({ uri: 'llamafactory://parameter/lora_rank' });
    expect(contents).toHaveLength(1);
    await client.close();
  });
});

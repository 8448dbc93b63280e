import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { SURFACE } from '../../src/server/surface.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { snapshotWithoutText } from '../fixtures/snapshot.ts';
import { startFixtureServer } from './server.ts';

/** How often the endless tool was let go on. */
let steps = 0;
const endless: Tool = {
  name: 'endless_tool',
  title: 'Endless',
  description: 'Works until it is told to stop.',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  call: () => {
    throw new Error('never at once');
  },
  *begin() {
    for (;;) {
      const until = performance.now() + 5;
      while (performance.now() < until);
      steps += 1;
      yield { done: steps, total: 1e9 };
    }
  },
};

let server: RunningServer;
beforeAll(async () => {
  const surface = { ...SURFACE, tools: [...SURFACE.tools, endless] };
  server = await startFixtureServer({ catalog: snapshotWithoutText(), surface });
});
afterAll(() => server.close());

const CONFIGS = Object.fromEntries(
  Array.from({ length: 60 }, (_, i) => [`run-${i}.yaml`, `stage: sft\nlora_rank: ${i}\nlora_rnk: 1\n`]),
);

type Mode = 'legacy' | 'auto';

async function connected(mode: Mode): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(server.mcpUrl)));
  return client;
}

/** Without a session a cancellation of the older protocol reaches nobody: such a client hangs up. */
const CANCEL: Readonly<Record<Mode, (client: Client, abort: AbortController) => unknown>> = {
  legacy: (client) => client.close(),
  auto: (_client, abort) => abort.abort(),
};

describe.each(['legacy', 'auto'] as const)('B13 long work, %s', (mode) => {
  let client: Client;
  beforeAll(async () => {
    client = await connected(mode);
  });
  afterAll(() => client.close());

  test('tells of its progress to a client that asks, and answers the same to one that does not', async () => {
    const heard: number[] = [];
    const call = { name: 'validate_configs', arguments: { configs: CONFIGS, limit: 3 } };
    const told = await client.callTool(call, { onprogress: ({ progress }) => heard.push(progress) });
    expect(told.structuredContent).toMatchObject({ accepted: 0, valid: 0, total: 60, nextOffset: 3 });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    const plain = await client.callTool(call);
    expect(plain.structuredContent).toEqual(told.structuredContent);
  });

  test('lets others be served meanwhile, and ends when it is cancelled', async () => {
    const abort = new AbortController();
    const patient = await connected(mode);
    const before = steps;
    const call = patient.callTool({ name: endless.name, arguments: {} }, { signal: abort.signal });
    const ended = expect(call).rejects.toThrow();
    await vi.waitFor(() => expect(steps).toBeGreaterThan(before));
    const asked = { name: 'get_parameter', arguments: { name: 'lora_rank' } };
    expect((await client.callTool(asked)).structuredContent).toBeDefined();
    await CANCEL[mode](patient, abort);
    await ended;
    await vi.waitFor(async () => {
      const now = steps;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(steps).toBe(now);
    });
    await patient.close();
  });
});

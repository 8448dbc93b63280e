import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResourceListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { sendRaw } from '../src/server/raw.ts';
import { startFixtureServer } from './server.ts';

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
};

describe('B13 sessions for older clients, where asked for', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startFixtureServer({ sessions: true });
  });
  afterAll(() => server.close());

  test('the v1 client hears of a swap over HTTP', async () => {
    const client = new ClientV1({ name: 'test', version: '1' });
    let heard = 0;
    client.setNotificationHandler(ResourceListChangedNotificationSchema, () => {
      heard += 1;
    });
    const transport = new TransportV1(new URL(server.mcpUrl));
    await client.connect(transport as Parameters<ClientV1['connect']>[0]);
    expect(transport.sessionId).toMatch(/^[0-9a-f-]{36}$/);
    // The stream for notifications is opened after connect has returned.
    await vi.waitFor(() => {
      server.state.swap(server.state.current.catalog);
      expect(heard).toBeGreaterThan(0);
    });
    await transport.terminateSession();
    await client.close();
  });

  test('two clients have two sessions; neither answer is given to the other from memory', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => {
        const { headers } = await sendRaw(server.url, { headers: HEADERS, body: JSON.stringify(INITIALIZE) });
        return headers['mcp-session-id'];
      }),
    );
    expect(ids[0]).toEqual(expect.any(String));
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('a session that is not there is 404, so that the client begins anew', async () => {
    const headers = { ...HEADERS, 'mcp-session-id': 'nothing' };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect((await sendRaw(server.url, { headers, body })).status).toBe(404);
  });

  test('a 2026 client is served without one', async () => {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    const transport = new StreamableHTTPClientTransport(new URL(server.mcpUrl));
    await client.connect(transport);
    expect(transport.sessionId).toBeUndefined();
    expect((await client.listTools()).tools.length).toBeGreaterThan(10);
    await client.close();
  });
});

test('B16 without sessions none is given', async () => {
  const server = await startFixtureServer();
  const { headers } = await sendRaw(server.url, { headers: HEADERS, body: JSON.stringify(INITIALIZE) });
  expect(headers['mcp-session-id']).toBeUndefined();
  await server.close();
});

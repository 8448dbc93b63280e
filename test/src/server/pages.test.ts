import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessFor } from '../../../src/server/security.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { type RawRequest, sendRaw } from './raw.ts';

const TOKEN = 'a-token-of-enough-characters';
const LISTED = 'https://app.example:8443';
const MCP = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type,mcp-protocol-version',
};

let server: RunningServer;
beforeAll(async () => {
  const access = accessFor({ host: '127.0.0.1', origins: ['app.example'], token: TOKEN });
  server = await startFixtureServer({ access });
});
afterAll(() => server.close());

const get = (path: string, headers: RawRequest['headers'] = {}) =>
  sendRaw(server.url, { method: 'GET', path, headers });

describe('S7 what is no MCP', () => {
  test('GET / says what this is, what it serves and where to go', async () => {
    const { status, headers, body } = await get('/');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body).toMatch(/^llamafactory-params \d+\.\d+\.\d+/);
    for (const part of ['/mcp', '/health', 'README', 'release 0.0.1']) expect(body).toContain(part);
  });

  test.each(['/', '/health', '/nothing'])('%s may not be framed, sniffed or run', async (path) => {
    const { headers } = await get(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    });
  });

  test('the state of the server is never cached', async () => {
    expect((await get('/health')).headers['cache-control']).toBe('no-store');
  });
});

describe('CORS, for listed origins only', () => {
  const preflight = (origin: string) =>
    sendRaw(server.url, { method: 'OPTIONS', headers: { ...PREFLIGHT, origin } });

  test('a listed page may ask, before it has shown the token', async () => {
    const { status, headers } = await preflight(LISTED);
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe(LISTED);
    expect(headers['access-control-allow-methods']).toBe('GET,POST,DELETE');
    expect(headers['access-control-allow-headers']).toBe(
      'content-type,accept,authorization,mcp-protocol-version,mcp-method,mcp-name,mcp-session-id,last-event-id',
    );
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  test.each([
    'http://localhost:3000',
    'http://127.0.0.1:8124',
    'https://app.example.evil.example',
    'https://sub.app.example',
    'null',
    'http://evil.example',
  ])('a page of %s gets no leave', async (origin) => {
    const { headers } = await preflight(origin);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('an answer to a listed page can be read by it, and by no cache for another', async () => {
    const headers = { ...MCP, authorization: `Bearer ${TOKEN}`, origin: LISTED };
    for (const _again of [1, 2]) {
      const answer = await sendRaw(server.url, { headers, body: LIST });
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBe(LISTED);
      expect(answer.headers['access-control-expose-headers']).toBe('mcp-session-id,www-authenticate');
      expect(answer.headers.vary).toContain('Origin');
    }
  });

  test('so can a refusal, which says that a token is asked for', async () => {
    const { status, headers } = await sendRaw(server.url, {
      headers: { ...MCP, origin: LISTED },
      body: LIST,
    });
    expect(status).toBe(401);
    expect(headers['access-control-allow-origin']).toBe(LISTED);
  });
});

test('T13 what was answered to a listed page is kept without its leave', async () => {
  const open = await startFixtureServer({
    access: accessFor({ host: '127.0.0.1', origins: ['app.example'] }),
  });
  const ask = (headers: RawRequest['headers']) =>
    sendRaw(open.url, { headers: { ...MCP, ...headers }, body: LIST });
  const first = await ask({ origin: LISTED });
  expect(first.headers['access-control-allow-origin']).toBe(LISTED);
  const second = await ask({});
  expect(second.headers['access-control-allow-origin']).toBeUndefined();
  expect((await ask({ origin: 'http://localhost' })).headers['access-control-allow-origin']).toBeUndefined();
  expect(second.body).toBe(first.body);
  await open.close();
});

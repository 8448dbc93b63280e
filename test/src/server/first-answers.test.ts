import { createServer } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { bytesFor } from '../../../src/server/answer-cache.ts';
import { createAnswers } from '../../../src/server/answers.ts';
import { withNodeFront } from '../../../src/server/node-front.ts';
import type { PlainRequest } from '../../../src/server/plain-request.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { TOOLS } from '../../../src/tools/registry.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';
import { TOOL_CALLS } from '../../fixtures/tool-calls.ts';
import { type RawAnswer, type RawRequest, sendRaw } from './raw.ts';
import { anyRequests, headersOf, META } from './request-arbitrary.ts';

/** Of one moment, or of how the bytes are framed. */
const OWN_HEADERS = new Set(['date', 'content-length', 'transfer-encoding']);

const seen = ({ status, headers, body }: RawAnswer): unknown => [
  status,
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name))),
  body.replaceAll(/127\.0\.0\.1:\d+/g, ''),
];

const LEGACY = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2025-11-25',
};
const rpc = (params: unknown, id: unknown = 1): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params });

/** Arguments of which no two calls have the same, and that change what a tool says. */
const different = (name: string, nonce: number): object =>
  name === 'get_parameter'
    ? { name: ['stage', 'lora_rank', 'lora_alpha', 'finetuning_type'][nonce - 1] }
    : { limit: nonce };

const MODERN = (method: string) => ({
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': method,
});
const { 'mcp-protocol-version': _, ...UNVERSIONED } = LEGACY;
const clientInfo = { name: 'test', version: '1' };
const greeting = (protocolVersion: string, capabilities: object = {}) => ({
  protocolVersion,
  capabilities,
  clientInfo,
});
type Greeting = readonly [string, Record<string, string>, string, object | undefined];

/** As the SDKs' own clients of both languages write them. */
const GREETINGS: readonly [Greeting, ...Greeting[]] = [
  ['initialize', UNVERSIONED, 'initialize', greeting('2025-11-25')],
  ...['2025-06-18', '2025-03-26', '2024-11-05'].map(
    (version): Greeting => [`initialize ${version}`, UNVERSIONED, 'initialize', greeting(version)],
  ),
  [
    'initialize with capabilities',
    LEGACY,
    'initialize',
    {
      ...greeting('2025-11-25', { roots: { listChanged: true }, sampling: {}, elicitation: {} }),
      clientInfo: { ...clientInfo, title: 'T' },
    },
  ],
  [
    'initialize with parts of capabilities',
    LEGACY,
    'initialize',
    greeting('2025-11-25', {
      roots: {},
      sampling: { context: {}, tools: {} },
      elicitation: { form: {}, url: {} },
    }),
  ],
  ['tools/list', LEGACY, 'tools/list', {}],
  ['tools/list of 2025-03-26', { ...LEGACY, 'mcp-protocol-version': '2025-03-26' }, 'tools/list', {}],
  ['tools/list of 2024-11-05', { ...LEGACY, 'mcp-protocol-version': '2024-11-05' }, 'tools/list', undefined],
  ['tools/list of 2026', MODERN('tools/list'), 'tools/list', { _meta: META }],
  [
    'tools/list of 2026 by a client that can be asked',
    MODERN('tools/list'),
    'tools/list',
    { _meta: { ...META, 'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } } } },
  ],
  ['server/discover', MODERN('server/discover'), 'server/discover', { _meta: META }],
];

const initialized = (more: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized', ...more });
const STREAM = { accept: 'text/event-stream', 'mcp-protocol-version': '2025-11-25' };

/** What clients of the older era send after the greeting, and what looks like it. */
const BESIDE: readonly (readonly [string, RawRequest])[] = [
  ['initialized', { headers: LEGACY, body: initialized() }],
  ['initialized with nothing', { headers: UNVERSIONED, body: initialized({ params: {} }) }],
  ['initialized with something', { headers: LEGACY, body: initialized({ params: { a: 1 } }) }],
  ['initialized with no object', { headers: LEGACY, body: initialized({ params: 5 }) }],
  ['initialized with more', { headers: LEGACY, body: initialized({ more: 1 }) }],
  ['initialized of 2026', { headers: MODERN('notifications/initialized'), body: initialized() }],
  ['initialized as text', { headers: { ...LEGACY, 'content-type': 'text/plain' }, body: initialized() }],
  ['initialized of a session', { headers: { ...LEGACY, 'mcp-session-id': 'x' }, body: initialized() }],
  ['initialized by a page', { headers: { ...LEGACY, origin: 'http://evil.example' }, body: initialized() }],
  ['initialized elsewhere', { headers: { ...LEGACY, host: 'evil.example' }, body: initialized() }],
  ['a stream', { method: 'GET', headers: STREAM }],
  ['a stream or JSON', { method: 'GET', headers: { ...STREAM, accept: LEGACY.accept } }],
  ['a stream of a session', { method: 'GET', headers: { ...STREAM, 'mcp-session-id': 'x' } }],
  ['a stream for a page', { method: 'GET', headers: { ...STREAM, origin: 'http://evil.example' } }],
  ['a stream elsewhere', { method: 'GET', headers: { ...STREAM, host: 'evil.example' } }],
  [
    'a stream of a version to come',
    { method: 'GET', headers: { ...STREAM, 'mcp-protocol-version': '2099-01-01' } },
  ],
  ['a page', { method: 'GET', headers: { accept: 'text/html' } }],
];

const REFUSED_GREETINGS: readonly (readonly [string, object])[] = [
  ['a version to come', greeting('2099-01-01')],
  ['no client', { protocolVersion: '2025-11-25', capabilities: {} }],
  ['a client without a version', { ...greeting('2025-11-25'), clientInfo: { name: 'x' } }],
  ['capabilities that are none', greeting('2025-11-25', { roots: 5 })],
  ['an unknown capability', greeting('2025-11-25', { experimental: { x: {} } })],
  ['a part of a capability that is none', greeting('2025-11-25', { elicitation: { form: 5 } })],
  ['a part of its own', greeting('2025-11-25', { sampling: { more: {} } })],
  ['a member of its own', { ...greeting('2025-11-25'), more: 1 }],
];

describe('B13 what is answered without the SDK is what the SDK would have answered', () => {
  let ready: RunningServer;
  let plain: RunningServer;
  beforeAll(async () => {
    [ready, plain] = await Promise.all([startFixtureServer(), startFixtureServer({ readyAnswers: false })]);
  });
  afterAll(() => Promise.all([ready.close(), plain.close()]));

  test('every tool on both eras, from the first call on', async () => {
    for (const era of ['modern', 'legacy'] as const)
      for (const [name, args] of Object.entries(TOOL_CALLS))
        for (const nonce of [1, 2]) {
          const params = { name, arguments: { ...args, ...different(name, nonce) } };
          const _meta = era === 'modern' ? META : undefined;
          const raw = {
            headers: headersOf(era, { method: 'tools/call', name }),
            body: rpc({ ...params, _meta }, `${name} ${nonce}`),
          };
          const [a, b] = await Promise.all([sendRaw(ready.url, raw), sendRaw(plain.url, raw)]);
          expect(seen(a)).toEqual(seen(b));
        }
    // All but the tools that work in steps.
    const inSteps = TOOLS.filter((tool) => 'begin' in tool).length;
    expect(ready.cache.stats.fresh).toBeGreaterThanOrEqual(4 * (Object.keys(TOOL_CALLS).length - inSteps));
  });

  test.each(GREETINGS)('what clients ask first: %s', async (_, headers, method, params) => {
    const { fresh } = ready.cache.stats;
    const raw = { headers, body: JSON.stringify({ jsonrpc: '2.0', id: 'a', method, params }) };
    const [a, b] = await Promise.all([sendRaw(ready.url, raw), sendRaw(plain.url, raw)]);
    expect(a.status).toBe(200);
    expect(seen(a)).toEqual(seen(b));
    expect(ready.cache.stats.fresh).toBe(fresh + 1);
  });

  test.each(BESIDE)('what clients send beside: %s', async (_, raw) => {
    const [a, b] = await Promise.all([sendRaw(ready.url, raw), sendRaw(plain.url, raw)]);
    expect(seen(a)).toEqual(seen(b));
  });

  test('none of that loads the SDK', async () => {
    const answered: string[] = [];
    const front = withNodeFront((_, response) => void response.writeHead(500).end(), {
      answers: createAnswers(() => undefined),
      hosts: new Set(['127.0.0.1']),
      path: '/mcp',
      sessions: false,
    });
    const server = createServer(front).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    for (const [name, raw] of BESIDE) {
      const { status } = await sendRaw(url, raw);
      if (status !== 500) answered.push(name);
    }
    await new Promise((resolve) => server.close(resolve));
    expect(answered).toEqual(['initialized', 'initialized with nothing', 'a stream', 'a stream or JSON']);
  });

  test.each(REFUSED_GREETINGS)('what the SDK refuses or reads is left to it: %s', async (_, params) => {
    const { fresh } = ready.cache.stats;
    const raw = {
      headers: LEGACY,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    };
    const [a, b] = await Promise.all([sendRaw(ready.url, raw), sendRaw(plain.url, raw)]);
    expect(seen(a)).toEqual(seen(b));
    expect(ready.cache.stats.fresh).toBe(fresh);
  });

  test('status, headers and bytes, however a request is spelled, the first time and again', async () => {
    const { fresh, hits } = ready.cache.stats;
    await fc.assert(
      fc.asyncProperty(anyRequests, async (requests) => {
        for (const request of requests) {
          const sdk = seen(await sendRaw(plain.url, request));
          expect(seen(await sendRaw(ready.url, request))).toEqual(sdk);
          expect(seen(await sendRaw(ready.url, request))).toEqual(sdk);
        }
      }),
      { numRuns: 110, endOnFailure: true },
    );
    expect(ready.cache.stats.fresh - fresh).toBeGreaterThan(40);
    expect(ready.cache.stats.hits - hits).toBeGreaterThan(60);
  });
});

describe('B12 B16 what is answered without the SDK', () => {
  test('is of the catalog that is served', async () => {
    const server = await startFixtureServer();
    const ask = (name: string) =>
      sendRaw(server.url, { headers: LEGACY, body: rpc({ name: 'get_parameter', arguments: { name } }) });
    const names = ['lora_rank', 'lora_alpha', 'stage'];
    for (const name of names) expect((await ask(name)).body).not.toContain('checkout /elsewhere');
    const source = { ...catalogData.source, label: 'checkout /elsewhere' };
    server.state.swap(createCatalog({ ...catalogData, source }, textLayer));
    for (const name of names) expect((await ask(name)).body).toContain('checkout /elsewhere');
    expect(server.cache.stats).toMatchObject({ fresh: 6, hits: 0 });
    await server.close();
  });

  test('is no session’s: where there are sessions, the SDK opens them', async () => {
    const server = await startFixtureServer({ sessions: true });
    const [, headers, method, params] = GREETINGS[0];
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    expect((await sendRaw(server.url, { headers, body })).headers['mcp-session-id']).toMatch(/^[\w-]{36}$/);
    await server.close();
  });

  const question = (key: string, name = key) => ({
    key,
    id: 1,
    plain: { era: 'legacy', method: 'tools/call', name, arguments: {} } as const,
  });
  const echo = (isError: boolean) => (request: PlainRequest) => {
    const name = request.method === 'tools/call' ? request.name : '';
    return { ready: { head: `{"${name}":`, tail: '}', headers: {} }, isError };
  };

  test('is kept, but for a failure, which may be of the moment', () => {
    const [good, bad] = [createAnswers(echo(false)), createAnswers(echo(true))];
    for (const answers of [good, bad, good, bad]) {
      const found = answers.find(question('a'));
      expect(new TextDecoder().decode(found && bytesFor(found, 7))).toBe('{"a":7}');
    }
    expect([good.stats.fresh, good.stats.hits]).toEqual([1, 1]);
    expect([bad.stats.fresh, bad.stats.hits, bad.stats.answers]).toEqual([2, 0, 0]);
  });

  test('memory stays bounded, whatever is asked', () => {
    const answers = createAnswers(echo(false));
    for (let i = 0; i < 400; i++) answers.find(question(`${i}`, `${i}${'x'.repeat(50_000)}`));
    expect(answers.stats.fresh).toBe(400);
    expect(answers.stats.bytes).toBeGreaterThan(1 << 20);
    expect(answers.stats.bytes).toBeLessThanOrEqual(2 << 20);
  });

  test('an answer of a catalog of the past is not kept', () => {
    const answers = createAnswers(() => undefined);
    answers.clear();
    answers.keep(question('a'), 0, { text: '{"jsonrpc":"2.0","id":1,"result":{}}', headers: {} });
    expect(answers.stats).toEqual({ answers: 0, bytes: 0, hits: 0, fresh: 0 });
    answers.keep(question('a'), 1, { text: '{"jsonrpc":"2.0","id":1,"result":{}}', headers: {} });
    expect(answers.stats.answers).toBe(1);
  });
});

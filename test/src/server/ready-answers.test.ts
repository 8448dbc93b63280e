import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';
import { TOOL_CALLS } from '../../fixtures/tool-calls.ts';
import { type RawRequest, sendRaw } from './raw.ts';

type Era = 'modern' | 'legacy';
type Params = Readonly<Record<string, unknown>>;
interface Case {
  readonly label: string;
  make(id: string | number): RawRequest;
}

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** Headers as an ordinary client of the era sends them. */
function headersOf(era: Era, method: string, params: Params): Record<string, string> {
  const common = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  if (era === 'legacy') return { ...common, 'mcp-protocol-version': '2025-11-25' };
  const name = params.name ?? params.uri;
  return {
    ...common,
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': method,
    ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
  };
}

const withMeta = (era: Era, params: Params, meta: Params = {}): Params =>
  era === 'modern'
    ? { ...params, _meta: { ...META, ...meta } }
    : { ...params, ...(Object.keys(meta).length > 0 ? { _meta: meta } : {}) };

const rpc = (id: unknown, method: string, params: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

function plain(era: Era, label: string, method: string, params: Params): Case {
  return {
    label: `${era} ${label}`,
    make: (id) => ({
      headers: headersOf(era, method, params),
      body: rpc(id, method, withMeta(era, params)),
    }),
  };
}

const ASK: Params = { name: 'get_parameter', arguments: { name: 'lora_rank' } };

/** The same call with other headers. */
const HEADERS: readonly (readonly [string, Readonly<Record<string, string | readonly string[]>>])[] = [
  ['accept json only', { accept: 'application/json' }],
  ['accept anything', { accept: '*/*' }],
  ['accept reversed', { accept: 'text/event-stream, application/json' }],
  ['content type with charset', { 'content-type': 'application/json; charset=utf-8' }],
  ['content type text', { 'content-type': 'text/plain' }],
  ['another version', { 'mcp-protocol-version': '2025-06-18' }],
  ['an unknown version', { 'mcp-protocol-version': '1999-01-01' }],
  ['another method header', { 'mcp-method': 'tools/list' }],
  ['another name header', { 'mcp-name': 'search_parameters' }],
  ['a session', { 'mcp-session-id': 'x' }],
  ['a last event', { 'last-event-id': '5' }],
  ['authorization', { authorization: 'Bearer x' }],
  ['a cookie', { cookie: 'a=b' }],
  ['a parameter header', { 'mcp-param-region': 'x' }],
  ['a local origin', { origin: 'http://localhost:3000' }],
  ['a foreign origin', { origin: 'http://evil.example' }],
  ['a foreign host', { host: 'evil.example' }],
  ['another local host', { host: 'localhost' }],
  ['a forwarded header', { 'x-forwarded-for': '1.2.3.4' }],
];

/** The same call with other bodies; `$ID` is the id, `$P` the parameters. */
const BODIES: readonly string[] = [
  ' \n{ "jsonrpc" : "2.0" , "id":$ID,"method":"tools/call", "params": $P }\t',
  '{"params":$P,"method":"tools/call","id":$ID,"jsonrpc":"2.0"}',
  '{"jsonrpc":"2.0","id":777,"id":$ID,"method":"tools/call","params":$P}',
  '{"jsonrpc":"2.0","id":$ID,"method":"tools/list","method":"tools/call","params":$P}',
  '{"jsonrpc":"2.0","id":$ID,"method":"tools/call","params":{},"params":$P}',
  '{"__proto__":{"id":5},"jsonrpc":"2.0","id":$ID,"method":"tools/call","params":$P}',
  '{"jsonrpc":"2.0","id":$ID,"method":"tools/call","extra":1,"params":$P}',
  '{"jsonrpc":"1.0","id":$ID,"method":"tools/call","params":$P}',
  '{"id":$ID,"method":"tools/call","params":$P}',
  '{"jsonrpc":"2.0","method":"tools/call","params":$P}',
  '[{"jsonrpc":"2.0","id":$ID,"method":"tools/call","params":$P}]',
  ...[
    'null',
    'true',
    '1.5',
    '1e2',
    '-0',
    '0',
    '-7',
    '1e400',
    '9007199254740993',
    '"a"',
    '""',
    '"\\ud800"',
  ].map((id) => `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":$P}`),
  ...['"\\u0022\\\\"', '"é漢"', `"${'y'.repeat(300)}"`, '[1]', '{"a":1}', '"__proto__"'].map(
    (id) => `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":$P}`,
  ),
  '',
  '{',
  'null',
  '5',
  '[]',
  '{}',
  '\ufeff{}',
  '{"jsonrpc":"2.0","id":1,"result":{}}',
];

/** Arguments that a careless key would confuse. */
const ARGUMENTS: readonly string[] = [
  '{"query":"lora","limit":1}',
  '{"query":"lora","limit":1.0}',
  '{"query":"lora","limit":1e999}',
  '{"query":"lora","limit":null}',
  '{"query":"lora","limit":-0}',
  '{"query":"lora","limit":0}',
  '{"limit":1,"query":"lora"}',
  '{"query":"lora","query":"rank"}',
  '{"query":"rank"}',
  '{"query":"\\ud800"}',
  '{"query":"\ufffd"}',
  '{"query":"\\u0000"}',
  '{"query":"学习率"}',
  '{"query":"lora","__proto__":{"limit":1}}',
  '{"query":"lora","constructor":{"prototype":{"x":1}}}',
  `{"query":${'['.repeat(40)}${']'.repeat(40)}}`,
  `{"query":"${'x'.repeat(5000)}"}`,
];

const METAS: readonly (readonly [string, Params])[] = [
  ['trace context', { traceparent: '00-1-2-3', tracestate: 'a=b', baggage: 'x' }],
  ['a wrong trace context', { traceparent: 5 }],
  ["a vendor's key", { 'vendor/tool': 't1' }],
  ["a vendor's key, another value", { 'vendor/tool': 't2' }],
  ['a progress token', { progressToken: 1 }],
  ['a wrong progress token', { progressToken: {} }],
  ['a bare key', { foo: 1 }],
  ['a log level', { 'io.modelcontextprotocol/logLevel': 'debug' }],
  ['a wrong log level', { 'io.modelcontextprotocol/logLevel': 'zzz' }],
  ['another client', { 'io.modelcontextprotocol/clientInfo': { name: 'other', version: '9', title: 'T' } }],
  ['a wrong client', { 'io.modelcontextprotocol/clientInfo': { name: 5 } }],
  ['capabilities', { 'io.modelcontextprotocol/clientCapabilities': { elicitation: {} } }],
  ['wrong capabilities', { 'io.modelcontextprotocol/clientCapabilities': 5 }],
  ['an older version', { 'io.modelcontextprotocol/protocolVersion': '2025-11-25' }],
  ['a version to come', { 'io.modelcontextprotocol/protocolVersion': '2027-01-01' }],
];

function casesOf(era: Era): readonly Case[] {
  const call = (label: string, make: (id: string | number) => RawRequest): Case => ({
    label: `${era} ${label}`,
    make,
  });
  const headers = headersOf(era, 'tools/call', ASK);
  const search = { name: 'search_parameters' };
  return [
    ...Object.entries(TOOL_CALLS).map(([name, args]) =>
      plain(era, `call ${name}`, 'tools/call', { name, arguments: args }),
    ),
    ...['lora_alpha', 'lora_rnk', '', 'é漢字'].map((name) =>
      plain(era, `parameter ${name}`, 'tools/call', { name: 'get_parameter', arguments: { name } }),
    ),
    plain(era, 'list', 'tools/list', {}),
    plain(era, 'list with a cursor', 'tools/list', { cursor: 'x' }),
    plain(era, 'unknown tool', 'tools/call', { name: 'nothing', arguments: {} }),
    plain(era, 'no name', 'tools/call', {}),
    plain(era, 'unknown method', 'tools/nothing', {}),
    plain(era, 'ping', 'ping', {}),
    plain(era, 'resources', 'resources/list', {}),
    plain(era, 'prompts', 'prompts/list', {}),
    plain(era, 'discover', 'server/discover', {}),
    ...['2025-11-25', '2025-06-18', '2024-11-05', '2026-07-28', '1999-01-01'].map((protocolVersion) =>
      plain(era, `initialize ${protocolVersion}`, 'initialize', {
        protocolVersion,
        capabilities: {},
        clientInfo: { name: 'x', version: '2' },
      }),
    ),
    ...HEADERS.map(([label, over]) =>
      call(label, (id) => ({
        headers: { ...headers, ...over },
        body: rpc(id, 'tools/call', withMeta(era, ASK)),
      })),
    ),
    ...BODIES.map((body) =>
      call(`body ${body.slice(0, 60)}`, (id) => ({
        headers,
        body: body.replace('$ID', JSON.stringify(id)).replace('$P', JSON.stringify(withMeta(era, ASK))),
      })),
    ),
    ...ARGUMENTS.map((args) =>
      call(`arguments ${args.slice(0, 60)}`, (id) => ({
        headers: headersOf(era, 'tools/call', search),
        body: rpc(id, 'tools/call', withMeta(era, { ...search, arguments: '$A' })).replace('"$A"', args),
      })),
    ),
    ...METAS.map(([label, meta]) =>
      call(`meta ${label}`, (id) => ({ headers, body: rpc(id, 'tools/call', withMeta(era, ASK, meta)) })),
    ),
    ...[null, 5, 'x', []].map((meta) =>
      call(`meta ${JSON.stringify(meta)}`, (id) => ({
        headers,
        body: rpc(id, 'tools/call', { ...ASK, _meta: meta }),
      })),
    ),
    ...[
      ['task', { ttl: 5 }],
      ['inputResponses', { a: 1 }],
      ['requestState', 'x'],
      ['extra', 1],
    ].map(([name, value]) =>
      call(`parameter ${name}`, (id) => ({
        headers,
        body: rpc(id, 'tools/call', { ...withMeta(era, ASK), [String(name)]: value }),
      })),
    ),
    call('chunked', (id) => ({ headers, body: rpc(id, 'tools/call', withMeta(era, ASK)), chunked: true })),
    call('GET', () => ({ headers, method: 'GET' })),
    call('DELETE', () => ({ headers, method: 'DELETE' })),
    call('another path', (id) => ({
      headers,
      path: '/mcp/',
      body: rpc(id, 'tools/call', withMeta(era, ASK)),
    })),
    call('a query', (id) => ({ headers, path: '/mcp?x=1', body: rpc(id, 'tools/call', withMeta(era, ASK)) })),
    call('bad UTF-8', () => ({
      headers: headersOf(era, 'tools/call', search),
      body: Buffer.concat([
        Buffer.from(
          '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_parameters","arguments":{"query":"',
        ),
        Buffer.from([0xff, 0xc3]),
        Buffer.from('"}}}'),
      ]),
    })),
    call('large', (id) => ({
      headers,
      body: `${rpc(id, 'tools/call', withMeta(era, ASK))}${' '.repeat(70_000)}`,
    })),
  ];
}

const CASES = [...casesOf('modern'), ...casesOf('legacy')];

/** A fixed shuffle: the order must not matter, and a failure must come again. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const order = [...items];
  let state = seed;
  for (let i = order.length - 1; i > 0; i--) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    const j = state % (i + 1);
    const [a, b] = [order[i], order[j]];
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a];
  }
  return order;
}

describe('B13 ready answers are the SDK’s own', () => {
  let ready: RunningServer;
  let plainServer: RunningServer;
  beforeAll(async () => {
    [ready, plainServer] = await Promise.all([
      startFixtureServer(),
      startFixtureServer({ readyAnswers: false }),
    ]);
  });
  afterAll(() => Promise.all([ready.close(), plainServer.close()]));

  test.each([1, 2, 3])('byte for byte, whatever is asked, in order %i', async (pass) => {
    const differences: string[] = [];
    for (const [index, { label, make }] of shuffled(CASES, pass).entries()) {
      const id = pass === 1 ? index + 1 : index % 3 === 0 ? -index - 1 : `id-${pass}-${index}`;
      const raw = make(id);
      const [a, b] = await Promise.all([sendRaw(ready.url, raw), sendRaw(plainServer.url, raw)]);
      const [x, y] = [a, b].map(({ status, headers, body }) =>
        JSON.stringify([
          status,
          headers['content-type'],
          headers['cache-control'],
          body.replaceAll(/127\.0\.0\.1:\d+/g, ''),
        ]),
      );
      if (x !== y) differences.push(`${label}\n  ready ${x?.slice(0, 300)}\n  SDK   ${y?.slice(0, 300)}`);
    }
    expect(differences).toEqual([]);
  });

  test('and most of them were given from memory', () => {
    expect(ready.cache.stats.hits).toBeGreaterThan(150);
    expect(plainServer.cache.stats).toEqual({ answers: 0, bytes: 0, hits: 0, fresh: 0 });
  });
});

describe('B12 B16 after a swap', () => {
  test('no answer of the old catalog is given again', async () => {
    const server = await startFixtureServer();
    const ask = plain('modern', 'x', 'tools/call', ASK).make(1);
    const before = await sendRaw(server.url, ask);
    expect((await sendRaw(server.url, ask)).body).toBe(before.body);
    expect(server.cache.stats).toMatchObject({ answers: 1, hits: 1 });
    const source = { ...catalogData.source, label: 'checkout /elsewhere' };
    server.state.swap(createCatalog({ ...catalogData, source }, textLayer));
    expect(server.cache.stats).toMatchObject({ answers: 0, bytes: 0 });
    expect((await sendRaw(server.url, ask)).body).toContain('checkout /elsewhere');
    await server.close();
  });
});

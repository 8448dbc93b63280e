import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { createLog } from '../../../src/server/log.ts';
import { CONNECTION_LIMITS } from '../../../src/server/node.ts';
import { accessFor } from '../../../src/server/security.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { createService } from '../../../src/server/service.ts';
import { SURFACE } from '../../../src/server/surface.ts';
import type { Tool } from '../../../src/tools/tool.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';
import { sendRaw } from './raw.ts';

const TOKEN = 'a-token-of-enough-characters';
const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const call = (name: string, args: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } });
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const ASK = call('get_parameter', { name: 'lora_rank' });

let server: RunningServer;
let guarded: RunningServer;
const logged: string[] = [];
const broken: Tool = {
  name: 'broken_tool',
  title: 'Broken',
  description: 'Fails.',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  call: () => {
    throw new Error('the inside of the server');
  },
};

beforeAll(async () => {
  const log = createLog('debug', (line) => logged.push(line));
  [server, guarded] = await Promise.all([
    startFixtureServer({ log, surface: { ...SURFACE, tools: [...SURFACE.tools, broken] } }),
    startFixtureServer({ log, access: accessFor({ host: '127.0.0.1', token: TOKEN }) }),
  ]);
});
afterAll(() => Promise.all([server.close(), guarded.close()]));

const send = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}, to = server) =>
  sendRaw(to.url, { headers: { ...HEADERS, ...headers }, body });

/** Bytes as they are, and everything that comes back. */
function sendBytes(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => resolve(text)).on('close', () => resolve(text));
  });
}

const lives = async (): Promise<void> => expect((await send(ASK)).status).toBe(200);

test('every line of the threat model has its test here', () => {
  const ids = (path: string): string[] => [
    ...new Set(readFileSync(new URL(path, import.meta.url), 'utf8').match(/\bT\d+\b/g)),
  ];
  expect(ids('./threats.test.ts').toSorted()).toEqual(ids('../../../src/server/THREATS.md').toSorted());
});

describe('threats', () => {
  test.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    'LOCALHOST.',
    '[::ffff:7f00:1]',
  ])('T1 rebinding: Host %j', async (host) => {
    const { status, body } = await send(ASK, { host });
    expect([400, 403]).toContain(status);
    expect(body).not.toContain('lora_rank');
  });

  test.each([
    'http://evil.example',
    'null',
    'http://localhost.evil.example',
    'https://127.0.0.1@evil.example',
  ])('T2 Origin %j', async (origin) => {
    expect((await send(ASK, { origin })).status).toBe(403);
  });

  test.each([
    '../../etc/passwd',
    '/etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    'a\u0000b',
    '\u2025/etc/passwd',
    '．．/etc/passwd',
  ])('T3 traversal: %j', async (file_name) => {
    const { body } = await send(call('read_source_file', { file_name }));
    expect(body).toContain('UNKNOWN_FILE');
    expect(body).not.toContain('root:');
  });

  test.each([
    'Content-Length: 5\r\nContent-Length: 60',
    'Content-Length: 5\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding: xchunked',
    'Content-Length : 5',
  ])('T4 smuggling: %j', async (framing) => {
    const answer = await sendBytes(
      `POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${framing}\r\nConnection: close\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    expect(answer).not.toContain('HTTP/1.1 200');
    await lives();
  });

  test.each([
    ['{"__proto__":{"polluted":true},"name":"lora_rank"}', /LoraArguments/],
    ['{"constructor":{"prototype":{"polluted":true}},"name":"lora_rank"}', /BAD_ARGUMENTS/],
    ['{"name":"__proto__"}', /UNKNOWN_PARAMETER/],
    ['{"name":"lora_rank","entry":"constructor"}', /UNKNOWN_ENTRY/],
  ])('T5 prototype pollution: %s', async (args, answer) => {
    const body = ASK.replace('{"name":"lora_rank"}', args);
    expect((await send(body)).body).toMatch(answer);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    await lives();
  });

  test.each([
    ['search_parameters', 'query', 'a'.repeat(100_000)],
    ['search_parameters', 'query', '(a+)+$'.repeat(40)],
    ['query_parameters', 'question', `${'a '.repeat(900)}!`],
    ['get_parameter', 'name', `${'lora_'.repeat(39)}x`],
    ['validate_config', 'config', `${'a: &a [*a]\n'.repeat(100)}`],
  ])('T6 costly question to %s', async (tool, argument, value) => {
    expect((await send(call(tool, { [argument]: value }))).status).toBe(200);
    await lives();
  });

  test('T7 deep nesting', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const args of [`{"name":${deep}}`, `{"config":${deep}}`]) {
      const name = args.includes('config') ? 'validate_config' : 'get_parameter';
      const body = call(name, 0).replace('"arguments":0', `"arguments":${args}`);
      const { body: answer } = await send(body);
      expect(answer).toMatch(/isError|error/);
    }
    const yaml = call('validate_config', { config: `a: ${'['.repeat(20_000)}` });
    expect((await send(yaml)).status).toBe(200);
    await lives();
  });

  test.each(['lora\u200b_rank\u202e', 'ｌｏｒａ＿ｒａｎｋ!', 'lora_rank\r\n\r\ndata: {"id":1}', '\ud800'])(
    'T8 Unicode: %j is one frame and one document',
    async (name) => {
      const { body } = await send(call('get_parameter', { name }));
      const [frame, ...rest] = body.split('\n\n').filter((part) => part.trim() !== '');
      expect(rest).toEqual([]);
      const data = JSON.parse((frame ?? '').replace(/^event: message\ndata: /, ''));
      expect(data).toMatchObject({ jsonrpc: '2.0', id: 1 });
    },
  );

  test('T9 every wrong token gets the same answer', async () => {
    const wrong = ['x', TOKEN.slice(0, -1), `${TOKEN}x`, TOKEN.toUpperCase(), ' ', 'é'.repeat(20)];
    const answers = await Promise.all(
      wrong.map((token) => send(ASK, { authorization: `Bearer ${encodeURI(token)}` }, guarded)),
    );
    const seen = new Set(answers.map(({ status, body }) => `${status} ${body}`));
    expect([...seen].filter((answer) => answer.includes('not the one'))).toHaveLength(1);
    expect(answers.every(({ status }) => status === 401)).toBe(true);
  });

  test('T10 too large a body or header', async () => {
    expect((await send(' '.repeat(2 << 20)).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await send(ASK, { 'x-long': 'x'.repeat(20 << 10) })).status).toBe(431);
    await lives();
  });

  test('T11 time is bounded for every part of a request', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout } = CONNECTION_LIMITS;
    for (const bound of [headersTimeout, requestTimeout]) {
      expect(bound).toBeGreaterThan(0);
      expect(bound).toBeLessThanOrEqual(30_000);
    }
    // Longer than nginx keeps one, so that the server never hangs up while a question is on its way (B16).
    expect(keepAliveTimeout).toBeGreaterThan(60_000);
    expect(keepAliveTimeout).toBeLessThanOrEqual(120_000);
  });

  test('T12 a swap drops what was ready', async () => {
    await send(ASK);
    const source = { ...catalogData.source, label: 'checkout /new' };
    server.state.swap(createCatalog({ ...catalogData, source }, textLayer));
    expect((await send(ASK)).body).toContain('checkout /new');
  });

  test('T13 no ready answer without the token', async () => {
    const authorization = `Bearer ${TOKEN}`;
    for (const _again of [1, 2]) expect((await send(ASK, { authorization }, guarded)).status).toBe(200);
    expect((await send(ASK, {}, guarded)).status).toBe(401);
  });

  test('T14 a YAML of multiplying aliases', async () => {
    const lines = ['a: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 40; i++) lines.push(`a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`);
    const { status, body } = await send(call('validate_config', { config: lines.join('\n') }));
    expect(status).toBe(200);
    expect(body.length).toBeLessThan(100_000);
    await lives();
  });

  test('T15 a config that names files', async () => {
    const verdicts = await Promise.all(
      ['/etc/passwd', '/nowhere/at/all'].map(async (deepspeed) => {
        const config = `stage: sft\nmodel_name_or_path: x\noutput_dir: y\ndeepspeed: ${deepspeed}\n`;
        const { body } = await send(call('validate_config', { config }));
        expect(body).not.toContain('root:');
        return body.replaceAll(deepspeed, 'FILE');
      }),
    );
    expect(verdicts[0]).toBe(verdicts[1]);
  });

  test('T16 no token and no body in the log', async () => {
    await send(
      call('get_parameter', { name: 'my-secret-name' }),
      { authorization: 'Bearer my-secret-token' },
      guarded,
    );
    await send('{"jsonrpc":"2.0","my-secret-body":', {});
    expect(logged.join('')).not.toMatch(/my-secret/);
    expect(logged.join('')).not.toContain(TOKEN);
  });

  test('T17 a fault shows nothing of the inside, and is in the log', async () => {
    const { body } = await send(call('broken_tool', {}));
    expect(body).toContain('INTERNAL');
    expect(body).not.toContain('the inside of the server');
    expect(logged.join('')).toContain('the inside of the server');
  });

  test('T18 elsewhere than on loopback it demands a token', () => {
    expect(() => accessFor({ host: '0.0.0.0' })).toThrow(expect.objectContaining({ code: 'TOKEN_REQUIRED' }));
  });

  test.each(['http://localhost:3000', 'http://127.0.0.1:8124'])(
    'T19 no leave for a page of %s',
    async (origin) => {
      const asked = { origin, 'access-control-request-method': 'POST' };
      const preflight = await sendRaw(server.url, { method: 'OPTIONS', headers: asked });
      const answer = await send(ASK, { origin });
      for (const { headers } of [preflight, answer])
        expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  test('T20 more streams than a quarter of the connections are refused, and questions still answered', async () => {
    const service = createService({
      catalog: createCatalog(catalogData, textLayer),
      access: accessFor({ host: '127.0.0.1' }),
      log: createLog('error', (line) => logged.push(line)),
    });
    const ask = (method: string, params: object) =>
      service.app.request('http://localhost/mcp', {
        method: 'POST',
        headers: {
          ...HEADERS,
          host: 'localhost',
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': method,
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: META } }),
      });
    const listen = () => ask('subscriptions/listen', { notifications: { toolsListChanged: true } });
    const open: Response[] = [];
    for (let i = 0; i < 256; i++) open.push(await listen());
    expect(new Set(open.map(({ headers }) => headers.get('content-type')))).toEqual(
      new Set(['text/event-stream']),
    );
    expect(await (await listen()).text()).toContain('Subscription limit reached');
    expect((await ask('tools/list', {})).status).toBe(200);
    await service.close();
  });

  test('T21 a target of another host', async () => {
    const answer = await sendBytes(
      `POST http://evil.example/mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${ASK.length}\r\nConnection: close\r\n\r\n${ASK}`,
    );
    expect(answer).toContain('FOREIGN_TARGET');
    expect(answer).not.toContain('lora_rank');
  });
});

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../../src/server/log.ts';
import { accessFor } from '../../../src/server/security.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { createService } from '../../../src/server/service.ts';
import { TOOLS } from '../../../src/tools/registry.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { snapshotWithoutText } from '../../fixtures/snapshot.ts';
import { TOOL_CALLS } from '../../fixtures/tool-calls.ts';

/*
 * What somebody would try who wants the server to read, say, change or stop what it should not: lists of tries, each of
 * which must be refused with a stable code or answered as a harmless question, with nothing in the log of our own faults.
 */

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const call = (name: string, args: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } });

const bugs: string[] = [];
const log = createLog('error', (line) => bugs.push(line));
const catalog = snapshotWithoutText();
/** Without a socket, for the thousands of tries in a body. */
const service = createService({ catalog, access: accessFor({ host: '127.0.0.1' }), log });
let server: RunningServer;
beforeAll(async () => {
  server = await startFixtureServer({ catalog, log });
});
afterAll(() => Promise.all([server.close(), service.close()]));

async function send(body: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await service.app.request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      host: 'localhost',
      'content-length': String(Buffer.byteLength(body)),
      ...HEADERS,
      ...headers,
    },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}

/** Bytes as they are, and everything that comes back until the server hangs up or `wait` ms have passed. */
function sendBytes(bytes: string | Buffer, wait = 2_000): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    const end = setTimeout(() => socket.destroy(), wait);
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket
      .on('error', () => undefined)
      .on('close', () => {
        clearTimeout(end);
        resolve(text);
      });
  });
}

async function unharmed(): Promise<void> {
  expect(bugs.splice(0)).toEqual([]);
  for (const key of ['polluted', 'isAdmin', 'shell'])
    expect(Reflect.has(Object.prototype, key), key).toBe(false);
}

/** A refusal names its code; what is no refusal is an ordinary answer. */
function isSound(body: string): boolean {
  const data = JSON.parse(body.replace(/^event: message\ndata: /, ''));
  if (data.error !== undefined) return [-32700, -32600, -32601, -32602].includes(data.error.code);
  const { isError, content } = data.result;
  return isError !== true || /\[(?!INTERNAL)[A-Z_]+\]$/.test(content[0].text);
}

/** JSON that no serialiser makes, as it stands in a body. */
class Raw {
  readonly json: string;
  constructor(json: string) {
    this.json = json;
  }
}
const deep = (open: string, close: string): Raw => new Raw(`${open.repeat(5_000)}1${close.repeat(5_000)}`);

/** A call of a tool whose argument is set to a value. */
function callWith(name: string, property: string, value: unknown): string {
  const body = call(name, { ...TOOL_CALLS[name], [property]: 'PLACE' });
  return body.replace('"PLACE"', () => (value instanceof Raw ? value.json : JSON.stringify(value)));
}

/** Values that no argument means. */
const HOSTILE: Readonly<Record<string, unknown>> = {
  'an own __proto__': new Raw('{"__proto__":{"polluted":true,"isAdmin":true}}'),
  'a constructor': { constructor: { prototype: { polluted: true } } },
  'the name __proto__': '__proto__',
  'the name constructor': 'constructor',
  'the name hasOwnProperty': 'hasOwnProperty',
  'the name toString': 'toString',
  'methods of objects': { toString: 1, valueOf: null, toJSON: 'x', length: 2 },
  'many levels of lists': deep('[', ']'),
  'many levels of objects': deep('{"a":', '}'),
  'levels in a text': `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  'a long list': Array(50_000).fill('x'),
  'many keys': Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])),
  'a long text': 'x'.repeat(200_000),
  'a text for patterns': `${'(a+)+'.repeat(40)}$`,
  'a text for other patterns': `${'a'.repeat(190)}!`,
  spaces: ' '.repeat(190),
  'a NUL': 'lora\u0000_rank',
  'directions of writing': '\u202elora_rank\u2066',
  'invisible letters': 'lo\u200bra\u2060_ra\ufeffnk',
  'look-alikes': 'l\u043era_r\u0430nk',
  'half a pair': '\ud800',
  'combining marks': `a${'\u0301'.repeat(180)}`,
  'a path upwards': '../../../../etc/passwd',
  'an encoded path': '..%2f..%2f..%2fetc%2fpasswd',
  'a doubly encoded path': '%252e%252e%252fetc%252fpasswd',
  'an overlong path': '..\u00c0\u00af..\u00c0\u00afetc/passwd',
  'a path of Windows': '..\\..\\..\\windows\\win.ini',
  'a device': 'C:\\CON',
  'a URL': 'file:///etc/passwd',
  'the environment': '/proc/self/environ',
  'a template': '{{7*7}}#{7*7}<%= 7*7 %>',
  'a tag of Python': '!!python/object/apply:os.system ["id"]',
  'a frame': 'x\r\n\r\nevent: message\r\ndata: {"jsonrpc":"2.0","id":1,"result":{}}',
  'a number too large': 1e308,
  'a negative number': -1,
  'zero below zero': -0,
  'a fraction': 0.1,
  'a number in a text': '0x7fffffff',
  null: null,
  true: true,
  nothing: '',
  'an empty list': [],
};

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  const properties = Object.keys(tool.inputSchema.properties ?? {});

  test.each(properties.length === 0 ? [] : Object.entries(HOSTILE))(
    'T5 T6 T7 T8: %s in each argument',
    async (_what, value) => {
      for (const property of properties) {
        const { status, body } = await send(callWith(name, property, value));
        expect(status).toBe(200);
        expect(isSound(body), `${property}: ${body.slice(0, 300)}`).toBe(true);
        expect(body).not.toMatch(/root:x:0|\[fonts\]/);
        expect(body.length).toBeLessThan(1_000_000);
      }
      await unharmed();
    },
  );

  test('T5: names of every object as arguments', async () => {
    const args = '{"__proto__":{"polluted":1},"constructor":1,"prototype":1,"hasOwnProperty":1,"then":1}';
    const { body } = await send(call(name, 0).replace('"arguments":0', `"arguments":${args}`));
    expect(body).toContain('[BAD_ARGUMENTS]');
    await unharmed();
  });
});

describe('requests', () => {
  test.each(['__proto__', 'constructor', 'toString', 'tools/call/../list', '', 'x'.repeat(10_000)])(
    'the method %j',
    async (method) => {
      const { status, body } = await send(JSON.stringify({ jsonrpc: '2.0', id: 1, method }));
      expect([200, 400]).toContain(status);
      expect(isSound(body)).toBe(true);
      await unharmed();
    },
  );

  test.each(['__proto__', 'constructor', 'get_parameter\u0000', 'GET_PARAMETER', 'x'.repeat(10_000)])(
    'the tool %j',
    async (name) => {
      const { body } = await send(call(name, {}));
      expect(body).toContain('-32602');
      expect(body.length).toBeLessThan(1_000);
      await unharmed();
    },
  );

  test.each([
    ['prompts/get', { name: '__proto__' }],
    [
      'prompts/get',
      { name: 'plan_fine_tuning', arguments: JSON.parse('{"__proto__":"x","constructor":"y"}') },
    ],
    ['prompts/get', { name: 'plan_fine_tuning', arguments: { stage: '__proto__' } }],
    ['resources/read', { uri: 'llamafactory://source/..%2f..%2fetc%2fpasswd' }],
    ['resources/read', { uri: 'llamafactory://schema/..%2f..%2fpackage' }],
    ['resources/read', { uri: 'LLAMAFACTORY://parameter/lora_rank' }],
    ['resources/read', { uri: `llamafactory://parameter/${'a'.repeat(100_000)}` }],
    ['resources/read', { uri: 'file:///etc/passwd' }],
    ['tools/list', { cursor: 'p-1' }],
    ['tools/list', { cursor: '__proto__' }],
    ['resources/list', { cursor: 'p'.repeat(100_000) }],
    [
      'completion/complete',
      { ref: { type: 'ref/prompt', name: '__proto__' }, argument: { name: 'x', value: '' } },
    ],
    [
      'completion/complete',
      { ref: { type: 'ref/resource', uri: '__proto__' }, argument: { name: 'x', value: '' } },
    ],
    ['tools/call', { name: 'get_parameter', arguments: 'x' }],
    ['tools/call', { name: 'get_parameter', arguments: [] }],
    ['tools/call', []],
    ['tools/call', null],
  ])('%s with %j is refused', async (method, params) => {
    const { body } = await send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    expect(isSound(body)).toBe(true);
    expect(body).toMatch(/"error":|isError/);
    expect(body.length).toBeLessThan(4_000);
    await unharmed();
  });

  test('a flood in one body is refused whole', async () => {
    const one = { jsonrpc: '2.0', method: 'tools/call', params: { name: 'get_filtered_parameters' } };
    const all = Array.from({ length: 5_000 }, (_, id) => ({ ...one, id }));
    expect((await send(JSON.stringify(all))).status).toBe(400);
    await unharmed();
  });

  test.each([
    ['duplicate members', '{"jsonrpc":"2.0","id":1,"id":2,"method":"tools/list","method":"ping"}', 200],
    ['an id that is no number', '{"jsonrpc":"2.0","id":1e999,"method":"ping"}', 400],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', 400],
    ['a byte order mark', '\ufeff{"jsonrpc":"2.0","id":1,"method":"ping"}', 400],
    ['two documents', '{"jsonrpc":"2.0","id":1,"method":"ping"}{}', 400],
    ['a comment', '{"jsonrpc":"2.0",/**/"id":1,"method":"ping"}', 400],
    ['an answer', '{"jsonrpc":"2.0","id":1,"result":{}}', 202],
    ['levels', '['.repeat(300_000), 400],
  ])('%s', async (_what, body, expected) => {
    const { status } = await send(body);
    expect([expected, expected === 400 ? 200 : expected]).toContain(status);
    await unharmed();
  });

  test.each([
    ['a compressed body', { 'content-encoding': 'gzip' }],
    ['another character set', { 'content-type': 'application/json; charset=utf-7' }],
    ['a session of nobody', { 'mcp-session-id': '../../x' }],
    ['an event of nobody', { 'last-event-id': "1' OR '1'='1" }],
    ['a version of nobody', { 'mcp-protocol-version': '9999-99-99' }],
    ['another method in the header', { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call' }],
    ['another caller', { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1;host=evil.example' }],
    ['another host behind a proxy', { 'x-forwarded-host': 'evil.example', 'x-original-url': '/admin' }],
    ['another method behind a proxy', { 'x-http-method-override': 'DELETE' }],
  ])('%s', async (_what, headers) => {
    const { status, body } = await send('{"jsonrpc":"2.0","id":1,"method":"ping"}', headers);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('evil.example');
    await unharmed();
  });
});

describe('T3 T4 bytes', () => {
  const BODY = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  const post = (lines: string, body = BODY, target = '/mcp'): string =>
    `POST ${target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n${lines}Connection: close\r\n\r\n${body}`;
  const LENGTH = `Content-Length: ${BODY.length}\r\n`;

  test.each([
    ['a line folded into the next', post(`X: a\r\n b: c\r\n${LENGTH}`)],
    ['a length with a sign', post('Content-Length: +40\r\n')],
    ['a length in hexadecimal', post('Content-Length: 0x28\r\n')],
    ['two lengths in one line', post('Content-Length: 40, 40\r\n')],
    ['a length and chunks', post(`${LENGTH}Transfer-Encoding: chunked\r\n`, `0\r\n\r\n${BODY}`)],
    [
      'chunks in capitals and a tab',
      post('Transfer-Encoding:\tchunKed\r\nContent-Length: 5\r\n', '0\r\n\r\n'),
    ],
    ['a chunk with a sign', post('Transfer-Encoding: chunked\r\n', `-1\r\n${BODY}\r\n0\r\n\r\n`)],
    [
      'a chunk too long for a number',
      post('Transfer-Encoding: chunked\r\n', `${'f'.repeat(20)}\r\nx\r\n0\r\n\r\n`),
    ],
    ['a line that ends with LF alone', `POST /mcp HTTP/1.1\nHost: localhost\n${LENGTH}\n${BODY}`],
    ['a header without a name', post(`: x\r\n${LENGTH}`)],
    ['a NUL in a header', post(`X: a\u0000b\r\n${LENGTH}`)],
    ['two hosts', post(`Host: evil.example\r\n${LENGTH}`)],
    ['a foreign host in the target', post(LENGTH, BODY, 'http://evil.example/mcp')],
    ['a tunnel', 'CONNECT 10.0.0.1:80 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'an upgrade',
      'GET /mcp HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    ],
    ['HTTP/2 by prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/0.9', 'GET /mcp\r\n'],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
    ['an unknown method', 'HACK /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a trace', 'TRACE /mcp HTTP/1.1\r\nHost: localhost\r\nX-Secret: s3cret\r\nConnection: close\r\n\r\n'],
    ['a long target', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    [
      'many headers',
      post(`${Array.from({ length: 3_000 }, (_, i) => `x${i}: 1`).join('\r\n')}\r\n${LENGTH}`),
    ],
  ])('%s is refused', async (_what, bytes) => {
    const answer = await sendBytes(Buffer.from(bytes, 'latin1'));
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect(answer).not.toMatch(/^HTTP\/1\.1 (2|5)/);
    expect(answer).not.toMatch(/s3cret|"result"/);
    await unharmed();
  });

  test.each([
    '/mcp/../health',
    '//mcp',
    '/mcp%00',
    '/MCP',
    '/mcp;x',
    '/mcp/',
    '/..%2f..%2fetc/passwd',
    '/.git/config',
    '/generated/catalog.json',
    '/package.json',
  ])('nothing lies at %s', async (path) => {
    const answer = await sendBytes(post(LENGTH, BODY, path));
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    await unharmed();
  });
});

test('it still answers', async () => {
  const { status, body } = await send(call('get_parameter', { name: 'lora_rank' }));
  expect(status).toBe(200);
  expect(body).toContain('LoraArguments');
});

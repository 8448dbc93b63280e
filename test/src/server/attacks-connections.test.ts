import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../../src/server/log.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { sendRaw } from './raw.ts';

/*
 * What somebody would try with the bytes of a connection: requests hidden in others, hosts and origins in disguise,
 * bodies that grow, and connections that never end.
 */

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const call = (name: string, args: unknown, id: unknown = 1): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });
const ASK = call('get_parameter', { name: 'lora_rank' });
const HEAD = 'Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n';

const logged: string[] = [];
let server: RunningServer;
beforeAll(async () => {
  server = await startFixtureServer({ log: createLog('debug', (line) => logged.push(line)) });
});
afterAll(() => server.close());

/** Bytes as they are, and everything that comes back until the server hangs up or is silent for `silence` ms. */
function sendBytes(bytes: string | Buffer, silence = 400): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(silence, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
}

/** It answers others, and none of it was a fault of its own. */
async function unharmed(): Promise<void> {
  expect((await sendRaw(server.url, { headers: HEADERS, body: ASK })).body).toContain('LoraArguments');
  expect(logged.splice(0).filter((line) => line.includes('"level":"error"'))).toEqual([]);
}

const answersIn = (text: string): number => text.match(/^HTTP\/1\.1 /gm)?.length ?? 0;

describe('T4 a request in the body of another is never answered', () => {
  const HIDDEN = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
  const CHUNKED = 'Transfer-Encoding: chunked\r\n';
  test.each([
    ['a length that is too short', `Content-Length: 4\r\n${CHUNKED}\r\n`, `0\r\n\r\n${HIDDEN}`],
    ['chunked, then identity', `${CHUNKED}Transfer-Encoding: identity\r\n\r\n`, `0\r\n\r\n${HIDDEN}`],
    ['chunked after gzip', 'Transfer-Encoding: gzip, chunked\r\n\r\n', `${chunk('x')}0\r\n\r\n${HIDDEN}`],
    ['chunked twice', 'Transfer-Encoding: chunked, chunked\r\n\r\n', `${chunk('x')}0\r\n\r\n${HIDDEN}`],
    ['a space before the colon', `Transfer-Encoding : chunked\r\n\r\n`, `0\r\n\r\n${HIDDEN}`],
    ['a vertical tab', 'Transfer-Encoding:\u000bchunked\r\n\r\n', `0\r\n\r\n${HIDDEN}`],
    ['a folded line', `Transfer-Encoding:\r\n chunked\r\n\r\n`, `0\r\n\r\n${HIDDEN}`],
    ['a lone CR', `X: y\rTransfer-Encoding: chunked\r\n\r\n`, `0\r\n\r\n${HIDDEN}`],
    ['letters after a length', 'Content-Length: 4abc\r\n\r\n', `0000${HIDDEN}`],
    ['two equal lengths', 'Content-Length: 4\r\nContent-Length: 4\r\n\r\n', `0000${HIDDEN}`],
    ['a negative length', 'Content-Length: -1\r\n\r\n', HIDDEN],
    ['an octal length', 'Content-Length: 0o4\r\n\r\n', `0000${HIDDEN}`],
    ['a lone LF after a chunk size', `${CHUNKED}\r\n`, `1;\nx\r\n0\r\n\r\n${HIDDEN}`],
    ['spaces after a chunk size', `${CHUNKED}\r\n`, `1 \r\nx\r\n0\r\n\r\n${HIDDEN}`],
    ['a chunk without its end', `${CHUNKED}\r\n`, `1\r\nxy0\r\n\r\n${HIDDEN}`],
    ['a long chunk extension', `${CHUNKED}\r\n`, `1;${'a'.repeat(100_000)}\r\nx\r\n0\r\n\r\n${HIDDEN}`],
    ['a chunk extension with a request', `${CHUNKED}\r\n`, `1;a="\r\n${HIDDEN}"\r\nx\r\n0\r\n\r\n`],
  ])('%s', async (_what, framing, body) => {
    const answer = await sendBytes(
      Buffer.from(`POST /mcp HTTP/1.1\r\nHost: localhost\r\n${HEAD}${framing}${body}`, 'latin1'),
    );
    expect(answer).not.toContain('"status"');
    expect(answer).not.toMatch(/^HTTP\/1\.1 (2|500)/m);
    await unharmed();
  });

  test('trailers change nothing', async () => {
    const trailers = 'Host: evil.example\r\nMcp-Session-Id: x\r\nAuthorization: y\r\n';
    const body = `${chunk(ASK)}0\r\n${trailers}\r\n`;
    const answer = await sendBytes(`POST /mcp HTTP/1.1\r\nHost: localhost\r\n${HEAD}${CHUNKED}\r\n${body}`);
    expect(answersIn(answer)).toBe(1);
    expect(answer).toContain('LoraArguments');
    await unharmed();
  });

  test('what follows a body is a request of its own, with its own checks', async () => {
    const foreign = `POST /mcp HTTP/1.1\r\nHost: evil.example\r\n${HEAD}Content-Length: ${ASK.length}\r\n\r\n${ASK}`;
    const own = foreign.replace('evil.example', 'localhost');
    const answer = await sendBytes(own + foreign + own);
    // A refusal may end the connection.
    const [first, second] = answer.match(/^HTTP\/1\.1 \d+/gm) ?? [];
    expect([first, second]).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403']);
    await unharmed();
  });
});

/** Whether the server hangs up by itself after its answers to these bytes, and what it says of the connection. */
function endAfter(bytes: string): Promise<{ readonly status: string; readonly hungUp: boolean }> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    const answer = (hungUp: boolean): void => {
      resolve({ status: text.slice(0, 12), hungUp });
      socket.destroy();
    };
    socket.setTimeout(3_000, () => answer(false));
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => undefined).on('end', () => answer(true));
  });
}

describe('T11 a connection that its client is done with is ended', () => {
  const asked = (version: string, headers: string): string =>
    `POST /mcp HTTP/${version}\r\nHost: localhost\r\n${HEAD}${headers}Content-Length: ${ASK.length}\r\n\r\n${ASK}`;
  test.each([
    ['by its header', '1.1', 'Connection: close\r\n'],
    ['by HTTP/1.0, as proxies speak', '1.0', ''],
    ['by its header, past the ready answers', '1.1', 'Connection: close\r\nLast-Event-ID: 1\r\n'],
  ])('%s', async (_what, version, headers) => {
    expect(await endAfter(asked(version, headers))).toEqual({ status: 'HTTP/1.1 200', hungUp: true });
  });
});

describe('T1 T21 a host in disguise gets no answer', () => {
  const sendTo = (target: string, ...hosts: string[]): Promise<string> =>
    sendBytes(
      Buffer.from(
        `POST ${target} HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join('')}${HEAD}Content-Length: ${ASK.length}\r\nConnection: close\r\n\r\n${ASK}`,
        'latin1',
      ),
    );
  test.each([
    ['a name in front', 'localhost@evil.example'],
    ['a name in front of ours', 'evil.example@localhost'],
    ['a name in front with a port', 'localhost:8124@evil.example'],
    ['two ports', 'localhost:80:80'],
    ['a port that is none', 'localhost:x'],
    ['a zone', '[::1%25eth0]'],
    ['a zone with a name', '[::1%evil.example]'],
    ['IPv4 in IPv6', '[::ffff:127.0.0.1]'],
    ['a list', 'localhost, evil.example'],
    ['a list the other way', 'evil.example, localhost'],
    ['a path', 'localhost/../evil.example'],
    ['a fragment', 'evil.example#localhost'],
    ['a query', 'evil.example?localhost'],
    ['a backslash', 'evil.example\\localhost'],
    ['an encoded dot', 'localhost%2eevil.example'],
    ['an encoded end', 'localhost%00.evil.example'],
    ['our name below another', 'localhost.evil.example'],
    ['our address below another', '127.0.0.1.nip.io'],
    ['letters that look like ours', 'l\u00f6calhost'],
    ['Punycode', 'xn--lcalhost-n4a'],
    ['an address of all', '0.0.0.0'],
    ['nothing', ''],
    ['a dot', '.'],
    ['a tab inside', 'local\thost'],
  ])('%s', async (_what, host) => {
    const answer = await sendTo('/mcp', host);
    expect(answer).not.toContain('LoraArguments');
    expect(answer).toMatch(/^HTTP\/1\.1 4/);
    await unharmed();
  });

  test.each([
    ['of another host', 'http://evil.example/mcp'],
    ['with a name in front', 'http://localhost@evil.example/mcp'],
    ['with our name as a password', 'http://evil:localhost@evil.example/mcp'],
    ['of another host, encrypted', 'https://evil.example/mcp'],
    ['of a file', 'file:///mcp'],
    ['of a script', 'javascript:/mcp'],
    ['without a scheme', '//evil.example/mcp'],
    ['with a backslash', '/\\evil.example/mcp'],
    ['of everything', '*'],
  ])('a target %s', async (_what, target) => {
    const answer = await sendTo(target, 'localhost');
    expect(answer).not.toContain('LoraArguments');
    expect(answer).toMatch(/^HTTP\/1\.1 4/);
    await unharmed();
  });

  test('two hosts, ours first, and none at all', async () => {
    for (const hosts of [['localhost', 'evil.example'], ['evil.example', 'localhost'], []]) {
      const answer = await sendTo('/mcp', ...hosts);
      expect(answer).not.toContain('LoraArguments');
      expect(answer).toMatch(/^HTTP\/1\.1 4/);
    }
    await unharmed();
  });
});

describe('T2 an origin in disguise gets no answer', () => {
  test.each([
    'null',
    'NULL',
    'file://',
    'about:blank',
    'http://localhost@evil.example',
    'http://localhost:1@evil.example',
    'http://localhost%2eevil.example',
    'http://127.0.0.1.nip.io',
    'http://evil.example\\@localhost',
    'chrome-extension://abcdefghijklmnop',
    'http://[::1',
    'localhost',
    'http://xn--lcalhost-n4a',
    'http://localhost.evil.example:8124',
    'http://evil.example http://localhost',
    'http://evil.example,http://localhost',
  ])('%j', async (origin) => {
    const { status, body } = await sendRaw(server.url, { headers: { ...HEADERS, origin }, body: ASK });
    expect(status).toBe(403);
    expect(body).not.toContain('LoraArguments');
    await unharmed();
  });

  test('two origins, one of them ours', async () => {
    for (const origin of [
      ['http://localhost', 'http://evil.example'],
      ['http://evil.example', 'http://localhost'],
    ]) {
      const { body } = await sendRaw(server.url, { headers: { ...HEADERS, origin }, body: ASK });
      expect(body).not.toContain('LoraArguments');
    }
    await unharmed();
  });
});

describe('T10 bodies that are not what they seem', () => {
  const ZEROS = Buffer.alloc(20 << 20, 0x20);
  test.each([
    ['gzip', gzipSync(ZEROS)],
    ['deflate', deflateSync(ZEROS)],
    ['br', brotliCompressSync(ZEROS)],
    ['gzip, gzip', gzipSync(gzipSync(ZEROS))],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ])('twenty megabytes in %s are not unpacked', async (encoding, body) => {
    const before = process.memoryUsage().rss;
    const { status } = await sendRaw(server.url, {
      headers: { ...HEADERS, 'content-encoding': encoding },
      body,
    });
    expect([400, 415]).toContain(status);
    expect(process.memoryUsage().rss - before).toBeLessThan(15 << 20);
    await unharmed();
  });

  test.each([
    ['overlong', [0xc0, 0xaf, 0xe0, 0x80, 0xaf]],
    ['cut off', [0xe6, 0xbc]],
    ['half a pair', [0xed, 0xa0, 0x80]],
    ['beyond the last', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xe9]],
    ['a NUL', [0x5c, 0x75, 0x30, 0x30, 0x30, 0x30]],
  ])('a name in UTF-8 that is %s', async (_what, bytes) => {
    const [before, after] = ASK.split('lora_rank').map((part) => Buffer.from(part));
    const body = Buffer.concat(
      [before ?? ASK, Buffer.from(bytes), after ?? ASK].map((part) => Buffer.from(part)),
    );
    for (const _again of [1, 2, 3]) {
      const { status, body: answer } = await sendRaw(server.url, { headers: HEADERS, body });
      expect([200, 400]).toContain(status);
      expect(answer).not.toContain('LoraArguments');
    }
    await unharmed();
  });

  test.each(['utf16le', 'ucs2'] as const)('a body in %s', async (encoding) => {
    const { status } = await sendRaw(server.url, { headers: HEADERS, body: Buffer.from(ASK, encoding) });
    expect(status).toBe(400);
    await unharmed();
  });

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'what a form could send from any page: %j',
    async (type) => {
      const { status, body } = await sendRaw(server.url, {
        headers: { ...HEADERS, 'content-type': type },
        body: ASK,
      });
      expect([400, 415]).toContain(status);
      expect(body).not.toContain('LoraArguments');
      await unharmed();
    },
  );
});

describe('methods and expectations', () => {
  test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'GET'])('%s /mcp', async (method) => {
    const { status, body } = await sendRaw(server.url, { method, headers: HEADERS, body: '' });
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('LoraArguments');
    await unharmed();
  });

  test.each(['PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'])('%s on a page changes nothing', async (method) => {
    for (const path of ['/', '/health']) {
      const { status } = await sendRaw(server.url, { method, path, headers: {}, body: '{}' });
      expect([404, 405]).toContain(status);
    }
    await unharmed();
  });

  test('an expectation nobody can meet', async () => {
    const { status } = await sendRaw(server.url, { headers: { ...HEADERS, expect: '200-ok' }, body: ASK });
    expect(status).toBe(417);
    await unharmed();
  });

  test('to be told to go on before a body that never comes costs nobody else anything', async () => {
    const waiting = `POST /mcp HTTP/1.1\r\nHost: localhost\r\n${HEAD}Content-Length: 10\r\nExpect: 100-continue\r\n\r\n`;
    const answers = await Promise.all(Array.from({ length: 50 }, () => sendBytes(waiting)));
    for (const answer of answers) expect(answer).not.toMatch(/^HTTP\/1\.1 [25]/m);
    await unharmed();
  });

  test('an upgrade to HTTP/2 is not taken', async () => {
    const answer = await sendBytes(
      'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n',
    );
    expect(answer).not.toContain('101 Switching');
    await unharmed();
  });
});

describe('T11 T20 many at once', () => {
  test('ten thousand requests on one connection are answered in order', async () => {
    const request = (id: number): string => {
      const body = call('get_parameter', { name: 'lora_rank' }, id);
      return `POST /mcp HTTP/1.1\r\nHost: localhost\r\n${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`;
    };
    const all = Array.from({ length: 10_000 }, (_, id) => request(id)).join('');
    const answer = await sendBytes(all, 5_000);
    const ids = [...answer.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id));
    expect(ids).toEqual(Array.from({ length: 10_000 }, (_, id) => id));
    await unharmed();
  });

  test('who asks much and reads nothing fills no memory', async () => {
    const body = call('get_capabilities', {});
    const one = `POST /mcp HTTP/1.1\r\nHost: localhost\r\n${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`;
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined).pause();
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 200; i++) socket.write(one.repeat(100));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
    socket.destroy();
    await unharmed();
  });

  test('headers letter by letter hold nobody else up', async () => {
    const sockets = Array.from({ length: 300 }, () => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('POST /mcp HTTP/1.1\r\nHost: loc'));
      return socket.on('error', () => undefined);
    });
    for (let letter = 0; letter < 5; letter++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const socket of sockets) socket.write('a');
    }
    await unharmed();
    for (const socket of sockets) socket.destroy();
  });
});

test.each([
  ['with a length', 'Content-Length: 5000\r\n', '{"jsonrpc": "2.0", '],
  ['in chunks', 'Transfer-Encoding: chunked\r\n', '5\r\n{"jso\r\n'],
])('T11 a request that is cut off within its body, %s, is no fault of ours', async (_, length, begun) => {
  const eras = ['', 'MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n'];
  const types = ['', 'Content-Type: x/y\r\n'];
  for (const era of eras.flatMap((version) => types.map((type) => type + version)))
    await sendBytes(`POST /mcp HTTP/1.1\r\nHost: localhost\r\n${HEAD}${era}${length}\r\n${begun}`, 100);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await unharmed();
});

test('T16 no line of the log can be written by a client', async () => {
  const odd = '\u202e\u001b[31m {"level":"error"}\u2028\u0085';
  for (const body of [
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: `${odd}\n{"level":"error"}` }),
    call(odd, {}),
    call('get_parameter', { name: `x\r\n${odd}` }),
    `{"jsonrpc":"2.0","id":"${odd}`,
  ])
    await sendRaw(server.url, { headers: { ...HEADERS, 'user-agent': 'x"}' }, body });
  await sendBytes(`POST /mcp?%0d%0a{"level":"error"} HTTP/1.1\r\nHost: evil\u0085example\r\n\r\n`);
  for (const line of logged.splice(0)) {
    expect(line.trimEnd().split(/\r|\n/)).toHaveLength(1);
    expect(line).not.toContain('\u001b');
    expect(JSON.parse(line).level).not.toBe('error');
  }
});

import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessFor } from '../../../src/server/security.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { startFixtureServer } from '../../clients/server.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** node:http, not fetch: fetch would not let a test choose Host. */
function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
  method = 'POST',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const MCP = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

describe('S1 B13 HTTP on loopback', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startFixtureServer();
  });
  afterAll(() => server.close());

  test('an ordinary request is answered', async () => {
    const { status, body } = await send(server.mcpUrl, MCP, LIST);
    expect(status).toBe(200);
    expect(body).toContain('"get_parameter"');
  });

  test.each(['evil.example', 'evil.example:8124', '127.0.0.1.evil.example', 'localhost.', '[::2]', 'a b'])(
    'Host %j is refused',
    async (host) => {
      const { status, body } = await send(server.mcpUrl, { ...MCP, host }, LIST);
      expect([400, 403]).toContain(status);
      expect(body).not.toContain('get_parameter');
    },
  );

  test.each(['http://evil.example', 'https://localhost.evil.example', 'null', 'file://', 'http://[::2]'])(
    'Origin %j is refused',
    async (origin) => {
      const { status, body } = await send(server.mcpUrl, { ...MCP, origin }, LIST);
      expect(status).toBe(403);
      expect(body).not.toContain('get_parameter');
    },
  );

  test.each(['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:5173'])(
    'Origin %j is served',
    async (origin) => {
      expect((await send(server.mcpUrl, { ...MCP, origin }, LIST)).status).toBe(200);
    },
  );

  test('a foreign Origin does not reach /health either', async () => {
    const { status } = await send(
      `${server.url}/health`,
      { origin: 'http://evil.example' },
      undefined,
      'GET',
    );
    expect(status).toBe(403);
  });

  test('a body over the limit is refused, and the server lives on', async () => {
    const large = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/list',
      params: { x: 'x'.repeat(2 << 20) },
    });
    expect((await send(server.mcpUrl, MCP, large).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await send(server.mcpUrl, MCP, LIST)).status).toBe(200);
  });

  test('a body over the limit that declares no length is refused too', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = request(server.mcpUrl, { method: 'POST', headers: MCP }, (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode ?? 0);
      });
      outgoing.on('error', reject);
      for (let i = 0; i < 32; i++) outgoing.write('x'.repeat(64 << 10));
      outgoing.end();
    });
    expect(status).toBe(413);
  });

  test.each([
    ['', 400],
    ['{', 400],
    ['[]', 400],
    ['null', 400],
    ['{"jsonrpc":"1.0"}', 400],
  ])('body %j is refused with %i', async (body, expected) => {
    expect((await send(server.mcpUrl, MCP, body)).status).toBe(expected);
  });

  test('another content type is refused', async () => {
    expect((await send(server.mcpUrl, { ...MCP, 'content-type': 'text/plain' }, LIST)).status).toBe(415);
  });

  test('headers over the limit are refused, and the server lives on', async () => {
    const { status } = await send(server.mcpUrl, { ...MCP, 'x-long': 'x'.repeat(20 << 10) }, LIST);
    expect(status).toBe(431);
    expect((await send(server.mcpUrl, MCP, LIST)).status).toBe(200);
  });

  test.each(['Host: \r\n', ''])('a request with %j for a Host line is refused', async (line) => {
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(
          `POST /mcp HTTP/1.1\r\n${line}Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
        );
      });
      socket.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|03) /);
  });

  test('a request cut in the middle does no harm', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(
          `POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"json`,
        );
        setImmediate(() => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    expect((await send(server.mcpUrl, MCP, LIST)).status).toBe(200);
  });

  test('/health tells source, counts and epoch', async () => {
    const { status, body } = await send(`${server.url}/health`, {}, undefined, 'GET');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      status: 'ok',
      source: {
        label: 'release 0.0.1',
        llamafactory: '0.0.1',
        transformers: '0.0.1',
        package: 'llamafactory',
        fingerprint: 'f'.repeat(64),
      },
      text: true,
      files: 3,
      parameters: 60,
      unknowns: 0,
      epoch: 0,
      syncing: false,
    });
  });

  test('S7 another path is answered in JSON with what to do', async () => {
    const { status, body } = await send(`${server.url}/nothing`, {}, undefined, 'GET');
    expect(status).toBe(404);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'NOT_FOUND', next: 'MCP is served at /mcp.' } });
  });

  test('S7 a port that is taken says which to take', async () => {
    await expect(startFixtureServer({ port: server.port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: `Port ${server.port} on 127.0.0.1 is taken, perhaps by a server started before.`,
      next: `Stop that one, or take another port: MCP_LLAMA_PORT=${server.port + 1} or --port ${server.port + 1}.`,
    });
  });

  test('S7 an address this machine lacks is said so', async () => {
    await expect(startFixtureServer({ host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'ADDRESS_UNKNOWN',
    });
  });
});

test('B16 a server that is told to stop answers what it has begun, and takes no connection any more', async () => {
  const server = await startFixtureServer();
  const answered = new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(
        `POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: ${MCP.accept}\r\nContent-Length: ${LIST.length}\r\n\r\n${LIST.slice(0, 10)}`,
      );
      setTimeout(() => socket.write(LIST.slice(10)), 200);
    });
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closing = server.close();
  await expect(send(server.mcpUrl, MCP, LIST)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const text = await answered;
  expect(text.slice(0, 12)).toBe('HTTP/1.1 200');
  expect(text.includes('get_parameter')).toBe(true);
  await closing;
});

describe('with a token', () => {
  const token = 'a-token-of-enough-characters';
  let server: RunningServer;
  beforeAll(async () => {
    server = await startFixtureServer({ access: accessFor({ host: '127.0.0.1', token }) });
  });
  afterAll(() => server.close());

  test.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer another-token-of-enough-chars' }],
    ['the beginning of the right one', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${token}` }],
  ])('%s is refused, saying how to come in', async (_name, headers) => {
    const { status, headers: answered, body } = await send(server.mcpUrl, { ...MCP, ...headers }, LIST);
    expect(status).toBe(401);
    expect(answered['www-authenticate']).toMatch(/^Bearer/);
    expect(body).not.toContain(token);
  });

  test('the right one is served', async () => {
    const { status } = await send(server.mcpUrl, { ...MCP, authorization: `Bearer ${token}` }, LIST);
    expect(status).toBe(200);
  });
});

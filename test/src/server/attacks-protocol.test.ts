import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../../src/server/log.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { snapshotWithoutText } from '../../fixtures/snapshot.ts';
import { sendRaw } from './raw.ts';
import { META } from './request-arbitrary.ts';

/*
 * What somebody would try in the messages of the protocol: documents that multiply, words that take long to look at,
 * names that lead elsewhere, sessions of others, and subscriptions without end.
 */

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

const bugs: string[] = [];
const catalog = snapshotWithoutText();
let server: RunningServer;
let lasting: RunningServer;
beforeAll(async () => {
  const log = createLog('error', (line) => bugs.push(line));
  [server, lasting] = await Promise.all([
    startFixtureServer({ catalog, log }),
    startFixtureServer({ catalog, log, sessions: true }),
  ]);
});
afterAll(() => Promise.all([server.close(), lasting.close()]));

const rpc = (method: string, params: unknown, id: unknown = 1): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });
const send = (body: string, headers: Readonly<Record<string, string>> = {}, to = server) =>
  sendRaw(to.url, { headers: { ...HEADERS, ...headers }, body });
const callOf = async (name: string, args: unknown): Promise<string> =>
  (await send(rpc('tools/call', { name, arguments: args }))).body;

const unharmed = (): void => {
  expect(bugs.splice(0)).toEqual([]);
  expect(Reflect.has(Object.prototype, 'polluted')).toBe(false);
};

/** What no part of this machine's files or of the server's inside looks like. */
const INSIDE = /root:x:0|node_modules|at Object\.|\/src\/server\/|process\.env/;

describe('T5 T14 YAML that is more than it seems', () => {
  const merged = (levels: number): string => {
    const lines = ['a0: &a0 {k0: 1, k1: 2, k2: 3, k3: 4, k4: 5, k5: 6, k6: 7, k7: 8}'];
    for (let i = 1; i < levels; i++)
      lines.push(`a${i}: &a${i}`, `  <<: [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`, `  own${i}: *a${i - 1}`);
    return lines.join('\n');
  };
  const KEYS = [
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    'valueOf',
    'then',
    'toJSON',
  ];
  test.each<[string, string]>([
    ['merge keys that multiply', merged(40)],
    ['a mapping merged into itself', 'a: &a\n  <<: *a\n  stage: sft\n'],
    ['a merge of a list of itself', 'a: &a [*a, *a]\n<<: *a\n'],
    ['aliases of keys', `? &k ${'x'.repeat(1_000)}\n: 1\n${'? *k\n: 2\n'.repeat(2_000)}`],
    ['many anchors', Array.from({ length: 20_000 }, (_, i) => `a${i}: &b${i} ${i}`).join('\n')],
    ['names of every object', KEYS.map((key) => `${key}: {polluted: true}`).join('\n')],
    ['names of every object, merged', `<<: {${KEYS.map((key) => `${key}: {polluted: 1}`).join(', ')}}\n`],
    ['keys that are mappings', `${'? '.repeat(3_000)}x\n`],
    ['lists in lists', `a: ${'- '.repeat(20_000)}x`],
    ['a tag of a function', 'a: !!js/function "function () { process.exit() }"\n'],
    ['a tag of Python', 'a: !!python/object/apply:os.system ["id"]\n'],
    ['a tag of a class', 'a: !!python/object/new:subprocess.Popen [["id"]]\n'],
    ['a directive', '%YAML 9.9\n%TAG ! tag:evil.example,2026:\n---\na: !x y\n'],
    ['many documents', '---\nstage: sft\n'.repeat(5_000)],
    ['binary that is large', `a: !!binary ${'A'.repeat(400_000)}\n`],
    ['underscores without end', `a: 1${'_'.repeat(200_000)}x\n`],
    ['zeros without end', `a: 0.${'0_'.repeat(100_000)}x\n`],
    ['sixties without end', `a: 1${':59'.repeat(60_000)}x\n`],
    ['a time without end', `a: 2001-01-01${' '.repeat(200_000)}T\n`],
    ['an exponent without end', `a: 1e${'9'.repeat(200_000)}\n`],
    ['quotes without end', `a: "${'\\"'.repeat(200_000)}\n`],
    ['escapes without end', `a: "${'\\x41'.repeat(100_000)}"\n`],
    ['a block without end', `a: |\n${'  x\n'.repeat(150_000)}`],
    ['tabs', `a:\n${'\t'.repeat(100_000)}b: 1\n`],
    ['comments', `${'#'.repeat(400_000)}\n${'# x\n'.repeat(50_000)}stage: sft\n`],
    ['CR alone', 'stage: sft\rmethod: x\r'.repeat(20_000)],
    ['interpolations', `a: ${'${'.repeat(50_000)}x${'}'.repeat(50_000)}\n`],
    ['interpolations of secrets', ['output_dir: $', '{oc.env:HOME}\nrun_name: $', '{env:PATH}\n'].join('')],
    ['a long key', `${'k'.repeat(500_000)}: 1\n`],
    ['many unknown keys', Array.from({ length: 20_000 }, (_, i) => `lora_rnk${i}: 1`).join('\n')],
    ['directions of writing in keys', 'lora_\u202eknar: 1\n\u2066stage: sft\n'],
    ['NUL', 'stage: "s\u0000ft"\n'],
  ])('%s', async (_what, config) => {
    for (const tool of ['validate_config', 'resolve_config']) {
      const body = await callOf(tool, { config });
      expect(body.length).toBeLessThan(400_000);
      expect(body).not.toContain('[INTERNAL]');
      expect(body).not.toMatch(INSIDE);
      if (process.env.HOME !== undefined && config.includes('oc.env'))
        expect(body).not.toContain(`"${process.env.HOME}"`);
    }
    unharmed();
  });

  test('many such configs in one call', async () => {
    const configs = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.yaml`, merged(12)]));
    const body = await callOf('validate_configs', { configs });
    expect(body).not.toContain('[INTERNAL]');
    expect(body.length).toBeLessThan(400_000);
    unharmed();
  });
});

describe('T6 words that take long to look at', () => {
  const longest: Readonly<Record<string, [string, number]>> = {
    search_parameters: ['query', 300],
    query_parameters: ['question', 2_000],
    get_parameter: ['name', 200],
    read_constants: ['name', 200],
    read_source_file: ['file_name', 400],
  };
  const PATTERNS = [
    '(a+)+$',
    'a_',
    '_',
    '-',
    ' ',
    '\t \n',
    '"',
    '`',
    '((((',
    '[[',
    '*.',
    '.*',
    '\\',
    '%00',
    '0.',
    '1e',
    'lora_rank=',
    'ValueError: ',
    'Some keys are not used by the HfArgumentParser: [',
    "['",
    '学',
    '学习率 ',
    '\u0301',
    '\u200d',
    '👩‍👩‍👧',
    '\u202e',
    'what is ',
    'compare a vs ',
    'stage=sft,',
    '--lora_rank 8 ',
    'llamafactory-cli train ',
    '{"a":',
    '<a ',
    '${',
    'File "x.py", line 1\n',
  ];
  test.each(Object.entries(longest))('%s', async (name, [argument, most]) => {
    for (const pattern of PATTERNS)
      for (const end of ['', '!', 'x', '\n']) {
        const text = pattern.repeat(most).slice(0, most - 1) + end;
        const body = await callOf(name, { [argument]: text });
        expect(body, pattern).not.toContain('[INTERNAL]');
        expect(body).not.toMatch(INSIDE);
      }
    unharmed();
  });

  test.each(Object.entries(longest))(
    'a hundred thousand letters for %s are refused',
    async (name, [argument]) => {
      for (const pattern of PATTERNS)
        expect(await callOf(name, { [argument]: pattern.repeat(100_000 / pattern.length) })).toContain(
          'BAD_ARGUMENTS',
        );
      unharmed();
    },
  );

  test('prompts and completions of any length', async () => {
    const long = 'a_'.repeat(400_000);
    const requests = [
      rpc('completion/complete', {
        ref: { type: 'ref/prompt', name: long },
        argument: { name: 'x', value: '' },
      }),
      rpc('completion/complete', {
        ref: { type: 'ref/resource', uri: 'llamafactory://parameter/{name}' },
        argument: { name: 'name', value: long },
      }),
      rpc('completion/complete', {
        ref: { type: 'ref/prompt', name: 'plan_fine_tuning' },
        argument: { name: 'stage', value: long },
        context: { arguments: { method: long, __proto__: long } },
      }),
      rpc('prompts/get', { name: 'plan_fine_tuning', arguments: { stage: long } }),
      rpc('prompts/get', { name: 'explain_error', arguments: { message: long } }),
      rpc('prompts/get', { name: 'review_config', arguments: { config: long } }),
    ];
    for (const body of requests) {
      const { status, body: answer } = await send(body);
      expect(status).toBeLessThan(500);
      expect(answer).not.toContain('INTERNAL');
      expect(answer).not.toMatch(INSIDE);
    }
    unharmed();
  });
});

describe('T3 names of resources that lead elsewhere', () => {
  test.each([
    'llamafactory://source/..%2f..%2f..%2fetc%2fpasswd',
    'llamafactory://source/%2e%2e/%2e%2e/etc/passwd',
    'llamafactory://source/%c0%ae%c0%ae/etc/passwd',
    'llamafactory://source/hparams/..%5c..%5cpackage.json',
    'llamafactory://source/%252e%252e%252fetc%252fpasswd',
    'llamafactory://source//etc/passwd',
    'llamafactory://source/\u2025/etc/passwd',
    'llamafactory://parameter/lora_rank%00',
    'llamafactory://parameter/lora_rank%2f..%2fstage',
    'llamafactory://parameter/%',
    'llamafactory://parameter/%zz',
    'llamafactory://parameter/%ff',
    'llamafactory://user@parameter/lora_rank',
    'llamafactory://parameter:80/lora_rank',
    'llamafactory://parameter/lora_rank?x=1',
    'llamafactory://parameter/lora_rank#x',
    'llamafactory://parameter/__proto__',
    'llamafactory://parameter/constructor',
    'llamafactory://schema/__proto__',
    'llamafactory://schema/..',
    'llamafactory://rules/constructor',
    'llamafactory://constant/__proto__',
    'llamafactory://class/toString',
    'llamafactory:parameter/lora_rank',
    'llamafactory:///parameter/lora_rank',
    'http://localhost/mcp',
    'data:text/plain,x',
    '\u0000',
    '',
  ])('%j', async (uri) => {
    const { body } = await send(rpc('resources/read', { uri }));
    expect(body).toContain('-32602');
    expect(body).not.toMatch(INSIDE);
    unharmed();
  });
});

describe('T4 T20 messages in numbers', () => {
  const one = {
    jsonrpc: '2.0',
    method: 'tools/call',
    params: { name: 'get_parameter', arguments: { name: 'lora_rank' } },
  };
  test.each(['2025-06-18', '2025-11-25', '2026-07-28'])('a batch is no message of %s', async (version) => {
    const batch = JSON.stringify(
      [1, 2].map((id) => ({ ...one, id, params: { ...one.params, _meta: META } })),
    );
    const { status, body } = await send(batch, { 'mcp-protocol-version': version });
    expect(status).toBe(400);
    expect(body).not.toContain('LoraArguments');
    unharmed();
  });

  test('what the body and the headers say must be the same', async () => {
    const body = JSON.stringify({ ...one, id: 1, params: { ...one.params, _meta: META } });
    const named = {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'get_parameter',
    };
    for (const _again of [1, 2, 3]) {
      expect((await send(body, named)).body).toContain('LoraArguments');
      for (const headers of [
        { ...named, 'mcp-name': 'list_parameter_files' },
        { ...named, 'mcp-method': 'tools/list' },
        { ...named, 'mcp-protocol-version': '2025-06-18' },
      ]) {
        const { status, body: answer } = await send(body, headers);
        expect(status).toBe(400);
        expect(answer).not.toContain('LoraArguments');
      }
    }
    unharmed();
  });

  const begin = async (): Promise<string> => {
    const { headers } = await send(
      rpc('initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'x', version: '1' },
      }),
      {},
      lasting,
    );
    return String(headers['mcp-session-id']);
  };

  test('a session is nobody else\u2019s to guess, to reuse or to inject', async () => {
    const [mine, other] = [await begin(), await begin()];
    expect(mine).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(mine).not.toBe(other);
    for (const id of [
      '',
      '__proto__',
      'constructor',
      mine.toUpperCase(),
      `${mine} `.repeat(2),
      `${mine},${other}`,
      '../x',
      `${mine}\u00a0`,
    ]) {
      const { status, body } = await send(rpc('tools/list', {}), { 'mcp-session-id': id }, lasting);
      expect([200, 400, 404]).toContain(status);
      if (status === 200) expect(id).toBe('');
      expect(body).not.toMatch(INSIDE);
    }
    const ended = await sendRaw(lasting.url, {
      method: 'DELETE',
      headers: { ...HEADERS, 'mcp-session-id': mine },
    });
    expect(ended.status).toBe(200);
    expect((await send(rpc('tools/list', {}), { 'mcp-session-id': mine }, lasting)).status).toBe(404);
    expect((await send(rpc('tools/list', {}), { 'mcp-session-id': other }, lasting)).status).toBe(200);
    unharmed();
  });

  test('an event of before is not told again to anybody who names it', async () => {
    const session = await begin();
    for (const event of ['0', '1', '-1', '__proto__', "' OR 1=1 --", '*']) {
      const { status, body } = await send(
        rpc('tools/list', {}),
        { 'mcp-session-id': session, 'last-event-id': event },
        lasting,
      );
      expect([200, 400]).toContain(status);
      expect(body).not.toMatch(INSIDE);
    }
    unharmed();
  });

  test('a session subscribes to as much as it can mean, and to no more', async () => {
    const session = { 'mcp-session-id': await begin() };
    const subscribe = (uri: string) => send(rpc('resources/subscribe', { uri }), session, lasting);
    expect((await subscribe('llamafactory://parameter/lora_rank')).body).toContain('"result"');
    expect((await subscribe('x'.repeat(500_000))).body).toContain('-32602');
    const answers: string[] = [];
    for (let i = 0; i < 40; i++) answers.push((await subscribe(`${i}${'x'.repeat(900)}`)).body);
    expect(answers.filter((body) => body.includes('-32602')).length).toBeGreaterThan(10);
    unharmed();
  });

  test('who listens to twenty thousand resources is refused, however it asks', async () => {
    const uris = Array.from({ length: 20_000 }, (_, i) => `llamafactory://parameter/x${i}`);
    const body = rpc('subscriptions/listen', { notifications: { resourceSubscriptions: uris }, _meta: META });
    const method = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'subscriptions/listen' };
    const { 'mcp-method': _left, ...nameless } = method;
    for (const [headers, chunked] of [
      [method, false],
      [method, true],
      [nameless, false],
      [{ ...method, 'mcp-method': 'tools/list' }, false],
    ] as const) {
      const answer = await sendRaw(server.url, { headers: { ...HEADERS, ...headers }, body, chunked });
      expect([400, 413]).toContain(answer.status);
      expect(answer.body).toContain('error');
    }
    unharmed();
  });
});

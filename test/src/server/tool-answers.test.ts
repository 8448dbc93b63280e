import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { bytesFor } from '../../../src/server/answer-cache.ts';
import { createAnswers } from '../../../src/server/answers.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';
import { TOOL_CALLS } from '../../fixtures/tool-calls.ts';
import { type RawAnswer, sendRaw } from './raw.ts';
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

describe('B13 what is answered without the SDK is what the SDK would have answered', () => {
  let ready: RunningServer;
  let plain: RunningServer;
  beforeAll(async () => {
    [ready, plain] = await Promise.all([startFixtureServer(), startFixtureServer({ readyAnswers: false })]);
  });
  afterAll(() => Promise.all([ready.close(), plain.close()]));

  test('every tool on both eras, after two calls that the SDK answered', async () => {
    for (const era of ['modern', 'legacy'] as const)
      for (const [name, args] of Object.entries(TOOL_CALLS))
        for (const nonce of [1, 2, 3, 4]) {
          const params = { name, arguments: { ...args, ...different(name, nonce) } };
          const _meta = era === 'modern' ? META : undefined;
          const raw = {
            headers: headersOf(era, { method: 'tools/call', name }),
            body: rpc({ ...params, _meta }, `${name} ${nonce}`),
          };
          const [a, b] = await Promise.all([sendRaw(ready.url, raw), sendRaw(plain.url, raw)]);
          expect(seen(a)).toEqual(seen(b));
        }
    expect(ready.cache.stats.fresh).toBeGreaterThan(20);
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

describe('B12 B16 what the SDK puts around a result', () => {
  test('is forgotten at a swap, and the new catalog answers', async () => {
    const server = await startFixtureServer();
    const ask = (name: string) =>
      sendRaw(server.url, { headers: LEGACY, body: rpc({ name: 'get_parameter', arguments: { name } }) });
    for (const name of ['lora_rank', 'lora_alpha', 'stage']) await ask(name);
    expect(server.cache.stats.fresh).toBe(1);
    const source = { ...catalogData.source, label: 'checkout /elsewhere' };
    server.state.swap(createCatalog({ ...catalogData, source }, textLayer));
    for (const name of ['stage', 'lora_rank', 'lora_alpha', 'finetuning_type'])
      expect((await ask(name)).body).toContain('checkout /elsewhere');
    expect(server.cache.stats.fresh).toBe(3);
    await server.close();
  });

  const question = (text: string) => ({
    key: text,
    id: 1,
    call: { name: 'echo', arguments: { text }, shape: 'echo' },
  });
  const result = (text: unknown) => ({
    members: `"content":[{"type":"text","text":${JSON.stringify(text)}}]`,
    isError: false,
  });
  const answer = (text: string, more = '') =>
    `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":${JSON.stringify(text)}}]${more}}}`;
  const headers = { 'content-type': 'application/json' };

  test('is learned from two answers that agree, not from one', () => {
    const answers = createAnswers((call) => result(call.arguments?.text));
    answers.keep(question('a'), 0, { text: answer('a', ',"more":1'), headers });
    expect(answers.find(question('c'))).toBeUndefined();
    answers.keep(question('b'), 0, { text: answer('b', ',"more":1'), headers });
    const found = answers.find(question('c'));
    const bytes = found === undefined ? undefined : bytesFor(found, 1);
    expect(new TextDecoder().decode(bytes)).toBe(answer('c', ',"more":1'));
  });

  test('is never used where two answers differ, or where the SDK changes the result', () => {
    const differing = createAnswers((call) => result(call.arguments?.text));
    for (const text of ['a', 'b', 'c', 'd'])
      differing.keep(question(text), 0, { text: answer(text, `,"of":"${text}"`), headers });
    expect(differing.find(question('e'))).toBeUndefined();
    const changed = createAnswers(() => result('something else'));
    for (const text of ['a', 'b', 'c']) changed.keep(question(text), 0, { text: answer(text), headers });
    expect(changed.find(question('e'))).toBeUndefined();
  });

  test('is not learned from an answer about a catalog of the past', () => {
    const answers = createAnswers((call) => result(call.arguments?.text));
    answers.clear();
    for (const text of ['a', 'b']) answers.keep(question(text), 0, { text: answer(text), headers });
    expect(answers.find(question('c'))).toBeUndefined();
    expect(answers.stats).toEqual({ answers: 0, bytes: 0, hits: 0, fresh: 0 });
  });

  test('memory stays bounded, whatever is asked', () => {
    const answers = createAnswers((call) => result(`${call.arguments?.text}${'x'.repeat(50_000)}`));
    for (let i = 0; i < 400; i++) {
      const text = `${i}${'x'.repeat(50_000)}`;
      answers.keep(question(String(i)), 0, { text: answer(text), headers });
      answers.find(question(`again ${i}`));
    }
    expect(answers.stats.fresh).toBeGreaterThan(300);
    expect(answers.stats.bytes).toBeLessThanOrEqual(2 << 20);
  });
});

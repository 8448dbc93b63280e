import { describe, expect, it } from 'vitest';
import { withBeginning } from '../../../src/server/beginning.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A stream that gives what it is told to, behind a server that has sent its head. */
function served() {
  let cancelled = false;
  let to: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      to = controller;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const serve = withBeginning(
    async () => new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } }),
  );
  return {
    serve,
    give: (text: string) => to?.enqueue(bytes(text)),
    end: () => to?.close(),
    isCancelled: () => cancelled,
  };
}

const asked = (init: RequestInit = {}): Request =>
  new Request('http://127.0.0.1/mcp', { method: 'POST', body: '{}', ...init });

/** Whether a promise has been kept once everything that could keep it has run. */
async function isKept(promise: Promise<unknown>): Promise<boolean> {
  let kept = false;
  void promise.then(() => {
    kept = true;
  });
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve));
  return kept;
}

describe('B16: an answer begins when there is something in it', () => {
  it('holds the head back until then, and passes on what follows as it comes', async () => {
    const { serve, give, end } = served();
    const answer = serve(asked());
    expect(await isKept(answer)).toBe(false);
    give('event: message\n');
    const { status, headers, body } = await answer;
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const reader = body?.getReader();
    expect((await reader?.read())?.value).toEqual(bytes('event: message\n'));
    give('data: {}\n\n');
    expect((await reader?.read())?.value).toEqual(bytes('data: {}\n\n'));
    end();
    expect((await reader?.read())?.done).toBe(true);
  });

  it('ends the work of a client that goes, before and after that', async () => {
    const before = served();
    const going = new AbortController();
    const answer = before.serve(asked({ signal: going.signal }));
    expect(await isKept(answer)).toBe(false);
    going.abort();
    await answer;
    expect(before.isCancelled()).toBe(true);
    const after = served();
    after.give('event: message\n');
    await (await after.serve(asked())).body?.cancel();
    expect(after.isCancelled()).toBe(true);
  });

  it('does not keep a listener waiting', async () => {
    const headers = { 'mcp-method': 'subscriptions/listen' };
    expect(await isKept(served().serve(asked({ headers })))).toBe(true);
  });
});

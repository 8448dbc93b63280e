import type { McpHttpHandler } from '@modelcontextprotocol/server';
import { isListening } from './listening.ts';

type Serve = McpHttpHandler['fetch'];

/**
 * Begins an answer when there is something in it. The SDK gives the head of a stream before the tool has run: where the
 * process dies in between, a balancer that has passed the head on can no longer ask another one. Who listens for changes
 * waits for the head alone, and gets it at once.
 */
export const withBeginning =
  (serve: Serve): Serve =>
  async (request, options) => {
    const answer = await serve(request, options);
    const { body, status, headers } = answer;
    const isStream = headers.get('content-type') === 'text/event-stream';
    if (body === null || !isStream || request.method !== 'POST' || isListening(request)) return answer;
    const reader = body.getReader();
    const leave = (): void => void reader.cancel();
    request.signal.addEventListener('abort', leave, { once: true });
    const first = await reader.read();
    request.signal.removeEventListener('abort', leave);
    return new Response(continued(first, reader), { status, headers });
  };

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
type Piece = Awaited<ReturnType<Reader['read']>>;

const continued = (first: Piece, reader: Reader): ReadableStream<Uint8Array<ArrayBuffer>> => {
  let next: Piece | undefined = first;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = next ?? (await reader.read());
      next = undefined;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
};

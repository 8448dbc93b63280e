import type { McpHttpHandler } from '@modelcontextprotocol/server';

type Serve = McpHttpHandler['fetch'];

/**
 * Longest request to be told of changes, in bytes: some four hundred resources by name, which is more than there are
 * parameters of an entry point. What a listener names is kept as long as it listens, and is looked through, for each
 * listener, with every resource that a swap changed.
 */
const MOST_BYTES = 16 << 10;

/** The SDK answers such a request only under this header, so that the body need not be looked at here. */
export const isListening = ({ headers }: Request): boolean =>
  headers.get('mcp-method') === 'subscriptions/listen';

/** Refuses to listen to more than a client can mean. */
export const withBoundedListening =
  (serve: Serve): Serve =>
  async (request, options) => {
    if (!isListening(request)) return serve(request, options);
    const length = request.headers.get('content-length');
    if (length !== null) return Number(length) <= MOST_BYTES ? serve(request, options) : tooLong();
    const text = await shortText(request);
    if (text === undefined) return tooLong();
    const { url, method, headers, signal } = request;
    return serve(new Request(url, { method, headers, signal, body: text }), options);
  };

/** A body that came in pieces; `undefined` as soon as it is too long. */
async function shortText({ body }: Request): Promise<string | undefined> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) return undefined;
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

const tooLong = (): Response =>
  Response.json(
    {
      jsonrpc: '2.0',
      error: {
        code: -32600,
        message: `A request to listen may have ${MOST_BYTES} bytes. Listen to fewer resources, or to resourcesListChanged.`,
      },
      id: null,
    },
    { status: 413 },
  );

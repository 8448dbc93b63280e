import { request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** Sent without a length, in pieces. */
  readonly chunked?: boolean;
}

/** Milliseconds after which nothing more is waited for: a test that hangs would not say on what. */
const NO_ANSWER = 25_000;

/** One request over a connection of its own, by node:http: `fetch` would not let a test choose every header. */
export function sendRaw(origin: string, raw: RawRequest): Promise<RawAnswer> {
  const { method = 'POST', path = '/mcp', headers, body = '', chunked = false } = raw;
  return new Promise((resolve, reject) => {
    const listed = Object.entries(headers).map(([name, value]) => [name, value] as const);
    const length = chunked || method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) };
    const all = { ...Object.fromEntries(listed), ...length };
    const outgoing = request(`${origin}${path}`, { method, headers: all, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      );
    });
    outgoing.on('error', reject);
    outgoing.setTimeout(NO_ANSWER, () => outgoing.destroy(new Error(`no answer to ${String(body)}`)));
    outgoing.end(body);
  });
}

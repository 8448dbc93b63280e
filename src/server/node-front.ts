import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isText, type ReadyAnswer } from './answer-cache.ts';
import { isPersonal, MOST_QUESTION_BYTES, type Question, questionOf } from './answer-key.ts';
import type { Answers } from './answers.ts';
import { asksForStream, isInitialized } from './plain-request.ts';

export interface FrontOptions {
  readonly answers: Answers;
  /** Host names it answers to, whatever the port: everything else is for the application's checks. */
  readonly hosts: ReadonlySet<string>;
  readonly path: string;
  /** Sessions have streams, and are opened by the SDK. */
  readonly sessions: boolean;
}

/**
 * Gives ready answers before a web-standard `Request` is even made, which is most of the time of a small answer. It
 * only answers what needs no check: an exactly known Host, no Origin, no personal header, a question that the
 * SDK itself has answered before, or a call of a tool like those it has. Everything else goes on, with its body handed over as `rawBody` (which the adapter reads).
 */
export function withNodeFront(next: RequestListener, options: FrontOptions): RequestListener {
  return (request, response) => {
    if (isStreamless(request, options)) return refuseStream(response);
    if (!mayBeReady(request, options)) return next(request, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      const found = readyFor(request, body, options);
      if (found === 'taken') return void response.writeHead(202, { 'content-length': 0 }).end();
      if (found !== undefined) return send(response, found.ready, found.question);
      Object.assign(request, { rawBody: body });
      next(request, response);
    });
  };
}

function mayBeReady(request: IncomingMessage, options: FrontOptions): boolean {
  if (request.method !== 'POST' || !isForUs(request, options)) return false;
  const length = Number(request.headers['content-length']);
  return length > 0 && length <= MOST_QUESTION_BYTES && namesOf(request, 'content-type') === 1;
}

function isForUs(request: IncomingMessage, { hosts, path }: FrontOptions): boolean {
  const { url, headers } = request;
  if (url !== path || headers.origin !== undefined) return false;
  if (!hosts.has((headers.host ?? '').replace(/:\d+$/, ''))) return false;
  for (const name in headers) if (isPersonal(name)) return false;
  return namesOf(request, 'host') === 1;
}

const isStreamless = (request: IncomingMessage, options: FrontOptions): boolean =>
  request.method === 'GET' &&
  !options.sessions &&
  request.headers['content-length'] === undefined &&
  isForUs(request, options) &&
  asksForStream((name) => headerOf(request.headers, name));

const NO_STREAM = '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Method not allowed."},"id":null}';

/** As the SDK does: its clients go on without. */
function refuseStream(response: ServerResponse): void {
  const headers = {
    allow: 'POST',
    'content-type': 'application/json',
    'content-length': NO_STREAM.length,
  };
  response.writeHead(405, headers).end(NO_STREAM);
}

/** Node drops a second Content-Type where the SDK would join the two. */
function namesOf({ rawHeaders }: IncomingMessage, wanted: string): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (rawHeaders[i]?.length === wanted.length && rawHeaders[i]?.toLowerCase() === wanted) count += 1;
  return count;
}

type Found = { readonly ready: ReadyAnswer; readonly question: Question };

function readyFor(
  { headers }: IncomingMessage,
  body: Buffer,
  { answers, sessions }: FrontOptions,
): Found | 'taken' | undefined {
  const text = body.toString();
  // What is no UTF-8 reads as U+FFFD here; another reader might see it differently.
  if (text.includes('\ufffd')) return undefined;
  const header = (name: string): string | undefined => headerOf(headers, name);
  const parsed = parse(text);
  if (!sessions && isInitialized(header, parsed)) return 'taken';
  const question = questionOf(header, parsed);
  const ready = question === undefined ? undefined : answers.find(question);
  return question === undefined || ready === undefined ? undefined : { ready, question };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const headerOf = (headers: IncomingMessage['headers'], name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

function send(response: ServerResponse, ready: ReadyAnswer, { id }: Question): void {
  const printed = JSON.stringify(id);
  if (isText(ready)) sendText(response, `${ready.head}${printed}${ready.tail}`, ready.headers);
  else sendBytes(response, [ready.head, Buffer.from(printed), ready.tail], ready.headers);
}

type Headers = ReadyAnswer['headers'];

/** What is ASCII is UTF-8 in Latin-1 too, which Node copies where it would encode. */
function sendText(response: ServerResponse, text: string, headers: Headers): void {
  const length = Buffer.byteLength(text);
  response.writeHead(200, { ...headers, 'content-length': length });
  response.end(text, length === text.length ? 'latin1' : 'utf8');
}

/** In pieces, which Node sends as one: putting them together first would copy every answer. */
function sendBytes(response: ServerResponse, pieces: readonly Uint8Array[], headers: Headers): void {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  response.writeHead(200, { ...headers, 'content-length': length });
  response.cork();
  for (const piece of pieces) response.write(piece);
  response.end();
  response.uncork();
}

import { isRecord } from '../model/index.ts';
import { isClientInfo, type PlainRequest, plainRequest } from './plain-request.ts';

/** Requests whose answer is a pure function of the catalog, the request and the headers below. */
const PURE_METHODS = new Set([
  'tools/call',
  'tools/list',
  'resources/read',
  'resources/list',
  'resources/templates/list',
  'prompts/get',
  'prompts/list',
  'completion/complete',
  'server/discover',
  'initialize',
]);

/** Every header the SDK reads on such a request: verbatim in the key, so none of its checks is repeated here. */
const KEY_HEADERS = ['content-type', 'accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'];

/** With any of these a request is about more than its body. */
const PERSONAL_HEADERS = new Set([
  'authorization',
  'cookie',
  'mcp-session-id',
  'last-event-id',
  'content-encoding',
  'transfer-encoding',
  'expect',
]);

/** Longest request body that is looked at, in bytes, and longest key that is kept. */
export const MOST_QUESTION_BYTES = 64 << 10;
const LONGEST_KEY = 2048;
const LONGEST_ID = 128;
const DEEPEST = 24;

/** A request that may have a ready answer. */
export interface Question {
  /** `undefined` for one that is too long to be kept. */
  readonly key: string | undefined;
  readonly id: string | number;
  /** Where it is written as ordinary clients write it. */
  readonly plain: PlainRequest | undefined;
}

export const isPersonal = (header: string): boolean =>
  PERSONAL_HEADERS.has(header) || header.startsWith('mcp-param-');

const MEMBERS = new Set(['jsonrpc', 'id', 'method', 'params']);

/**
 * The key under which a request's answer is kept; `undefined` for one that must reach the SDK. Two requests with the
 * same key get the same bytes, but for their ids. Members are read by hand and not by a schema: a schema's output may
 * drop what it does not know, such as an own `__proto__`, and the key must not.
 */
export function questionOf(
  header: (name: string) => string | null | undefined,
  body: unknown,
): Question | undefined {
  if (!isRecord(body) || body.jsonrpc !== '2.0') return undefined;
  for (const name of Object.keys(body)) if (!MEMBERS.has(name)) return undefined;
  const { id, method, params } = body;
  if (!isShortId(id) || typeof method !== 'string' || !PURE_METHODS.has(method)) return undefined;
  const kept = params === undefined ? {} : plainParams(params);
  if (kept === undefined) return undefined;
  let head = method;
  for (const name of KEY_HEADERS) head += `\n${header(name) ?? '\0'}`;
  const key = `${head}\n${params === undefined ? '' : JSON.stringify(kept)}`;
  const plain = plainRequest(header, method, isRecord(params) ? params : undefined, kept);
  if (key.length > LONGEST_KEY && plain === undefined) return undefined;
  return { key: key.length > LONGEST_KEY ? undefined : key, id, plain };
}

const isShortId = (id: unknown): id is string | number =>
  typeof id === 'string' ? id.length <= LONGEST_ID : Number.isSafeInteger(id) && !Object.is(id, -0);

/** Parameters without what cannot change an answer; `undefined` where something asks for more than an answer. */
function plainParams(params: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(params) || !isExact(params)) return undefined;
  if ('task' in params || 'inputResponses' in params || 'requestState' in params) return undefined;
  if (!Object.hasOwn(params, '_meta')) return params;
  const meta = params._meta;
  if (!isRecord(meta) || 'progressToken' in meta) return undefined;
  const kept = Object.entries(meta).filter(([name, value]) => !isInert(name, value));
  return { ...params, _meta: Object.fromEntries(kept) };
}

/** `JSON.stringify` tells such values apart: no infinity (`1e999`), no negative zero; not too deep. */
function isExact(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return true;
  return depth < DEEPEST && Object.values(value).every((each) => isExact(each, depth + 1));
}

const TRACE_CONTEXT = new Set(['traceparent', 'tracestate', 'baggage']);
/** Trace context, other vendors' keys, and who the client is (where that is well-formed: the SDK checks it). */
function isInert(name: string, value: unknown): boolean {
  if (TRACE_CONTEXT.has(name)) return true;
  if (name === 'io.modelcontextprotocol/clientInfo') return isClientInfo(value);
  return name.includes('/') && !/modelcontextprotocol|mcp/i.test(name);
}

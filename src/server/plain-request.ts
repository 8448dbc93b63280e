import { isRecord } from '../model/index.ts';

/** The two eras of the protocol: up to 2025-11-25 (`initialize`), and from 2026-07-28 on (an envelope in each request). */
export type Era = 'legacy' | 'modern';

/**
 * A request as ordinary clients write it, to the letter: nothing in it that the SDK could refuse or answer otherwise.
 * What stands around its result is then known beforehand (`envelope.ts`).
 */
export type PlainRequest = { readonly era: Era } & (
  | { readonly method: 'tools/call'; readonly name: string; readonly arguments: Args | undefined }
  | { readonly method: 'tools/list' | 'server/discover' }
  | { readonly method: 'initialize'; readonly version: string }
);

type Args = Readonly<Record<string, unknown>>;
type Header = (name: string) => string | null | undefined;

/** Versions of the older era that clients ask for. */
const LEGACY = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
export const MODERN = '2026-07-28';

const META = 'io.modelcontextprotocol/';
const ENVELOPE = [`${META}protocolVersion`, `${META}clientInfo`, `${META}clientCapabilities`];

/**
 * @param params whole, as they came
 * @param kept the same without what cannot change an answer: of well-formed clients no `clientInfo`
 */
export function plainRequest(
  header: Header,
  method: string,
  params: Args | undefined,
  kept: Args,
): PlainRequest | undefined {
  if (!isPlainPost(header)) return undefined;
  const era = eraOf(header, method, params, kept);
  return era === undefined ? undefined : asked(era, method, params ?? {});
}

const isPlainPost = (header: Header): boolean =>
  header('content-type') === 'application/json' && header('accept') === BOTH;

const BOTH = 'application/json, text/event-stream';

/** What a client of the older era sends after `initialize`: it is taken, and changes nothing. */
export const isInitialized = (header: Header, body: unknown): boolean =>
  isRecord(body) &&
  hasOnly(body, ['jsonrpc', 'method', 'params']) &&
  body.jsonrpc === '2.0' &&
  body.method === 'notifications/initialized' &&
  (body.params === undefined || isEmpty(body.params)) &&
  isPlainPost(header) &&
  isLegacy(header);

/** By which clients of the older era ask for a stream of their own: there is none without a session. */
export const asksForStream = (header: Header): boolean =>
  (header('accept') === 'text/event-stream' || header('accept') === BOTH) && isLegacy(header);

function isLegacy(header: Header): boolean {
  const version = header('mcp-protocol-version') ?? undefined;
  const unnamed = ['mcp-method', 'mcp-name'].every((name) => (header(name) ?? undefined) === undefined);
  return unnamed && (version === undefined || LEGACY.includes(version));
}

function eraOf(header: Header, method: string, params: Args | undefined, kept: Args): Era | undefined {
  if (header('mcp-protocol-version') !== MODERN)
    return isLegacy(header) && !Object.hasOwn(kept, '_meta') ? 'legacy' : undefined;
  const name = method === 'tools/call' ? params?.name : undefined;
  const isNamed = header('mcp-method') === method && (header('mcp-name') ?? undefined) === name;
  return isNamed && isEnvelope(params?._meta, kept._meta) ? 'modern' : undefined;
}

/** Which version, who (dropped from `kept` where it is well-formed), and what the client can do. */
function isEnvelope(given: unknown, kept: unknown): boolean {
  if (!isRecord(given) || !isRecord(kept)) return false;
  const [version = '', info = '', capabilities = ''] = ENVELOPE;
  return (
    Object.hasOwn(given, info) &&
    !Object.hasOwn(kept, info) &&
    Object.keys(kept).length === 2 &&
    kept[version] === MODERN &&
    hasPlainCapabilities(kept[capabilities])
  );
}

function asked(era: Era, method: string, params: Args): PlainRequest | undefined {
  switch (method) {
    case 'tools/call':
      return call(era, params);
    case 'tools/list':
      return hasOnly(params, ['_meta']) ? { era, method } : undefined;
    case 'server/discover':
      return era === 'modern' && hasOnly(params, ['_meta']) ? { era, method } : undefined;
    case 'initialize':
      return era === 'legacy' ? initialize(params) : undefined;
    default:
      return undefined;
  }
}

function call(era: Era, params: Args): PlainRequest | undefined {
  const { name, arguments: args } = params;
  if (!hasOnly(params, ['name', 'arguments', '_meta']) || typeof name !== 'string') return undefined;
  if (!Object.hasOwn(params, 'arguments')) return { era, method: 'tools/call', name, arguments: undefined };
  // The SDK's schema drops such a member, and a tool would see it.
  if (!isRecord(args) || Object.hasOwn(args, '__proto__')) return undefined;
  return { era, method: 'tools/call', name, arguments: args };
}

function initialize(params: Args): PlainRequest | undefined {
  const { protocolVersion: version, capabilities, clientInfo } = params;
  if (!hasOnly(params, ['protocolVersion', 'capabilities', 'clientInfo'])) return undefined;
  if (typeof version !== 'string' || !LEGACY.includes(version)) return undefined;
  if (!isClientInfo(clientInfo) || !hasPlainCapabilities(capabilities)) return undefined;
  return { era: 'legacy', method: 'initialize', version };
}

/** The capabilities that clients have, with the parts that they may tell of each. They change no answer of this server. */
const CAPABILITY_PARTS = new Map([
  ['roots', ['listChanged']],
  ['sampling', ['context', 'tools']],
  ['elicitation', ['form', 'url']],
]);

const hasPlainCapabilities = (given: unknown): boolean =>
  isRecord(given) &&
  Object.entries(given).every(([name, value]) => {
    const parts = CAPABILITY_PARTS.get(name);
    if (parts === undefined || !isRecord(value) || !hasOnly(value, parts)) return false;
    return Object.values(value).every((part) =>
      name === 'roots' ? typeof part === 'boolean' : isEmpty(part),
    );
  });

const isEmpty = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0;

const hasOnly = (params: Args, names: readonly string[]): boolean =>
  Object.keys(params).every((name) => names.includes(name));

const LONGEST_NAME = 256;
const CLIENT_INFO = new Set(['name', 'version', 'title']);

/** Who a client is, well-formed: it changes no answer. */
export const isClientInfo = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value.name === 'string' &&
  typeof value.version === 'string' &&
  Object.entries(value).every(
    ([name, text]) => CLIENT_INFO.has(name) && typeof text === 'string' && text.length <= LONGEST_NAME,
  );

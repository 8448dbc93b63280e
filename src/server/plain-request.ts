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
  if (header('content-type') !== 'application/json') return undefined;
  if (header('accept') !== 'application/json, text/event-stream') return undefined;
  const era = eraOf(header, method, params, kept);
  return era === undefined ? undefined : asked(era, method, params ?? {});
}

function eraOf(header: Header, method: string, params: Args | undefined, kept: Args): Era | undefined {
  const version = header('mcp-protocol-version') ?? undefined;
  const [named, of] = [header('mcp-method') ?? undefined, header('mcp-name') ?? undefined];
  if (version !== MODERN) {
    const isLegacy = version === undefined || LEGACY.includes(version);
    return isLegacy && named === undefined && of === undefined && !Object.hasOwn(kept, '_meta')
      ? 'legacy'
      : undefined;
  }
  const name = method === 'tools/call' ? params?.name : undefined;
  return named === method && of === name && isEnvelope(params?._meta, kept._meta) ? 'modern' : undefined;
}

/** Which version, who (dropped from `kept` where it is well-formed), and no capability that would have to be read. */
function isEnvelope(given: unknown, kept: unknown): boolean {
  if (!isRecord(given) || !isRecord(kept)) return false;
  const [version = '', info = '', capabilities = ''] = ENVELOPE;
  return (
    Object.hasOwn(given, info) &&
    !Object.hasOwn(kept, info) &&
    Object.keys(kept).length === 2 &&
    kept[version] === MODERN &&
    isEmpty(kept[capabilities])
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
  if (!isClientInfo(clientInfo) || !isRecord(capabilities)) return undefined;
  const plain = Object.entries(capabilities).every(([name, value]) => isPlainCapability(name, value));
  return plain ? { era: 'legacy', method: 'initialize', version } : undefined;
}

const isPlainCapability = (name: string, value: unknown): boolean =>
  name === 'roots'
    ? isRecord(value) &&
      Object.entries(value).every(([key, on]) => key === 'listChanged' && typeof on === 'boolean')
    : (name === 'sampling' || name === 'elicitation') && isEmpty(value);

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

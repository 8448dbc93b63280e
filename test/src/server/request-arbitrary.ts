import fc from 'fast-check';
import { TOOL_CALLS } from '../../fixtures/tool-calls.ts';
import type { RawRequest } from './raw.ts';

/*
 * Requests as no client of ours would write them: any spelling of JSON, any id, any arguments, headers of many kinds;
 * several of one kind in a row, as clients ask.
 */

export const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** How a document is spelled: white space, order of members, characters as escapes. */
interface Spelling {
  readonly space: string;
  readonly reversed: boolean;
  readonly escaped: boolean;
}

const spelling: fc.Arbitrary<Spelling> = fc.record({
  space: fc.constantFrom('', '', ' ', '\n', '\t\r\n '),
  reversed: fc.boolean(),
  escaped: fc.boolean(),
});

function spell(value: unknown, how: Spelling): string {
  const { space, reversed, escaped } = how;
  if (typeof value === 'string') return escaped ? escapes(value) : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value))
    return `[${space}${value.map((each) => spell(each, how)).join(`${space},${space}`)}${space}]`;
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `${space}${spell(name, how)}${space}:${space}${spell(each, how)}`);
  return `{${(reversed ? members.reverse() : members).join(',')}${space}}`;
}

const escapes = (text: string): string => {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
};

/** As it is written, so that numbers no JavaScript has can be sent. */
const id = fc.oneof(
  { weight: 4, arbitrary: fc.integer().map(String) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map((text) => JSON.stringify(text)) },
  fc.constantFrom(
    '0',
    '-0',
    '1.5',
    '1e3',
    '9007199254740991',
    '9007199254740993',
    '1e400',
    'null',
    'true',
    '[]',
    '{}',
  ),
  fc.constantFrom('""', '"\\"\\\\\\n\\u2028"', '"\\ud800"', '"</script>"', '"$&$1"', `"${'x'.repeat(200)}"`),
);

const json = fc.jsonValue({ maxDepth: 3 });

/** A good call, the same with something changed, or anything. */
const argumentsOf = (name: string): fc.Arbitrary<unknown> => {
  const good = TOOL_CALLS[name] ?? {};
  const names = Object.keys(good);
  const changed =
    names.length === 0
      ? json
      : fc.tuple(fc.constantFrom(...names), json).map(([key, value]) => ({ ...good, [key]: value }));
  const words = fc.constantFrom('lora_rank', 'lora rank', 'ppo', 'learning', 'packing', 'qlora', 'é漢字', '');
  const worded =
    names.length === 0
      ? fc.constant({})
      : fc.tuple(fc.constantFrom(...names), words).map(([key, word]) => ({ ...good, [key]: word }));
  const limited = fc.integer({ min: -2, max: 500 }).map((limit) => ({ ...good, limit }));
  return fc.oneof(
    fc.constant(good),
    changed,
    { weight: 8, arbitrary: worded },
    { weight: 4, arbitrary: limited },
    fc.dictionary(fc.string({ maxLength: 8 }), json),
    json,
    fc.constant(undefined),
    fc.constantFrom(JSON.parse('{"__proto__":{"name":"lora_rank"}}'), JSON.parse('{"constructor":null}')),
  );
};

const other = fc.oneof(
  fc
    .constantFrom('lora_rank', 'lora_rnk', '../x', 'é')
    .map((name) => ({ method: 'resources/read', uri: `llamafactory://parameter/${name}` })),
  fc
    .constantFrom('tools/list', 'prompts/list', 'resources/templates/list', 'server/discover', 'ping', 'x')
    .map((method) => ({ method })),
  fc.constantFrom('nothing', '', '__proto__').map((name) => ({ method: 'tools/call', name, arguments: {} })),
);

/** Several calls of one tool: what the SDK puts around its answers is only known after two that differ. */
const calls = fc.constantFrom(...Object.keys(TOOL_CALLS)).chain((name) =>
  fc.array(
    argumentsOf(name).map((args) => ({ method: 'tools/call', name, arguments: args })),
    { minLength: 4, maxLength: 10 },
  ),
);

const targets: fc.Arbitrary<readonly Target[]> = fc.oneof(
  { weight: 8, arbitrary: calls },
  other.map((one) => [one]),
);

type Target = Readonly<Record<string, unknown>> & { readonly method: string };

const ODD_HEADERS: readonly Readonly<Record<string, string | readonly string[]>>[] = [
  { accept: 'application/json' },
  { accept: '*/*' },
  { accept: 'text/event-stream' },
  { accept: 'text/html' },
  { 'content-type': 'application/json; charset=utf-8' },
  { 'content-type': 'APPLICATION/JSON' },
  { 'content-type': 'text/plain' },
  { 'content-type': ['application/json', 'text/plain'] },
  { 'mcp-protocol-version': '2025-03-26' },
  { 'mcp-protocol-version': '2025-06-18' },
  { 'mcp-protocol-version': '2099-01-01' },
  { 'mcp-protocol-version': ['2025-11-25', '2026-07-28'] },
  { 'mcp-name': 'other' },
  { 'mcp-method': 'tools/list' },
  { 'mcp-session-id': 'x' },
  { 'mcp-param-x': 'y' },
  { authorization: 'Bearer x' },
  { cookie: 'a=b' },
  { origin: 'http://localhost:1' },
  { origin: 'http://evil.example' },
  { origin: 'null' },
  { host: 'localhost' },
  { host: 'evil.example' },
  { connection: 'close' },
  { 'content-encoding': 'gzip' },
  { expect: '100-continue' },
  { 'user-agent': 'x', 'x-forwarded-host': 'evil.example' },
];

const headers = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD_HEADERS) },
);

const meta = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  fc.constantFrom<object>(
    { traceparent: '00-1-2-3' },
    { 'vendor/key': 1 },
    { progressToken: 1 },
    { plain: 1 },
    { 'io.modelcontextprotocol/clientInfo': { name: 5 } },
    { 'io.modelcontextprotocol/protocolVersion': '2025-11-25' },
  ),
);

const ENVELOPES = ['notification', 'batch', 'extra', 'twice'] as const;
type Envelope = (typeof ENVELOPES)[number] | 'whole';
export type Era = 'modern' | 'legacy';

/** What every request of a client has in common. */
const habits = fc.record({
  era: fc.constantFrom<Era>('modern', 'legacy'),
  headers,
  meta,
  envelope: fc.oneof(
    { weight: 9, arbitrary: fc.constant<Envelope>('whole') },
    fc.constantFrom<Envelope>(...ENVELOPES),
  ),
  chunked: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
});
type Habits = typeof habits extends fc.Arbitrary<infer Value> ? Value : never;

/** What one client asks, one after the other: about the same, but never spelled alike. */
export const anyRequests: fc.Arbitrary<readonly RawRequest[]> = fc
  .tuple(habits, targets)
  .chain(([habit, all]) =>
    fc.tuple(
      ...all.map((one) => fc.tuple(id, spelling).map(([its, how]) => requestFor(habit, one, its, how))),
    ),
  );

function requestFor(
  { era, headers, meta, envelope, chunked }: Habits,
  { method, ...given }: Target,
  id: string,
  how: Spelling,
): RawRequest {
  const _meta = era === 'modern' ? { ...META, ...meta } : Object.keys(meta).length > 0 ? meta : undefined;
  return {
    headers: { ...headersOf(era, { method, ...given }), ...headers },
    body: enveloped(envelope, id, method, spell({ ...given, _meta }, how)),
    chunked,
  };
}

export function headersOf(era: Era, { method, name, uri }: Target): Record<string, string> {
  const common = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  if (era === 'legacy') return { ...common, 'mcp-protocol-version': '2025-11-25' };
  const of = name ?? uri;
  const named = typeof of === 'string' && /^[\x21-\x7e]+$/.test(of) ? { 'mcp-name': of } : {};
  return { ...common, 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...named };
}

function enveloped(kind: Envelope, id: string, method: string, params: string): string {
  const named = `"method":${JSON.stringify(method)},"params":${params}`;
  const whole = `{"jsonrpc":"2.0","id":${id},${named}}`;
  if (kind === 'notification') return `{"jsonrpc":"2.0",${named}}`;
  if (kind === 'batch') return `[${whole},${whole}]`;
  if (kind === 'extra') return `{"jsonrpc":"2.0","id":${id},"extra":1,${named}}`;
  if (kind === 'twice') return `{"id":0,"params":null,"jsonrpc":"2.0",${named},"id":${id}}`;
  return whole;
}

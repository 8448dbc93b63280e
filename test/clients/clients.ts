import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

interface Called {
  readonly text: string;
  readonly structured: unknown;
  readonly isError: boolean;
}

/** What the tests ask of a client, whichever SDK it is of. */
export interface TestClient {
  /** The protocol version that was agreed on. */
  readonly version: string | undefined;
  toolNames(): Promise<readonly string[]>;
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<Called>;
  instructions(): string | undefined;
  close(): Promise<void>;
}

const INFO = { name: 'test', version: '1' };

/** The official older client: protocol 2025-11-25 and before. */
async function connectV1(url: string): Promise<TestClient> {
  const client = new ClientV1(INFO);
  // The v1 SDK's own types disagree under exactOptionalPropertyTypes.
  const transport = new TransportV1(new URL(url));
  await client.connect(transport as Parameters<ClientV1['connect']>[0]);
  return {
    version: transport.protocolVersion,
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    call: async (name, args) => called(await client.callTool({ name, arguments: { ...args } })),
    instructions: () => client.getInstructions(),
    close: () => client.close(),
  };
}

export async function connectV2(url: string, mode: 'legacy' | 'auto'): Promise<TestClient> {
  const client = new Client(INFO, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return {
    version: client.getNegotiatedProtocolVersion(),
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    call: async (name, args) => called(await client.callTool({ name, arguments: { ...args } })),
    instructions: () => client.getInstructions(),
    close: () => client.close(),
  };
}

function called(result: { [key: string]: unknown }): Called {
  const content = Array.isArray(result.content) ? result.content : [];
  const text = content.map((part: { text?: string }) => part.text ?? '').join('');
  return { text, structured: result.structuredContent, isError: result.isError === true };
}

/** Every kind of client that must be served, by name. */
export const CLIENTS: readonly (readonly [string, string, (url: string) => Promise<TestClient>])[] = [
  ['v1 SDK client', '2025-11-25', connectV1],
  ['v2 SDK client, older era', '2025-11-25', (url) => connectV2(url, 'legacy')],
  ['v2 SDK client', '2026-07-28', (url) => connectV2(url, 'auto')],
];

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { z } from 'zod';
import { UserError } from '../model/index.ts';
import { serverFault } from './faults.ts';
import type { AgentSettings } from './settings.ts';

/** A tool as the server describes it. */
export interface ServerTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** The server, as the Agent needs it. Every method throws a UserError. */
export interface Server {
  readonly instructions: string | undefined;
  tools(): Promise<readonly ServerTool[]>;
  /** The answer's text; a tool's own error is text too, so that a model can mend its call. */
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<{ text: string; isError: boolean }>;
  close(): Promise<void>;
}

const Content = z.array(z.looseObject({ text: z.string().optional() }));

export const connect = async (settings: AgentSettings): Promise<Server> => {
  const client = new Client(
    { name: 'llamafactory-params-agent', version: '1' },
    { versionNegotiation: { mode: 'auto' } },
  );
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw serverFault(error, settings);
    }
  };
  const options = { timeout: settings.timeoutMs };
  await guarded(() => client.connect(transportTo(settings), options));
  return {
    instructions: client.getInstructions(),
    tools: () =>
      guarded(async () =>
        (await client.listTools(undefined, options)).tools.map(({ name, description, inputSchema }) => ({
          name,
          description: description ?? '',
          inputSchema,
        })),
      ),
    call: (name, args) =>
      guarded(async () => {
        const result = await client.callTool({ name, arguments: { ...args } }, options);
        const text = textOf(result.content);
        return { text, isError: result.isError === true };
      }),
    close: () => client.close(),
  };
};

const transportTo = ({ url, token, timeoutMs }: AgentSettings): StreamableHTTPClientTransport =>
  new StreamableHTTPClientTransport(url, {
    requestInit: token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(init?.signal ? [init.signal] : [])]),
      }),
  });

const textOf = (content: unknown): string => {
  const parsed = Content.safeParse(content);
  if (parsed.success) return parsed.data.map(({ text }) => text ?? '').join('\n');
  throw new UserError({
    code: 'MCP_BAD_ANSWER',
    message: 'The server answered without content.',
    next: 'Check that LLAMA_FACTORY_MCP_URL leads to a llamafactory-params server.',
  });
};

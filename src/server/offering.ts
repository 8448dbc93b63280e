import type { Tool as WireTool } from '@modelcontextprotocol/server';
import type { Prompt } from '../tools/prompt.ts';
import type { ResourceKind } from '../tools/resource.ts';
import type { Tool } from '../tools/tool.ts';

/** What a server offers. The production surface is `surface.ts`; tests bring fixtures of their own. */
export interface Surface {
  readonly name: string;
  readonly version: string;
  readonly instructions: string;
  readonly tools: readonly Tool[];
  readonly resources: readonly ResourceKind[];
  readonly prompts: readonly Prompt[];
}

/** How long a client may keep lists and resources without asking again: they change with the catalog only. */
export const HINT = { ttlMs: 60_000, cacheScope: 'public' } as const;

/** Where MCP is served over HTTP. */
export const MCP_PATH = '/mcp';

/** Items of one page of a list. */
export const PAGE_SIZE = 100;

/** Who the server is, as clients are told. */
export const infoOf = ({ name, version }: Surface) => ({ name, title: 'LLaMA Factory parameters', version });

/** What the server can do, in the order in which it is told. */
export const CAPABILITIES = {
  tools: { listChanged: true },
  resources: { listChanged: true, subscribe: true },
  prompts: { listChanged: true },
  completions: {},
};

export const wireTool = (tool: Tool): WireTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: { ...tool.inputSchema, type: 'object' },
  outputSchema: { ...tool.outputSchema, type: 'object' },
  annotations: { title: tool.title, ...tool.hints },
});

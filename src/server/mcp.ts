import type { CallToolResult, McpServerFactory, Tool as WireTool } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server';
import type { Catalog } from '../catalog/index.ts';
import { nearest } from '../catalog/index.ts';
import { UserError } from '../model/index.ts';
import type { Tool } from '../tools/tool.ts';
import type { CatalogState } from './state.ts';

/** What a server offers. The production surface is `surface.ts`; tests bring fixtures of their own. */
export interface Surface {
  readonly name: string;
  readonly version: string;
  readonly instructions: string;
  readonly tools: readonly Tool[];
}

/** Told of every failure that is our own fault; the client only learns that there was one. */
export type ReportBug = (error: unknown, where: string) => void;

/**
 * One server per request (HTTP) or connection (stdio), for both protocol eras. All that can be made once is made
 * here, outside the factory: what remains per request is a few handler registrations. The SDK's low-level `Server` is
 * used because its `McpServer` pages no list, converts every schema anew for each instance, and names no nearest tool.
 */
export function createMcpFactory(state: CatalogState, surface: Surface, report: ReportBug): McpServerFactory {
  const byName = new Map(surface.tools.map((tool) => [tool.name, tool]));
  const listed = once(() => ({ tools: surface.tools.map(wireTool) }));
  const info = { name: surface.name, title: 'LLaMA Factory parameters', version: surface.version };
  return () => {
    const server = new Server(info, {
      capabilities: { tools: { listChanged: true } },
      instructions: surface.instructions,
    });
    server.setRequestHandler('tools/list', listed);
    server.setRequestHandler('tools/call', ({ params }) => {
      const tool = byName.get(params.name);
      if (tool === undefined) throw unknownTool(params.name, [...byName.keys()]);
      return callTool(tool, state.current.catalog, params.arguments, report);
    });
    return server;
  };
}

/** Faults of the caller are results that a model can read and mend; only bugs are hidden. */
function callTool(tool: Tool, catalog: Catalog, args: unknown, report: ReportBug): CallToolResult {
  try {
    const { structured, markdown } = tool.call(catalog, args);
    return { content: [{ type: 'text', text: markdown }], structuredContent: { ...structured } };
  } catch (error) {
    if (error instanceof UserError) return failed(`${error.message} ${error.next} [${error.code}]`);
    report(error, tool.name);
    return failed('This is a fault of the server, not of your request; its log has the details. [INTERNAL]');
  }
}

const failed = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

const wireTool = (tool: Tool): WireTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: { ...tool.inputSchema, type: 'object' },
  outputSchema: { ...tool.outputSchema, type: 'object' },
  annotations: { title: tool.title, ...tool.hints },
});

function unknownTool(name: string, known: readonly string[]): ProtocolError {
  const near = nearest(name, known, 2);
  const next = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${known.join(', ')}.`;
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no tool "${name.slice(0, 80)}". ${next}`,
  );
}

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

import type { McpServerFactory, Transport } from '@modelcontextprotocol/server';
import { type StdioServerHandle, serveStdio } from '@modelcontextprotocol/server/stdio';
import { announceTo } from './changes.ts';
import { describeError, type Log } from './log.ts';
import { createMcpFactory } from './mcp.ts';
import type { Surface } from './offering.ts';
import type { CatalogState } from './state.ts';

/** Serves one client over this process's stdin and stdout, until the client closes them. Nothing else may print there. */
export function startStdio(
  state: CatalogState,
  surface: Surface,
  log: Log,
  transport?: Transport,
): StdioServerHandle {
  const create = createMcpFactory(state, surface, (error, where) =>
    log('error', 'bug', { where, error: describeError(error) }),
  );
  const onerror = (error: Error): void => log('debug', 'refused', { reason: error.message });
  const factory: McpServerFactory = ({ era }) => {
    const server = create();
    announceTo(server, era, state, surface.resources, onerror);
    return server;
  };
  return serveStdio(factory, transport === undefined ? { onerror } : { onerror, transport });
}

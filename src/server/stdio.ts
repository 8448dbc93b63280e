import { type StdioServerHandle, serveStdio } from '@modelcontextprotocol/server/stdio';
import { describeError, type Log } from './log.ts';
import { createMcpFactory, type Surface } from './mcp.ts';
import type { CatalogState } from './state.ts';

/** Serves one client over this process's stdin and stdout, until the client closes them. Nothing else may print there. */
export function startStdio(state: CatalogState, surface: Surface, log: Log): StdioServerHandle {
  const factory = createMcpFactory(state, surface, (error, where) =>
    log('error', 'bug', { where, error: describeError(error) }),
  );
  return serveStdio(factory, {
    onerror: (error) => log('debug', 'refused', { reason: error.message }),
  });
}

import type { RequestListener } from 'node:http';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Catalog } from '../catalog/index.ts';
import { type AnswerCache, createAnswerCache } from './answer-cache.ts';
import { announceSwap } from './changes.ts';
import { createApp, MCP_PATH } from './http.ts';
import { describeError, type Log } from './log.ts';
import { createMcpFactory, type Surface } from './mcp.ts';
import { type Listening, listen } from './node.ts';
import { withNodeFront } from './node-front.ts';
import { withReadyAnswers } from './ready-answers.ts';
import type { Access } from './security.ts';
import { type CatalogState, createState } from './state.ts';
import { SURFACE } from './surface.ts';

/** Larger than any config or question; a body above it is refused unread. */
const MOST_BODY_BYTES = 1 << 20;

export interface ServeOptions {
  readonly catalog: Catalog;
  readonly host: string;
  readonly port: number;
  readonly access: Access;
  readonly log: Log;
  /** What is offered; tests put fixtures here. */
  readonly surface?: Surface;
  /** `false`: every request reaches the SDK. */
  readonly readyAnswers?: boolean;
}

export interface RunningServer extends Listening {
  readonly cache: AnswerCache;
  readonly state: CatalogState;
  /** `http://127.0.0.1:8124/mcp` */
  readonly mcpUrl: string;
}

/** Starts the HTTP server over a catalog; resolves when it accepts connections. Throws as `listen` does. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { catalog, host, port, access, log, surface = SURFACE, readyAnswers = true } = options;
  const state = createState(catalog);
  const report = (error: unknown, where: string): void =>
    log('error', 'bug', { where, error: describeError(error) });
  const handler = createMcpHandler(createMcpFactory(state, surface, report), {
    maxRequestBodySize: MOST_BODY_BYTES,
    onerror: (error) => log('debug', 'refused', { reason: error.message }),
  });
  const cache = createAnswerCache();
  state.onSwap((now, before) => {
    cache.clear();
    announceSwap(handler.notify, surface.resources, before.catalog, now.catalog);
  });
  const mcp = readyAnswers ? withReadyAnswers(handler.fetch, cache) : handler.fetch;
  const app = createApp({ state, mcp, access, report });
  const { hosts, token } = access;
  const front = (next: RequestListener): RequestListener =>
    !readyAnswers || hosts === undefined || token !== undefined
      ? next
      : withNodeFront(next, { cache, hosts: new Set(hosts), path: MCP_PATH });
  const listening = await listen(app.fetch, { host, port, front });
  return {
    ...listening,
    state,
    cache,
    mcpUrl: `${listening.url}${MCP_PATH}`,
    close: async () => {
      await handler.close();
      await listening.close();
    },
  };
}

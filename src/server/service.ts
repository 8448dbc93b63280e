import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Hono } from 'hono';
import type { Catalog } from '../catalog/index.ts';
import { type AnswerCache, createAnswerCache } from './answer-cache.ts';
import { announceSwap } from './changes.ts';
import { createApp } from './http.ts';
import { describeError, type Log } from './log.ts';
import { createMcpFactory, type Surface } from './mcp.ts';
import { withReadyAnswers } from './ready-answers.ts';
import type { Access } from './security.ts';
import { type CatalogState, createState } from './state.ts';
import { SURFACE } from './surface.ts';

/** Larger than any config or question; a body above it is refused unread. */
const MOST_BODY_BYTES = 1 << 20;

export interface ServiceOptions {
  readonly catalog: Catalog;
  readonly access: Access;
  readonly log: Log;
  /** What is offered; tests put fixtures here. */
  readonly surface?: Surface;
  /** `false`: every request reaches the SDK. */
  readonly readyAnswers?: boolean;
}

/** The server without a socket: the same on Node and in a Workers runtime. */
export interface Service {
  readonly state: CatalogState;
  readonly cache: AnswerCache;
  readonly app: Hono;
  /** Ends open subscriptions and refuses further requests. */
  close(): Promise<void>;
}

export function createService(options: ServiceOptions): Service {
  const { catalog, access, log, surface = SURFACE, readyAnswers = true } = options;
  const state = createState(catalog);
  const cache = createAnswerCache();
  const report = (error: unknown, where: string): void =>
    log('error', 'bug', { where, error: describeError(error) });
  const handler = createMcpHandler(createMcpFactory(state, surface, report), {
    maxRequestBodySize: MOST_BODY_BYTES,
    onerror: (error) => log('debug', 'refused', { reason: error.message }),
  });
  state.onSwap((now, before) => {
    cache.clear();
    announceSwap(handler.notify, surface.resources, before.catalog, now.catalog);
  });
  const mcp = readyAnswers ? withReadyAnswers(handler.fetch, cache) : handler.fetch;
  return { state, cache, app: createApp({ state, mcp, access, report }), close: () => handler.close() };
}

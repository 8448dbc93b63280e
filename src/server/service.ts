import { createMcpHandler, InMemoryServerEventBus, type Server } from '@modelcontextprotocol/server';
import type { Hono } from 'hono';
import { type Catalog, prepareSearch } from '../catalog/index.ts';
import { type Answers, createAnswers } from './answers.ts';
import { withBeginning } from './beginning.ts';
import { announceSwap, announceTo } from './changes.ts';
import { createApp } from './http.ts';
import { withBoundedListening } from './listening.ts';
import { describeError, type Log } from './log.ts';
import { createMcpFactory, type Surface } from './mcp.ts';
import { printCall, type ReportBug } from './offer.ts';
import { withReadyAnswers } from './ready-answers.ts';
import type { Access } from './security.ts';
import { withSessions } from './sessions.ts';
import { type CatalogState, createState } from './state.ts';
import { SURFACE } from './surface.ts';
import type { RunTool } from './tool-answers.ts';

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
  /** Keep sessions for clients of the older protocol, so that they hear of changes. */
  readonly sessions?: boolean;
  /** Adds handlers to each server before it is connected; for test fixtures. */
  readonly decorate?: (server: Server) => void;
}

/** The server without a socket: the same on Node and in a Workers runtime. */
export interface Service {
  readonly state: CatalogState;
  readonly cache: Answers;
  readonly app: Hono;
  /** Ends open subscriptions and refuses further requests. */
  close(): Promise<void>;
}

/** Open streams of clients that listen for changes: a quarter of the connections, so that there is room for questions. */
const MOST_SUBSCRIPTIONS = 256;

/** Sessions open at once. */
const MOST_SESSIONS = 256;

export function createService(options: ServiceOptions): Service {
  const { catalog, access, log, surface = SURFACE, readyAnswers = true, sessions = false } = options;
  const state = createState(catalog);
  const report: ReportBug = (error, where) => log('error', 'bug', { where, error: describeError(error) });
  const cache = createAnswers(runnerOf(state, surface, report));
  const onerror = (error: Error): void => log('debug', 'refused', { reason: error.message });
  const create = decorated(createMcpFactory(state, surface, report), options.decorate);
  const bus = new InMemoryServerEventBus(onerror);
  const handler = createMcpHandler(create, {
    bus,
    maxRequestBodySize: MOST_BODY_BYTES,
    maxSubscriptions: MOST_SUBSCRIPTIONS,
    onerror,
  });
  state.onSwap((now, before) => {
    cache.clear();
    void prepare(now.catalog).catch(onerror);
    const listened = bus.listenerCount > 0;
    announceSwap(handler.notify, surface.resources, before.catalog, now.catalog, { listened, onerror });
  });
  state.onNotice(() => cache.clear());
  const begun = withBeginning(handler.fetch);
  const stateless = withBoundedListening(readyAnswers ? withReadyAnswers(begun, cache) : begun);
  const lasting = (): Server => {
    const server = create();
    announceTo(server, 'legacy', state, surface.resources, onerror);
    return server;
  };
  const limits = { most: MOST_SESSIONS, bodyBytes: MOST_BODY_BYTES };
  const kept = sessions ? withSessions(stateless, lasting, limits) : undefined;
  return {
    state,
    cache,
    app: createApp({ state, mcp: kept?.serve ?? stateless, access, report }),
    close: async () => {
      await kept?.close();
      await handler.close();
    },
  };
}

/** What the first question about a new catalog would wait for, made while others are answered. */
async function prepare(catalog: Catalog): Promise<void> {
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const parts = [() => catalog.rules, () => catalog.evidence, () => catalog.history];
  for (const part of parts) {
    await turn();
    part();
  }
  await prepareSearch(catalog, turn);
}

function runnerOf(state: CatalogState, { tools }: Surface, report: ReportBug): RunTool {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return ({ name, arguments: args }) => {
    const tool = byName.get(name);
    // One that works in steps lets others go first: that is the SDK handler's business.
    if (tool === undefined || 'begin' in tool) return undefined;
    return printCall(tool, state.current.catalog, args, report);
  };
}

function decorated(create: () => Server, decorate: ServiceOptions['decorate']): () => Server {
  if (decorate === undefined) return create;
  return () => {
    const server = create();
    decorate(server);
    return server;
  };
}

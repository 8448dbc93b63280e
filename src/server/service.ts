import { createMcpHandler, InMemoryServerEventBus, type Server } from '@modelcontextprotocol/server';
import type { Hono } from 'hono';
import type { Answers } from './answers.ts';
import { withBeginning } from './beginning.ts';
import { announceSwap, announceTo } from './changes.ts';
import { type Core, createCore, type ServiceOptions } from './core.ts';
import { withoutHop } from './hop.ts';
import { createApp } from './http.ts';
import { withBoundedListening } from './listening.ts';
import { createMcpFactory } from './mcp.ts';
import { withReadyAnswers } from './ready-answers.ts';
import { withSessions } from './sessions.ts';
import type { CatalogState } from './state.ts';

/** Larger than any config or question; a body above it is refused unread. */
const MOST_BODY_BYTES = 1 << 20;

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

export function createService(options: ServiceOptions, core: Core = createCore(options)): Service {
  const { access, readyAnswers = true, sessions = false } = options;
  const { state, cache, surface, report, onerror } = core;
  const create = decorated(createMcpFactory(state, surface, report), options.decorate);
  const bus = new InMemoryServerEventBus(onerror);
  const handler = createMcpHandler(create, {
    bus,
    maxRequestBodySize: MOST_BODY_BYTES,
    maxSubscriptions: MOST_SUBSCRIPTIONS,
    onerror,
  });
  state.onSwap((now, before) => {
    const listened = bus.listenerCount > 0;
    announceSwap(handler.notify, surface.resources, before.catalog, now.catalog, { listened, onerror });
  });
  const begun = withoutHop(withBeginning(handler.fetch));
  const stateless = withBoundedListening(readyAnswers ? withReadyAnswers(begun, cache) : begun);
  const lasting = (): Server => {
    const server = create();
    announceTo(server, 'legacy', state, surface.resources, onerror);
    return server;
  };
  const limits = { most: MOST_SESSIONS, bodyBytes: MOST_BODY_BYTES };
  const kept = sessions ? withSessions(stateless, lasting, limits) : undefined;
  const mcp = kept === undefined ? stateless : withoutHop(kept.serve);
  return {
    state,
    cache,
    app: createApp({ state, mcp, access, report }),
    close: async () => {
      await kept?.close();
      await handler.close();
    },
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

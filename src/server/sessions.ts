import {
  isInitializeRequest,
  isLegacyRequest,
  type McpHttpHandler,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';

type Serve = McpHttpHandler['fetch'];

/** A client of the older protocol that keeps a connection, to be told of changes. */
interface Session {
  readonly server: Server;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** When it last asked for something, in milliseconds. */
  usedAt: number;
}

export interface SessionLimits {
  /** Open at once; the one that has been silent longest makes room. */
  readonly most: number;
  readonly bodyBytes: number;
}

const HEADER = 'mcp-session-id';

export interface Sessions {
  readonly serve: Serve;
  readonly open: number;
  close(): Promise<void>;
}

/**
 * Sessions for clients of the older protocol that can hear of changes in no other way. They live in this process: use
 * them with one process, or with a balancer that keeps a session where it began. All else is served without.
 */
export function withSessions(serve: Serve, create: () => Server, limits: SessionLimits): Sessions {
  const sessions = new Map<string, Session>();
  const end = (id: string): Promise<void> => {
    const session = sessions.get(id);
    sessions.delete(id);
    return session === undefined ? Promise.resolve() : session.server.close();
  };
  const opened = async (
    { server, transport }: Omit<Session, 'usedAt'>,
    ...asked: Parameters<Serve>
  ): Promise<Response> => {
    const answer = await transport.handleRequest(...asked);
    if (transport.sessionId === undefined) await server.close();
    return answer;
  };
  const begin = async (): Promise<Omit<Session, 'usedAt'>> => {
    const silent = [...sessions].toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [id] of silent.slice(0, sessions.size - limits.most + 1)) await end(id);
    const server = create();
    const transport: WebStandardStreamableHTTPServerTransport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      maxRequestBodySize: limits.bodyBytes,
      onsessioninitialized: (id) => void sessions.set(id, { server, transport, usedAt: Date.now() }),
      onsessionclosed: end,
    });
    await server.connect(transport);
    return { server, transport };
  };
  return {
    serve: async (request, options) => {
      const id = request.headers.get(HEADER);
      if (id !== null) {
        const session = sessions.get(id);
        if (session === undefined) return unknownSession();
        session.usedAt = Date.now();
        return session.transport.handleRequest(request, options);
      }
      if (!(await opensSession(request, limits))) return serve(request, options);
      return opened(await begin(), request, options);
    },
    get open() {
      return sessions.size;
    },
    close: async () => {
      await Promise.all([...sessions.keys()].map(end));
    },
  };
}

async function opensSession(request: Request, { bodyBytes }: SessionLimits): Promise<boolean> {
  const length = Number(request.headers.get('content-length'));
  if (request.method !== 'POST' || !(length > 0 && length <= bodyBytes)) return false;
  if (!(await isLegacyRequest(request, undefined, { maxRequestBodySize: bodyBytes }))) return false;
  return request
    .clone()
    .json()
    .then(isInitializeRequest, () => false);
}

/** As the protocol says: the client begins anew. */
const unknownSession = (): Response =>
  Response.json(
    { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found; initialize again.' }, id: null },
    { status: 404 },
  );

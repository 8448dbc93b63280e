import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/hono';
import type { McpHttpHandler } from '@modelcontextprotocol/server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bearerGate } from './bearer.ts';
import type { ReportBug } from './calls.ts';
import { frontPage } from './front-page.ts';
import { allowPages, guardPages } from './headers.ts';
import { health } from './health.ts';
import { MCP_PATH } from './offering.ts';
import type { Access } from './security.ts';
import type { CatalogState } from './state.ts';

export interface AppOptions {
  readonly state: CatalogState;
  /** Serves one MCP request: the SDK's handler, or the answer cache in front of it. */
  readonly mcp: McpHttpHandler['fetch'];
  readonly access: Access;
  readonly report: ReportBug;
}

/**
 * The whole HTTP side as web-standard `fetch`: nothing of Node in it, so that Workers serve the same.
 * Order: Host, Origin, leave for listed pages, token, route.
 */
export function createApp({ state, mcp, access, report }: AppOptions): Hono {
  const app = new Hono();
  if (access.hosts !== undefined)
    app.use(hostHeaderValidation([...access.hosts]), onlyOwnTargets(access.hosts));
  app.use(originValidation([...access.origins]));
  if (access.pages.length > 0) app.use(allowPages(access.pages));
  const gate = access.token === undefined ? undefined : bearerGate(access.token);
  app.all(MCP_PATH, async (c) => {
    if (gate === undefined) return closingIfTooLarge(await mcp(c.req.raw));
    const authInfo = await gate(c.req.raw);
    return authInfo instanceof Response ? authInfo : closingIfTooLarge(await mcp(c.req.raw, { authInfo }));
  });
  app.use(guardPages());
  app.get('/', (c) => c.text(frontPage(state.current.catalog, MCP_PATH)));
  app.get('/health', (c) => c.json(health(state.current), 200, { 'cache-control': 'no-store' }));
  app.notFound((c) =>
    c.json(fault('NOT_FOUND', `There is nothing at ${c.req.path}.`, `MCP is served at ${MCP_PATH}.`), 404),
  );
  app.onError((error, c) => {
    if (hasLeft(error, c.req.raw)) return c.body(null, 400);
    report(error, `${c.req.method} ${c.req.path}`);
    return c.json(fault('INTERNAL', 'The server failed to answer.', 'Its log has the details.'), 500);
  });
  return app;
}

/** `POST http://evil.example/mcp` names another host than its Host header does: this is no proxy. */
const onlyOwnTargets =
  (hosts: readonly string[]): MiddlewareHandler =>
  async (c, next) =>
    hosts.includes(new URL(c.req.url).hostname)
      ? next()
      : c.json(fault('FOREIGN_TARGET', 'The request is for another host.', 'Ask that one.'), 403);

/** Who hung up before his request was whole gets no answer, and that is no fault of the server's. */
const hasLeft = (error: Error, request: Request): boolean =>
  request.signal.aborted || ('code' in error && error.code === 'ECONNRESET');

/** The rest of such a body is not read, so the connection is of no further use; a client must not try it again. */
function closingIfTooLarge(response: Response): Response {
  if (response.status === 413) response.headers.set('connection', 'close');
  return response;
}

const fault = (code: string, message: string, next: string) => ({ error: { code, message, next } });

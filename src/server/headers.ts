import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { hostnameOf } from './security.ts';

/** For everything but MCP's own answers: nothing here may be framed, run, guessed at or kept. */
export const guardPages = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    xFrameOptions: 'DENY',
    // The server itself speaks HTTP; a proxy that adds TLS says this for itself.
    strictTransportSecurity: false,
  });

/** What MCP clients in a page send and read; a browser asks for leave first (preflight). */
const CORS = {
  allowMethods: ['GET', 'POST', 'DELETE'],
  allowHeaders: [
    'content-type',
    'accept',
    'authorization',
    'mcp-protocol-version',
    'mcp-method',
    'mcp-name',
    'mcp-session-id',
    'last-event-id',
  ],
  exposeHeaders: ['mcp-session-id', 'www-authenticate'],
  maxAge: 600,
};

/** Lets pages of the listed host names, and of no other, read answers. Their Origin was checked before. */
export function allowPages(hostnames: readonly string[]): MiddlewareHandler {
  const listed = new Set(hostnames);
  const leave = cors({ ...CORS, origin: (origin) => origin });
  return async (c, next) => {
    const name = hostnameOf(c.req.header('origin'));
    return name !== undefined && listed.has(name) ? leave(c, next) : next();
  };
}

import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { UserError } from '../model/index.ts';
import { urlHost } from './security.ts';

/** Bounds of one connection. A client that is slower or larger is cut off, and the others do not notice. */
export const CONNECTION_LIMITS = {
  maxHeaderSize: 16 << 10,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
} satisfies ServerOptions;

/** More open connections than any sensible use has; further ones are closed at once. */
const MOST_CONNECTIONS = 1024;

/** How long open requests may go on once the server was told to stop, in milliseconds. */
const GRACE = 2_000;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Wraps Node's own request listener: what answers before a web-standard request is made. */
  readonly front?: (next: RequestListener) => RequestListener;
}

export interface Listening {
  /** `http://127.0.0.1:8124` */
  readonly url: string;
  readonly port: number;
  /** Refuses new connections, lets open requests end, then cuts what is left. */
  close(): Promise<void>;
}

/**
 * Serves a web-standard `fetch` on a Node socket.
 * @throws UserError `PORT_IN_USE`, `PORT_FORBIDDEN`, `ADDRESS_UNKNOWN`
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, front = (next) => next }: ListenOptions,
): Promise<Listening> {
  const server = createServer(CONNECTION_LIMITS, front(getRequestListener(fetch)));
  server.maxConnections = MOST_CONNECTIONS;
  const address = await bound(server, host, port);
  return {
    url: `http://${urlHost(host)}:${address.port}`,
    port: address.port,
    close: () => closeGracefully(server),
  };
}

function bound(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen({ host, port }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address);
    });
  });
}

function closeGracefully(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function cannotListen(error: Error, host: string, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new UserError({
      code: 'PORT_IN_USE',
      message: `Port ${port} on ${host} is taken, perhaps by a server started before.`,
      next: `Stop that one, or take another port: MCP_LLAMA_PORT=${port + 1} or --port ${port + 1}.`,
      cause: error,
    });
  if (code === 'EACCES')
    return new UserError({
      code: 'PORT_FORBIDDEN',
      message: `This user may not listen on port ${port}.`,
      next: 'Take a port above 1023: MCP_LLAMA_PORT=8124 or --port 8124.',
      cause: error,
    });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EINVAL')
    return new UserError({
      code: 'ADDRESS_UNKNOWN',
      message: `This machine has no address ${host}.`,
      next: 'Take --host 127.0.0.1 for this machine only.',
      cause: error,
    });
  return error;
}

import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../model/index.ts';
import { Connections } from './connections.ts';
import { urlHost } from './security.ts';

/**
 * Bounds of one connection. A client that is slower or larger is cut off, and the others do not notice. An idle one is
 * kept longer than clients and proxies do (nginx: 60 seconds): if the server hangs up first, it may do so just as a
 * question is sent, which then fails.
 */
export const CONNECTION_LIMITS = {
  maxHeaderSize: 16 << 10,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
} satisfies ServerOptions;

/** More open connections than any sensible use has; further ones are closed at once. */
const MOST_CONNECTIONS = 1024;

/** From here on, one that is idle makes room for a new one. */
const MANY_CONNECTIONS = 768;

/** How long open requests may go on once the server was told to stop, in milliseconds. */
const GRACE = 2_000;

/** How long streams do, which never end by themselves. */
const STREAM_GRACE = 500;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

export interface Listening {
  /** `http://127.0.0.1:8124` */
  readonly url: string;
  readonly port: number;
  /**
   * Refuses new connections and lets open requests end; then `before` ends what would go on by itself (streams), and
   * what is left is cut. A balancer sees connections end, never an answer that fails.
   */
  close(before?: () => Promise<void>): Promise<void>;
}

/**
 * Serves on a Node socket.
 * @throws UserError `PORT_IN_USE`, `PORT_FORBIDDEN`, `ADDRESS_UNKNOWN`
 */
export async function listen(listener: RequestListener, { host, port }: ListenOptions): Promise<Listening> {
  const open = new Connections(MANY_CONNECTIONS);
  const server = createServer(CONNECTION_LIMITS, open.counting(onlyKnownCodings(listener)));
  server.maxConnections = MOST_CONNECTIONS;
  open.follow(server);
  const address = await bound(server, host, port);
  return {
    url: `http://${urlHost(host)}:${address.port}`,
    port: address.port,
    close: (before) => closeGracefully(server, open, before),
  };
}

/** A body that is packed in other ways than in chunks would be read as it is, while a proxy in front may unpack it. */
const onlyKnownCodings =
  (next: RequestListener): RequestListener =>
  (request, response) => {
    const coding = request.headers['transfer-encoding'];
    if (coding === undefined || coding.toLowerCase() === 'chunked') return next(request, response);
    response.writeHead(501, { connection: 'close' }).end();
  };

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

async function closeGracefully(
  server: Server,
  open: Connections,
  before: () => Promise<void> = async () => undefined,
): Promise<void> {
  open.ending = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.closeAllConnections(), GRACE);
  const start = Date.now();
  while (open.answering > 0 && Date.now() - start < STREAM_GRACE)
    await new Promise((resolve) => setTimeout(resolve, 10));
  open.ended = true;
  await before();
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
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

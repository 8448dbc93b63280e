import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connections of a server, in order of when they fell idle. An idle one is kept long, for a client may be asking
 * on it while it is closed; where many are open, whoever has been silent longest makes room.
 */
export class Connections {
  /** Told to end: connections are not used again. */
  ending = false;
  /** No request is taken on. */
  ended = false;
  /** Requests being answered. */
  answering = 0;
  readonly #idle = new Set<Socket>();
  readonly #busy = new Map<Socket, number>();
  readonly #most: number;

  /** `most`: open at once before idle ones make room. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Follows the connections of a server. */
  follow(server: Server): void {
    server.on('connection', (socket) => {
      this.#makeRoom();
      this.#idle.add(socket);
      socket.once('close', () => {
        this.#idle.delete(socket);
        this.#busy.delete(socket);
      });
    });
  }

  counting(next: RequestListener): RequestListener {
    return (request, response) => {
      const { socket } = request;
      this.#begin(socket);
      response.once('close', () => this.#end(socket));
      if (this.ending) response.shouldKeepAlive = false;
      if (this.ended) response.writeHead(503, { 'retry-after': '1' }).end();
      else next(request, response);
    };
  }

  #begin(socket: Socket): void {
    this.answering += 1;
    this.#idle.delete(socket);
    this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1);
  }

  /** Of requests that were sent on one connection without waiting, the last one ends it. */
  #end(socket: Socket): void {
    this.answering -= 1;
    const left = (this.#busy.get(socket) ?? 1) - 1;
    if (left > 0) {
      this.#busy.set(socket, left);
      return;
    }
    this.#busy.delete(socket);
    if (!socket.destroyed) this.#idle.add(socket);
  }

  #makeRoom(): void {
    if (this.#idle.size + this.#busy.size < this.#most) return;
    const [silent] = this.#idle;
    if (silent !== undefined) this.#idle.delete(silent);
    silent?.destroy();
  }
}

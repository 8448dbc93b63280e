import { UserError } from '../model/index.ts';

/** Who may speak to the server. Made by `accessFor`, which refuses combinations that would leave it open. */
export interface Access {
  /** Accepted host names of the `Host` header; `undefined`: any, which only a token makes safe. */
  readonly hosts: readonly string[] | undefined;
  /** Accepted host names of a present `Origin` header. */
  readonly origins: readonly string[];
  /** Of these, the ones whose pages may read answers (CORS). */
  readonly pages: readonly string[];
  readonly token: string | undefined;
}

export interface AccessOptions {
  /** The address to listen on. */
  readonly host: string;
  readonly token?: string | undefined;
  /** Further names under which clients reach the server. */
  readonly hosts?: readonly string[];
  /** Further host names whose pages may call it. */
  readonly origins?: readonly string[];
  /** Serve others without a token. */
  readonly open?: boolean;
}

/** A token short enough to try out guards nothing. */
const SHORTEST_TOKEN = 16;

/** Names of this machine in `Host` and `Origin`. */
const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const LOOPBACK = new Set([...LOCAL_NAMES, '::1']);
const ANY_ADDRESS = new Set(['0.0.0.0', '::', '[::]', '']);

export const isLoopback = (host: string): boolean => LOOPBACK.has(host.toLowerCase());

/**
 * On loopback nothing is asked for: only local programs reach it, and Host and Origin keep web pages out. Elsewhere a
 * token is demanded, or the explicit wish to serve without one.
 * @throws UserError `TOKEN_REQUIRED`, `TOKEN_WEAK`, `HOSTS_REQUIRED`
 */
export function accessFor(options: AccessOptions): Access {
  const { host, token, hosts = [], origins = [], open = false } = options;
  const local = isLoopback(host);
  if (token !== undefined && token.length < SHORTEST_TOKEN) throw weakToken();
  if (!local && token === undefined && !open) throw tokenRequired(host);
  const everywhere = ANY_ADDRESS.has(host);
  if (everywhere && hosts.length === 0 && token === undefined) throw hostsRequired(host);
  const own = local || everywhere ? [] : [urlHost(host)];
  const named = [...LOCAL_NAMES, ...own, ...hosts];
  return {
    hosts: everywhere && hosts.length === 0 ? undefined : named,
    origins: [...named, ...origins],
    pages: origins,
    token,
  };
}

/** An address as it stands in a URL: IPv6 in brackets. */
export const urlHost = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;

/** The host name of an `Origin`, as `Access` lists it; `undefined` for none, and for `null`. */
export function hostnameOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : undefined;
}

const weakToken = (): UserError =>
  new UserError({
    code: 'TOKEN_WEAK',
    message: `The token is shorter than ${SHORTEST_TOKEN} characters.`,
    next: 'Make one with `openssl rand -hex 32` and set LLAMA_FACTORY_MCP_TOKEN to it.',
  });

const tokenRequired = (host: string): UserError =>
  new UserError({
    code: 'TOKEN_REQUIRED',
    message: `Listening on ${host} would let others on the network ask this server.`,
    next: 'Set LLAMA_FACTORY_MCP_TOKEN (for instance to the output of `openssl rand -hex 32`), or pass --no-token to serve without one.',
  });

const hostsRequired = (host: string): UserError =>
  new UserError({
    code: 'HOSTS_REQUIRED',
    message: `Listening on ${host} without a token, any web page could reach this server under a name of its own (DNS rebinding).`,
    next: 'Name the hosts that clients use with --allow-host NAME, or set LLAMA_FACTORY_MCP_TOKEN.',
  });

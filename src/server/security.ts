import type { AuthInfo } from '@modelcontextprotocol/server';
import {
  localhostAllowedHostnames,
  OAuthError,
  OAuthErrorCode,
  requireBearerAuth,
} from '@modelcontextprotocol/server';
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

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);
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
  const named = [...localhostAllowedHostnames(), ...own, ...hosts];
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

/** A gate in front of a request: the caller's `AuthInfo`, or the refusal to send. */
export function bearerGate(token: string): (request: Request) => Promise<AuthInfo | Response> {
  const expected = digest(token);
  return requireBearerAuth({
    verifier: {
      verifyAccessToken: async (given) => {
        if (!equal(await digest(given), await expected))
          throw new OAuthError(
            OAuthErrorCode.InvalidToken,
            'The token is not the one this server was started with.',
          );
        return { token: '', clientId: 'token', scopes: [], expiresAt: Math.floor(Date.now() / 1000) + 3600 };
      },
    },
  });
}

/** Comparing digests takes the same time whatever the guess has in common with the token, its length included. */
const digest = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
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

import { SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { UserError } from '../model/index.ts';
import type { AgentSettings } from './settings.ts';

/** Turns what a call to the server threw into a fault that says what to do (S7). */
export const serverFault = (error: unknown, settings: AgentSettings): UserError => {
  if (error instanceof UserError) return error;
  const where = settings.url.href;
  if (isTimeout(error)) return timedOut(settings, error);
  if (error instanceof SdkHttpError) return refusedBy(error, where);
  if (codes(error).some((code) => UNREACHABLE.has(code)))
    return new UserError({
      code: 'MCP_CONNECTION_REFUSED',
      message: `No MCP server answers at ${where}.`,
      next: 'Start one with `llamafactory-params serve`, or set LLAMA_FACTORY_MCP_URL to where it listens.',
      cause: error,
    });
  return new UserError({
    code: 'MCP_BAD_ANSWER',
    message: `What answers at ${where} does not speak MCP as expected: ${error instanceof Error ? error.message : String(error)}`,
    next: 'Check that LLAMA_FACTORY_MCP_URL ends in /mcp and leads to a llamafactory-params server.',
    cause: error,
  });
};

const timedOut = (settings: AgentSettings, cause: unknown): UserError =>
  new UserError({
    code: 'MCP_TIMEOUT',
    message: `No answer from ${settings.url.href} within ${settings.timeoutMs / 1000} s.`,
    next: 'Raise LLAMA_FACTORY_MCP_TIMEOUT (seconds), or look at the server with a request to /health.',
    cause,
  });

const refusedBy = (error: SdkHttpError, where: string): UserError => {
  const unauthorised = error.status === 401 || error.status === 403;
  return new UserError({
    code: unauthorised ? 'MCP_UNAUTHORISED' : 'MCP_BAD_ANSWER',
    message: `${where} answers with status ${error.status}.`,
    next: unauthorised
      ? 'Set LLAMA_FACTORY_MCP_TOKEN to the token that the server was started with.'
      : 'Check that LLAMA_FACTORY_MCP_URL ends in /mcp and leads to a llamafactory-params server.',
    cause: error,
  });
};

/** Codes of a connection that did not come about, or broke. */
export const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'UND_ERR_SOCKET',
]);

const isTimeout = (error: unknown): boolean =>
  (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) ||
  (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) ||
  codes(error).includes('UND_ERR_HEADERS_TIMEOUT') ||
  codes(error).includes('UND_ERR_CONNECT_TIMEOUT');

/** Codes of an error and of what caused it; `fetch` hides the socket's own below. */
export const codes = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const below = error instanceof AggregateError ? error.errors.flatMap(codes) : [];
  const last = 'lastError' in error ? codes(error.lastError) : [];
  return [...own, ...below, ...last, ...codes(error.cause)];
};

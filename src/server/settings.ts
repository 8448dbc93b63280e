import { z } from 'zod';
import { catalogCache } from '../catalog/cache-root.ts';
import { UserError } from '../model/index.ts';
import type { Level } from './log.ts';
import { type Access, accessFor } from './security.ts';

/** What the command line gives; everything may be left out. */
export interface ServeFlags {
  readonly port?: string | number | undefined;
  readonly host?: string | undefined;
  /** A catalog folder to serve as it is: nothing is looked for then. */
  readonly catalog?: string | undefined;
  /** Stay in step with the source. */
  readonly watch?: boolean | undefined;
  /** A folder of the user's configs, to be checked against the source and again after each change. */
  readonly configs?: string | undefined;
  /** Further host names under which clients reach the server. */
  readonly allowHost?: readonly string[] | undefined;
  /** Host names whose pages may call it. */
  readonly allowOrigin?: readonly string[] | undefined;
  /** `false`: serve others without a token (`--no-token`). */
  readonly token?: boolean | undefined;
  readonly offline?: boolean | undefined;
  /** Keep sessions for clients of the older protocol, so that they hear of changes over HTTP. */
  readonly sessions?: boolean | undefined;
  readonly logLevel?: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SourceSettings {
  /** `LLAMA_FACTORY_PATH`; `null`: found by itself. */
  readonly path: string | null;
  readonly cacheDir: string;
  readonly offline: boolean;
  readonly watch: boolean;
}

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly access: Access;
  readonly level: Level;
  readonly sessions: boolean;
  readonly catalog: string | undefined;
  readonly configs: string | undefined;
  readonly source: SourceSettings;
}

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 8124;

const Port = z.coerce.number().int().min(0).max(65535);
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/**
 * Flags win over the environment (`MCP_LLAMA_PORT`, `LLAMA_FACTORY_PATH`, `LLAMA_FACTORY_MCP_TOKEN`,
 * `LLAMA_FACTORY_MCP_LOG`, `LLAMA_FACTORY_MCP_SESSIONS`), which wins over defaults.
 * @throws UserError `BAD_PORT`, `BAD_LOG_LEVEL`, `USAGE`, and what `accessFor` throws
 */
export function settingsFrom(flags: ServeFlags, env: Environment): Settings {
  const host = flags.host ?? DEFAULT_HOST;
  const given = flags.port ?? set(env.MCP_LLAMA_PORT);
  if (flags.watch && flags.catalog !== undefined) throw nothingToWatch();
  return {
    host,
    port: given === undefined ? DEFAULT_PORT : portFrom(given, flags.port === undefined),
    access: accessFor({
      host,
      token: set(env.LLAMA_FACTORY_MCP_TOKEN),
      hosts: flags.allowHost ?? [],
      origins: flags.allowOrigin ?? [],
      open: flags.token === false,
    }),
    level: levelFrom(flags.logLevel ?? set(env.LLAMA_FACTORY_MCP_LOG) ?? 'warn'),
    sessions: flags.sessions ?? set(env.LLAMA_FACTORY_MCP_SESSIONS) === '1',
    catalog: flags.catalog,
    configs: flags.configs,
    source: {
      path: set(env.LLAMA_FACTORY_PATH) ?? null,
      cacheDir: catalogCache(env),
      offline: flags.offline ?? false,
      watch: flags.watch ?? false,
    },
  };
}

/** An empty variable counts as none: that is how shells unset one for a single command. */
const set = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

const nothingToWatch = (): UserError =>
  new UserError({
    code: 'USAGE',
    message: '--watch follows a source, and --catalog serves a folder as it is.',
    next: 'Leave --catalog out, and name the source with LLAMA_FACTORY_PATH.',
  });

function portFrom(given: string | number, fromEnvironment: boolean): number {
  const port = Port.safeParse(given);
  if (port.success && given !== '') return port.data;
  throw new UserError({
    code: 'BAD_PORT',
    message: `${JSON.stringify(given)} is no port number${fromEnvironment ? ' (MCP_LLAMA_PORT)' : ''}.`,
    next: `Take a number from 1 to 65535, such as ${DEFAULT_PORT}; 0 takes any free one.`,
  });
}

function levelFrom(given: string): Level {
  const level = LEVELS.find((each) => each === given.toLowerCase());
  if (level !== undefined) return level;
  throw new UserError({
    code: 'BAD_LOG_LEVEL',
    message: `${JSON.stringify(given)} is no log level.`,
    next: `Take one of ${LEVELS.join(', ')}.`,
  });
}

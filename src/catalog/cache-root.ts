import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where everything fetched or synced is kept: `LLAMAFACTORY_PARAMS_CACHE`, else `llamafactory-params` in the XDG cache
 * folder, else in `~/.cache`. A variable that is empty counts as not set.
 */
export const cacheRoot = (env: Readonly<Record<string, string | undefined>>): string =>
  env.LLAMAFACTORY_PARAMS_CACHE ||
  join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'llamafactory-params');

/** The folder of catalogs made from sources, one per fingerprint. */
export const catalogCache = (env: Readonly<Record<string, string | undefined>>): string =>
  join(cacheRoot(env), 'catalogs');

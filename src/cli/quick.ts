import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheRoot } from '../catalog/cache-root.ts';
import { type Compiled, loadCompiled } from './compiled.ts';
import type { CliIo } from './io.ts';
import type { run } from './program.ts';

/** Commands that people and editors call again and again, each time for some milliseconds of work. */
const QUICK: ReadonlySet<string | undefined> = new Set(['validate', 'resolve']);

/** Set on what a bundle throws where it would need a part that was left out of it (scripts/build.mjs). */
const NOT_QUICK = 'NOT_QUICK';

/**
 * The command line by the one-file program that the build makes for these commands: resolves to its exit status, and to
 * `undefined` where the whole program is needed (another command, a source to be read first, a catalog to be checked).
 * Nothing has been read or printed then.
 */
export const runQuickly = async (argv: readonly string[], io: CliIo): Promise<number | undefined> => {
  if (!QUICK.has(argv[0])) return undefined;
  const bundle = fileURLToPath(new URL('../quick.cjs', import.meta.url));
  const compiled = loadCompiled(bundle, join(cacheRoot(io.env), 'compiled'));
  if (compiled === undefined) return undefined;
  try {
    return await programOf(compiled)(argv, io);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NOT_QUICK) return undefined;
    throw error;
  } finally {
    compiled.keep();
  }
};

/** The bundle is `program.ts` of this very build. */
const programOf = ({ exports }: Compiled): typeof run => (exports as { readonly run: typeof run }).run;

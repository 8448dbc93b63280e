import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheRoot } from '../catalog/cache-root.ts';
import { once } from '../catalog/once.ts';
import { type Compiled, loadCompiled } from './compiled.ts';
import type { CliIo } from './io.ts';
import type { run } from './program.ts';

const QUICK = '../quick.cjs';

/**
 * The one-file program of a command that is to start quickly: those that people and editors call again and again, each
 * time for some milliseconds of work, and those that a client starts and waits for.
 */
const BUNDLES: ReadonlyMap<string | undefined, string> = new Map([
  ['validate', QUICK],
  ['resolve', QUICK],
  ['serve', '../serving.cjs'],
  ['stdio', '../serving.cjs'],
]);

/** Whether all is done once a command's answer is printed. */
export const isAnswer = ([command]: readonly string[]): boolean => BUNDLES.get(command) === QUICK;

/** Set on what a bundle throws where it would need a part that was left out of it (scripts/build.mjs). */
const NOT_QUICK = 'NOT_QUICK';

/**
 * The command line by the one-file program that the build makes for these commands: resolves to its exit status, and to
 * `undefined` where the whole program is needed (another command, a source to be read first, a catalog to be checked).
 * Nothing has been read or printed then.
 */
export const runQuickly = async (argv: readonly string[], io: CliIo): Promise<number | undefined> => {
  const bundle = BUNDLES.get(argv[0]);
  if (bundle === undefined) return undefined;
  const path = fileURLToPath(new URL(bundle, import.meta.url));
  const compiled = loadCompiled(path, join(cacheRoot(io.env), 'compiled'));
  if (compiled === undefined) return undefined;
  const keep = once(compiled.keep);
  try {
    return await programOf(compiled)(argv, { ...io, started: keep });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NOT_QUICK) return undefined;
    throw error;
  } finally {
    keep();
  }
};

/** The bundle is `program.ts` of this very build. */
const programOf = ({ exports }: Compiled): typeof run => (exports as { readonly run: typeof run }).run;

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

/** What a CommonJS bundle exports, and how to keep what V8 has compiled of it for the next process. */
export interface Compiled {
  readonly exports: unknown;
  /** To be called when its work is done: then it holds the functions that the work needed, and no more. */
  keep(): void;
}

/**
 * Runs a CommonJS bundle with the machine code kept from an earlier run: half of a short process is spent on compiling.
 * `module.enableCompileCache` does so from Node 22.8 on; this is for 20 too. `undefined` where there is no such bundle.
 *
 * Kept files are the user's own: V8 trusts what they hold, so one that others could have written is not read.
 */
export const loadCompiled = (bundle: string, cacheDir: string): Compiled | undefined => {
  const found = statSync(bundle, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const file = join(
    cacheDir,
    `${process.version}-${process.arch}-${found.ino}-${found.mtimeMs}-${found.size}`,
  );
  const kept = readKept(file);
  const source = `(function (exports, require, module, __url) {${readFileSync(bundle, 'utf8')}\n})`;
  let script: Script | undefined = new Script(source, {
    filename: bundle,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  const isKept = kept !== undefined && script.cachedDataRejected !== true;
  const made = { exports: {} as unknown };
  script.runInThisContext()(made.exports, builtin, made, pathToFileURL(bundle).href);
  return {
    exports: made.exports,
    keep: () => {
      if (!isKept && script !== undefined) write(file, script.createCachedData());
      // A server goes on for days: it needs neither this nor the kept file any more.
      script = undefined;
    },
  };
};

/** A bundle requires nothing but Node's own modules, for which no search is needed. */
const builtin = (name: string): unknown => process.getBuiltinModule(name);

const readKept = (file: string): Buffer | undefined => {
  const found = statSync(file, { throwIfNoEntry: false });
  const mine = found !== undefined && found.uid === process.getuid?.() && (found.mode & OTHERS_WRITE) === 0;
  try {
    return mine ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
};

const OTHERS_WRITE = 0o022;

const write = (file: string, data: Buffer): void => {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, data, { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
    dropOld(dirname(file));
  } catch {
    // A cache that cannot be written only costs time.
  }
};

/** Each build and each Node has files of its own: those of builds that are gone would stay for ever. */
const MOST_KEPT = 8;

const dropOld = (dir: string): void => {
  const age = (name: string): number => statSync(join(dir, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const written = readdirSync(dir).map((name) => ({ name, at: age(name) }));
  const newest = written.toSorted((a, b) => b.at - a.at);
  for (const { name } of newest.slice(MOST_KEPT)) rmSync(join(dir, name), { force: true });
};

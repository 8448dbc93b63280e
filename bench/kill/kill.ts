import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isWhole, recover } from '../../codegen/emit/folder.ts';
import { loadCatalog } from '../../src/catalog/load.ts';

/** A program that writes a catalog folder, or catalogs into a folder of many. */
export interface Writer {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The folder that it replaces, or in which it puts catalogs. */
  readonly target: string;
  readonly many: boolean;
  /** Before each run: so that there is something to write. */
  readonly prepare?: (run: number) => void;
}

export interface Killed {
  /** Runs that were killed, and those that ended before. */
  killed: number;
  ended: number;
  /** Kills that left something of the writing behind, which the next run cleared. */
  during: number;
  /** What was not whole afterwards. */
  readonly broken: string[];
}

/**
 * Starts the writers in turn and kills each (SIGKILL) at a random moment: half of them anywhere in a run, half of them
 * while files are being written. After each, whatever can be read must be whole, old or new.
 */
export async function killAtRandom(
  writers: readonly [Writer, ...Writer[]],
  runs: number,
  random: () => number = Math.random,
): Promise<Killed> {
  const result: Killed = { killed: 0, ended: 0, during: 0, broken: [] };
  const durations = new Map<Writer, number>();
  for (const writer of writers) durations.set(writer, await wholeRun(writer));
  for (let run = 0; run < runs; run++) {
    const writer = writers[run % writers.length] ?? writers[0];
    writer.prepare?.(run);
    const process = start(writer);
    const ended = new Promise<void>((resolve) => process.once('exit', () => resolve()));
    const anywhere = Math.floor(run / writers.length) % 2 === 0;
    const moment = anywhere
      ? sleep(random() * (durations.get(writer) ?? 0))
      : writing(writer, process).then(() => sleep(random() * 20));
    await Promise.race([moment, ended]);
    if (process.exitCode === null) result.killed += 1;
    else result.ended += 1;
    process.kill('SIGKILL');
    await ended;
    if (leftovers(writer).length > 0) result.during += 1;
    result.broken.push(...faults(writer).map((fault) => `run ${run}: ${fault}`));
  }
  for (const writer of writers) {
    await wholeRun(writer);
    if (!writer.many) recover(writer.target);
    result.broken.push(...faults(writer));
  }
  return result;
}

const start = ({ args, env }: Writer): ChildProcess =>
  spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });

async function wholeRun(writer: Writer): Promise<number> {
  const begun = performance.now();
  const process = start(writer);
  await new Promise<void>((resolve, reject) =>
    process.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`status ${code}`)))),
  );
  return performance.now() - begun;
}

async function writing(writer: Writer, process: ChildProcess): Promise<void> {
  const before = new Set(leftovers(writer));
  while (process.exitCode === null && leftovers(writer).every((name) => before.has(name))) await sleep(1);
}

const homeOf = ({ target, many }: Writer): string => (many ? target : dirname(target));

/** Siblings that a writer works in or has put aside. */
const leftovers = (writer: Writer): string[] =>
  namesIn(homeOf(writer)).filter((name) => /^\..*\.(next|prev)-/.test(name));

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** What a reader meets: every catalog must load. */
function faults({ target, many }: Writer): string[] {
  const folders = many
    ? namesIn(target)
        .filter((name) => !name.startsWith('.'))
        .map((name) => join(target, name))
    : [target];
  return folders.flatMap((folder) => {
    try {
      const { dir } = loadCatalog(folder);
      return isWhole(dir) ? [] : [`${dir} is not whole`];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}

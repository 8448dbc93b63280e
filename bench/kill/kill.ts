import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isWhole, recover } from '../../codegen/emit/folder.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { moments } from './moments.ts';

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

/** How far a killed run had come, by what it left on disk. */
export type Stage =
  | 'before writing'
  | 'writing files'
  | 'written, not in place'
  | 'between the renames'
  | 'clearing away'
  | 'done';

export interface Killed {
  /** Runs that were killed, by how far they had come, and those that ended before. */
  readonly killed: Partial<Record<Stage, number>>;
  ended: number;
  /** What was not whole afterwards. */
  readonly broken: string[];
}

/**
 * Starts the writers in turn and kills each (SIGKILL) at a random moment, by turns anywhere in a run and in one of the
 * short ones (`moments`). After each, whatever can be read must be whole, old or new.
 */
export async function killAtRandom(
  writers: readonly [Writer, ...Writer[]],
  runs: number,
  random: () => number = Math.random,
  onRun: (run: number, result: Killed) => void = () => undefined,
): Promise<Killed> {
  const result: Killed = { killed: {}, ended: 0, broken: [] };
  const durations = new Map<Writer, number>();
  for (const writer of writers) durations.set(writer, await wholeRun(writer));
  for (let run = 0; run < runs; run++) {
    const writer = writers[run % writers.length] ?? writers[0];
    writer.prepare?.(run);
    const before = { names: namesIn(homeOf(writer)), written: writtenAt(writer) };
    const process = start(writer);
    const ended = new Promise<void>((resolve) => process.once('exit', () => resolve()));
    const moment = moments[Math.floor(run / writers.length) % moments.length];
    const look = { home: homeOf(writer), before: before.names, longest: durations.get(writer) ?? 0, random };
    await Promise.race([moment?.(look, process), ended]);
    process.kill('SIGKILL');
    await ended;
    if (process.signalCode === 'SIGKILL') count(result.killed, stageOf(writer, before));
    else result.ended += 1;
    result.broken.push(...faults(writer).map((fault) => `run ${run}: ${fault}`));
    onRun(run, result);
  }
  for (const writer of writers) {
    await wholeRun(writer);
    if (!writer.many) recover(writer.target);
    result.broken.push(...faults(writer), ...leftovers(writer).map((name) => `${name} was not cleared away`));
  }
  return result;
}

const count = (counts: Killed['killed'], stage: Stage): void => {
  counts[stage] = (counts[stage] ?? 0) + 1;
};

/** What there was before a run. */
interface Before {
  readonly names: readonly string[];
  readonly written: number | undefined;
}

/** When the folder was written that a writer replaces. */
const writtenAt = ({ target, many }: Writer): number | undefined =>
  many ? undefined : statSync(join(target, ARTIFACT.manifest), { throwIfNoEntry: false })?.mtimeMs;

/** What a run that was killed left beside the folder. */
function stageOf(writer: Writer, { names, written }: Before): Stage {
  const home = homeOf(writer);
  const made = namesIn(home).filter((name) => !names.includes(name));
  const next = made.find((name) => name.includes('.next-'));
  const prev = made.some((name) => name.includes('.prev-'));
  if (next !== undefined && !existsSync(join(home, next, ARTIFACT.manifest))) return 'writing files';
  if (next !== undefined) return prev ? 'between the renames' : 'written, not in place';
  if (prev) return existsSync(writer.target) ? 'clearing away' : 'between the renames';
  return made.length > 0 || writtenAt(writer) !== written ? 'done' : 'before writing';
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

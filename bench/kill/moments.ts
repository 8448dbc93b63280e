import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ARTIFACT } from '../../src/model/manifest.ts';

/** What can be seen of a run from outside. */
export interface Look {
  /** Where the siblings lie that a writer works in, and what lay there before. */
  readonly home: string;
  readonly before: readonly string[];
  /** How long a whole run takes, in milliseconds. */
  readonly longest: number;
  readonly random: () => number;
}

/** Resolves when a run is to be killed. */
export type Moment = (look: Look, process: ChildProcess) => Promise<void>;

/** Anywhere in a run. */
const anywhere: Moment = ({ longest, random }) => sleep(random() * longest);

/** From the first file on, within the milliseconds that writing takes. */
const whileWriting: Moment = async (look, process) => {
  await seen(look, process, (names) => names.length > 0, random3(look));
};

/** When everything is written: the renames take parts of a millisecond, so this turns without pause. */
const aroundTheRenames: Moment = async (look, process) => {
  const written = (names: readonly string[]): boolean =>
    names.some((name) => name.includes('.next-') && has(join(look.home, name), ARTIFACT.manifest));
  await seen(look, process, written, look.random() * 0.6);
};

/** What was there before has been put aside. */
const putAside: Moment = async (look, process) => {
  await seen(look, process, (names) => names.some((name) => name.includes('.prev-')), look.random() * 0.4);
};

export const moments: readonly Moment[] = [
  anywhere,
  whileWriting,
  aroundTheRenames,
  anywhere,
  whileWriting,
  putAside,
];

/** Short moments more often than long ones. */
const random3 = ({ random }: Look): number => random() ** 3 * 25;

/** Waits for something to be there, then for so many milliseconds more. Without pause once writing can begin. */
async function seen(
  { home, before }: Look,
  process: ChildProcess,
  wanted: (names: readonly string[]) => boolean,
  more: number,
): Promise<void> {
  const found = (): boolean => wanted(list(home).filter((name) => !before.includes(name)));
  while (process.exitCode === null && list(home).every((name) => before.includes(name))) await sleep(1);
  const latest = performance.now() + MOST_TURNING;
  while (!found() && performance.now() < latest);
  const until = performance.now() + more;
  while (performance.now() < until);
}

/** Nothing else of this process goes on meanwhile. */
const MOST_TURNING = 200;

const has = (folder: string, name: string): boolean => list(folder).includes(name);

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

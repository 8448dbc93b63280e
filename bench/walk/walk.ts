import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { summaryOf } from '../../src/server/summary.ts';
import { Asking } from './asking.ts';
import { coldCatalog } from './cold.ts';
import { Served } from './served.ts';

export interface Walk {
  /** A clone that may be changed, and the package in it (or the clone itself) to be served. */
  readonly clone: string;
  readonly source: string;
  /** Where the walk begins, and the versions that it goes through. */
  readonly versions: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  readonly program: readonly string[];
  /** The file that is edited `rounds` times, in each of these ways for an equal share of them. */
  readonly file: string;
  readonly edits: readonly [Edit, ...Edit[]];
  readonly rounds: number;
  readonly log: (line: string) => void;
}

/** One way of editing the file: answers about the parameter then have the number. */
export interface Edit {
  readonly kind: string;
  readonly parameter: string;
  readonly change: (text: string, number: number) => string;
}

export interface WalkResult {
  readonly answers: number;
  readonly failures: readonly string[];
  /** Swaps of each step: one each. */
  readonly swaps: readonly number[];
  /** Steps whose printed summary is not that of two cold runs. */
  readonly wrongSummaries: readonly string[];
  /** From the last write of an edit to the client's first answer with it, by kind, ascending. */
  readonly milliseconds: Readonly<Record<string, readonly number[]>>;
  /** Resident memory after each edit. */
  readonly residentMb: readonly number[];
}

/** Time for what follows a swap: the folder is written, the change summed up, the next questions prepared. */
const BETWEEN = 400;

/** Longer than the watcher takes to find what no event told it of. */
const SETTLED_MS = 2500;

/** Walks a clone through versions of its own, then edits one file again and again, while a client asks without end. */
export async function walk(options: Walk): Promise<WalkResult> {
  const { clone, source, versions, env, log } = options;
  const [first, ...further] = versions;
  checkout(clone, first);
  const served = new Served(options.program, { ...env, LLAMA_FACTORY_PATH: source });
  const asking = new Asking(options.edits[0].parameter);
  const result = { swaps: [] as number[], wrongSummaries: [] as string[] };
  try {
    await asking.start(await served.url());
    let epoch = await served.swappedBeyond(0);
    let before = await coldCatalog(options.program, source, env);
    for (const version of further) {
      const printed = served.said.length;
      checkout(clone, version);
      await served.swappedBeyond(epoch);
      await sleep(SETTLED_MS);
      const { epoch: now } = await served.health();
      const after = await coldCatalog(options.program, source, env);
      const expected = summaryOf(before, after).join('\n');
      if (!served.said.slice(printed).includes(`What changed:\n${expected}\n`))
        result.wrongSummaries.push(version);
      result.swaps.push(now - epoch);
      log(`${version}: ${now - epoch} swap, ${asking.answers} answers, ${asking.failures.length} failed`);
      [epoch, before] = [now, after];
    }
    const edits = await editing(options, served, asking);
    return { ...result, ...edits, answers: asking.answers, failures: asking.failures };
  } finally {
    await asking.close();
    await served.close();
  }
}

async function editing(
  { file, edits, rounds, log }: Walk,
  served: Served,
  asking: Asking,
): Promise<Pick<WalkResult, 'milliseconds' | 'residentMb'>> {
  const text = readFileSync(file, 'utf8');
  const milliseconds: Record<string, number[]> = {};
  const residentMb: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const { kind, parameter, change } = edits[Math.floor(((round - 1) * edits.length) / rounds)] ?? edits[0];
    const number = 70_000 + round;
    const changed = change(text, number);
    if (changed === text) throw new Error(`no ${kind} to edit in ${file}`);
    asking.parameter = parameter;
    writeFileSync(file, changed);
    const written = performance.now();
    await asking.answered(String(number));
    const own = milliseconds[kind] ?? [];
    milliseconds[kind] = [...own, performance.now() - written].sort((a, b) => a - b);
    residentMb.push(served.residentMb());
    if (round % 10 === 0) log(`round ${round}: ${Math.round(residentMb.at(-1) ?? 0)} MB`);
    await sleep(BETWEEN);
  }
  writeFileSync(file, text);
  return { milliseconds, residentMb };
}

const checkout = (clone: string, version: string): void =>
  void execFileSync('git', ['-C', clone, 'checkout', '--quiet', '--force', version]);

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Catalog } from '../../../src/catalog/index.ts';
import { Json } from '../../../src/model/index.ts';
import type { PythonEnvironment } from '../environment.ts';
import { FILES } from './bases.ts';
import { type Case, caseText } from './mutate.ts';

/** What the real parser does with a config. Values keep the text of the answer: `1.0` is not `1`. */
export interface RealVerdict {
  readonly id: string;
  readonly accepted: boolean;
  /** The answer's JSON, for what JavaScript's own parser would lose. */
  readonly json: string;
}
const Answer = z.object({ id: z.string(), accepted: z.boolean() });
const Atoms = z.object({ atoms: z.record(z.string(), Json) });
const Ready = z.object({ entries: z.array(z.string()).default([]), error: z.string().optional() });

/** One Python process that answers in order. Close it. */
export interface RealParser {
  /** The entry points that it can be asked for. */
  readonly entries: readonly string[];
  /** Facts of its machine; from then on it also tells what these functions of other libraries answered. */
  ask(names: readonly string[], outside: readonly string[]): Promise<Readonly<Record<string, Json>>>;
  judge(cases: readonly Case[]): AsyncGenerator<RealVerdict>;
  close(): void;
}

/** The functions that rules were made of, without those that another variable of the environment selects. */
export const functionsOf = ({ data, rules }: Catalog): Readonly<Record<string, string>> => {
  const usual = new Set(data.entryPoints.filter(({ when }) => when === null).map(({ name }) => name));
  return Object.fromEntries(
    (rules?.entries ?? [])
      .filter(({ entry }) => usual.has(entry))
      .map(({ entry, function: name }) => [entry, name]),
  );
};

/** `functions`: by entry point the one to ask. Throws what Python said where the first of them cannot be loaded. */
export const startParser = async (
  { python, env }: PythonEnvironment,
  functions: Readonly<Record<string, string>>,
  stubs: readonly string[] = [],
): Promise<RealParser> => {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const child = spawn(python, [join(import.meta.dirname, 'parser.py'), JSON.stringify(functions), ...stubs], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the parser ended with status ${child.exitCode}`);
    return value;
  };
  const close = (): void => {
    child.stdin.end();
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const { entries, error } = Ready.parse(JSON.parse(await answer()));
  if (error !== undefined) {
    close();
    throw new Error(error);
  }
  return {
    entries,
    ask: async (atoms, outside) => {
      send(child, JSON.stringify({ atoms, outside }));
      return Atoms.parse(JSON.parse(await answer())).atoms;
    },
    judge: async function* (cases) {
      for (const one of cases) send(child, caseText(one));
      for (const _ of cases) {
        const json = await answer();
        yield { ...Answer.parse(JSON.parse(json)), json };
      }
    },
    close,
  };
};

const send = (child: ChildProcess, line: string): void => {
  child.stdin?.write(`${line}\n`);
};

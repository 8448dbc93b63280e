import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
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

/** One Python process that answers in order. Close it. */
export interface RealParser {
  /** Facts of its machine; from then on it also tells what these functions of other libraries answered. */
  ask(names: readonly string[], outside: readonly string[]): Promise<Readonly<Record<string, Json>>>;
  judge(cases: readonly Case[]): AsyncGenerator<RealVerdict>;
  close(): void;
}

export const startParser = (
  { python, env }: PythonEnvironment,
  stubs: readonly string[] = [],
): RealParser => {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const child = spawn(python, [join(import.meta.dirname, 'parser.py'), ...stubs], {
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
  return {
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
    close: () => {
      child.stdin.end();
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const send = (child: ChildProcess, line: string): void => {
  child.stdin?.write(`${line}\n`);
};

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { validateLine } from '../src/validate/batch/jsonl.ts';
import { environmentFrom } from '../src/validate/environment.ts';
import { openValidator } from '../src/validate/open.ts';
import { parserEnvironment } from '../test/parity/environment.ts';

/*
 * `npx tsx bench/validate.ts`: SPEC's targets for validation, measured side by side in one run on this machine.
 * The whole process against the real parser's (time and memory), and configs a second in one process.
 */
const ROUNDS = 7;
const CLI = resolve('dist/cli/main.js');
if (!existsSync(CLI)) throw new Error('build first: npm run build');

const CONFIG = `model_name_or_path: some/model
stage: sft
do_train: true
finetuning_type: lora
lora_rank: 8
lora_target: all
dataset: identity
template: default
cutoff_len: 2048
output_dir: saves/run
logging_steps: 10
save_steps: 500
report_to: none
per_device_train_batch_size: 1
gradient_accumulation_steps: 8
learning_rate: 1.0e-4
num_train_epochs: 3.0
lr_scheduler_type: cosine
bf16: false
`;

interface Run {
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
}

/** Wall clock, processor time and peak memory of one process, by GNU time. */
const measure = (
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Run => {
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', ...command], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const [seconds = 0, user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with status ${status}: ${stderr}`);
  return { seconds, cpu: user + system, megabytes: kilobytes / 1000 };
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const medianRun = (runs: readonly Run[]): Run => ({
  seconds: median(runs.map(({ seconds }) => seconds)),
  cpu: median(runs.map(({ cpu }) => cpu)),
  megabytes: median(runs.map(({ megabytes }) => megabytes)),
});

const processes = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'train.yaml');
  writeFileSync(file, CONFIG);
  const { python, env } = parserEnvironment();
  const real = `import sys; sys.argv = ['x', ${JSON.stringify(file)}]
from llamafactory.hparams import get_train_args
get_train_args()`;
  const ours: Run[] = [];
  const theirs: Run[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(measure([process.execPath, CLI, 'validate', file, '--catalog', resolve('generated')], folder));
    theirs.push(measure([python, '-c', real], folder, env));
  }
  rmSync(folder, { recursive: true, force: true });
  const [a, b] = [medianRun(ours), medianRun(theirs)];
  console.log(`whole process      seconds  cpu s  MB`);
  console.log(
    `  validate FILE    ${a.seconds.toFixed(2).padStart(7)} ${a.cpu.toFixed(2).padStart(6)} ${a.megabytes.toFixed(0).padStart(4)}`,
  );
  console.log(
    `  the real parser  ${b.seconds.toFixed(2).padStart(7)} ${b.cpu.toFixed(2).padStart(6)} ${b.megabytes.toFixed(0).padStart(4)}`,
  );
  console.log(
    `  ratio            ${(b.seconds / a.seconds).toFixed(1).padStart(7)} ${(b.cpu / a.cpu).toFixed(1).padStart(6)} ${(b.megabytes / a.megabytes).toFixed(1).padStart(4)}`,
  );
};

/** Configs a second of processor time, on the recorded mutations: those that are accepted, and all of them. */
const throughput = async (): Promise<void> => {
  const validator = await openValidator('generated');
  const environment = environmentFrom({ launch: 'single', hardware: 'bf16', packages: 'all' });
  const options = { environment, fixes: false };
  const lines = readFileSync('test/parity/verdicts/records/0.9.5.jsonl', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.stringify(JSON.parse(line).case));
  const accepted = lines.filter((line) => validateLine(line, validator, options).accepted);
  for (const [name, set] of [
    ['accepted', accepted],
    ['all', lines],
  ] as const) {
    let best = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const start = process.cpuUsage().user;
      for (let times = 0; times < 10; times++)
        for (const line of set) JSON.stringify(validateLine(line, validator, options));
      best = Math.max(best, (10 * set.length * 1e6) / (process.cpuUsage().user - start));
    }
    console.log(`configs a second, ${name}: ${Math.round(best)}`);
  }
};

processes();
await throughput();

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadCatalog } from '../src/catalog/load.ts';
import { catalogFrom } from '../src/catalog/open.ts';
import { answerText, validateLine } from '../src/validate/batch/jsonl.ts';
import { type EnvironmentProfile, environmentFrom } from '../src/validate/environment.ts';
import { openValidator } from '../src/validate/open.ts';
import { parserEnvironment } from '../test/parity/environment.ts';
import { type Case, caseText } from '../test/parity/verdicts/mutate.ts';
import { makeCases, rulesOf } from '../test/parity/verdicts/parity.ts';
import { type Random, randomFrom } from '../test/parity/verdicts/random.ts';

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

const COUNT = 20_000;

/** A run as people set it up, of which no two are alike: another name, rate, rank and seed for each. */
const typical = (random: Random, index: number): Case => ({
  id: `typical-${index}`,
  entry: 'train',
  config: {
    model_name_or_path: random.pick(['some/model', 'other/model-7b', 'third/model-instruct']),
    stage: 'sft',
    do_train: true,
    finetuning_type: random.pick(['lora', 'lora', 'full']),
    lora_rank: 1 + random.below(256),
    lora_alpha: 1 + random.below(512),
    lora_target: 'all',
    dataset: random.pick(['identity', 'identity,alpaca_en_demo']),
    template: random.pick(['default', 'qwen', 'llama3']),
    cutoff_len: 256 * (1 + random.below(32)),
    output_dir: `saves/run-${index}-${random.below(1e9)}`,
    logging_steps: 1 + random.below(50),
    save_steps: 100 + random.below(1000),
    plot_loss: true,
    overwrite_output_dir: random.chance(0.5),
    report_to: random.pick(['none', 'wandb']),
    per_device_train_batch_size: 1 + random.below(8),
    gradient_accumulation_steps: 1 + random.below(16),
    learning_rate: random.next() * 1e-3,
    num_train_epochs: 1 + random.below(10) / 2,
    lr_scheduler_type: random.pick(['cosine', 'linear']),
    warmup_ratio: random.below(10) / 100,
    bf16: random.chance(0.8),
    seed: random.below(1e9),
  },
});

/** Configs a second of processor time. Each config is new, and judged once; as many others go before. */
const throughput = async (): Promise<void> => {
  const catalog = catalogFrom(loadCatalog('generated'));
  const rules = rulesOf(catalog);
  const random = randomFrom(31);
  const streams = {
    typical: Array.from({ length: 2 * COUNT }, (_, index) => typical(random, index)),
    mutated: makeCases(catalog, rules, { seed: 32, count: 2 * COUNT, types: false }),
  };
  for (const [name, cases] of Object.entries(streams))
    for (const [known, profile] of Object.entries(PROFILES)) {
      const validator = await openValidator('generated');
      const options = { environment: environmentFrom(profile), fixes: false };
      const lines = cases.map(caseText);
      const judge = (line: string): string => answerText(validateLine(line, validator, options));
      for (const line of lines.slice(0, COUNT)) judge(line);
      const start = process.cpuUsage().user;
      for (const line of lines.slice(COUNT)) judge(line);
      const rate = (COUNT * 1e6) / (process.cpuUsage().user - start);
      console.log(`configs a second, ${name}, machine ${known}: ${Math.round(rate)}`);
    }
};

const PROFILES: Readonly<Record<string, EnvironmentProfile>> = {
  unknown: {},
  known: { launch: 'single', hardware: 'bf16', packages: 'all' },
};

processes();
await throughput();

/*
 * A clone of LLaMA Factory walked through ten of its own versions under `serve --watch`, then one file edited again and
 * again, while an MCP client asks without end. The companions of every version must be in the cache.
 *
 *   npm run build && npx tsx bench/walk/run.mts REPOSITORY [ROUNDS] [VERSION…]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheRoot } from '../../src/catalog/cache-root.ts';
import { type Edit, walk } from './walk.ts';

const TEN = 'v0.7.1 v0.8.0 v0.8.1 v0.8.2 v0.8.3 v0.9.0 v0.9.1 v0.9.2 v0.9.3 v0.9.4 v0.9.5'.split(' ');

/** What a one-file edit changes. */
const EDITS: readonly [Edit, ...Edit[]] = [
  {
    kind: 'a default',
    parameter: 'lora_rank',
    change: (text, number) => text.replace(/(lora_rank: int = field\(\s*default=)\d+/, `$1${number}`),
  },
  {
    kind: 'a help',
    parameter: 'lora_rank',
    change: (text, number) =>
      text.replace(/(lora_rank: int = field\([^)]*?"help": ")/, `$1In words, ${number}. `),
  },
  {
    kind: 'a field more',
    parameter: 'lora_rank',
    change: (text, number) =>
      text.replace(
        /( +)(lora_rank: int = field\(\s*default=)\d+/,
        `$1more_${number}: int = field(default=1)\n$1$2${number}`,
      ),
  },
  {
    kind: 'a choice more',
    parameter: 'pref_loss',
    change: (text, number) => text.replace(/(pref_loss: Literal\[)/, `$1"loss_${number}", `),
  },
  {
    kind: 'a condition of a rule',
    parameter: 'reward_model',
    change: (text, number) =>
      text.replace(
        /(if self\.stage == "ppo" and) (self\.reward_model)/,
        `$1 self.ppo_epochs != ${number} and $2`,
      ),
  },
];

const at = (times: readonly number[], share: number): number =>
  Math.round(times[Math.floor(share * (times.length - 1))] ?? Number.NaN);

const [repository, rounds = '100', ...named] = process.argv.slice(2);
if (repository === undefined) throw new Error('Name a repository of LLaMA Factory: a path or an address.');
const root = mkdtempSync(join(tmpdir(), 'lfp-walk-'));
const clone = join(root, 'LLaMA-Factory');
try {
  execFileSync('git', ['clone', '--quiet', '--no-checkout', repository, clone]);
  mkdirSync(join(root, 'cache'));
  symlinkSync(resolve(cacheRoot(process.env), 'packages'), join(root, 'cache/packages'));
  const [first = 'v0.9.4', ...further] = named.length > 0 ? named : TEN;
  const result = await walk({
    clone,
    source: clone,
    versions: [first, ...further],
    env: { ...process.env, LLAMAFACTORY_PARAMS_CACHE: join(root, 'cache') },
    program: ['dist/cli/main.js'],
    file: join(clone, 'src/llamafactory/hparams/finetuning_args.py'),
    edits: EDITS,
    rounds: Number(rounds),
    log: console.log,
  });
  const mb = result.residentMb.map(Math.round);
  const tenth = Math.ceil(mb.length / 10);
  const mean = (some: readonly number[]): number =>
    Math.round(some.reduce((sum, one) => sum + one, 0) / some.length);
  console.log(
    `${result.answers} answers, ${result.failures.length} failed ${result.failures.slice(0, 3).join('; ')}`,
  );
  console.log(`swaps of each step: ${result.swaps.join(' ')}`);
  console.log(`wrong summaries: ${result.wrongSummaries.join(' ') || 'none'}`);
  for (const [kind, times] of Object.entries(result.milliseconds))
    console.log(
      `last write to new answer, ${kind}: median ${at(times, 0.5)} ms, p90 ${at(times, 0.9)} ms, ${times.length} edits`,
    );
  const all = Object.values(result.milliseconds)
    .flat()
    .sort((a, b) => a - b);
  console.log(`last write to new answer, all: median ${at(all, 0.5)} ms, p90 ${at(all, 0.9)} ms`);
  console.log(
    `resident: ${mean(mb.slice(tenth, 2 * tenth))} MB in the second tenth, ${mean(mb.slice(-tenth))} MB in the last`,
  );
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

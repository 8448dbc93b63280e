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
import { walk } from './walk.ts';

const TEN = 'v0.7.1 v0.8.0 v0.8.1 v0.8.2 v0.8.3 v0.9.0 v0.9.1 v0.9.2 v0.9.3 v0.9.4 v0.9.5'.split(' ');

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
    edited: {
      file: join(clone, 'src/llamafactory/hparams/finetuning_args.py'),
      parameter: 'lora_rank',
      default: /(lora_rank: int = field\(\s*default=)\d+/,
    },
    rounds: Number(rounds),
    log: console.log,
  });
  const at = (share: number): number =>
    Math.round(result.milliseconds[Math.floor(share * (result.milliseconds.length - 1))] ?? Number.NaN);
  const mb = result.residentMb.map(Math.round);
  const tenth = Math.ceil(mb.length / 10);
  const mean = (some: readonly number[]): number =>
    Math.round(some.reduce((sum, one) => sum + one, 0) / some.length);
  console.log(
    `${result.answers} answers, ${result.failures.length} failed ${result.failures.slice(0, 3).join('; ')}`,
  );
  console.log(`swaps of each step: ${result.swaps.join(' ')}`);
  console.log(`wrong summaries: ${result.wrongSummaries.join(' ') || 'none'}`);
  console.log(
    `last write to new answer: median ${at(0.5)} ms, p90 ${at(0.9)} ms, ${result.milliseconds.length} edits`,
  );
  console.log(
    `resident: ${mean(mb.slice(tenth, 2 * tenth))} MB in the second tenth, ${mean(mb.slice(-tenth))} MB in the last`,
  );
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../bench/walk/walk.ts';
import { tinyCheckout } from '../codegen/checkout.ts';

const ARGS = 'src/factory/hparams/model_args.py';

/** A clone with two versions, and an environment that has transformers. */
function tinyClone(): { readonly clone: string; readonly env: NodeJS.ProcessEnv } {
  const root = tinyCheckout();
  const clone = join(root, 'repo');
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', clone, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      stdio: 'ignore',
    });
  const file = join(clone, ARGS);
  // The snapshot, which answers first, knows this name too.
  const change = (from: string, to: string): void =>
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
  change('rank', 'lora_rank');
  git('init', '-b', 'main');
  git('add', '-A');
  git('commit', '-m', 'one');
  git('tag', 'one');
  change('rank: int = 8', 'rank: int = 9\n    alpha: int = 2');
  git('commit', '-am', 'two');
  git('tag', 'two');
  mkdirSync(join(root, 'venv/lib/python3.11'), { recursive: true });
  writeFileSync(join(root, 'venv/pyvenv.cfg'), '');
  symlinkSync(join(root, 'site'), join(root, 'venv/lib/python3.11/site-packages'));
  const { PATH } = process.env;
  const own = { VIRTUAL_ENV: join(root, 'venv'), HOME: root, LLAMAFACTORY_PARAMS_CACHE: join(root, 'cache') };
  return { clone, env: { PATH, ...own } };
}

// With real versions and figures: bench/walk/run.mts
test('B12: a clone walked through versions and edited under serve --watch fails no question', {
  timeout: 240_000,
}, async () => {
  const { clone, env } = tinyClone();
  const result = await walk({
    clone,
    source: clone,
    versions: ['one', 'two'],
    env,
    program: ['--import', 'tsx', 'src/cli/main.ts'],
    file: join(clone, ARGS),
    edits: [
      {
        kind: 'default',
        parameter: 'lora_rank',
        change: (text, number) => text.replace(/(lora_rank: int = )\d+/, `$1${number}`),
      },
    ],
    rounds: 3,
    log: () => undefined,
  });
  expect(result.failures).toEqual([]);
  expect(result.swaps).toEqual([1]);
  expect(result.wrongSummaries).toEqual([]);
  expect(result.milliseconds.default).toHaveLength(3);
  expect(result.answers).toBeGreaterThan(3);
});

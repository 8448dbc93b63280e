import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { killAtRandom, type Writer } from '../../bench/kill/kill.ts';
import { tinyCheckout } from './checkout.ts';

/** The short form of `bench/kill/run.mts`, which kills 200 runs over real releases. */
it('after kill -9 at random moments of whole codegen runs the folder is whole, old or new', {
  timeout: 300_000,
}, async () => {
  const root = tinyCheckout();
  const args = join(root, 'repo/src/factory/hparams/model_args.py');
  const text = readFileSync(args, 'utf8');
  const target = join(root, 'out/generated');
  const writer: Writer = {
    args: [
      '--import',
      'tsx',
      'src/cli/main.ts',
      'codegen',
      ...['--source', join(root, 'repo'), '--transformers', join(root, 'site'), '--offline', '--out', target],
    ],
    env: { ...process.env, LLAMAFACTORY_PARAMS_CACHE: join(root, 'cache') },
    target,
    many: false,
    prepare: (run) => writeFileSync(args, text.replace('rank: int = 8', `rank: int = ${10 + run}`)),
  };
  const { killed, broken } = await killAtRandom([writer], 8);
  const kills = Object.values(killed).reduce((sum, one) => sum + one, 0);
  expect(broken).toEqual([]);
  expect(kills).toBeGreaterThan(2);
});

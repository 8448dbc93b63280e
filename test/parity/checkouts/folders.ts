/**
 * `npm run parity:folders -- [--release 0.9.4] [--verdicts 300] [--seed 1] DIR …`: checkouts of forks and of what was
 * derived from LLaMA Factory, each run through the whole pipeline and held against its own parser, in the environment of
 * that release.
 */
import { parseArgs } from 'node:util';
import { PINNED } from '../releases.ts';
import { live, row, wishesOf } from './report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    release: { type: 'string', default: PINNED },
    verdicts: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

for (const folder of positionals) {
  console.log((await row(folder, folder)).join('\n'));
  console.log((await live(folder, values.release, wishesOf(values.verdicts, values.seed))).join('\n'));
}

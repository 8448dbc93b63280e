/**
 * `npm run parity:modified -- --repo DIR [--verdicts 200] [REF …]`: states of upstream changed in ways no release has,
 * each compared with its own parser asked now, about configs too. Without REF the newest commit and the newest release.
 */
import { parseArgs } from 'node:util';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { PINNED } from '../releases.ts';
import { modernise } from './modern.ts';
import { modifyCheckout } from './modify.ts';
import { live, wishesOf } from './report.ts';
import { succeed } from './successor.ts';
import { walkOver } from './walk.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { repo: { type: 'string' }, verdicts: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
if (values.repo === undefined) throw new Error('--repo names a clone of LLaMA Factory, bare or not.');

type Change = (folder: string) => readonly string[];
const CHANGES: readonly Change[] = [
  (folder) => [...modifyCheckout(folder, 'our_forge'), ...modernise(folder, 'our_forge')],
  (folder) => succeed(folder, 'llamafactory'),
];

await loadGrammar();
for (const name of positionals.length > 0 ? positionals : ['main', `v${PINNED}`])
  for (const change of CHANGES) {
    const walk = walkOver(values.repo);
    try {
      const [ref] = walk.named([name]);
      if (ref === undefined) throw new Error(`no ${name} in ${values.repo}`);
      walk.checkOut(ref);
      console.log(`${name} ${ref.date}, changed: ${change(walk.folder).join('; ')}`);
      const lines = await live(walk.folder, PINNED, wishesOf(values.verdicts, values.seed));
      console.log(lines.join('\n'));
      if (lines.some((line) => /DIFFERENT|false error|cannot be asked/.test(line))) process.exitCode = 1;
    } finally {
      walk.close();
    }
  }

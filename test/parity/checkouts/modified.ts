/**
 * `npm run parity:modified -- --repo DIR [REF …]`: states of upstream changed in ways no release has, each compared with
 * its own parser asked now. Without REF the newest commit and the newest release.
 */
import { parseArgs } from 'node:util';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { isEqual, summary } from '../compare.ts';
import { parserEnvironment } from '../environment.ts';
import { PINNED } from '../releases.ts';
import { compareLive } from './live.ts';
import { modernise } from './modern.ts';
import { modifyCheckout } from './modify.ts';
import { walkOver } from './walk.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { repo: { type: 'string' } } });
if (values.repo === undefined) throw new Error('--repo names a clone of LLaMA Factory, bare or not.');

await loadGrammar();
for (const name of positionals.length > 0 ? positionals : ['main', `v${PINNED}`]) {
  const walk = walkOver(values.repo);
  try {
    const [ref] = walk.named([name]);
    if (ref === undefined) throw new Error(`no ${name} in ${values.repo}`);
    walk.checkOut(ref);
    const done = [...modifyCheckout(walk.folder, 'our_forge'), ...modernise(walk.folder, 'our_forge')];
    const { fields: comparisons } = await compareLive(walk.folder, parserEnvironment());
    console.log(`${name} ${ref.date}, changed: ${done.join('; ')}`);
    console.log(`    ${isEqual(comparisons) ? 'equal' : 'DIFFERENT'} ${summary(comparisons)}`);
    for (const difference of comparisons.flatMap(({ differences }) => differences))
      console.log(`    ${difference}`);
    if (!isEqual(comparisons)) process.exitCode = 1;
  } finally {
    walk.close();
  }
}

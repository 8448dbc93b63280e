/**
 * `npm run parity:releases`: extracts every release from what its registry holds and compares its fields with what its
 * own parser was recorded to take. Each with the transformers it was recorded with.
 */
import pc from 'picocolors';
import { extractFacts } from '../../codegen/facts/index.ts';
import { loadGrammar } from '../../codegen/python/grammar.ts';
import { createProgram } from '../../codegen/python/program.ts';
import { openSource } from '../../codegen/source/index.ts';
import { compareFields, isEqual, summary } from './compare.ts';
import { readRecord, recordPath } from './record.ts';
import { RELEASES } from './releases.ts';

await loadGrammar();
const different: string[] = [];
for (const release of RELEASES) {
  const record = readRecord(recordPath(release));
  const source = await openSource(
    { path: null, release, transformers: record.transformers },
    {
      env: process.env,
      cwd: process.cwd(),
      offline: false,
      onProgress: ({ detail }) => console.error(pc.dim(detail)),
    },
  );
  const comparisons = compareFields(record, extractFacts(createProgram(source.files), source).data);
  const mark = isEqual(comparisons) ? pc.green('equal') : pc.red('DIFFERENT');
  console.log(`${release}  transformers ${record.transformers.padEnd(7)} ${mark}  ${summary(comparisons)}`);
  different.push(
    ...comparisons.flatMap(({ differences }) => differences.map((text) => `${release}: ${text}`)),
  );
}
for (const text of different) console.log(text);
process.exitCode = different.length === 0 ? 0 : 1;

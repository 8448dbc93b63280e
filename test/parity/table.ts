/**
 * `npm run parity:releases [-- --live [RELEASE …]]`: extracts every release from what its registry holds and compares
 * its fields with what its own parser was recorded to take, with `--live` also with what that parser takes now. Each
 * with the transformers it was recorded with.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { extractFacts } from '../../codegen/facts/index.ts';
import { loadGrammar } from '../../codegen/python/grammar.ts';
import { createProgram } from '../../codegen/python/program.ts';
import { openSource } from '../../codegen/source/index.ts';
import { compareFields, type EntryComparison, isEqual, summary } from './compare.ts';
import { releaseEnvironment } from './environment.ts';
import { type FieldsRecord, readRecord, recordFields, recordingOf, recordPath } from './record.ts';
import { RELEASES } from './releases.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { live: { type: 'boolean' } } });

async function catalogOf(release: string, { transformers }: FieldsRecord) {
  const context = {
    env: process.env,
    cwd: process.cwd(),
    offline: false,
    onProgress: ({ detail }: { detail: string }) => console.error(pc.dim(detail)),
  };
  const source = await openSource({ path: null, release, transformers }, context);
  return extractFacts(createProgram(source.files), source).data;
}

async function askNow(release: string): Promise<FieldsRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'lfp-parity-'));
  try {
    return recordFields(await releaseEnvironment(release), recordingOf(release, join(folder, 'record.json')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await loadGrammar();
const different: string[] = [];
const tell = (release: string, how: string, comparisons: readonly EntryComparison[]): void => {
  const mark = isEqual(comparisons) ? pc.green('equal') : pc.red('DIFFERENT');
  console.log(`${release}  ${how.padEnd(21)} ${mark}  ${summary(comparisons)}`);
  different.push(
    ...comparisons.flatMap(({ differences }) => differences.map((text) => `${release}: ${text}`)),
  );
};
for (const release of positionals.length > 0 ? positionals : RELEASES) {
  const record = readRecord(recordPath(release));
  const catalog = await catalogOf(release, record);
  tell(release, `transformers ${record.transformers}`, compareFields(record, catalog));
  if (values.live) tell(release, 'its parser, asked now', compareFields(await askNow(release), catalog));
}
for (const text of different) console.log(text);
process.exitCode = different.length === 0 ? 0 : 1;

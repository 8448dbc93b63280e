/** `npm run parity`: asks the real parser of the pinned release now, and compares the committed catalog with it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogData } from '../../src/model/index.ts';
import { compareFields, isEqual, summary } from './compare.ts';
import { parserEnvironment } from './environment.ts';
import { recordFields, recordingOf } from './record.ts';
import { PINNED } from './releases.ts';

const folder = mkdtempSync(join(tmpdir(), 'lfp-parity-'));
try {
  const record = recordFields(parserEnvironment(), recordingOf(PINNED, join(folder, 'record.json')));
  const catalog = CatalogData.parse(JSON.parse(readFileSync('generated/catalog.json', 'utf8')));
  const comparisons = compareFields(record, catalog);
  console.log(
    `LLaMA Factory ${record.llamafactory}, transformers ${record.transformers}: ${summary(comparisons)}`,
  );
  for (const difference of comparisons.flatMap(({ differences }) => differences)) console.log(difference);
  process.exitCode = isEqual(comparisons) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

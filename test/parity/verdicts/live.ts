import { parseArgs } from 'node:util';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { releaseEnvironment } from '../environment.ts';
import { PINNED } from '../releases.ts';
import { printReport, runParity } from './parity.ts';

/*
 * The rules of a catalog against the real parser, on configs made now:
 * npx tsx test/parity/verdicts/live.ts [--catalog generated] [--release 0.9.5] [--count 2000] [--seed 1] [--types]
 * [--least 0.999]. Status 1 below that agreement, and on any certain error about a config that the parser accepts.
 */
const { values } = parseArgs({
  options: {
    catalog: { type: 'string', default: 'generated' },
    release: { type: 'string', default: PINNED },
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    types: { type: 'boolean', default: false },
    minimise: { type: 'string', default: '10' },
    least: { type: 'string', default: '0.999' },
  },
});

const report = await runParity({
  catalog: catalogFrom(loadCatalog(values.catalog)),
  python: await releaseEnvironment(values.release),
  count: Number(values.count),
  seed: Number(values.seed),
  types: values.types,
  minimise: Number(values.minimise),
});
console.log(printReport(report));
const unsound = (report.disagreeing['false error'] ?? 0) > 0;
process.exitCode = unsound || report.agreement < Number(values.least) ? 1 : 0;

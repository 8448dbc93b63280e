import { parseArgs } from 'node:util';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { releaseEnvironment } from '../environment.ts';
import { PINNED } from '../releases.ts';
import { printReport, runParity } from './parity.ts';

/*
 * The rules of a catalog against the real parser, on configs made now:
 * npx tsx test/parity/verdicts/live.ts [--catalog generated] [--release 0.9.5] [--count 2000] [--seed 1] [--types]
 */
const { values } = parseArgs({
  options: {
    catalog: { type: 'string', default: 'generated' },
    release: { type: 'string', default: PINNED },
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    types: { type: 'boolean', default: false },
    minimise: { type: 'string', default: '10' },
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
process.exitCode = report.agreement < 0.999 ? 1 : 0;

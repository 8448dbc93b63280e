import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { releaseEnvironment } from '../environment.ts';
import { PINNED, stubsOf } from '../releases.ts';
import { printReport, runParity } from './parity.ts';

/*
 * The rules of a catalog against the real parser, on configs made now:
 * npx tsx test/parity/verdicts/live.ts [--catalog generated] [--release 0.9.5] [--source DIR] [--count 2000] [--seed 1]
 * [--types] [--least 0.999]. Status 1 below that agreement, and on any certain error about a config that the parser
 * accepts. `--source`: a checkout whose own parser is asked, with that release's packages.
 */
const { values } = parseArgs({
  options: {
    catalog: { type: 'string', default: 'generated' },
    release: { type: 'string', default: PINNED },
    source: { type: 'string' },
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    types: { type: 'boolean', default: false },
    minimise: { type: 'string', default: '10' },
    least: { type: 'string', default: '0.999' },
  },
});

const environment = await releaseEnvironment(values.release);
const path = [values.source && join(values.source, 'src'), environment.env.PYTHONPATH].filter(Boolean);
const report = await runParity({
  catalog: catalogFrom(loadCatalog(values.catalog)),
  python: { ...environment, env: { ...environment.env, PYTHONPATH: path.join(':') } },
  stubs: stubsOf(values.release),
  count: Number(values.count),
  seed: Number(values.seed),
  types: values.types,
  minimise: Number(values.minimise),
});
console.log(printReport(report));
const unsound = (report.disagreeing['false error'] ?? 0) > 0;
process.exitCode = unsound || report.agreement < Number(values.least) ? 1 : 0;

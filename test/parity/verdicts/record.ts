import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { releaseEnvironment } from '../environment.ts';
import { PINNED, stubsOf } from '../releases.ts';
import { atomNames, outsideNames } from './environment.ts';
import { caseText } from './mutate.ts';
import { makeCases, rulesOf } from './parity.ts';
import { functionsOf, startParser } from './parser.ts';

/*
 * Records verdicts for `verdicts.test.ts`, from our own base configs only:
 * npx tsx test/parity/verdicts/record.ts [--catalog generated] [--release 0.9.5] [--count 400]
 */
const { values } = parseArgs({
  options: {
    catalog: { type: 'string', default: 'generated' },
    release: { type: 'string', default: PINNED },
    count: { type: 'string', default: '400' },
  },
});

const catalog = catalogFrom(loadCatalog(values.catalog));
const rules = rulesOf(catalog);
const parser = await startParser(
  await releaseEnvironment(values.release),
  functionsOf(catalog),
  stubsOf(values.release),
);
const atoms = await parser.ask(atomNames(rules), outsideNames(rules));
const lines = [JSON.stringify({ release: values.release, atoms })];
for (const types of [false, true]) {
  const count = Number(values.count);
  const cases = makeCases(catalog, rules, { seed: types ? 12 : 11, count, types, ownBases: true });
  let at = 0;
  for await (const { json } of parser.judge(cases)) {
    const one = cases[at++];
    if (one !== undefined) lines.push(`{"case": ${caseText(one)}, "real": ${json}}`);
  }
}
parser.close();
writeFileSync(new URL(`records/${values.release}.jsonl`, import.meta.url), `${lines.join('\n')}\n`);
console.log(`${lines.length - 1} verdicts of ${values.release}`);

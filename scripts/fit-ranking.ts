/**
 * Fits the ranking and prints how well it does on configs it has not seen.
 *
 *   npx tsx scripts/fit-ranking.ts [--catalog generated] [--public configs.jsonl] [--write | --counts]
 *
 * `--public`: one `{gates, keys}` a line, which keys a config sets and its gate values; without it the weights are
 * fitted on upstream's examples alone. `--write` puts the weights and the counts into `codegen/index/`; `--counts` does
 * so with the counts of the catalog's examples and fits nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { countConfigs } from '../codegen/index/count.ts';
import {
  type Config,
  crossValidate,
  fitLikeness,
  fitRanking,
  type Recall,
  recallOf,
  type Study,
} from '../codegen/index/fit.ts';
import type { Catalog } from '../src/catalog/index.ts';
import { openCatalog } from '../src/catalog/open.ts';
import { decisionsOf, dimensionsOf } from '../src/decisions/index.ts';
import { CountGroup, type Example, type Json } from '../src/model/index.ts';

const ENTRY = 'train';
const FOLDS = 10;

/** How much each decision counts when configs are compared, before the fit: a stage says more than a precision. */
const LIKENESS = {
  'like.stage': 3,
  'like.method': 3,
  'like.optimizer': 2,
  'like.modality': 1.5,
  'like.quantization': 1,
  'like.distributed': 1,
  'like.data_strategy': 1,
  'like.precision': 0.5,
  'like.power': 3,
};

const PublicConfig = z.object({ kind: z.string(), gates: CountGroup.shape.gates, keys: z.array(z.string()) });
type PublicConfig = z.infer<typeof PublicConfig>;

const readPublic = (path: string): readonly PublicConfig[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => PublicConfig.parse(JSON.parse(line)))
    .filter(({ kind }) => kind === ENTRY);

/** An example with this share of keys that no class takes is meant for another environment (`USE_MCA`). */
const FOREIGN = 0.1;

const ownExamples = (catalog: Catalog): readonly Example[] => {
  const known = new Set(catalog.parametersOf(ENTRY).map(({ name }) => name));
  return catalog.data.examples.filter(({ entry, config }) => {
    const keys = Object.keys(config);
    return entry === ENTRY && keys.filter((key) => !known.has(key)).length < FOREIGN * keys.length;
  });
};

const exampleConfigs = (catalog: Catalog): readonly Config[] =>
  ownExamples(catalog).map(({ path, config }) => ({
    id: path,
    from: 'examples',
    decisions: decisionsOf(catalog, ENTRY, config),
    keys: Object.keys(config),
  }));

const publicConfigs = (catalog: Catalog, rows: readonly PublicConfig[]): readonly Config[] =>
  rows.map(({ gates, keys }, position) => {
    const known: Record<string, Json> = { ...Object.fromEntries(keys.map((key) => [key, null])), ...gates };
    return { id: `public ${position}`, from: 'public', decisions: decisionsOf(catalog, ENTRY, known), keys };
  });

/** An example reduced to its gates: values where a decision looks at the value, else only that it is set. */
const gatesIn = (catalog: Catalog, config: Readonly<Record<string, Json>>): CountGroup['gates'] => {
  const gates: Record<string, string | number | boolean> = {};
  for (const parameter of dimensionsOf(catalog).flatMap(({ gateParameters }) => gateParameters)) {
    const value = config[parameter];
    if (value === undefined || value === null || value === false || value === '') continue;
    gates[parameter] = typeof value === 'object' || /[/.]/.test(String(value)) ? true : value;
  }
  return gates;
};

const report = (title: string, { keys, found, missed, sizes }: Recall): void => {
  const share = ((100 * found) / Math.max(1, keys)).toFixed(2);
  console.log(
    `${title}: ${found} of ${keys} keys (${share} %), lists of ${Math.min(...sizes)} to ${Math.max(...sizes)}`,
  );
  const counts = new Map<string, number>();
  for (const { key, why } of missed) counts.set(`${key}: ${why}`, (counts.get(`${key}: ${why}`) ?? 0) + 1);
  const worst = [...counts].sort((a, b) => b[1] - a[1]);
  for (const [text, count] of worst.slice(0, 12)) console.log(`  ${count} x ${text}`);
  const inert = worst.filter(([text]) => /: (inert|forbidden)/.test(text));
  console.log(
    `  inert or forbidden: ${inert.map(([text, count]) => `${count} x ${text}`).join('; ') || 'none'}`,
  );
};

const writeJson = (name: string, value: unknown): void => {
  const path = join(import.meta.dirname, '../codegen/index', name);
  writeFileSync(path, `${JSON.stringify(value, null, 1)}\n`);
  console.log(`wrote ${path}`);
};

const writeExampleCounts = (catalog: Catalog): void => {
  // The plainest first: its values count where no two agree.
  const examples = ownExamples(catalog).toSorted(
    (a, b) => Object.keys(a.config).length - Object.keys(b.config).length,
  );
  writeJson(
    'example-counts.json',
    countConfigs(
      examples.map(({ config }) => ({
        gates: gatesIn(catalog, config),
        keys: Object.keys(config),
        values: config,
      })),
    ),
  );
};

const main = (): void => {
  const { values } = parseArgs({
    options: {
      catalog: { type: 'string', default: 'generated' },
      public: { type: 'string' },
      write: { type: 'boolean' },
      counts: { type: 'boolean' },
    },
  });
  const catalog = openCatalog(values.catalog);
  if (values.counts === true) {
    writeExampleCounts(catalog);
    return;
  }
  const { evidence } = catalog;
  if (evidence === undefined) throw new Error(`${values.catalog} has no index.json: run codegen first`);
  const rows = values.public === undefined ? [] : readPublic(values.public);
  const configs = [...exampleConfigs(catalog), ...publicConfigs(catalog, rows)];
  const publicCounts = rows.length === 0 ? evidence.publicCounts : countConfigs(rows);
  const start: Study = {
    catalog,
    entry: ENTRY,
    configs,
    data: { ...evidence, publicCounts: [...publicCounts], ranking: LIKENESS },
  };
  const study = { ...start, data: { ...start.data, ranking: fitLikeness(start, LIKENESS) } };
  const weights = fitRanking(study);
  console.log(weights);
  for (const from of ['examples', 'public'] as const) {
    const measured = configs.filter((config) => config.from === from);
    if (measured.length === 0) continue;
    report(`${from}, each left out of the counts`, recallOf(study, measured, weights));
    report(`${from}, weights fitted on the other ${FOLDS - 1} folds`, crossValidate(study, FOLDS, from));
  }
  if (values.write !== true) return;
  writeJson('weights.json', weights);
  if (rows.length > 0) writeJson('public-counts.json', publicCounts);
  writeExampleCounts(catalog);
};

main();

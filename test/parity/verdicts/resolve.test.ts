import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { Json } from '../../../src/model/index.ts';
import { resolveConfig } from '../../../src/resolve/resolve.ts';
import { readJson } from '../../../src/validate/json/read.ts';
import { createValidator } from '../../../src/validate/validator.ts';
import { PINNED } from '../releases.ts';
import { exactEnvironment } from './environment.ts';
import { rulesOf } from './parity.ts';

const Header = z.object({ release: z.string(), atoms: z.record(z.string(), Json) });
const Recorded = z.object({
  case: z.object({ id: z.string(), entry: z.string(), config: z.record(z.string(), Json) }),
  real: z.object({ accepted: z.boolean(), derived: z.record(z.string(), Json).optional() }),
});

const [first = '', ...lines] = readFileSync(new URL(`records/${PINNED}.jsonl`, import.meta.url), 'utf8')
  .trim()
  .split('\n');
const environment = exactEnvironment(Header.parse(JSON.parse(first)).atoms);
const catalog = catalogFrom(loadCatalog('generated'));
const validator = createValidator({ catalog, rules: rulesOf(catalog) });

/** What is no plain value there: times, devices, objects. */
const isOpaque = (value: Json): boolean => JSON.stringify(value).includes('$opaque');

describe(`B6: what the real parser of ${PINNED} derived`, () => {
  it('is what resolve gives, for every value', () => {
    const all = lines
      .map((line) => Recorded.parse(JSON.parse(line)))
      .flatMap(({ case: { id, entry, config }, real: { derived = {} } }) => {
        const { values } = resolveConfig(validator, readJson(JSON.stringify(config)), { entry, environment });
        return Object.entries(derived)
          .filter(([, value]) => !isOpaque(value))
          .map(([key, value]) => ({ id, key, value, got: values[key.split('.').at(-1) ?? '']?.value }));
      });
    expect(all.length).toBeGreaterThan(1000);
    const other = all.filter(({ value, got }) => JSON.stringify(value) !== JSON.stringify(got));
    expect(other).toEqual([]);
  });
});

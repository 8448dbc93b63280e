import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ENTRY_POINTS } from '../../../generated/schemas.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { fromJson } from '../../../src/expr/python/from-json.ts';
import { PyDict } from '../../../src/expr/python/value.ts';
import { documentOf } from '../../../src/validate/batch/jsonl.ts';
import { openValidator } from '../../../src/validate/open.ts';
import type { Validator } from '../../../src/validate/validator.ts';
import { makeCases, rulesOf } from '../../parity/verdicts/parity.ts';

const catalog = catalogFrom(loadCatalog('generated'));

/** What only `validate` looks at: templates, data sets, and values that Python takes though the type is another. */
const BEYOND = new Set(['unknown-template', 'unknown-dataset', 'wrong-type']);

/** Issues of the declared types, not of rules or of keys. */
const TYPED: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

const schemas: Readonly<Record<string, z.ZodType>> = ENTRY_POINTS;

describe('B1, B4: the Zod schemas and validate judge alike', () => {
  let validator: Validator;
  beforeAll(async () => {
    validator = await openValidator('generated');
  });

  it('on 2,000 mutated configs', () => {
    const wrong: string[] = [];
    const verdicts = { taken: 0, refused: 0 };
    for (const { entry, config } of makeCases(catalog, rulesOf(catalog), {
      seed: 71,
      count: 2000,
      types: false,
    })) {
      // A placeholder of a Python float is no value of a config.
      const plain = JSON.parse(JSON.stringify(config).replaceAll(/"@float:([^"]*)"/g, '$1'));
      const dict = fromJson(plain);
      if (!(dict instanceof PyDict)) throw new Error('a case is no mapping');
      const { diagnostics } = validator.validate(documentOf(dict), { entry, fixes: false });
      const certain = diagnostics.filter((each) => each.severity === 'error' && each.certainty === 'certain');
      const ours = certain.filter(({ code }) => !BEYOND.has(code)).length === 0;
      const { success, error } = (schemas[entry] as z.ZodType).safeParse(plain);
      verdicts[ours ? 'taken' : 'refused'] += 1;
      // Zod holds to the declared types, which the parser does not look at.
      if (success === ours || error?.issues.some(({ code }) => TYPED.has(code))) continue;
      wrong.push(`${entry} ${JSON.stringify(plain)}: ${JSON.stringify(error?.issues[0] ?? certain[0])}`);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(300);
  });
});

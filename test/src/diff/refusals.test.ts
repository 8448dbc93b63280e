import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { newRefusals } from '../../../src/diff/index.ts';
import { createValidator } from '../../../src/validate/validator.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { rulesFor } from '../../fixtures/rules.ts';

const catalog = createCatalog(catalogData);
const names = catalog.parametersOf('train').map(({ name }) => name);
const lenient = createValidator({ catalog });
const strict = createValidator({ catalog, rules: rulesFor(names) });

describe('newRefusals (B9)', () => {
  const text = 'finetuning_type: full\nuse_dora: true\nlora_rnk: 8\n';

  it('gives what only the later release refuses, with its line of upstream', () => {
    const found = newRefusals({ text, validator: lenient }, { text, validator: strict }, 'train');
    expect(found).toMatchObject([
      { code: 'rule', severity: 'error', at: 'llamafactory/hparams/finetuning_args.py:500' },
    ]);
  });

  it('gives nothing that was refused before, and nothing of what the upgrade mended', () => {
    expect(newRefusals({ text, validator: strict }, { text, validator: strict }, 'train')).toEqual([]);
    const mended = text.replace('full', 'lora');
    expect(newRefusals({ text, validator: lenient }, { text: mended, validator: strict }, 'train')).toEqual(
      [],
    );
  });
});

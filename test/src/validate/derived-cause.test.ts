import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { readConfig } from '../../../src/validate/read.ts';
import { createValidator } from '../../../src/validate/validator.ts';

const catalog = catalogFrom(loadCatalog('generated'));
const validator = createValidator({ catalog, rules: catalog.rules ?? undefined });

describe('B4, B5: a refusal of what upstream derived', () => {
  it('stands on the key that made it, and shows the value that was refused', () => {
    const text = [
      'model_name_or_path: some/model',
      'dataset: one',
      'output_dir: saves',
      'bf16: true',
      'eval_strategy: steps',
    ].join('\n');
    const found = validator
      .validate(readConfig(text, 'yaml'), { entry: 'train' })
      .diagnostics.filter(({ certainty }) => certainty === 'certain');
    expect(found).toMatchObject([
      {
        code: 'rule',
        key: 'eval_strategy',
        line: 5,
        suggestions: ['set eval_dataset', 'set val_size', 'remove eval_strategy'],
      },
    ]);
    expect(found[0]?.message).toMatch(
      /do_eval: true \(set at transformers\/training_args\.py:\d+ by eval_strategy: steps\), eval_dataset not set, val_size: 0\.0 \(default\)/,
    );
    expect(found[0]?.related).not.toContain('eval_strategy');
  });
});

import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/catalog.ts';
import { resolveConfig } from '../../../src/resolve/resolve.ts';
import { readConfig } from '../../../src/validate/read.ts';
import { createValidator } from '../../../src/validate/validator.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { rulesFor } from '../../fixtures/rules.ts';

const catalog = createCatalog(catalogData);
const names = catalog.parametersOf('train').map(({ name }) => name);
const validator = createValidator({ catalog, rules: rulesFor(names) });
const resolve = (text: string, entry = 'train') =>
  resolveConfig(validator, readConfig(text, 'yaml'), { entry });

describe('B6: resolve', () => {
  it('tells config, default and derived values apart, with the line that derives', () => {
    const { values, accepted } = resolve('lora_rank: 4\nlearning_rate: 1e-5\n');
    expect(accepted).toBe(true);
    expect(values.lora_rank).toEqual({ value: 4, origin: 'config', class: 'FinetuningArguments' });
    expect(values.learning_rate).toEqual({ value: 1e-5, origin: 'config', class: 'TrainingArguments' });
    expect(values.stage).toEqual({ value: 'sft', origin: 'default', class: 'FinetuningArguments' });
    expect(values.lora_alpha).toEqual({
      value: 8,
      origin: 'derived',
      class: 'FinetuningArguments',
      at: 'llamafactory/hparams/finetuning_args.py:480',
    });
  });

  it('keeps what the config sets where nothing is derived', () => {
    expect(resolve('lora_alpha: 32').values.lora_alpha).toEqual({
      value: 32,
      origin: 'config',
      class: 'FinetuningArguments',
    });
  });

  it('lists every parameter of the entry point, those that no config can set too', () => {
    const { values } = resolve('');
    expect(Object.keys(values).sort()).toEqual([...new Set(names)].sort());
    expect(values.compute_dtype?.origin).toBe('default');
  });

  it('gives the values and what is wrong of a config that is refused', () => {
    const { accepted, diagnostics, values } = resolve('use_dora: true\nfinetuning_type: full\n');
    expect(accepted).toBe(false);
    expect(diagnostics.map(({ code }) => code)).toEqual(['rule']);
    expect(values.use_dora?.value).toBe(true);
  });

  it('works without rules: config and defaults', () => {
    expect(resolve('task: mmlu', 'eval').values.task).toEqual({
      value: 'mmlu',
      origin: 'config',
      class: 'EvaluationArguments',
    });
  });
});

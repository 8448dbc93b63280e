import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/catalog.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { ARTIFACT } from '../../../src/model/artifact.ts';
import { HistoryData } from '../../../src/model/history.ts';
import { readArguments } from '../../../src/validate/argv/read.ts';
import { readConfig } from '../../../src/validate/read.ts';
import { createValidator } from '../../../src/validate/validator.ts';

/*
 * What people complained of in upstream's tracker ("Some keys are not used by the HfArgumentParser"), each with the
 * diagnostic that would have answered it. The configs are ours, with the keys that the complaint names.
 */
const folder = loadCatalog('generated');
const history = folder.artifact(ARTIFACT.history, HistoryData) ?? undefined;
const validator = createValidator({ catalog: createCatalog(folder.data), history: () => history });
const validate = (entry: string, text: string) =>
  validator.validate(readConfig(text, 'yaml'), { entry }).diagnostics;
const told = (entry: string, text: string) => validate(entry, text).map(({ key, message }) => [key, message]);

describe('B5: the complaints of upstream’s users', () => {
  it('#5843: a key of an older release, for the command eval', () => {
    expect(told('eval', 'model_name_or_path: m\ntask: mmlu\nsplit: test\n')).toEqual([
      [
        'split',
        '"split" is no parameter of eval. Releases 0.7.1 to 0.8.2 (transformers 4.40.2 to 4.41.2) had it. It is gone in 0.9.5: remove it.',
      ],
    ]);
  });

  it('#7412: a key that was renamed', () => {
    expect(validate('train', 'train_mm_proj_only: false\n')).toMatchObject([
      {
        key: 'train_mm_proj_only',
        suggestions: ['freeze_multi_modal_projector'],
        message:
          '"train_mm_proj_only" is no parameter of train. It was renamed to "freeze_multi_modal_projector" in 0.9.2.',
      },
    ]);
  });

  it.each([
    ['#8301: a training config for webchat', 'webchat', ['bf16', 'learning_rate', 'output_dir', 'do_train']],
    ['#5633: a prediction config for chat', 'chat', ['do_predict', 'output_dir', 'predict_with_generate']],
    ['#5382: a prediction config for eval', 'eval', ['do_eval', 'output_dir', 'per_device_eval_batch_size']],
  ])('%s', (_, command, keys) => {
    const text = ['model_name_or_path: m', ...keys.map((key) => `${key}: true`)].join('\n');
    const found = validate(command, text);
    const unknown = found.filter(({ code }) => code === 'unknown-key');
    expect(unknown.map(({ key }) => key)).toEqual(keys);
    expect(unknown.every(({ message }) => message.includes('It belongs to train'))).toBe(true);
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'entry-hint', severity: 'info', suggestions: ['--entry train'] }),
    );
  });

  it('#4235: a key of a newer release', () => {
    const classes = folder.data.classes.map((composed) => ({
      ...composed,
      parameters: composed.parameters.filter(({ name }) => name !== 'eval_dataset'),
    }));
    const older = createCatalog({
      ...folder.data,
      classes,
      source: { ...folder.data.source, label: 'release 0.8.1', llamafactory: '0.8.1' },
    });
    const { diagnostics } = createValidator({ catalog: older, history: () => history }).validate(
      readConfig('eval_dataset: identity\n', 'yaml'),
      { entry: 'train' },
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '"eval_dataset" is no parameter of train. Releases 0.8.3 to 0.9.5 (transformers 4.42.4 to 5.6.0) had it. Update to use it, or remove it: this is 0.8.1.',
    ]);
  });

  it('#2294: a word on the command line that belongs to no option', () => {
    const parameters = createCatalog(folder.data).parametersOf('train');
    const { diagnostics } = readArguments(['src/train_bash.py', '--stage', 'sft'], parameters);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['argument-syntax', 'The word "src/train_bash.py" belongs to no option.'],
    ]);
  });

  it('the rename that transformers made', () => {
    expect(validate('train', 'evaluation_strategy: steps\n')).toMatchObject([
      { key: 'evaluation_strategy', suggestions: ['eval_strategy'] },
    ]);
  });
});

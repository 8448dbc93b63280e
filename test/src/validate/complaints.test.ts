import { beforeAll, describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/catalog.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { ARTIFACT } from '../../../src/model/artifact.ts';
import { HistoryData } from '../../../src/model/history.ts';
import { readArguments } from '../../../src/validate/argv/read.ts';
import { openValidator } from '../../../src/validate/open.ts';
import { readConfig } from '../../../src/validate/read.ts';
import { createValidator, type Validator } from '../../../src/validate/validator.ts';

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
    const document = readArguments(['src/train_bash.py', '--stage', 'sft', '-lora_rank', '8'], parameters);
    const { diagnostics } = validator.validate(document, { entry: 'train' });
    expect(diagnostics.slice(0, 2).map(({ code, message }) => [code, message])).toEqual([
      ['unknown-key', '"src/train_bash.py" is no parameter of train. It belongs to no option: remove it.'],
      [
        'unknown-key',
        '"-lora_rank" is no parameter of train. An option begins with two dashes: --lora_rank.',
      ],
    ]);
  });

  it('the rename that transformers made', () => {
    expect(validate('train', 'evaluation_strategy: steps\n')).toMatchObject([
      { key: 'evaluation_strategy', suggestions: ['eval_strategy'] },
    ]);
  });
});

const BASE = 'model_name_or_path: m\ntemplate: qwen\n';
const TRAIN = `${BASE}stage: sft\ndo_train: true\nfinetuning_type: lora\ndataset: d\noutput_dir: o\nbf16: true\n`;

type Complaint = readonly [
  what: string,
  entry: string,
  text: string,
  key: string | undefined,
  message: string,
  suggestions: readonly string[] | undefined,
];
const COMPLAINTS: readonly Complaint[] = [
  [
    '#6456 a training config for export',
    'export',
    `${BASE}learning_rate: 1.0e-4`,
    'learning_rate',
    'It belongs to train',
    [],
  ],
  [
    '#7927 a name that transformers changed',
    'train',
    `${TRAIN}evaluation_strategy: steps`,
    'evaluation_strategy',
    'renamed to "eval_strategy"',
    ['eval_strategy'],
  ],
  [
    '#450 a key that was never there',
    'train',
    `${TRAIN}dev_ratio: 0.1`,
    'dev_ratio',
    'You may mean "val_size"',
    ['val_size'],
  ],
  [
    '#2800 an old key of packing',
    'train',
    `${TRAIN}sft_packing: true`,
    'sft_packing',
    'You may mean "packing"',
    ['packing', 'neat_packing'],
  ],
  [
    'FSDrive#29 renamed: image_resolution',
    'train',
    `${TRAIN}image_resolution: 262144`,
    'image_resolution',
    'renamed to "image_max_pixels"',
    ['image_max_pixels'],
  ],
  [
    'FSDrive#29 renamed: new_special_tokens',
    'train',
    `${TRAIN}new_special_tokens: a`,
    'new_special_tokens',
    'renamed to "add_special_tokens"',
    ['add_special_tokens'],
  ],
  [
    'renamed: dpo_beta',
    'train',
    `${TRAIN}dpo_beta: 0.1`,
    'dpo_beta',
    'renamed to "pref_beta" in 0.8.0',
    ['pref_beta'],
  ],
  [
    'gone: visual_inputs',
    'train',
    `${TRAIN}visual_inputs: true`,
    'visual_inputs',
    'It is gone in 0.9.5',
    undefined,
  ],
  [
    'gone: the example of fp8',
    'train',
    `${TRAIN}fsdp_transformer_layer_cls_to_wrap: L`,
    'fsdp_transformer_layer_cls_to_wrap',
    'Releases 0.7.1 to 0.9.4',
    undefined,
  ],
  [
    '#8686 no model',
    'train',
    'stage: sft\noutput_dir: o',
    'model_name_or_path',
    'model_name_or_path not set',
    ['set model_name_or_path'],
  ],
  [
    '#6214 no such template',
    'train',
    TRAIN.replace('qwen', 'mlama'),
    'template',
    'No template "mlama" is registered',
    ['mllama', 'llama2', 'llama3', 'llama4'],
  ],
  [
    'an evaluation without data',
    'train',
    `${TRAIN}eval_strategy: steps`,
    'eval_strategy',
    'by eval_strategy: steps',
    ['set eval_dataset', 'set val_size', 'remove eval_strategy'],
  ],
  [
    'a prediction without generating',
    'train',
    `${TRAIN}do_predict: true\nval_size: 0.1`,
    'do_predict',
    'predict_with_generate: false (default)',
    ['predict_with_generate: true', 'remove do_predict'],
  ],
  [
    'streaming without a number of steps',
    'train',
    `${TRAIN}streaming: true`,
    'streaming',
    'max_steps: -1 (default)',
    ['set max_steps', 'remove streaming'],
  ],
  [
    'galore on lora',
    'train',
    `${TRAIN}use_galore: true\npure_bf16: false`,
    'finetuning_type',
    'use_galore: true',
    ['remove use_galore'],
  ],
  [
    'ppo without a reward model',
    'train',
    TRAIN.replace('sft', 'ppo'),
    'stage',
    'reward_model not set',
    ['set reward_model'],
  ],
  [
    'full with quantization',
    'train',
    `${TRAIN.replace('lora', 'full')}quantization_bit: 4\nupcast_layernorm: true`,
    'finetuning_type',
    'quantization_bit: 4',
    ['remove quantization_bit'],
  ],
  [
    'a quoted number',
    'train',
    `${TRAIN}learning_rate: '1e-4'`,
    'learning_rate',
    'a text',
    ['learning_rate: 1e-4'],
  ],
  [
    'a quoted truth value',
    'train',
    `${TRAIN}overwrite_cache: 'yes'`,
    'overwrite_cache',
    'a text',
    ['overwrite_cache: true'],
  ],
  ['Python’s None', 'train', `${TRAIN}report_to: None`, 'report_to', 'the text "None"', ['report_to: null']],
  [
    'flash_attn: true',
    'train',
    `${TRAIN}flash_attn: true`,
    'flash_attn',
    'it is one of auto, disabled, sdpa, fa2, fa3',
    ['auto', 'sdpa', 'fa2', 'fa3', 'disabled'],
  ],
  [
    'keys under headings',
    'train',
    `${TRAIN}method:\n  lora_rank: 8`,
    'method',
    'A config has no groups',
    undefined,
  ],
  [
    'dashes in a name',
    'train',
    `${TRAIN}lora-rank: 8`,
    'lora-rank',
    'Did you mean lora_rank?',
    ['lora_rank'],
  ],
  [
    'no space after the colon',
    'train',
    `${TRAIN}lora_rank:8`,
    undefined,
    'only with a space after it',
    ['lora_rank: 8'],
  ],
  ['an equals sign', 'train', `${TRAIN}lora_rank=8`, undefined, 'a colon and a space', ['lora_rank: 8']],
  ['a full-width colon', 'train', `${TRAIN}lora_rank： 8`, undefined, 'full-width', ['lora_rank: 8']],
];

describe('B5: further complaints from the tracker, each answered by what it should change', () => {
  let whole: Validator;
  beforeAll(async () => {
    whole = await openValidator('generated');
  });

  it.each(COMPLAINTS)('%s', (_, entry, text, key, message, suggestions) => {
    const found = whole
      .validate(readConfig(text, 'yaml'), { entry })
      .diagnostics.filter(({ certainty }) => certainty === 'certain')
      .find((each) => each.message.includes(message));
    expect(found).toMatchObject({ ...(key !== undefined && !found?.related?.includes(key) && { key }) });
    expect(found?.suggestions).toEqual(suggestions?.length === 0 ? undefined : suggestions);
  });
});

import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/catalog.ts';
import type { Diagnostic, HistoryData, RulesData } from '../../../src/model/index.ts';
import { environmentFrom } from '../../../src/validate/environment.ts';
import { readConfig } from '../../../src/validate/read.ts';
import { createValidator, type ValidateOptions } from '../../../src/validate/validator.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { rulesFor } from '../../fixtures/rules.ts';

const catalog = createCatalog(catalogData);
const known = catalog
  .parametersOf('train')
  .filter(({ init }) => init)
  .map(({ name }) => name);
const history: HistoryData = {
  releases: [
    { version: '0.0.0', transformers: '0.0.0' },
    { version: '0.0.1', transformers: '0.0.1' },
    { version: '0.0.2', transformers: '0.0.2' },
  ],
  entries: {
    train: {
      old_flag: { present: [['0.0.0', '0.0.0']], defaults: [] },
      shiny_flag: { present: [['0.0.2', '0.0.2']], defaults: [] },
      freeze_layers: { present: [['0.0.0', '0.0.0']], defaults: [] },
    },
  },
  threshold: 0.5,
  renames: [
    {
      entry: 'train',
      from: 'freeze_layers',
      to: 'freeze_trainable_layers',
      since: '0.0.1',
      score: 0.9,
      evidence: { named: false, owner: true, type: true, position: 1, help: 0.8 },
    },
  ],
};
const validator = createValidator({ catalog, rules: rulesFor(known), history: () => history });

const validate = (text: string, options: ValidateOptions = {}) =>
  validator.validate(readConfig(text, 'yaml'), { entry: 'train', ...options });
const only = (text: string, options: ValidateOptions = {}): Diagnostic => {
  const { diagnostics } = validate(text, options);
  expect(diagnostics).toHaveLength(1);
  return diagnostics[0] as Diagnostic;
};

describe('B5: unknown keys', () => {
  it('names the nearest, with place, exception and line of upstream', () => {
    expect(only('stage: sft\nlora_rnak: 8\n')).toEqual({
      code: 'unknown-key',
      severity: 'error',
      phase: 'parse',
      certainty: 'certain',
      key: 'lora_rnak',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 10,
      message: '"lora_rnak" is no parameter of train. Did you mean lora_rank?',
      suggestions: ['lora_rank'],
      at: 'transformers/hf_argparser.py:400',
      exception: 'ValueError',
    });
  });

  it('does not propose what the config has already', () => {
    const diagnostic = only('lora_rank: 4\nlora_rnak: 8\n');
    expect(diagnostic.suggestions).toBeUndefined();
    expect(diagnostic.message).toBe(
      '"lora_rnak" is no parameter of train. It looks like "lora_rank", which is set as well: remove it.',
    );
  });

  it('names the entry point that takes it', () => {
    const [unknown, hint] = validate('task: mmlu\nn_shot: 3\n').diagnostics;
    expect(unknown?.message).toBe(
      '"task" is no parameter of train. It belongs to eval (EvaluationArguments).',
    );
    expect(validate('task: mmlu\nn_shot: 3\n').diagnostics.at(-1)).toMatchObject({
      code: 'entry-hint',
      severity: 'info',
      suggestions: ['--entry eval'],
    });
    expect(hint?.key).toBe('n_shot');
  });

  it('names the new name of a renamed one', () => {
    expect(only('freeze_layers: 3')).toMatchObject({
      message:
        '"freeze_layers" is no parameter of train. It was renamed to "freeze_trainable_layers" in 0.0.1.',
      suggestions: ['freeze_trainable_layers'],
    });
  });

  it('names the releases that had it, or will have it, with their transformers', () => {
    expect(only('old_flag: 3').message).toBe(
      '"old_flag" is no parameter of train. Release 0.0.0 (transformers 0.0.0) had it. It is gone in 0.0.1: remove it.',
    );
    expect(only('shiny_flag: 3').message).toBe(
      '"shiny_flag" is no parameter of train. Release 0.0.2 (transformers 0.0.2) had it. Update to use it, or remove it: this is 0.0.1.',
    );
  });

  it('says so when a field exists that no config can set', () => {
    expect(only('compute_dtype: bf16')).toMatchObject({ code: 'not-settable', certainty: 'certain' });
  });

  it('cannot tell where a class of the entry point was not read', () => {
    const data = {
      ...catalogData,
      entryPoints: catalogData.entryPoints.map((entry) => ({
        ...entry,
        open: [{ missing: 'mcore_adapter.Arguments', package: 'mcore_adapter' }],
      })),
    };
    const open = createValidator({ catalog: createCatalog(data) });
    const result = open.validate(readConfig('tensor_model_parallel_size: 2', 'yaml'), { entry: 'train' });
    expect(result).toMatchObject({
      accepted: true,
      valid: true,
      diagnostics: [{ code: 'unknown-key-open', severity: 'warning', certainty: 'conditional' }],
    });
  });

  it('takes a config for an open variant where what no class has is what its examples set (B2)', () => {
    const [train] = catalogData.entryPoints;
    if (train === undefined) throw new Error('the fixture has no entry point');
    const open = [{ missing: 'mcore_adapter.Arguments', package: 'mcore_adapter' }];
    const variant = { ...train, name: 'train_mca', when: 'USE_MCA=1', allowExtraKeys: false, open };
    const example = {
      path: 'megatron/full.yaml',
      entry: 'train_mca',
      config: { pipeline_size: 2, lora_rank: 8 },
    };
    const data = {
      ...catalogData,
      entryPoints: [train, variant],
      examples: [...catalogData.examples, example],
    };
    const both = createValidator({ catalog: createCatalog(data), rules: rulesFor(known) });
    const auto = both.validate(readConfig('lora_rank: 8\npipeline_size: 4', 'yaml'));
    expect(auto).toMatchObject({ entry: 'train_mca', accepted: true, valid: true });
    expect(auto.diagnostics).toMatchObject([
      { code: 'unknown-key-open', key: 'pipeline_size', severity: 'info', certainty: 'conditional' },
    ]);
    const slips = both.validate(readConfig('lora_rnk: 8\nlearning_rat: 1', 'yaml'));
    expect(slips).toMatchObject({ entry: 'train', accepted: false });
    const asked = both.validate(readConfig('pipeline_size: 4', 'yaml'), { entry: 'train' });
    expect(asked.accepted).toBe(false);
    expect(asked.diagnostics[0]?.message).toContain('train_mca');
  });

  it('only warns where the parser lets unknown keys pass', () => {
    const entryPoints = catalogData.entryPoints.map((entry) => ({ ...entry, allowExtraKeys: true }));
    const lax = createValidator({ catalog: createCatalog({ ...catalogData, entryPoints }) });
    const { accepted, diagnostics } = lax.validate(readConfig('nonsense: 2', 'yaml'), { entry: 'train' });
    expect([accepted, diagnostics[0]?.code]).toEqual([true, 'extra-key']);
  });

  it('refuses keys that are no names', () => {
    expect(only('3: 4')).toMatchObject({ code: 'key-type', line: 1, column: 1, certainty: 'certain' });
  });

  it('explains dashes in an override after a file', () => {
    const document = readConfig('stage: sft', 'yaml', ['--lora_rank=8']);
    expect(validator.validate(document, { entry: 'train' }).diagnostics).toMatchObject([
      { key: '--lora_rank', suggestions: ['lora_rank'] },
    ]);
  });
});

describe('B5: values', () => {
  it('checks choices in the run phase: the parser lets them pass from YAML', () => {
    const result = validate('stage: dop\n');
    expect(result).toMatchObject({ accepted: true, valid: false });
    expect(result.diagnostics).toMatchObject([
      {
        code: 'invalid-choice',
        phase: 'run',
        severity: 'error',
        key: 'stage',
        line: 1,
        column: 8,
        message: '"stage" cannot be dop; it is one of pt, sft, rm, ppo, dpo, kto.',
      },
    ]);
    expect(result.diagnostics[0]?.suggestions?.[0]).toBe('dpo');
  });

  it('only warns of a value that is not declared, where upstream tells it from others: the declaration is old', () => {
    const given = rulesFor(known);
    const at = given.nodes.length;
    const nodes: RulesData['nodes'] = [
      ...given.nodes,
      { op: 'input', name: 'stage' },
      { op: 'const', value: { list: ['sft', 'grpo'] } },
      { op: 'in', args: [at, at + 1] },
    ];
    const rules = { ...given, nodes };
    const knowing = createValidator({
      catalog: createCatalog(catalogData, undefined, { rules: () => rules }),
    });
    const result = knowing.validate(readConfig('stage: grpo', 'yaml'), { entry: 'train' });
    expect(result).toMatchObject({ accepted: true, valid: true });
    expect(result.diagnostics).toMatchObject([{ code: 'invalid-choice', severity: 'warning' }]);
    const other = knowing.validate(readConfig('stage: grpa', 'yaml'), { entry: 'train' });
    expect(other.valid).toBe(false);
  });

  it('takes an integer for a float, and warns of what is only nearly right', () => {
    expect(validate('learning_rate: 1\nwarmup: 0'.split('\n')[0] ?? '').diagnostics).toEqual([]);
    expect(only('lora_rank: 8.0')).toMatchObject({ code: 'wrong-type', severity: 'warning' });
    expect(only('bf16: 1', { environment: environmentFrom({ hardware: 'bf16' }) })).toMatchObject({
      code: 'wrong-type',
      severity: 'warning',
    });
  });

  it('names a quoted number', () => {
    expect(only('lora_rank: "16"')).toMatchObject({
      code: 'wrong-type',
      severity: 'error',
      phase: 'run',
      suggestions: ['lora_rank: 16'],
      message: '"lora_rank" is "16", a text; it is declared as int.',
    });
  });

  it('joins what the parser stumbles over with what was declared', () => {
    expect(validate('cutoff_len: long\n')).toMatchObject({
      accepted: false,
      diagnostics: [
        {
          code: 'operation-fails',
          exception: 'TypeError',
          at: 'llamafactory/hparams/data_args.py:150',
          message: '"cutoff_len" is long, a text; it is declared as int.',
          key: 'cutoff_len',
          line: 1,
        },
      ],
    });
  });
});

describe('B4, B5: rules', () => {
  it('reports every rule that is met, with the values that met it and what mends it', () => {
    const { accepted, diagnostics } = validate('finetuning_type: full\nuse_dora: true\ncutoff_len: 8\n');
    expect(accepted).toBe(false);
    expect(diagnostics.map(({ code, key, at }) => [code, key, at])).toEqual([
      ['rule', 'use_dora', 'llamafactory/hparams/finetuning_args.py:500'],
      ['rule', 'cutoff_len', 'llamafactory/hparams/data_args.py:150'],
    ]);
    expect(diagnostics[0]).toMatchObject({
      message: 'The parser refuses use_dora: true, finetuning_type: full.',
      related: ['finetuning_type'],
      exception: 'ValueError',
      line: 2,
    });
    expect(diagnostics[0]?.suggestions).toEqual(['remove use_dora']);
  });

  it('gives warnings without refusing', () => {
    const result = validate('pure_bf16: true');
    expect(result).toMatchObject({ accepted: true, valid: true });
    expect(result.diagnostics).toMatchObject([{ code: 'rule-warning', severity: 'warning' }]);
  });

  it('is conditional on what is not known, and says on what', () => {
    const result = validate('bf16: true\nuse_galore: true');
    expect(result).toMatchObject({ accepted: true, valid: true });
    expect(result.diagnostics).toMatchObject([
      { key: 'bf16', severity: 'info', certainty: 'conditional' },
      { key: 'use_galore', code: 'package-required', severity: 'info', certainty: 'conditional' },
    ]);
    expect(result.diagnostics[0]?.condition).toContain('is_torch_bf16_gpu_available');
  });

  it.each([
    [{ hardware: 'bf16', packages: 'all' }, []],
    [{ hardware: 'cpu', packages: 'all' }, ['bf16']],
    [{ hardware: 'fp16', packages: 'none' }, ['bf16', 'use_galore']],
  ] as const)('is certain once the environment is fixed: %j', (profile, refused) => {
    const { diagnostics } = validate('bf16: true\nuse_galore: true', {
      environment: environmentFrom(profile),
    });
    expect(diagnostics.filter(({ certainty }) => certainty === 'certain').map(({ key }) => key)).toEqual(
      refused,
    );
  });

  it('lets unknown keys pass where ALLOW_EXTRA_ARGS is set', () => {
    const environment = environmentFrom({ variables: { ALLOW_EXTRA_ARGS: '1' } });
    const result = validate('nonsense: 1', { environment });
    expect(result).toMatchObject({
      accepted: true,
      diagnostics: [{ code: 'extra-key', severity: 'warning' }],
    });
  });
});

describe('B5: the order of what is said', () => {
  it('is by weight, then by line: certain errors, warnings, then what depends on the machine', () => {
    const { diagnostics } = validate('bf16: true\npure_bf16: true\nlora_rank: 8.0\nlora_rnak: 8\n');
    expect(diagnostics.map(({ key, severity, certainty }) => [key, severity, certainty])).toEqual([
      ['lora_rnak', 'error', 'certain'],
      ['pure_bf16', 'warning', 'certain'],
      ['lora_rank', 'warning', 'certain'],
      ['bf16', 'info', 'conditional'],
    ]);
  });
});

describe('B2, B5: the entry point', () => {
  it.each([
    ['task: mmlu\nmodel_name_or_path: m\ntemplate: t', 'eval'],
    ['model_name_or_path: m\ntemplate: t\nstage: sft\noutput_dir: o\nlearning_rate: 1e-4', 'train'],
    ['model: m\ntrust_remote_code: true', 'v1'],
    ['model_name_or_path: m\ntemperature: 0.5\nmax_new_tokens: 3', 'infer'],
  ])('is recognised by the keys of %j', (text, entry) => {
    expect(validate(text, { entry: 'auto' }).entry).toBe(entry);
  });

  it('can be named by a command', () => {
    expect(validate('model_name_or_path: m', { entry: 'chat' }).entry).toBe('infer');
  });

  it('is refused when it does not exist', () => {
    expect(() => validate('', { entry: 'trian' })).toThrowError(/no entry point "trian"/);
  });

  it('says what is required', () => {
    expect(validate('n_shot: 3', { entry: 'eval' }).diagnostics).toMatchObject([
      {
        code: 'missing-required',
        key: 'task',
        message: '"task" is missing; EvaluationArguments has no default for it.',
      },
    ]);
  });
});

describe('what cannot be read', () => {
  it('is all that is said', () => {
    const result = validate('a: [1');
    expect(result).toMatchObject({ accepted: false, valid: false });
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['yaml-syntax']);
  });

  it('takes an empty config for one that sets nothing', () => {
    expect(validate('')).toMatchObject({
      entry: 'train',
      accepted: true,
      valid: true,
      source: 'release 0.0.1',
    });
  });
});

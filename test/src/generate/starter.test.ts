import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import exampleCounts from '../../../codegen/index/example-counts.json' with { type: 'json' };
import { type Catalog, createCatalog, findModel, templateFor } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { printStarter, type Starter, starterConfig } from '../../../src/generate/index.ts';
import { CountGroup, type EvidenceData } from '../../../src/model/index.ts';
import type { ConfigDocument } from '../../../src/validate/document.ts';
import { openValidator } from '../../../src/validate/open.ts';
import { readConfig } from '../../../src/validate/read.ts';
import type { Validator } from '../../../src/validate/validator.ts';

const GENERATED = fileURLToPath(new URL('../../../generated', import.meta.url));
const catalog = openCatalog(GENERATED);
let validator: Validator;
beforeAll(async () => {
  validator = await openValidator(GENERATED);
});

const STAGES = ['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto'];
const METHODS = ['lora', 'freeze', 'oft', 'full'];
const QUANTIZATIONS = ['none', '4bit', '8bit'];
const OPTIMIZERS = ['standard', 'apollo', 'badam', 'galore'];

describe('B10 starter configs', () => {
  it('S4 for every set of stage, method, quantization and optimizer: valid, or refused with the rule', {
    timeout: 300_000,
  }, () => {
    const seen = { valid: 0, refused: 0 };
    for (const stage of STAGES)
      for (const method of METHODS)
        for (const quantization of QUANTIZATIONS)
          for (const optimizer of OPTIMIZERS) {
            const decisions = { stage, method, quantization, optimizer };
            const refused =
              (quantization !== 'none' && !['lora', 'oft'].includes(method)) ||
              (method === 'lora' && optimizer !== 'standard');
            if (refused) {
              expect(() => starterConfig(catalog, { decisions }), JSON.stringify(decisions)).toThrow(
                expect.objectContaining({
                  code: 'IMPOSSIBLE_DECISIONS',
                  place: expect.stringMatching(/\.py:\d+$/),
                }),
              );
              seen.refused++;
            } else {
              const starter = starterConfig(catalog, { decisions });
              expect(starter.decisions).toMatchObject(decisions);
              expect(errorsIn(documentOf(starter)), JSON.stringify(decisions)).toEqual([]);
              seen.valid++;
            }
          }
    expect(seen).toEqual({ valid: 138, refused: 150 });
  });

  it.each([
    [{ data_strategy: 'streaming' }, 'max_steps'],
    [{ stage: 'ppo' }, 'reward_model'],
  ])('adds what %j requires: %s', (decisions, name) => {
    const starter = starterConfig(catalog, { decisions });
    expect(starter.config).toHaveProperty(name);
    expect(starter.remarks.join()).toMatch(/\.py:\d+/);
    expect(errorsIn(documentOf(starter))).toEqual([]);
  });

  it('leaves out what the decisions forbid although examples set it', () => {
    expect(starterConfig(catalog, { decisions: { data_strategy: 'streaming' } }).config).not.toHaveProperty(
      'max_samples',
    );
    expect(starterConfig(catalog, { decisions: { precision: 'fp16' } }).config).not.toHaveProperty('bf16');
  });

  it('B11 takes the template that upstream gives the model, and none where it knows the model not', () => {
    const known = starterConfig(catalog, { model: 'Qwen/Qwen3-4B-Instruct-2507', dataset: 'identity' });
    expect(known.config).toMatchObject({ template: 'qwen3_nothink', dataset: 'identity' });
    const unknown = starterConfig(catalog, { model: 'me/my-own-model' });
    expect(unknown.config).not.toHaveProperty('template');
    expect(unknown.remarks.join()).toContain('template left out: upstream names none for me/my-own-model');
  });

  it('B10 says what the most alike example says of the stage', () => {
    expect(starterConfig(catalog, { decisions: { stage: 'dpo', method: 'lora' } }).config).toMatchObject({
      pref_beta: 0.1,
      pref_loss: 'sigmoid',
    });
    expect(starterConfig(catalog, { decisions: { stage: 'kto' } }).config).toHaveProperty('pref_beta', 0.1);
    expect(starterConfig(catalog, { decisions: { stage: 'sft' } }).config).not.toHaveProperty('pref_beta');
  });

  it('B10 cuts no data of the user’s own to the size of a demo', () => {
    expect(starterConfig(catalog).config).toHaveProperty('max_samples');
    expect(starterConfig(catalog, { dataset: 'mine' }).config).not.toHaveProperty('max_samples');
  });

  it('B10 says that a run is to be started with torchrun, where a plain process is refused', () => {
    const { remarks } = starterConfig(catalog, { decisions: { distributed: 'deepspeed' } });
    expect(remarks.join()).toMatch(/FORCE_TORCHRUN=1 .*hparams\/parser\.py:\d+/);
    expect(starterConfig(catalog).remarks.join()).not.toContain('FORCE_TORCHRUN');
  });

  it('B10 starts from a model that upstream’s registry names, not from one quantized before or made by another step', () => {
    for (const decisions of [{}, { stage: 'sft', method: 'lora' }, { method: 'freeze' }, { stage: 'ppo' }]) {
      const { config } = starterConfig(catalog, { decisions });
      expect(findModel(catalog, String(config.model_name_or_path)), JSON.stringify(decisions)).toBeDefined();
      expect(config.template).toBe(templateFor(catalog, String(config.model_name_or_path)));
    }
  });

  it('B5 writes what upstream warns of as old under the name that it hands it on to', () => {
    const document = documentOf(starterConfig(catalog, { decisions: { stage: 'sft', method: 'lora' } }));
    const keys = document.entries.map(({ key }) => key);
    expect(keys).toContain('warmup_steps');
    expect(keys).not.toContain('warmup_ratio');
    const { diagnostics } = validator.validate(document, { entry: 'train' });
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('takes the modality that upstream’s registry tells of the model, and data of that form', () => {
    const seeing = starterConfig(catalog, { model: 'Qwen/Qwen2.5-VL-7B-Instruct' });
    expect(seeing.decisions.modality).toBe('multimodal');
    expect(seeing.config).toMatchObject({
      template: 'qwen2_vl',
      dataset: expect.stringContaining('mllm_demo'),
    });
    expect(starterConfig(catalog, { model: 'Qwen/Qwen3-4B-Instruct-2507' }).decisions.modality).toBe('text');
    const told = starterConfig(catalog, {
      model: 'Qwen/Qwen2.5-VL-7B-Instruct',
      decisions: { modality: 'text' },
    });
    expect(told.decisions.modality).toBe('text');
  });

  it.each([
    ['dpo', 'dpo_en_demo'],
    ['kto', 'kto_en_demo'],
    ['pt', 'c4_demo'],
  ])('takes data of the form that the stage %s needs', (stage, dataset) => {
    expect(starterConfig(catalog, { decisions: { stage } }).config.dataset).toBe(dataset);
  });

  it('B3 has upstream’s usual values also where the source comes without examples', () => {
    const bare = createCatalog({ ...catalog.data, examples: [] }, null, {
      rules: catalog.rules,
      evidence: { ...evidenceOf(catalog), exampleCounts: CountGroup.array().parse(exampleCounts) },
    });
    const starter = starterConfig(bare, { decisions: { stage: 'dpo', method: 'lora' } });
    expect(starter.config).toMatchObject({
      dataset: 'dpo_en_demo',
      learning_rate: 5e-6,
      lr_scheduler_type: 'cosine',
      per_device_train_batch_size: 1,
    });
    expect(errorsIn(documentOf(starter))).toEqual([]);
  });

  it('B10 says nothing that a source without examples does not take: models, templates and choices of others', () => {
    const [model] = (catalog.data.models ?? []).filter(({ template }) => template !== null);
    const classes = catalog.data.classes.map((one) => ({
      ...one,
      parameters: one.parameters.map((parameter) =>
        parameter.name === 'lr_scheduler_type'
          ? { ...parameter, choices: { values: ['linear', 'constant'], from: 'enum' as const } }
          : parameter,
      ),
    }));
    const templates = (catalog.data.templates ?? []).filter(({ name }) => name === model?.template);
    const fork = createCatalog(
      { ...catalog.data, classes, templates, models: model ? [model] : [], examples: [] },
      null,
      {
        rules: catalog.rules,
        evidence: { ...evidenceOf(catalog), exampleCounts: CountGroup.array().parse(exampleCounts) },
      },
    );
    const { config } = starterConfig(fork, { decisions: { stage: 'sft', method: 'lora' } });
    expect(config).toMatchObject({ model_name_or_path: model?.hubs.hf, template: model?.template });
    expect(config.lr_scheduler_type).not.toBe('cosine');
  });

  it('explains each key in a whole sentence, never cut', () => {
    const text = printStarter(catalog, starterConfig(catalog, { decisions: { quantization: '4bit' } }));
    expect(text).not.toContain('…');
    expect(text).toMatch(/^learning_rate: 1\.0e-4 {2}# Peak learning rate\.$/m);
    expect(text).toMatch(/^# Bits of the base model: .*\n(# .*\.\n)+quantization_bit: 4$/m);
    expect(
      Math.max(
        ...text
          .split('\n')
          .slice(3)
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(100);
  });

  it('fills what is left open so that the rest can be', () => {
    expect(starterConfig(catalog, { decisions: { optimizer: 'galore' } }).decisions.method).not.toBe('lora');
    expect(starterConfig(catalog, {}).decisions).toMatchObject({
      stage: 'sft',
      method: 'lora',
      precision: 'bf16',
    });
  });

  it('takes further values, in any spelling, and refuses unknown ones', () => {
    expect(starterConfig(catalog, { set: { 'lora-rank': 64 } }).config).toMatchObject({ lora_rank: 64 });
    expect(() => starterConfig(catalog, { set: { lora_rnk: 64 } })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PARAMETER' }),
    );
  });

  it('writes YAML that reads back as the same config, floats as floats', () => {
    const starter = starterConfig(catalog, {
      decisions: { method: 'full' },
      set: { learning_rate: 1e-5, report_to: ['wandb'] },
    });
    expect(printStarter(catalog, starter)).toContain('learning_rate: 1.0e-5');
    expect(printStarter(catalog, starter)).toContain('\nreport_to: [wandb]\n');
    const read = new Map(documentOf(starter).entries.map(({ key, value }) => [key, value]));
    expect(read.get('learning_rate')).toBe(1e-5);
    expect(read.get('report_to')).toEqual(['wandb']);
    expect([...read.keys()]).toEqual(Object.keys(starter.config));
  });
});

const documentOf = (starter: Starter): ConfigDocument => readConfig(printStarter(catalog, starter), 'yaml');

const evidenceOf = ({ evidence }: Catalog): EvidenceData => {
  if (evidence === undefined) throw new Error('no evidence');
  return evidence;
};

const errorsIn = (document: ConfigDocument): readonly string[] =>
  validator
    .validate(document, { entry: 'train' })
    .diagnostics.filter(({ severity, certainty }) => severity === 'error' && certainty === 'certain')
    .map(({ code, key, message }) => `${code} ${key}: ${message}`);

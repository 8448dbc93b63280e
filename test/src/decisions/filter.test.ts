import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { type FilterOptions, filterParameters } from '../../../src/decisions/index.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';

const catalog = createCatalog(catalogData, textLayer);
const qlora = { stage: 'sft', method: 'lora', quantization: '4bit' };

const list = (options: FilterOptions) => filterParameters(catalog, options);
const names = (options: FilterOptions): readonly string[] =>
  list(options).parameters.map((parameter) => parameter.name);

describe('filterParameters (S4)', () => {
  it('keeps what belongs to sft + lora + 4bit and nothing of other methods, optimizers and stages', () => {
    const found = names({ decisions: qlora });
    expect(found).toEqual(
      expect.arrayContaining(['lora_rank', 'lora_target', 'quantization_type', 'learning_rate', 'template']),
    );
    const strange = /^(freeze|oft|use_apollo|apollo|use_badam|badam|use_galore|galore|ppo|dpo|pref|reward)/;
    expect(found.filter((name) => strange.test(name))).toEqual([]);
  });

  it('fills in what the decisions make of their gates (S9)', () => {
    const filled = list({ decisions: qlora }).parameters.filter((parameter) => 'value' in parameter);
    expect(Object.fromEntries(filled.map(({ name, value }) => [name, value]))).toEqual({
      stage: 'sft',
      finetuning_type: 'lora',
      quantization_bit: 4,
    });
  });

  it("fills in upstream's usual value where a decision only says that a gate is set", () => {
    const found = list({ decisions: { distributed: 'deepspeed' } }).parameters;
    expect(found.find(({ name }) => name === 'deepspeed')).toMatchObject({
      value: 'ds_z3.json',
      standing: 'pinned',
    });
  });

  it('has the members scripts rely on, in their order', () => {
    const answer = list({ decisions: qlora });
    expect(Object.keys(answer)).toEqual([
      'entry',
      'decisions',
      'level',
      'total',
      'count',
      'parameters',
      'hidden',
    ]);
    expect(answer.parameters.find(({ name }) => name === 'lora_rank')).toEqual({
      name: 'lora_rank',
      class: 'FinetuningArguments',
      owner: 'LoraArguments',
      type: 'int',
      default: 8,
      choices: null,
      required: false,
      importance: 'high',
      standing: 'pinned',
      help: 'Size of the small matrices an adapter is made of.',
      file: 'llamafactory/hparams/finetuning_args.py',
      line: 22,
      why: 'belongs to method = lora',
    });
  });

  it('lists exactly the fields of the dataclasses at level all without decisions', () => {
    const answer = list({ level: 'all' });
    expect([answer.total, answer.count, answer.parameters.length]).toEqual([57, 57, 57]);
    expect(answer.parameters[0]?.name).toBe('quantization_method');
    expect(answer.parameters.find(({ name }) => name === 'compute_dtype')?.init).toBe(false);
    expect(answer.hidden).toEqual([]);
  });

  it('goes from core over focused and relevant to all', () => {
    const sizes = (['core', 'focused', 'relevant', 'all'] as const).map((level) =>
      list({ decisions: qlora, level }).parameters.map(({ name }) => name),
    );
    for (const [i, smaller] of sizes.slice(0, -1).entries())
      expect(sizes[i + 1]).toEqual(expect.arrayContaining(smaller));
    expect(sizes[0]).toEqual(expect.arrayContaining(['stage', 'finetuning_type', 'model_name_or_path']));
    expect(sizes[0]).not.toContain('lora_dropout');
  });

  it('hides nothing silently', () => {
    const answer = list({ decisions: qlora });
    const hidden = answer.hidden.reduce((sum, group) => sum + group.count, 0);
    expect(hidden + answer.count).toBe(answer.total);
    expect(answer.hidden).toContainEqual({
      standing: 'inert',
      why: 'only with method = freeze',
      count: 2,
      names: ['freeze_trainable_layers', 'freeze_trainable_modules'],
    });
    expect(answer.hidden).toContainEqual({
      standing: 'dormant',
      why: 'only with optimizer = galore',
      count: 2,
      names: ['use_galore', 'galore_rank'],
    });
  });

  it.each([
    ['stage', 'dpo', ['pref_beta', 'dpo_label_smoothing'], ['ppo_buffer_size']],
    ['stage', 'ppo', ['ppo_buffer_size', 'reward_model'], ['dpo_label_smoothing']],
    ['optimizer', 'galore', ['use_galore', 'galore_rank'], ['use_apollo', 'apollo_rank']],
    ['method', 'freeze', ['freeze_trainable_layers'], ['lora_rank', 'oft_rank']],
    ['modality', 'multimodal', ['image_max_pixels', 'video_fps'], []],
    ['modality', 'text', [], ['image_max_pixels', 'video_fps']],
    ['precision', 'bf16', ['bf16'], ['fp16', 'pure_bf16']],
    ['quantization', 'none', [], ['quantization_bit', 'double_quantization']],
  ])('%s = %s brings its family and drops the others', (dimension, value, inside, outside) => {
    const found = names({ decisions: { [dimension]: value } });
    expect(found).toEqual(expect.arrayContaining(inside));
    for (const name of outside) expect(found).not.toContain(name);
  });

  it('takes any other parameter as a decision', () => {
    expect(names({ decisions: qlora, set: { 'use-swanlab': true } })).toEqual(
      expect.arrayContaining(['use_swanlab', 'swanlab_project']),
    );
    expect(names({ decisions: qlora })).not.toContain('swanlab_project');
  });

  it('keeps every key that a given config sets, with its value', () => {
    const answer = list({ decisions: qlora, config: { badam_mode: 'ratio', lora_rank: 64 } });
    const of = (name: string) => answer.parameters.find((parameter) => parameter.name === name);
    expect(of('badam_mode')).toMatchObject({ value: 'ratio', why: 'given' });
    expect(of('lora_rank')).toMatchObject({ value: 64 });
  });

  it('keeps to an entry point, and pins what it requires', () => {
    const found = list({ entry: 'eval' }).parameters;
    expect(found[0]).toMatchObject({ name: 'task', required: true, why: 'required' });
    expect(found.map(({ name }) => name)).not.toContain('learning_rate');
  });

  it('works for an argument system without any gate', () => {
    expect(names({ entry: 'v1', level: 'relevant', decisions: { method: 'lora' } })).toEqual([
      'model',
      'trust_remote_code',
    ]);
  });

  it.each([
    [{ level: 'most' }, 'UNKNOWN_LEVEL'],
    [{ entry: 'nowhere' }, 'UNKNOWN_ENTRY'],
    [{ set: { lora_rnk: 8 } }, 'UNKNOWN_PARAMETER'],
  ])('refuses %j with %s (S7)', (options, code) => {
    expect(() => filterParameters(catalog, options as FilterOptions)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import {
  type DimensionName,
  decisionsOf,
  dimensionsOf,
  filterParameters,
  parseDecisions,
} from '../../../src/decisions/index.ts';
import { UserError } from '../../../src/model/index.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { mixedIn, withFinetuning, withMethod } from './variant.ts';

const catalog = createCatalog(catalogData);

const valuesOf = (name: DimensionName, of = catalog): readonly string[] =>
  dimensionsOf(of)
    .find((dimension) => dimension.name === name)
    ?.values.map(({ value }) => value) ?? [];

describe('dimensions (S4)', () => {
  it.each<[DimensionName, string[]]>([
    ['stage', ['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto']],
    ['method', ['lora', 'oft', 'freeze', 'full']],
    ['quantization', ['none', '4bit', '8bit']],
    ['optimizer', ['standard', 'badam', 'apollo', 'galore']],
    ['distributed', ['single', 'ddp', 'deepspeed', 'fsdp']],
    ['precision', ['fp32', 'fp16', 'bf16', 'pure_bf16']],
    ['data_strategy', ['normal', 'streaming', 'packing']],
    ['modality', ['text', 'multimodal']],
  ])('%s has its values', (name, values) => {
    expect(valuesOf(name)).toEqual(values);
  });

  it('S8 knows the words of Chinese for values', () => {
    expect(parseDecisions(catalog, { stage: '预训练', method: '全参数', quantization: '不量化' })).toEqual({
      stage: 'pt',
      method: 'full',
      quantization: 'none',
    });
  });

  it('takes up an optimizer that upstream mixes in (S6)', () => {
    const next = createCatalog(withFinetuning((composed) => mixedIn(composed, 'Newton')));
    expect(valuesOf('optimizer', next)).toContain('newton');
    const list = filterParameters(next, { decisions: { method: 'full', optimizer: 'newton' } });
    const pinned = list.parameters.filter(({ standing }) => standing === 'pinned').map(({ name }) => name);
    expect(pinned).toEqual(['use_newton', 'finetuning_type', 'newton_rank']);
    const without = filterParameters(next, { decisions: { method: 'full' } });
    expect(without.parameters.map(({ name }) => name)).not.toContain('newton_rank');
  });

  it('takes up a method that upstream adds (S6)', () => {
    const next = createCatalog(withFinetuning((composed) => withMethod(composed, 'vera')));
    expect(valuesOf('method', next)).toContain('vera');
    const names = (method: string): readonly string[] =>
      filterParameters(next, { decisions: { method } }).parameters.map(({ name }) => name);
    expect(names('vera')).toContain('vera_rank');
    expect(names('vera')).not.toContain('lora_rank');
    expect(names('lora')).not.toContain('vera_rank');
  });

  it('drops what an older release lacks (B3)', () => {
    const older = createCatalog(
      withFinetuning((composed) => ({
        ...composed,
        parameters: composed.parameters.filter(
          ({ name, owner }) => owner !== 'ApolloArguments' && name !== 'pure_bf16',
        ),
      })),
    );
    expect(valuesOf('optimizer', older)).toEqual(['standard', 'badam', 'galore']);
    expect(valuesOf('precision', older)).toEqual(['fp32', 'fp16', 'bf16']);
  });

  it('counts a tracker that is mixed in like an optimizer as none', () => {
    expect(valuesOf('optimizer')).not.toContain('swanlab');
  });
});

describe('parseDecisions', () => {
  it.each([
    [{ stage: 'SFT' }, { stage: 'sft' }],
    [{ stage: 'reward model' }, { stage: 'rm' }],
    [{ finetuning_type: 'LoRA' }, { method: 'lora' }],
    [{ Method: 'QLoRA' }, { method: 'lora', quantization: '4bit' }],
    [
      { method: 'qlora', quantization: 'int4' },
      { method: 'lora', quantization: '4bit' },
    ],
    [{ quantization: 4 }, { quantization: '4bit' }],
    [{ quantization_bit: 8 }, { quantization: '8bit' }],
    [{ quantization: 'None' }, { quantization: 'none' }],
    [{ optimizer: 'adamw' }, { optimizer: 'standard' }],
    [{ distributed: 'ZeRO-3' }, { distributed: 'deepspeed' }],
    [{ precision: 'bfloat16' }, { precision: 'bf16' }],
    [{ 'data-strategy': 'packed' }, { data_strategy: 'packing' }],
    [{ modality: 'vision' }, { modality: 'multimodal' }],
    [{ stage: null, method: 'full', optimizer: '' }, { method: 'full' }],
  ])('reads %j as %j', (input, decisions) => {
    expect(parseDecisions(catalog, input)).toEqual(decisions);
  });

  const faultOf = (input: Record<string, string>): UserError => {
    try {
      parseDecisions(catalog, input);
    } catch (error) {
      if (error instanceof UserError) return error;
    }
    throw new Error('was accepted');
  };

  it('refuses an unknown value with the nearest and the list (S7)', () => {
    const fault = faultOf({ method: 'lorra' });
    expect(fault.code).toBe('UNKNOWN_DECISION_VALUE');
    expect(fault.message).toBe('The decision method cannot be "lorra".');
    expect(fault.next).toBe('Did you mean lora? There are lora, oft, freeze, full.');
  });

  it('refuses an unknown decision with the nearest and the list (S7)', () => {
    const fault = faultOf({ stge: 'sft' });
    expect(fault.code).toBe('UNKNOWN_DECISION');
    expect(fault.suggestions).toEqual(['stage']);
    expect(fault.next).toContain('modality');
  });

  it('says where a parameter goes that is none of the decisions (S7)', () => {
    const fault = faultOf({ max_new_tokens: '8' });
    expect(fault.code).toBe('UNKNOWN_DECISION');
    expect(fault.message).toContain('max_new_tokens is a parameter');
    expect(fault.next).toContain('--set max_new_tokens=');
  });

  it('refuses two answers to one question', () => {
    const fault = faultOf({ method: 'qlora', quantization: '8bit' });
    expect(fault.code).toBe('CONTRADICTING_DECISIONS');
    expect(fault.message).toBe('The decision quantization is both "8bit" and "4bit".');
  });
});

describe('decisionsOf', () => {
  it('reads the decisions a config has taken, and leaves open what it does not tell', () => {
    const config = { finetuning_type: 'full', use_galore: true, bf16: true, image_max_pixels: 1 };
    expect(decisionsOf(catalog, 'train', config)).toEqual({
      stage: 'sft',
      method: 'full',
      quantization: 'none',
      optimizer: 'galore',
      precision: 'bf16',
      data_strategy: 'normal',
      modality: 'multimodal',
    });
  });

  it('tells DeepSpeed and FSDP by their gates being set', () => {
    expect(decisionsOf(catalog, 'train', { deepspeed: 'ds.json' }).distributed).toBe('deepspeed');
    expect(decisionsOf(catalog, 'train', { fsdp: 'full_shard' }).distributed).toBe('fsdp');
  });
});

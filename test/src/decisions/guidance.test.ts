import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { capabilitiesOf, compare, decisionGuidance } from '../../../src/decisions/index.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { mixedIn, withFinetuning } from './variant.ts';

const catalog = createCatalog(catalogData);

const valueGuidance = (dimension: string, value: string) =>
  decisionGuidance(catalog)
    .dimensions.find(({ name }) => name === dimension)
    ?.values.find((each) => each.value === value);

describe('decisionGuidance (S3)', () => {
  it('says what a value sets, what belongs to it and what it excludes', () => {
    expect(valueGuidance('method', 'lora')).toEqual({
      value: 'lora',
      aliases: ['peft', 'adapter'],
      sets: { finetuning_type: 'lora' },
      leaves: [],
      family: [
        {
          owner: 'LoraArguments',
          names: ['additional_target', 'lora_alpha', 'lora_dropout', 'lora_rank', 'lora_target', 'use_dora'],
        },
      ],
      excludes: ['OFTArguments', 'FreezeArguments'],
      examples: { count: 3, of: 5, usually: ['lora_rank'] },
    });
  });

  it("gives upstream's value where a decision says only that a gate is set", () => {
    expect(valueGuidance('distributed', 'deepspeed')?.sets).toEqual({ deepspeed: 'ds_z3.json' });
    expect(valueGuidance('distributed', 'fsdp')?.sets).toEqual({ fsdp: null });
  });

  it('leaves the switches of other optimizers off', () => {
    expect(valueGuidance('optimizer', 'galore')).toMatchObject({
      sets: { use_galore: true },
      leaves: ['use_badam', 'use_apollo'],
      excludes: ['BAdamArgument', 'ApolloArguments'],
    });
  });

  it('describes only what is decided of a dimension that is decided', () => {
    const guidance = decisionGuidance(catalog, { decisions: { method: 'QLoRA' } });
    expect(guidance.decisions).toEqual({ method: 'lora', quantization: '4bit' });
    const method = guidance.dimensions.find(({ name }) => name === 'method');
    expect(method?.taken).toBe('lora');
    expect(method?.values.map(({ value }) => value)).toEqual(['lora']);
    expect(method?.choices).toEqual(['lora', 'oft', 'freeze', 'full']);
  });

  it('names all eight dimensions in their order', () => {
    expect(decisionGuidance(catalog).dimensions.map(({ name }) => name)).toEqual([
      'stage',
      'method',
      'quantization',
      'optimizer',
      'distributed',
      'precision',
      'data_strategy',
      'modality',
    ]);
  });
});

describe('capabilitiesOf (S9)', () => {
  it('lists attention, losses and templates of the packed release', () => {
    const found = capabilitiesOf(openCatalog('generated'));
    expect(found.attention).toContain('fa2');
    expect(found.losses).toMatchObject({ pref_loss: expect.arrayContaining(['sigmoid', 'orpo', 'simpo']) });
    expect(found.templates).toEqual(expect.arrayContaining(['default', 'llama3', 'qwen3_nothink']));
  });

  it('reads stages, methods, optimizers, schedulers and quantization methods from the source', () => {
    expect(capabilitiesOf(catalog)).toMatchObject({
      entry: 'train',
      stages: ['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto'],
      methods: ['lora', 'oft', 'freeze', 'full'],
      optimizers: { switches: ['badam', 'apollo', 'galore'], optim: ['adamw_torch', 'adafactor'] },
      schedulers: ['linear', 'cosine', 'constant'],
      quantizationMethods: ['bnb', 'gptq', 'awq'],
    });
  });

  it('takes up what upstream adds (S6)', () => {
    const next = createCatalog(withFinetuning((composed) => mixedIn(composed, 'Newton')));
    expect(capabilitiesOf(next).optimizers.switches).toContain('newton');
  });

  it('is empty where an entry point has no such parameter', () => {
    expect(capabilitiesOf(catalog, 'v1').choices).toEqual([]);
    expect(capabilitiesOf(catalog, 'eval').schedulers).toEqual([]);
  });
});

describe('compare (S5)', () => {
  const names = (groups: readonly { owner: string; parameters: readonly { name: string }[] }[]) =>
    Object.fromEntries(groups.map(({ owner, parameters }) => [owner, parameters.map(({ name }) => name)]));

  const lists = (a: string, b: string) => {
    const found = compare(catalog, a, b);
    if (found.kind !== 'lists') throw new Error('compared as parameters');
    return { ...found, onlyFirst: names(found.onlyFirst), onlySecond: names(found.onlySecond) };
  };

  it('compares two methods', () => {
    expect(lists('LoRA', 'Freeze')).toMatchObject({
      sets: [{ finetuning_type: 'lora' }, { finetuning_type: 'freeze' }],
      onlyFirst: {
        LoraArguments: [
          'additional_target',
          'lora_alpha',
          'lora_dropout',
          'lora_rank',
          'lora_target',
          'use_dora',
        ],
      },
      onlySecond: { FreezeArguments: ['freeze_trainable_layers', 'freeze_trainable_modules'] },
    });
  });

  it('compares decision sets', () => {
    const found = lists('stage=sft,method=lora', 'stage=dpo,method=lora');
    expect(found.onlyFirst).toEqual({});
    expect(found.onlySecond).toEqual({ RLHFArguments: ['pref_beta', 'dpo_label_smoothing', 'reward_model'] });
  });

  it('compares classes and parameters', () => {
    expect(lists('GaloreArguments', 'BAdamArgument').onlyFirst).toEqual({
      GaloreArguments: ['use_galore', 'galore_rank'],
    });
    expect(compare(catalog, 'lora rank', 'galore_rank')).toMatchObject({
      kind: 'parameters',
      facts: [{ default: 8 }, { default: 16 }],
      differs: ['owner', 'default'],
    });
  });

  it('refuses what it does not know, and sides of different kinds (S7)', () => {
    expect(() => compare(catalog, 'lorra', 'full')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_SUBJECT', suggestions: expect.arrayContaining(['lora']) }),
    );
    expect(() => compare(catalog, 'lora', 'learning_rate')).toThrow(
      expect.objectContaining({ code: 'NOT_COMPARABLE' }),
    );
  });
});

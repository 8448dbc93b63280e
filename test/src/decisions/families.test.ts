import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { type FilteredList, filterParameters } from '../../../src/decisions/index.ts';

/** The packed snapshot of upstream 0.9.5; the expected names were read in its source. */
let catalog: Catalog;
beforeAll(() => {
  catalog = openCatalog(join(import.meta.dirname, '../../../generated'));
});

const BASE = {
  stage: 'sft',
  method: 'lora',
  quantization: 'none',
  optimizer: 'standard',
  distributed: 'single',
  precision: 'bf16',
  data_strategy: 'normal',
  modality: 'text',
};

const listed = (decisions: Record<string, string>): FilteredList =>
  filterParameters(catalog, { decisions: { ...BASE, ...decisions } });
const names = (list: FilteredList): readonly string[] => list.parameters.map(({ name }) => name);

const FULL = { method: 'full', precision: 'pure_bf16' };

describe('S4: the whole family of a decision is in its focused list, and in no list where it is inert', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'dpo',
      { stage: 'dpo' },
      [
        'pref_beta',
        'pref_loss',
        'pref_ftx',
        'pref_bco_weight',
        'dpo_label_smoothing',
        'simpo_gamma',
        'ld_alpha',
        'ref_model',
      ],
    ],
    [
      'kto',
      { stage: 'kto' },
      ['kto_chosen_weight', 'kto_rejected_weight', 'pref_beta', 'pref_ftx', 'ref_model'],
    ],
    [
      'ppo',
      { stage: 'ppo' },
      [
        'ppo_buffer_size',
        'ppo_epochs',
        'ppo_score_norm',
        'ppo_target',
        'ppo_whiten_rewards',
        'reward_model',
        'reward_model_adapters',
        'reward_model_quantization_bit',
        'reward_model_type',
        'ref_model',
      ],
    ],
    [
      'lora',
      { method: 'lora' },
      [
        'lora_alpha',
        'lora_dropout',
        'lora_rank',
        'lora_target',
        'loraplus_lr_ratio',
        'loraplus_lr_embedding',
        'use_rslora',
        'use_dora',
        'pissa_init',
        'pissa_iter',
        'pissa_convert',
        'create_new_adapter',
        'additional_target',
      ],
    ],
    [
      'freeze',
      { method: 'freeze' },
      ['freeze_trainable_layers', 'freeze_trainable_modules', 'freeze_extra_modules'],
    ],
    ['oft', { method: 'oft' }, ['oft_rank', 'oft_block_size', 'oft_target', 'module_dropout']],
    [
      '4bit',
      { quantization: '4bit' },
      ['quantization_bit', 'quantization_method', 'quantization_type', 'double_quantization'],
    ],
    [
      'galore',
      { ...FULL, optimizer: 'galore' },
      [
        'use_galore',
        'galore_target',
        'galore_rank',
        'galore_update_interval',
        'galore_scale',
        'galore_proj_type',
        'galore_layerwise',
      ],
    ],
    [
      'apollo',
      { ...FULL, optimizer: 'apollo' },
      [
        'use_apollo',
        'apollo_target',
        'apollo_rank',
        'apollo_update_interval',
        'apollo_scale',
        'apollo_proj',
        'apollo_proj_type',
        'apollo_scale_type',
        'apollo_layerwise',
        'apollo_scale_front',
      ],
    ],
    [
      'badam',
      { ...FULL, optimizer: 'badam' },
      [
        'use_badam',
        'badam_mode',
        'badam_start_block',
        'badam_switch_mode',
        'badam_switch_interval',
        'badam_update_ratio',
        'badam_mask_mode',
        'badam_verbose',
      ],
    ],
    [
      'multimodal',
      { modality: 'multimodal' },
      [
        'image_max_pixels',
        'image_min_pixels',
        'image_do_pan_and_scan',
        'crop_to_patches',
        'video_max_pixels',
        'video_min_pixels',
        'video_fps',
        'video_maxlen',
        'use_audio_in_video',
        'audio_sampling_rate',
        'freeze_vision_tower',
        'freeze_multi_modal_projector',
        'freeze_language_model',
      ],
    ],
    ['streaming', { data_strategy: 'streaming' }, ['streaming', 'buffer_size', 'max_steps']],
    ['fsdp', { distributed: 'fsdp' }, ['fsdp', 'fsdp_config']],
  ])('%s', (_, decisions, family) => {
    const list = listed(decisions);
    expect(family.filter((name) => !names(list).includes(name))).toEqual([]);
    expect(list.count).toBeLessThanOrEqual(70);
    expect(list.count).toBeGreaterThanOrEqual(30);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'sft',
      {},
      [
        'pref_beta',
        'ppo_epochs',
        'kto_chosen_weight',
        'reward_model',
        'galore_rank',
        'oft_rank',
        'freeze_trainable_modules',
        'image_max_pixels',
        'quantization_method',
      ],
    ],
    ['dpo', { stage: 'dpo' }, ['ppo_epochs', 'kto_chosen_weight', 'reward_model']],
    [
      'full',
      FULL,
      ['lora_dropout', 'use_dora', 'oft_rank', 'freeze_trainable_modules', 'apollo_rank', 'badam_mode'],
    ],
  ])('not in %s', (_, decisions, strangers) => {
    const list = listed(decisions);
    expect(strangers.filter((name) => names(list).includes(name))).toEqual([]);
  });
});

describe('S4: rules of upstream', () => {
  const standingOf = (list: FilteredList, name: string): string | undefined =>
    list.parameters.find((one) => one.name === name)?.standing ??
    list.hidden.find((group) => group.names.includes(name))?.standing;

  test('forbid and require', () => {
    const streaming = listed({ data_strategy: 'streaming' });
    expect(standingOf(streaming, 'max_samples')).toBe('forbidden');
    expect(standingOf(streaming, 'max_steps')).toBe('pinned');
    expect(standingOf(listed({ method: 'full' }), 'use_dora')).toBe('forbidden');
    expect(standingOf(listed({ stage: 'ppo' }), 'reward_model')).toBe('pinned');
  });

  test.each([
    [{ method: 'full', quantization: '4bit' }, /quantization = 4bit/],
    [{ method: 'lora', optimizer: 'galore' }, /optimizer = galore/],
  ])('make impossible: %o', (decisions, message) => {
    expect(() => listed(decisions)).toThrow(message);
  });

  test('a quantized reward model keeps its parameters in sight', () => {
    expect(['inert', 'forbidden']).not.toContain(standingOf(listed({ stage: 'ppo' }), 'quantization_method'));
  });
});

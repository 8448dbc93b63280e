import type { Json } from '../../../src/model/index.ts';

/** A config as it would be written to a file, and the entry point it is for. */
export interface BaseConfig {
  readonly name: string;
  readonly entry: string;
  readonly config: Readonly<Record<string, Json>>;
}

const COMMON = {
  model_name_or_path: 'some/model',
  template: 'default',
  dataset: 'one, two',
  cutoff_len: 1024,
  output_dir: 'saves/run',
  do_train: true,
  learning_rate: 1e-4,
  num_train_epochs: 3.5,
  per_device_train_batch_size: 2,
  report_to: 'none',
  // What the first releases ask for; of these keys each release gets those that it knows.
  lora_target: 'q_proj,v_proj',
  name_module_trainable: 'mlp',
};
const train = (name: string, config: Readonly<Record<string, Json>>): BaseConfig => ({
  name,
  entry: 'train',
  config: { ...COMMON, ...config },
});

/** One small config for every way of use; upstream's own examples are added to them at run time. */
export const BASES: readonly BaseConfig[] = [
  train('lora', {
    stage: 'sft',
    finetuning_type: 'lora',
    lora_rank: 8,
    lora_target: 'q_proj,v_proj',
    bf16: true,
  }),
  train('full', {
    stage: 'sft',
    finetuning_type: 'full',
    deepspeed: 'ds_z3.json',
    bf16: true,
    warmup_ratio: 0.1,
  }),
  train('freeze', { stage: 'sft', finetuning_type: 'freeze', freeze_trainable_layers: 2, fp16: true }),
  train('oft', { stage: 'sft', finetuning_type: 'oft', oft_block_size: 32 }),
  train('pretrain', { stage: 'pt', finetuning_type: 'full', streaming: true, max_steps: 100, packing: true }),
  train('dpo', { stage: 'dpo', finetuning_type: 'lora', pref_loss: 'sigmoid', pref_beta: 0.1 }),
  train('kto', { stage: 'kto', finetuning_type: 'lora', kto_chosen_weight: 1.5 }),
  train('reward', {
    stage: 'rm',
    finetuning_type: 'lora',
    val_size: 0.1,
    eval_strategy: 'steps',
    eval_steps: 10,
  }),
  train('ppo', {
    stage: 'ppo',
    finetuning_type: 'lora',
    reward_model: 'some/reward',
    max_new_tokens: 64,
    top_p: 0.9,
  }),
  train('quantized', {
    stage: 'sft',
    finetuning_type: 'lora',
    quantization_bit: 4,
    quantization_method: 'bnb',
  }),
  train('galore', {
    stage: 'sft',
    finetuning_type: 'full',
    use_galore: true,
    galore_layerwise: true,
    pure_bf16: true,
  }),
  train('apollo', {
    stage: 'sft',
    finetuning_type: 'full',
    use_apollo: true,
    gradient_accumulation_steps: 1,
  }),
  train('badam', {
    stage: 'sft',
    finetuning_type: 'full',
    use_badam: true,
    badam_mode: 'layer',
    deepspeed: 'ds_z2.json',
  }),
  train('packed', {
    stage: 'sft',
    finetuning_type: 'lora',
    packing: true,
    neat_packing: true,
    flash_attn: 'fa2',
  }),
  train('predict', {
    stage: 'sft',
    finetuning_type: 'lora',
    do_train: false,
    do_predict: true,
    predict_with_generate: true,
    eval_dataset: 'three',
    adapter_name_or_path: 'saves/run',
  }),
  train('fsdp', {
    stage: 'sft',
    finetuning_type: 'lora',
    fsdp: 'full_shard auto_wrap',
    save_strategy: 'epoch',
  }),
  train('multimodal', {
    stage: 'sft',
    finetuning_type: 'lora',
    freeze_vision_tower: true,
    image_max_pixels: 262144,
  }),
  {
    name: 'chat',
    entry: 'infer',
    config: { model_name_or_path: 'some/model', template: 'default', infer_backend: 'huggingface' },
  },
  {
    name: 'adapter',
    entry: 'infer',
    config: {
      model_name_or_path: 'some/model',
      adapter_name_or_path: 'one,two',
      template: 'default',
      finetuning_type: 'lora',
      temperature: 0.5,
    },
  },
  {
    name: 'export',
    entry: 'infer',
    config: {
      model_name_or_path: 'some/model',
      template: 'default',
      export_dir: 'saves/export',
      export_size: 5,
      export_device: 'cpu',
      export_legacy_format: false,
    },
  },
  {
    name: 'benchmark',
    entry: 'eval',
    config: {
      model_name_or_path: 'some/model',
      template: 'default',
      task: 'mmlu_test',
      n_shot: 5,
      batch_size: 4,
    },
  },
  { name: 'ray', entry: 'ray', config: { ray_run_name: 'run', resources_per_worker: { GPU: 1 } } },
  {
    name: 'v1',
    entry: 'v1',
    config: {
      model: 'some/model',
      train_dataset: 'one',
      output_dir: 'saves/run',
      bf16: true,
      peft_config: { name: 'lora', r: 8 },
      dist_config: { name: 'fsdp2' },
    },
  },
];

const stage = (number: number): string =>
  `{"train_micro_batch_size_per_gpu": "auto", "gradient_accumulation_steps": "auto", "zero_optimization": {"stage": ${number}}}`;

/** Files that configs name, relative to the folder of the run. Our own, shaped as DeepSpeed's are. */
export const FILES: Readonly<Record<string, string>> = {
  'ds_z2.json': stage(2),
  'ds_z3.json': stage(3),
  'broken.json': '{"zero_optimization": ',
  'list.json': '[1, 2]',
  'tokens.yaml': 'one: first\ntwo: second\n',
  'saves/run/trainer_state.json': '{}',
  // What upstream's examples name.
  'examples/deepspeed/ds_z0_config.json': stage(0),
  'examples/deepspeed/ds_z2_config.json': stage(2),
  'examples/deepspeed/ds_z3_config.json': stage(3),
  'examples/deepspeed/ds_z3_offload_config.json': stage(3),
  'examples/deepspeed/ds_z3_fp8_config.json': stage(3),
};

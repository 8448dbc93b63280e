// Generated from LLaMA Factory 0.9.5 with transformers 5.6.0 (release 0.9.5).
// Fingerprint b518e5d4470e9da08b5f3247e1bf91ee03c8e88f66aa8118e5df7471b4cd3b8b
// Made by `npm run codegen -- --release 0.9.5`. Do not edit: edit codegen/emit instead, and run it again.
import { z } from 'zod';
import { refineBy } from 'llamafactory-params/refine';
import rules from './rules.json' with {
  type: 'json'
};

/** What these schemas were made from. */
export const SOURCE = { label: 'release 0.9.5', llamafactory: '0.9.5', transformers: '5.6.0', package: 'llamafactory', fingerprint: 'b518e5d4470e9da08b5f3247e1bf91ee03c8e88f66aa8118e5df7471b4cd3b8b' } as const;

/** llamafactory.extras.constants.RopeScaling */
export const RopeScaling = z.enum(['linear', 'dynamic', 'yarn', 'llama3']);
export type RopeScaling = z.infer<typeof RopeScaling>;

/** llamafactory.extras.constants.AttentionFunction */
export const AttentionFunction = z.enum(['auto', 'disabled', 'sdpa', 'fa2', 'fa3']);
export type AttentionFunction = z.infer<typeof AttentionFunction>;

/** llamafactory.extras.constants.EngineName */
export const EngineName = z.enum(['huggingface', 'vllm', 'sglang']);
export type EngineName = z.infer<typeof EngineName>;

/** llamafactory.extras.constants.QuantizationMethod */
export const QuantizationMethod = z.enum(['bnb', 'gptq', 'awq', 'aqlm', 'quanto', 'eetq', 'hqq', 'mxfp4', 'fp8']);
export type QuantizationMethod = z.infer<typeof QuantizationMethod>;

/** transformers.trainer_utils.SchedulerType */
export const SchedulerType = z.enum(['linear', 'cosine', 'cosine_with_restarts', 'polynomial', 'constant', 'constant_with_warmup', 'inverse_sqrt', 'reduce_lr_on_plateau', 'cosine_with_min_lr', 'cosine_warmup_with_min_lr', 'warmup_stable_decay', 'greedy']);
export type SchedulerType = z.infer<typeof SchedulerType>;

/** transformers.training_args.OptimizerNames */
export const OptimizerNames = z.enum(['adamw_torch', 'adamw_torch_fused', 'adamw_torch_xla', 'adamw_torch_npu_fused', 'adamw_apex_fused', 'adafactor', 'adamw_anyprecision', 'adamw_torch_4bit', 'adamw_torch_8bit', 'ademamix', 'sgd', 'adagrad', 'adamw_bnb_8bit', 'adamw_8bit', 'ademamix_8bit', 'lion_8bit', 'lion_32bit', 'paged_adamw_32bit', 'paged_adamw_8bit', 'paged_ademamix_32bit', 'paged_ademamix_8bit', 'paged_lion_32bit', 'paged_lion_8bit', 'rmsprop', 'rmsprop_bnb', 'rmsprop_bnb_8bit', 'rmsprop_bnb_32bit', 'galore_adamw', 'galore_adamw_8bit', 'galore_adafactor', 'galore_adamw_layerwise', 'galore_adamw_8bit_layerwise', 'galore_adafactor_layerwise', 'lomo', 'adalomo', 'grokadamw', 'schedule_free_radam', 'schedule_free_adamw', 'schedule_free_sgd', 'apollo_adamw', 'apollo_adamw_layerwise', 'stable_adamw']);
export type OptimizerNames = z.infer<typeof OptimizerNames>;

/** transformers.trainer_utils.IntervalStrategy */
export const IntervalStrategy = z.enum(['no', 'steps', 'epoch']);
export type IntervalStrategy = z.infer<typeof IntervalStrategy>;

/** transformers.trainer_utils.SaveStrategy */
export const SaveStrategy = z.enum(['no', 'steps', 'epoch', 'best']);
export type SaveStrategy = z.infer<typeof SaveStrategy>;

/** transformers.trainer_utils.HubStrategy */
export const HubStrategy = z.enum(['end', 'every_save', 'checkpoint', 'all_checkpoints']);
export type HubStrategy = z.infer<typeof HubStrategy>;

/** transformers.trainer_utils.FSDPOption */
export const FSDPOption = z.enum(['full_shard', 'shard_grad_op', 'no_shard', 'hybrid_shard', 'hybrid_shard_zero2', 'offload', 'auto_wrap']);
export type FSDPOption = z.infer<typeof FSDPOption>;

/** transformers.debug_utils.DebugOption */
export const DebugOption = z.enum(['underflow_overflow', 'tpu_metrics_debug']);
export type DebugOption = z.infer<typeof DebugOption>;

/** datasets.download.download_manager.DownloadMode */
export const DownloadMode = z.enum(['reuse_dataset_if_exists', 'reuse_cache_if_exists', 'force_redownload']);
export type DownloadMode = z.infer<typeof DownloadMode>;

/** llamafactory.v1.utils.types.AttentionFunction */
export const V1AttentionFunction = z.enum(['eager', 'sdpa', 'flash_attention_2']);
export type V1AttentionFunction = z.infer<typeof V1AttentionFunction>;

/** llamafactory.v1.config.arg_utils.ModelClass */
export const ModelClass = z.enum(['llm', 'cls', 'other']);
export type ModelClass = z.infer<typeof ModelClass>;

/** llamafactory.v1.config.arg_utils.BatchingStrategy */
export const BatchingStrategy = z.enum(['normal', 'padding_free', 'dynamic_batching', 'dynamic_padding_free']);
export type BatchingStrategy = z.infer<typeof BatchingStrategy>;

/** llamafactory.v1.config.arg_utils.SampleBackend */
export const SampleBackend = z.enum(['hf', 'vllm']);
export type SampleBackend = z.infer<typeof SampleBackend>;

/**
 * `llamafactory.hparams.model_args.ModelArguments`, llamafactory/hparams/model_args.py:542.
 * Bases: SGLangArguments, VllmArguments, KTransformersArguments, ExportArguments, ProcessorArguments, QuantizationArguments, BaseModelArguments.
 */
export const ModelArguments = z.object({
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:38 */
  model_name_or_path: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:38' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:44 */
  adapter_name_or_path: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:44' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:53 */
  adapter_folder: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:53' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:57 */
  cache_dir: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:57' }),
  /** `bool`, default `True`. BaseModelArguments, llamafactory/hparams/model_args.py:61 */
  use_fast_tokenizer: z.boolean().default(true).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/model_args.py:61' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:65 */
  resize_vocab: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:65' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:69 */
  split_special_tokens: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:69' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:73 */
  add_tokens: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:73' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:79 */
  add_special_tokens: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:79' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:83 */
  new_special_tokens_config: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:83' }),
  /** `Literal['noise_init', 'desc_init', 'desc_init_w_noise']`, default `'noise_init'`. BaseModelArguments, llamafactory/hparams/model_args.py:93 */
  init_special_tokens: z.enum(['noise_init', 'desc_init', 'desc_init_w_noise']).default('noise_init').meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: "Literal['noise_init', 'desc_init', 'desc_init_w_noise']", default: 'noise_init', choices: ['noise_init', 'desc_init', 'desc_init_w_noise'], place: 'llamafactory/hparams/model_args.py:93' }),
  /** `str`, default `'main'`. BaseModelArguments, llamafactory/hparams/model_args.py:105 */
  model_revision: z.string().default('main').meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str', default: 'main', place: 'llamafactory/hparams/model_args.py:105' }),
  /** `bool`, default `True`. BaseModelArguments, llamafactory/hparams/model_args.py:109 */
  low_cpu_mem_usage: z.boolean().default(true).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/model_args.py:109' }),
  /** `RopeScaling | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:113 */
  rope_scaling: RopeScaling.nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'RopeScaling | None', default: null, choices: ['linear', 'dynamic', 'yarn', 'llama3'], place: 'llamafactory/hparams/model_args.py:113' }),
  /** `AttentionFunction`, default `'auto'`. BaseModelArguments, llamafactory/hparams/model_args.py:117 */
  flash_attn: AttentionFunction.default('auto').meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'AttentionFunction', default: 'auto', choices: ['auto', 'disabled', 'sdpa', 'fa2', 'fa3'], place: 'llamafactory/hparams/model_args.py:117' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:121 */
  shift_attn: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:121' }),
  /** `Literal['convert', 'load'] | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:125 */
  mixture_of_depths: z.enum(['convert', 'load']).nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: "Literal['convert', 'load'] | None", default: null, choices: ['convert', 'load'], place: 'llamafactory/hparams/model_args.py:125' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:129 */
  use_unsloth: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:129' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:133 */
  use_unsloth_gc: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:133' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:137 */
  enable_liger_kernel: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:137' }),
  /** `float | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:141 */
  moe_aux_loss_coef: z.number().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'float | None', default: null, place: 'llamafactory/hparams/model_args.py:141' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:145 */
  disable_gradient_checkpointing: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:145' }),
  /** `bool`, default `True`. BaseModelArguments, llamafactory/hparams/model_args.py:149 */
  use_reentrant_gc: z.boolean().default(true).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/model_args.py:149' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:153 */
  upcast_layernorm: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:153' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:157 */
  upcast_lmhead_output: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:157' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:161 */
  train_from_scratch: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:161' }),
  /** `EngineName`, default `'huggingface'`. BaseModelArguments, llamafactory/hparams/model_args.py:165 */
  infer_backend: EngineName.default('huggingface').meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'EngineName', default: 'huggingface', choices: ['huggingface', 'vllm', 'sglang'], place: 'llamafactory/hparams/model_args.py:165' }),
  /** `str`, default `'offload'`. BaseModelArguments, llamafactory/hparams/model_args.py:169 */
  offload_folder: z.string().default('offload').meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str', default: 'offload', place: 'llamafactory/hparams/model_args.py:169' }),
  /** `bool`, default `True`. BaseModelArguments, llamafactory/hparams/model_args.py:173 */
  use_kv_cache: z.boolean().default(true).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/model_args.py:173' }),
  /** `bool | None`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:177 */
  use_v1_kernels: z.boolean().nullable().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool | None', default: false, place: 'llamafactory/hparams/model_args.py:177' }),
  /** `Literal['auto', 'float16', 'bfloat16', 'float32']`, default `'auto'`. BaseModelArguments, llamafactory/hparams/model_args.py:181 */
  infer_dtype: z.enum(['auto', 'float16', 'bfloat16', 'float32']).default('auto').meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: "Literal['auto', 'float16', 'bfloat16', 'float32']", default: 'auto', choices: ['auto', 'float16', 'bfloat16', 'float32'], place: 'llamafactory/hparams/model_args.py:181' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:185 */
  hf_hub_token: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:185' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:189 */
  ms_hub_token: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:189' }),
  /** `str | None`, default `None`. BaseModelArguments, llamafactory/hparams/model_args.py:193 */
  om_hub_token: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:193' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:197 */
  print_param_status: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:197' }),
  /** `bool`, default `False`. BaseModelArguments, llamafactory/hparams/model_args.py:201 */
  trust_remote_code: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'BaseModelArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:201' }),
  /** `QuantizationMethod`, default `'bnb'`. QuantizationArguments, llamafactory/hparams/model_args.py:279 */
  quantization_method: QuantizationMethod.default('bnb').meta({ class: 'ModelArguments', owner: 'QuantizationArguments', annotation: 'QuantizationMethod', default: 'bnb', choices: ['bnb', 'gptq', 'awq', 'aqlm', 'quanto', 'eetq', 'hqq', 'mxfp4', 'fp8'], place: 'llamafactory/hparams/model_args.py:279' }),
  /** `int | None`, default `None`. QuantizationArguments, llamafactory/hparams/model_args.py:283 */
  quantization_bit: z.int().nullable().default(null).meta({ class: 'ModelArguments', owner: 'QuantizationArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/model_args.py:283' }),
  /** `Literal['fp4', 'nf4']`, default `'nf4'`. QuantizationArguments, llamafactory/hparams/model_args.py:287 */
  quantization_type: z.enum(['fp4', 'nf4']).default('nf4').meta({ class: 'ModelArguments', owner: 'QuantizationArguments', annotation: "Literal['fp4', 'nf4']", default: 'nf4', choices: ['fp4', 'nf4'], place: 'llamafactory/hparams/model_args.py:287' }),
  /** `bool`, default `True`. QuantizationArguments, llamafactory/hparams/model_args.py:291 */
  double_quantization: z.boolean().default(true).meta({ class: 'ModelArguments', owner: 'QuantizationArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/model_args.py:291' }),
  /** `Literal['auto'] | None`, default `None`. QuantizationArguments, llamafactory/hparams/model_args.py:295 */
  quantization_device_map: z.enum(['auto']).nullable().default(null).meta({ class: 'ModelArguments', owner: 'QuantizationArguments', annotation: "Literal['auto'] | None", default: null, choices: ['auto'], place: 'llamafactory/hparams/model_args.py:295' }),
  /** `int`, default `589824`. ProcessorArguments, llamafactory/hparams/model_args.py:305 */
  image_max_pixels: z.int().default(589824).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'int', default: 589824, place: 'llamafactory/hparams/model_args.py:305' }),
  /** `int`, default `1024`. ProcessorArguments, llamafactory/hparams/model_args.py:309 */
  image_min_pixels: z.int().default(1024).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'int', default: 1024, place: 'llamafactory/hparams/model_args.py:309' }),
  /** `bool`, default `False`. ProcessorArguments, llamafactory/hparams/model_args.py:313 */
  image_do_pan_and_scan: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:313' }),
  /** `bool`, default `False`. ProcessorArguments, llamafactory/hparams/model_args.py:317 */
  crop_to_patches: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:317' }),
  /** `int`, default `65536`. ProcessorArguments, llamafactory/hparams/model_args.py:321 */
  video_max_pixels: z.int().default(65536).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'int', default: 65536, place: 'llamafactory/hparams/model_args.py:321' }),
  /** `int`, default `256`. ProcessorArguments, llamafactory/hparams/model_args.py:325 */
  video_min_pixels: z.int().default(256).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'int', default: 256, place: 'llamafactory/hparams/model_args.py:325' }),
  /** `float`, default `2.0`. ProcessorArguments, llamafactory/hparams/model_args.py:329 */
  video_fps: z.number().default(2).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'float', default: 2, place: 'llamafactory/hparams/model_args.py:329' }),
  /** `int`, default `128`. ProcessorArguments, llamafactory/hparams/model_args.py:333 */
  video_maxlen: z.int().default(128).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'int', default: 128, place: 'llamafactory/hparams/model_args.py:333' }),
  /** `bool`, default `False`. ProcessorArguments, llamafactory/hparams/model_args.py:337 */
  use_audio_in_video: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:337' }),
  /** `int`, default `16000`. ProcessorArguments, llamafactory/hparams/model_args.py:341 */
  audio_sampling_rate: z.int().default(16000).meta({ class: 'ModelArguments', owner: 'ProcessorArguments', annotation: 'int', default: 16000, place: 'llamafactory/hparams/model_args.py:341' }),
  /** `str | None`, default `None`. ExportArguments, llamafactory/hparams/model_args.py:358 */
  export_dir: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:358' }),
  /** `int`, default `5`. ExportArguments, llamafactory/hparams/model_args.py:362 */
  export_size: z.int().default(5).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'int', default: 5, place: 'llamafactory/hparams/model_args.py:362' }),
  /** `Literal['cpu', 'auto']`, default `'cpu'`. ExportArguments, llamafactory/hparams/model_args.py:366 */
  export_device: z.enum(['cpu', 'auto']).default('cpu').meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: "Literal['cpu', 'auto']", default: 'cpu', choices: ['cpu', 'auto'], place: 'llamafactory/hparams/model_args.py:366' }),
  /** `int | None`, default `None`. ExportArguments, llamafactory/hparams/model_args.py:370 */
  export_quantization_bit: z.int().nullable().default(null).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/model_args.py:370' }),
  /** `str | None`, default `None`. ExportArguments, llamafactory/hparams/model_args.py:374 */
  export_quantization_dataset: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:374' }),
  /** `int`, default `128`. ExportArguments, llamafactory/hparams/model_args.py:378 */
  export_quantization_nsamples: z.int().default(128).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'int', default: 128, place: 'llamafactory/hparams/model_args.py:378' }),
  /** `int`, default `1024`. ExportArguments, llamafactory/hparams/model_args.py:382 */
  export_quantization_maxlen: z.int().default(1024).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'int', default: 1024, place: 'llamafactory/hparams/model_args.py:382' }),
  /** `bool`, default `False`. ExportArguments, llamafactory/hparams/model_args.py:386 */
  export_legacy_format: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:386' }),
  /** `str | None`, default `None`. ExportArguments, llamafactory/hparams/model_args.py:390 */
  export_hub_model_id: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'ExportArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:390' }),
  /** `bool`, default `False`. KTransformersArguments, llamafactory/hparams/model_args.py:469 */
  use_kt: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'KTransformersArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:469' }),
  /** `str | None`, default `None`. KTransformersArguments, llamafactory/hparams/model_args.py:473 */
  kt_weight_path: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'KTransformersArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:473' }),
  /** `str | None`, default `None`. KTransformersArguments, llamafactory/hparams/model_args.py:477 */
  kt_expert_checkpoint_path: z.string().nullable().default(null).meta({ class: 'ModelArguments', owner: 'KTransformersArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/model_args.py:477' }),
  /** `bool | None`, default `None`. KTransformersArguments, llamafactory/hparams/model_args.py:481 */
  kt_use_lora_experts: z.boolean().nullable().default(null).meta({ class: 'ModelArguments', owner: 'KTransformersArguments', annotation: 'bool | None', default: null, place: 'llamafactory/hparams/model_args.py:481' }),
  /** `int | None`, default `None`. KTransformersArguments, llamafactory/hparams/model_args.py:485 */
  kt_lora_expert_num: z.int().nullable().default(null).meta({ class: 'ModelArguments', owner: 'KTransformersArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/model_args.py:485' }),
  /** `int | None`, default `None`. KTransformersArguments, llamafactory/hparams/model_args.py:489 */
  kt_lora_expert_intermediate_size: z.int().nullable().default(null).meta({ class: 'ModelArguments', owner: 'KTransformersArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/model_args.py:489' }),
  /** `int`, default `4096`. VllmArguments, llamafactory/hparams/model_args.py:404 */
  vllm_maxlen: z.int().default(4096).meta({ class: 'ModelArguments', owner: 'VllmArguments', annotation: 'int', default: 4096, place: 'llamafactory/hparams/model_args.py:404' }),
  /** `float`, default `0.7`. VllmArguments, llamafactory/hparams/model_args.py:408 */
  vllm_gpu_util: z.number().default(0.7).meta({ class: 'ModelArguments', owner: 'VllmArguments', annotation: 'float', default: 0.7, place: 'llamafactory/hparams/model_args.py:408' }),
  /** `bool`, default `False`. VllmArguments, llamafactory/hparams/model_args.py:412 */
  vllm_enforce_eager: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'VllmArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/model_args.py:412' }),
  /** `int`, default `32`. VllmArguments, llamafactory/hparams/model_args.py:416 */
  vllm_max_lora_rank: z.int().default(32).meta({ class: 'ModelArguments', owner: 'VllmArguments', annotation: 'int', default: 32, place: 'llamafactory/hparams/model_args.py:416' }),
  /** `dict | str | None`, default `None`. VllmArguments, llamafactory/hparams/model_args.py:420 */
  vllm_config: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'ModelArguments', owner: 'VllmArguments', annotation: 'dict | str | None', default: null, place: 'llamafactory/hparams/model_args.py:420' }),
  /** `int`, default `4096`. SGLangArguments, llamafactory/hparams/model_args.py:434 */
  sglang_maxlen: z.int().default(4096).meta({ class: 'ModelArguments', owner: 'SGLangArguments', annotation: 'int', default: 4096, place: 'llamafactory/hparams/model_args.py:434' }),
  /** `float`, default `0.7`. SGLangArguments, llamafactory/hparams/model_args.py:438 */
  sglang_mem_fraction: z.number().default(0.7).meta({ class: 'ModelArguments', owner: 'SGLangArguments', annotation: 'float', default: 0.7, place: 'llamafactory/hparams/model_args.py:438' }),
  /** `int`, default `-1`. SGLangArguments, llamafactory/hparams/model_args.py:442 */
  sglang_tp_size: z.int().default(-1).meta({ class: 'ModelArguments', owner: 'SGLangArguments', annotation: 'int', default: -1, place: 'llamafactory/hparams/model_args.py:442' }),
  /** `dict | str | None`, default `None`. SGLangArguments, llamafactory/hparams/model_args.py:446 */
  sglang_config: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'ModelArguments', owner: 'SGLangArguments', annotation: 'dict | str | None', default: null, place: 'llamafactory/hparams/model_args.py:446' }),
  /** `Literal['triton', 'flashinfer']`, default `'triton'`. SGLangArguments, llamafactory/hparams/model_args.py:450 */
  sglang_lora_backend: z.enum(['triton', 'flashinfer']).default('triton').meta({ class: 'ModelArguments', owner: 'SGLangArguments', annotation: "Literal['triton', 'flashinfer']", default: 'triton', choices: ['triton', 'flashinfer'], place: 'llamafactory/hparams/model_args.py:450' }),
}).meta({ qualname: 'llamafactory.hparams.model_args.ModelArguments', place: 'llamafactory/hparams/model_args.py:542', mro: ['ModelArguments', 'SGLangArguments', 'VllmArguments', 'KTransformersArguments', 'ExportArguments', 'ProcessorArguments', 'QuantizationArguments', 'BaseModelArguments'], derived: ['compute_dtype', 'device_map', 'model_max_length', 'block_diag_attn'] });
export type ModelArguments = z.infer<typeof ModelArguments>;

/** `llamafactory.hparams.data_args.DataArguments`, llamafactory/hparams/data_args.py:23. */
export const DataArguments = z.object({
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:26 */
  template: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:26' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:30 */
  dataset: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:30' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:34 */
  eval_dataset: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:34' }),
  /** `str`, default `'data'`. DataArguments, llamafactory/hparams/data_args.py:38 */
  dataset_dir: z.string().default('data').meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str', default: 'data', place: 'llamafactory/hparams/data_args.py:38' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:42 */
  media_dir: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:42' }),
  /** `int`, default `2048`. DataArguments, llamafactory/hparams/data_args.py:46 */
  cutoff_len: z.int().default(2048).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'int', default: 2048, place: 'llamafactory/hparams/data_args.py:46' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:50 */
  train_on_prompt: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:50' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:54 */
  mask_history: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:54' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:58 */
  streaming: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:58' }),
  /** `int`, default `16384`. DataArguments, llamafactory/hparams/data_args.py:62 */
  buffer_size: z.int().default(16384).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'int', default: 16384, place: 'llamafactory/hparams/data_args.py:62' }),
  /** `Literal['concat', 'interleave_under', 'interleave_over', 'interleave_once']`, default `'concat'`. DataArguments, llamafactory/hparams/data_args.py:66 */
  mix_strategy: z.enum(['concat', 'interleave_under', 'interleave_over', 'interleave_once']).default('concat').meta({ class: 'DataArguments', owner: 'DataArguments', annotation: "Literal['concat', 'interleave_under', 'interleave_over', 'interleave_once']", default: 'concat', choices: ['concat', 'interleave_under', 'interleave_over', 'interleave_once'], place: 'llamafactory/hparams/data_args.py:66' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:72 */
  interleave_probs: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:72' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:76 */
  overwrite_cache: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:76' }),
  /** `int`, default `1000`. DataArguments, llamafactory/hparams/data_args.py:80 */
  preprocessing_batch_size: z.int().default(1000).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'int', default: 1000, place: 'llamafactory/hparams/data_args.py:80' }),
  /** `int | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:84 */
  preprocessing_num_workers: z.int().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/data_args.py:84' }),
  /** `int | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:88 */
  max_samples: z.int().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/data_args.py:88' }),
  /** `int | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:92 */
  eval_num_beams: z.int().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/data_args.py:92' }),
  /** `bool`, default `True`. DataArguments, llamafactory/hparams/data_args.py:96 */
  ignore_pad_token_for_loss: z.boolean().default(true).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/data_args.py:96' }),
  /** `float`, default `0.0`. DataArguments, llamafactory/hparams/data_args.py:100 */
  val_size: z.number().default(0).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'float', default: 0, place: 'llamafactory/hparams/data_args.py:100' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:104 */
  eval_on_each_dataset: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:104' }),
  /** `bool | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:108 */
  packing: z.boolean().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool | None', default: null, place: 'llamafactory/hparams/data_args.py:108' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:112 */
  neat_packing: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:112' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:116 */
  tool_format: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:116' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:120 */
  default_system: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:120' }),
  /** `bool | None`, default `True`. DataArguments, llamafactory/hparams/data_args.py:124 */
  enable_thinking: z.boolean().nullable().default(true).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool | None', default: true, place: 'llamafactory/hparams/data_args.py:124' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:128 */
  preserve_thinking: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:128' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/hparams/data_args.py:132 */
  tokenized_path: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/data_args.py:132' }),
  /** `bool`, default `False`. DataArguments, llamafactory/hparams/data_args.py:142 */
  data_shared_file_system: z.boolean().default(false).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/data_args.py:142' }),
}).meta({ qualname: 'llamafactory.hparams.data_args.DataArguments', place: 'llamafactory/hparams/data_args.py:23', mro: ['DataArguments'] });
export type DataArguments = z.infer<typeof DataArguments>;

/**
 * `llamafactory.hparams.training_args.TrainingArguments`, llamafactory/hparams/training_args.py:143.
 * Bases: ProfilerArguments, Fp8Arguments, RayArguments, Seq2SeqTrainingArguments, TrainingArguments.
 */
export const TrainingArguments = z.object({
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:776 */
  output_dir: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:776' }),
  /** `int`, default `8`. TrainingArguments, transformers/training_args.py:782 */
  per_device_train_batch_size: z.int().default(8).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 8, place: 'transformers/training_args.py:782' }),
  /** `float`, default `3.0`. TrainingArguments, transformers/training_args.py:783 */
  num_train_epochs: z.number().default(3).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 3, place: 'transformers/training_args.py:783' }),
  /** `int`, default `-1`. TrainingArguments, transformers/training_args.py:784 */
  max_steps: z.int().default(-1).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: -1, place: 'transformers/training_args.py:784' }),
  /** `float`, default `5e-05`. TrainingArguments, transformers/training_args.py:792 */
  learning_rate: z.number().default(0.00005).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0.00005, place: 'transformers/training_args.py:792' }),
  /** `SchedulerType | str`, default `'linear'`. TrainingArguments, transformers/training_args.py:793 */
  lr_scheduler_type: z.union([SchedulerType, z.string()]).default('linear').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'SchedulerType | str', default: 'linear', choices: ['linear', 'cosine', 'cosine_with_restarts', 'polynomial', 'constant', 'constant_with_warmup', 'inverse_sqrt', 'reduce_lr_on_plateau', 'cosine_with_min_lr', 'cosine_warmup_with_min_lr', 'warmup_stable_decay', 'greedy'], place: 'transformers/training_args.py:793' }),
  /** `dict | str | None`, default `None`. TrainingArguments, transformers/training_args.py:797 */
  lr_scheduler_kwargs: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'dict | str | None', default: null, place: 'transformers/training_args.py:797' }),
  /** `float`, default `0`. TrainingArguments, transformers/training_args.py:803 */
  warmup_steps: z.number().default(0).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0, place: 'transformers/training_args.py:803' }),
  /** `OptimizerNames | str`, default `'adamw_torch_fused'`. TrainingArguments, transformers/training_args.py:817 */
  optim: z.union([OptimizerNames, z.string()]).default('adamw_torch_fused').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'OptimizerNames | str', default: 'adamw_torch_fused', choices: ['adamw_torch', 'adamw_torch_fused', 'adamw_torch_xla', 'adamw_torch_npu_fused', 'adamw_apex_fused', 'adafactor', 'adamw_anyprecision', 'adamw_torch_4bit', 'adamw_torch_8bit', 'ademamix', 'sgd', 'adagrad', 'adamw_bnb_8bit', 'adamw_8bit', 'ademamix_8bit', 'lion_8bit', 'lion_32bit', 'paged_adamw_32bit', 'paged_adamw_8bit', 'paged_ademamix_32bit', 'paged_ademamix_8bit', 'paged_lion_32bit', 'paged_lion_8bit', 'rmsprop', 'rmsprop_bnb', 'rmsprop_bnb_8bit', 'rmsprop_bnb_32bit', 'galore_adamw', 'galore_adamw_8bit', 'galore_adafactor', 'galore_adamw_layerwise', 'galore_adamw_8bit_layerwise', 'galore_adafactor_layerwise', 'lomo', 'adalomo', 'grokadamw', 'schedule_free_radam', 'schedule_free_adamw', 'schedule_free_sgd', 'apollo_adamw', 'apollo_adamw_layerwise', 'stable_adamw'], place: 'transformers/training_args.py:817' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:821 */
  optim_args: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:821' }),
  /** `float`, default `0.0`. TrainingArguments, transformers/training_args.py:827 */
  weight_decay: z.number().default(0).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0, place: 'transformers/training_args.py:827' }),
  /** `float`, default `0.9`. TrainingArguments, transformers/training_args.py:833 */
  adam_beta1: z.number().default(0.9).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0.9, place: 'transformers/training_args.py:833' }),
  /** `float`, default `0.999`. TrainingArguments, transformers/training_args.py:839 */
  adam_beta2: z.number().default(0.999).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0.999, place: 'transformers/training_args.py:839' }),
  /** `float`, default `1e-08`. TrainingArguments, transformers/training_args.py:845 */
  adam_epsilon: z.number().default(1e-8).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 1e-8, place: 'transformers/training_args.py:845' }),
  /** `None | str | list[str]`, default `None`. TrainingArguments, transformers/training_args.py:848 */
  optim_target_modules: z.union([z.string(), z.array(z.string())]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'None | str | list[str]', default: null, place: 'transformers/training_args.py:848' }),
  /** `int`, default `1`. TrainingArguments, transformers/training_args.py:854 */
  gradient_accumulation_steps: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 1, place: 'transformers/training_args.py:854' }),
  /** `bool`, default `True`. TrainingArguments, transformers/training_args.py:863 */
  average_tokens_across_devices: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'transformers/training_args.py:863' }),
  /** `float`, default `1.0`. TrainingArguments, transformers/training_args.py:871 */
  max_grad_norm: z.number().default(1).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 1, place: 'transformers/training_args.py:871' }),
  /** `float`, default `0.0`. TrainingArguments, transformers/training_args.py:874 */
  label_smoothing_factor: z.number().default(0).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0, place: 'transformers/training_args.py:874' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:879 */
  bf16: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:879' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:885 */
  fp16: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:885' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:891 */
  bf16_full_eval: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:891' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:897 */
  fp16_full_eval: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:897' }),
  /** `bool | None`, default `None`. TrainingArguments, transformers/training_args.py:903 */
  tf32: z.boolean().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool | None', default: null, place: 'transformers/training_args.py:903' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:911 */
  gradient_checkpointing: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:911' }),
  /** `dict[str, Any] | str | None`, default `None`. TrainingArguments, transformers/training_args.py:917 */
  gradient_checkpointing_kwargs: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'dict[str, Any] | str | None', default: null, place: 'transformers/training_args.py:917' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:923 */
  torch_compile: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:923' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:926 */
  torch_compile_backend: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:926' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:932 */
  torch_compile_mode: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:932' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:940 */
  use_liger_kernel: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:940' }),
  /** `dict[str, bool] | None`, default `None`. TrainingArguments, transformers/training_args.py:946 */
  liger_kernel_config: z.record(z.string(), z.boolean()).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'dict[str, bool] | None', default: null, place: 'transformers/training_args.py:946' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:954 */
  use_cache: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:954' }),
  /** `float | None`, default `None`. TrainingArguments, transformers/training_args.py:960 */
  neftune_noise_alpha: z.number().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float | None', default: null, place: 'transformers/training_args.py:960' }),
  /** `int | None`, default `None`. TrainingArguments, transformers/training_args.py:966 */
  torch_empty_cache_steps: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args.py:966' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:972 */
  auto_find_batch_size: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:972' }),
  /** `IntervalStrategy | str`, default `'steps'`. TrainingArguments, transformers/training_args.py:980 */
  logging_strategy: z.union([IntervalStrategy, z.string()]).default('steps').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'IntervalStrategy | str', default: 'steps', choices: ['no', 'steps', 'epoch'], place: 'transformers/training_args.py:980' }),
  /** `float`, default `500`. TrainingArguments, transformers/training_args.py:984 */
  logging_steps: z.number().default(500).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 500, place: 'transformers/training_args.py:984' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:993 */
  logging_first_step: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:993' }),
  /** `bool`, default `True`. TrainingArguments, transformers/training_args.py:996 */
  log_on_each_node: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'transformers/training_args.py:996' }),
  /** `bool`, default `True`. TrainingArguments, transformers/training_args.py:1005 */
  logging_nan_inf_filter: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'transformers/training_args.py:1005' }),
  /** `str | bool`, default `'no'`. TrainingArguments, transformers/training_args.py:1011 */
  include_num_input_tokens_seen: z.union([z.string(), z.boolean()]).default('no').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | bool', default: 'no', place: 'transformers/training_args.py:1011' }),
  /** `str`, default `'passive'`. TrainingArguments, transformers/training_args.py:1022 */
  log_level: z.enum(['detail', 'debug', 'info', 'warning', 'error', 'critical', 'passive']).default('passive').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str', default: 'passive', choices: ['detail', 'debug', 'info', 'warning', 'error', 'critical', 'passive'], place: 'transformers/training_args.py:1022' }),
  /** `str`, default `'warning'`. TrainingArguments, transformers/training_args.py:1029 */
  log_level_replica: z.enum(['detail', 'debug', 'info', 'warning', 'error', 'critical', 'passive']).default('warning').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str', default: 'warning', choices: ['detail', 'debug', 'info', 'warning', 'error', 'critical', 'passive'], place: 'transformers/training_args.py:1029' }),
  /** `bool | None`, default `None`. TrainingArguments, transformers/training_args.py:1036 */
  disable_tqdm: z.boolean().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool | None', default: null, place: 'transformers/training_args.py:1036' }),
  /** `None | str | list[str]`, default `'none'`. TrainingArguments, transformers/training_args.py:1042 */
  report_to: z.union([z.string(), z.array(z.string())]).nullable().default('none').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'None | str | list[str]', default: 'none', place: 'transformers/training_args.py:1042' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1048 */
  run_name: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1048' }),
  /** `str`, default `'huggingface'`. TrainingArguments, transformers/training_args.py:1057 */
  project: z.string().default('huggingface').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str', default: 'huggingface', place: 'transformers/training_args.py:1057' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1061 */
  trackio_space_id: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1061' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1072 */
  trackio_bucket_id: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1072' }),
  /** `str | None | Literal[False]`, default `None`. TrainingArguments, transformers/training_args.py:1076 */
  trackio_static_space_id: z.union([z.string(), z.literal([false])]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None | Literal[False]', default: null, place: 'transformers/training_args.py:1076' }),
  /** `IntervalStrategy | str`, default `'no'`. TrainingArguments, transformers/training_args.py:1089 */
  eval_strategy: z.union([IntervalStrategy, z.string()]).default('no').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'IntervalStrategy | str', default: 'no', choices: ['no', 'steps', 'epoch'], place: 'transformers/training_args.py:1089' }),
  /** `float | None`, default `None`. TrainingArguments, transformers/training_args.py:1093 */
  eval_steps: z.number().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float | None', default: null, place: 'transformers/training_args.py:1093' }),
  /** `float`, default `0`. TrainingArguments, transformers/training_args.py:1102 */
  eval_delay: z.number().default(0).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0, place: 'transformers/training_args.py:1102' }),
  /** `int`, default `8`. TrainingArguments, transformers/training_args.py:1111 */
  per_device_eval_batch_size: z.int().default(8).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 8, place: 'transformers/training_args.py:1111' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1114 */
  prediction_loss_only: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1114' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1118 */
  eval_on_start: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1118' }),
  /** `bool`, default `True`. TrainingArguments, transformers/training_args.py:1124 */
  eval_do_concat_batches: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'transformers/training_args.py:1124' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1130 */
  eval_use_gather_object: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1130' }),
  /** `int | None`, default `None`. TrainingArguments, transformers/training_args.py:1136 */
  eval_accumulation_steps: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args.py:1136' }),
  /** `list[str]`, default `[]`. TrainingArguments, transformers/training_args.py:1144 */
  include_for_metrics: z.array(z.string()).default([]).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'list[str]', default: [], place: 'transformers/training_args.py:1144' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1148 */
  batch_eval_metrics: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1148' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1154 */
  save_only_model: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1154' }),
  /** `SaveStrategy | str`, default `'steps'`. TrainingArguments, transformers/training_args.py:1160 */
  save_strategy: z.union([SaveStrategy, z.string()]).default('steps').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'SaveStrategy | str', default: 'steps', choices: ['no', 'steps', 'epoch', 'best'], place: 'transformers/training_args.py:1160' }),
  /** `float`, default `500`. TrainingArguments, transformers/training_args.py:1166 */
  save_steps: z.number().default(500).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 500, place: 'transformers/training_args.py:1166' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1175 */
  save_on_each_node: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1175' }),
  /** `int | None`, default `None`. TrainingArguments, transformers/training_args.py:1184 */
  save_total_limit: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args.py:1184' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1190 */
  enable_jit_checkpoint: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1190' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1198 */
  push_to_hub: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1198' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1201 */
  hub_token: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1201' }),
  /** `bool | None`, default `None`. TrainingArguments, transformers/training_args.py:1207 */
  hub_private_repo: z.boolean().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool | None', default: null, place: 'transformers/training_args.py:1207' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1216 */
  hub_model_id: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1216' }),
  /** `HubStrategy | str`, default `'every_save'`. TrainingArguments, transformers/training_args.py:1219 */
  hub_strategy: z.union([HubStrategy, z.string()]).default('every_save').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'HubStrategy | str', default: 'every_save', choices: ['end', 'every_save', 'checkpoint', 'all_checkpoints'], place: 'transformers/training_args.py:1219' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1225 */
  hub_always_push: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1225' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1229 */
  hub_revision: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1229' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1237 */
  load_best_model_at_end: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1237' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1241 */
  metric_for_best_model: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1241' }),
  /** `bool | None`, default `None`. TrainingArguments, transformers/training_args.py:1247 */
  greater_is_better: z.boolean().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool | None', default: null, place: 'transformers/training_args.py:1247' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1253 */
  ignore_data_skip: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1253' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1259 */
  restore_callback_states_from_checkpoint: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1259' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1267 */
  full_determinism: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1267' }),
  /** `int`, default `42`. TrainingArguments, transformers/training_args.py:1276 */
  seed: z.int().default(42).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 42, place: 'transformers/training_args.py:1276' }),
  /** `int | None`, default `None`. TrainingArguments, transformers/training_args.py:1277 */
  data_seed: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args.py:1277' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1283 */
  use_cpu: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1283' }),
  /** `dict | str | None`, default `None`. TrainingArguments, transformers/training_args.py:1291 */
  accelerator_config: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'dict | str | None', default: null, place: 'transformers/training_args.py:1291' }),
  /** `ParallelismConfig | None`, default `None`. TrainingArguments, transformers/training_args.py:1297 */
  parallelism_config: z.unknown().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'ParallelismConfig | None', default: null, place: 'transformers/training_args.py:1297' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1303 */
  dataloader_drop_last: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1303' }),
  /** `int`, default `0`. TrainingArguments, transformers/training_args.py:1306 */
  dataloader_num_workers: z.int().default(0).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 0, place: 'transformers/training_args.py:1306' }),
  /** `bool`, default `True`. TrainingArguments, transformers/training_args.py:1315 */
  dataloader_pin_memory: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'transformers/training_args.py:1315' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1318 */
  dataloader_persistent_workers: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1318' }),
  /** `int | None`, default `None`. TrainingArguments, transformers/training_args.py:1324 */
  dataloader_prefetch_factor: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args.py:1324' }),
  /** `bool`, default `True`. TrainingArguments, transformers/training_args.py:1333 */
  remove_unused_columns: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'transformers/training_args.py:1333' }),
  /** `list[str] | None`, default `None`. TrainingArguments, transformers/training_args.py:1337 */
  label_names: z.array(z.string()).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'list[str] | None', default: null, place: 'transformers/training_args.py:1337' }),
  /** `str`, default `'random'`. TrainingArguments, transformers/training_args.py:1340 */
  train_sampling_strategy: z.enum(['random', 'sequential', 'group_by_length']).default('random').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str', default: 'random', choices: ['random', 'sequential', 'group_by_length'], place: 'transformers/training_args.py:1340' }),
  /** `str`, default `'length'`. TrainingArguments, transformers/training_args.py:1347 */
  length_column_name: z.string().default('length').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str', default: 'length', place: 'transformers/training_args.py:1347' }),
  /** `bool | None`, default `None`. TrainingArguments, transformers/training_args.py:1355 */
  ddp_find_unused_parameters: z.boolean().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool | None', default: null, place: 'transformers/training_args.py:1355' }),
  /** `int | None`, default `None`. TrainingArguments, transformers/training_args.py:1364 */
  ddp_bucket_cap_mb: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args.py:1364' }),
  /** `bool | None`, default `None`. TrainingArguments, transformers/training_args.py:1373 */
  ddp_broadcast_buffers: z.boolean().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool | None', default: null, place: 'transformers/training_args.py:1373' }),
  /** `bool | None`, default `None`. TrainingArguments, transformers/training_args.py:1382 */
  ddp_static_graph: z.boolean().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool | None', default: null, place: 'transformers/training_args.py:1382' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1391 */
  ddp_backend: z.enum(['nccl', 'gloo', 'mpi', 'xccl', 'hccl', 'cncl', 'mccl']).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, choices: ['nccl', 'gloo', 'mpi', 'xccl', 'hccl', 'cncl', 'mccl'], place: 'transformers/training_args.py:1391' }),
  /** `int`, default `1800`. TrainingArguments, transformers/training_args.py:1398 */
  ddp_timeout: z.int().default(1800).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 1800, place: 'transformers/training_args.py:1398' }),
  /** `list[FSDPOption] | str | None`, default `None`. TrainingArguments, transformers/training_args.py:1404 */
  fsdp: z.union([z.array(FSDPOption), z.string()]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'list[FSDPOption] | str | None', default: null, place: 'transformers/training_args.py:1404' }),
  /** `dict[str, Any] | str | None`, default `None`. TrainingArguments, transformers/training_args.py:1410 */
  fsdp_config: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'dict[str, Any] | str | None', default: null, place: 'transformers/training_args.py:1410' }),
  /** `dict | str | None`, default `None`. TrainingArguments, transformers/training_args.py:1421 */
  deepspeed: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'dict | str | None', default: null, place: 'transformers/training_args.py:1421' }),
  /** `str | list[DebugOption]`, default `''`. TrainingArguments, transformers/training_args.py:1427 */
  debug: z.union([z.string(), z.array(DebugOption)]).default('').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | list[DebugOption]', default: '', place: 'transformers/training_args.py:1427' }),
  /** `bool`, default `True`. TrainingArguments, transformers/training_args.py:1433 */
  skip_memory_metrics: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'transformers/training_args.py:1433' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1441 */
  do_train: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1441' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1447 */
  do_eval: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1447' }),
  /** `bool`, default `False`. TrainingArguments, transformers/training_args.py:1453 */
  do_predict: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args.py:1453' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1459 */
  resume_from_checkpoint: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1459' }),
  /** `float | None`, default `None`. TrainingArguments, transformers/training_args.py:1467 */
  warmup_ratio: z.number().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float | None', default: null, place: 'transformers/training_args.py:1467' }),
  /** `str | None`, default `None`. TrainingArguments, transformers/training_args.py:1473 */
  logging_dir: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'transformers/training_args.py:1473' }),
  /** `int`, default `-1`. TrainingArguments, transformers/training_args.py:1479 */
  local_rank: z.int().default(-1).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: -1, place: 'transformers/training_args.py:1479' }),
  /** `bool`, default `False`. Seq2SeqTrainingArguments, transformers/training_args_seq2seq.py:55 */
  sortish_sampler: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'Seq2SeqTrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args_seq2seq.py:55' }),
  /** `bool`, default `False`. Seq2SeqTrainingArguments, transformers/training_args_seq2seq.py:56 */
  predict_with_generate: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'Seq2SeqTrainingArguments', annotation: 'bool', default: false, place: 'transformers/training_args_seq2seq.py:56' }),
  /** `int | None`, default `None`. Seq2SeqTrainingArguments, transformers/training_args_seq2seq.py:59 */
  generation_max_length: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'Seq2SeqTrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args_seq2seq.py:59' }),
  /** `int | None`, default `None`. Seq2SeqTrainingArguments, transformers/training_args_seq2seq.py:68 */
  generation_num_beams: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'Seq2SeqTrainingArguments', annotation: 'int | None', default: null, place: 'transformers/training_args_seq2seq.py:68' }),
  /** `str | Path | GenerationConfig | None`, default `None`. Seq2SeqTrainingArguments, transformers/training_args_seq2seq.py:77 */
  generation_config: z.unknown().default(null).meta({ class: 'TrainingArguments', owner: 'Seq2SeqTrainingArguments', annotation: 'str | Path | GenerationConfig | None', default: null, place: 'transformers/training_args_seq2seq.py:77' }),
  /** `int`, default `1`. RayArguments, llamafactory/hparams/training_args.py:43 */
  ray_num_workers: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'RayArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/training_args.py:43' }),
  /** `dict | str | None`, default `None`. RayArguments, llamafactory/hparams/training_args.py:47 */
  ray_init_kwargs: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'RayArguments', annotation: 'dict | str | None', default: null, place: 'llamafactory/hparams/training_args.py:47' }),
  /** `str | None`, default `None`. RayArguments, llamafactory/hparams/training_args.py:51 */
  master_addr: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'RayArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/training_args.py:51' }),
  /** `str | None`, default `None`. RayArguments, llamafactory/hparams/training_args.py:55 */
  master_port: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'RayArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/training_args.py:55' }),
  /** `bool`, default `False`. Fp8Arguments, llamafactory/hparams/training_args.py:123 */
  fp8: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'Fp8Arguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/training_args.py:123' }),
  /** `str`, default `'auto'`. Fp8Arguments, llamafactory/hparams/training_args.py:130 */
  fp8_backend: z.string().default('auto').meta({ class: 'TrainingArguments', owner: 'Fp8Arguments', annotation: 'str', default: 'auto', place: 'llamafactory/hparams/training_args.py:130' }),
  /** `bool`, default `False`. Fp8Arguments, llamafactory/hparams/training_args.py:136 */
  fp8_enable_fsdp_float8_all_gather: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'Fp8Arguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/training_args.py:136' }),
  /** `bool`, default `False`. ProfilerArguments, llamafactory/hparams/training_args.py:71 */
  enable_torch_profiler: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/training_args.py:71' }),
  /** `str | None`, default `None`. ProfilerArguments, llamafactory/hparams/training_args.py:75 */
  profiler_output_dir: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/training_args.py:75' }),
  /** `int`, default `1`. ProfilerArguments, llamafactory/hparams/training_args.py:79 */
  profiler_wait_steps: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/training_args.py:79' }),
  /** `int`, default `1`. ProfilerArguments, llamafactory/hparams/training_args.py:83 */
  profiler_warmup_steps: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/training_args.py:83' }),
  /** `int`, default `1`. ProfilerArguments, llamafactory/hparams/training_args.py:87 */
  profiler_active_steps: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/training_args.py:87' }),
  /** `int`, default `1`. ProfilerArguments, llamafactory/hparams/training_args.py:91 */
  profiler_repeat: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/training_args.py:91' }),
  /** `bool`, default `True`. ProfilerArguments, llamafactory/hparams/training_args.py:95 */
  profiler_record_shapes: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/training_args.py:95' }),
  /** `bool`, default `True`. ProfilerArguments, llamafactory/hparams/training_args.py:99 */
  profiler_profile_memory: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/training_args.py:99' }),
  /** `bool`, default `True`. ProfilerArguments, llamafactory/hparams/training_args.py:103 */
  profiler_with_stack: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/training_args.py:103' }),
  /** `str | None`, default `None`. ProfilerArguments, llamafactory/hparams/training_args.py:107 */
  profile_modules: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'ProfilerArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/training_args.py:107' }),
  /** `bool`, default `False`. TrainingArguments, llamafactory/hparams/training_args.py:146 */
  overwrite_output_dir: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/training_args.py:146' }),
}).meta({ qualname: 'llamafactory.hparams.training_args.TrainingArguments', place: 'llamafactory/hparams/training_args.py:143', mro: ['TrainingArguments', 'ProfilerArguments', 'Fp8Arguments', 'RayArguments', 'Seq2SeqTrainingArguments', 'TrainingArguments'] });
export type TrainingArguments = z.infer<typeof TrainingArguments>;

/**
 * `llamafactory.hparams.finetuning_args.FinetuningArguments`, llamafactory/hparams/finetuning_args.py:444.
 * Bases: SwanLabArguments, BAdamArgument, ApolloArguments, GaloreArguments, RLHFArguments, LoraArguments, OFTArguments, FreezeArguments.
 */
export const FinetuningArguments = z.object({
  /** `int`, default `2`. FreezeArguments, llamafactory/hparams/finetuning_args.py:23 */
  freeze_trainable_layers: z.int().default(2).meta({ class: 'FinetuningArguments', owner: 'FreezeArguments', annotation: 'int', default: 2, place: 'llamafactory/hparams/finetuning_args.py:23' }),
  /** `str`, default `'all'`. FreezeArguments, llamafactory/hparams/finetuning_args.py:33 */
  freeze_trainable_modules: z.string().default('all').meta({ class: 'FinetuningArguments', owner: 'FreezeArguments', annotation: 'str', default: 'all', place: 'llamafactory/hparams/finetuning_args.py:33' }),
  /** `str | None`, default `None`. FreezeArguments, llamafactory/hparams/finetuning_args.py:43 */
  freeze_extra_modules: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'FreezeArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:43' }),
  /** `str | None`, default `None`. LoraArguments, llamafactory/hparams/finetuning_args.py:59 */
  additional_target: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:59' }),
  /** `float`, default `0.0`. OFTArguments, llamafactory/hparams/finetuning_args.py:139 */
  module_dropout: z.number().default(0).meta({ class: 'FinetuningArguments', owner: 'OFTArguments', annotation: 'float', default: 0, place: 'llamafactory/hparams/finetuning_args.py:139' }),
  /** `int`, default `0`. OFTArguments, llamafactory/hparams/finetuning_args.py:143 */
  oft_rank: z.int().default(0).meta({ class: 'FinetuningArguments', owner: 'OFTArguments', annotation: 'int', default: 0, place: 'llamafactory/hparams/finetuning_args.py:143' }),
  /** `int`, default `32`. OFTArguments, llamafactory/hparams/finetuning_args.py:147 */
  oft_block_size: z.int().default(32).meta({ class: 'FinetuningArguments', owner: 'OFTArguments', annotation: 'int', default: 32, place: 'llamafactory/hparams/finetuning_args.py:147' }),
  /** `str`, default `'all'`. OFTArguments, llamafactory/hparams/finetuning_args.py:151 */
  oft_target: z.string().default('all').meta({ class: 'FinetuningArguments', owner: 'OFTArguments', annotation: 'str', default: 'all', place: 'llamafactory/hparams/finetuning_args.py:151' }),
  /** `bool`, default `False`. LoraArguments, llamafactory/hparams/finetuning_args.py:119 */
  create_new_adapter: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:119' }),
  /** `int | None`, default `None`. LoraArguments, llamafactory/hparams/finetuning_args.py:69 */
  lora_alpha: z.int().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:69' }),
  /** `float`, default `0.0`. LoraArguments, llamafactory/hparams/finetuning_args.py:73 */
  lora_dropout: z.number().default(0).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'float', default: 0, place: 'llamafactory/hparams/finetuning_args.py:73' }),
  /** `int`, default `8`. LoraArguments, llamafactory/hparams/finetuning_args.py:77 */
  lora_rank: z.int().default(8).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'int', default: 8, place: 'llamafactory/hparams/finetuning_args.py:77' }),
  /** `str`, default `'all'`. LoraArguments, llamafactory/hparams/finetuning_args.py:81 */
  lora_target: z.string().default('all').meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'str', default: 'all', place: 'llamafactory/hparams/finetuning_args.py:81' }),
  /** `float | None`, default `None`. LoraArguments, llamafactory/hparams/finetuning_args.py:91 */
  loraplus_lr_ratio: z.number().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'float | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:91' }),
  /** `float`, default `1e-06`. LoraArguments, llamafactory/hparams/finetuning_args.py:95 */
  loraplus_lr_embedding: z.number().default(0.000001).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'float', default: 0.000001, place: 'llamafactory/hparams/finetuning_args.py:95' }),
  /** `bool`, default `False`. LoraArguments, llamafactory/hparams/finetuning_args.py:99 */
  use_rslora: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:99' }),
  /** `bool`, default `False`. LoraArguments, llamafactory/hparams/finetuning_args.py:103 */
  use_dora: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:103' }),
  /** `bool`, default `False`. LoraArguments, llamafactory/hparams/finetuning_args.py:107 */
  pissa_init: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:107' }),
  /** `int`, default `16`. LoraArguments, llamafactory/hparams/finetuning_args.py:111 */
  pissa_iter: z.int().default(16).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'int', default: 16, place: 'llamafactory/hparams/finetuning_args.py:111' }),
  /** `bool`, default `False`. LoraArguments, llamafactory/hparams/finetuning_args.py:115 */
  pissa_convert: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'LoraArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:115' }),
  /** `float`, default `0.1`. RLHFArguments, llamafactory/hparams/finetuning_args.py:171 */
  pref_beta: z.number().default(0.1).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 0.1, place: 'llamafactory/hparams/finetuning_args.py:171' }),
  /** `float`, default `0.0`. RLHFArguments, llamafactory/hparams/finetuning_args.py:175 */
  pref_ftx: z.number().default(0).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 0, place: 'llamafactory/hparams/finetuning_args.py:175' }),
  /** `float`, default `0.0`. RLHFArguments, llamafactory/hparams/finetuning_args.py:179 */
  pref_bco_weight: z.number().default(0).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 0, place: 'llamafactory/hparams/finetuning_args.py:179' }),
  /** `Literal['sigmoid', 'hinge', 'ipo', 'kto_pair', 'orpo', 'simpo']`, default `'sigmoid'`. RLHFArguments, llamafactory/hparams/finetuning_args.py:183 */
  pref_loss: z.enum(['sigmoid', 'hinge', 'ipo', 'kto_pair', 'orpo', 'simpo']).default('sigmoid').meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: "Literal['sigmoid', 'hinge', 'ipo', 'kto_pair', 'orpo', 'simpo']", default: 'sigmoid', choices: ['sigmoid', 'hinge', 'ipo', 'kto_pair', 'orpo', 'simpo'], place: 'llamafactory/hparams/finetuning_args.py:183' }),
  /** `float`, default `0.0`. RLHFArguments, llamafactory/hparams/finetuning_args.py:187 */
  dpo_label_smoothing: z.number().default(0).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 0, place: 'llamafactory/hparams/finetuning_args.py:187' }),
  /** `float`, default `1.0`. RLHFArguments, llamafactory/hparams/finetuning_args.py:191 */
  kto_chosen_weight: z.number().default(1).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 1, place: 'llamafactory/hparams/finetuning_args.py:191' }),
  /** `float`, default `1.0`. RLHFArguments, llamafactory/hparams/finetuning_args.py:195 */
  kto_rejected_weight: z.number().default(1).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 1, place: 'llamafactory/hparams/finetuning_args.py:195' }),
  /** `float`, default `0.5`. RLHFArguments, llamafactory/hparams/finetuning_args.py:199 */
  simpo_gamma: z.number().default(0.5).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 0.5, place: 'llamafactory/hparams/finetuning_args.py:199' }),
  /** `int`, default `1`. RLHFArguments, llamafactory/hparams/finetuning_args.py:203 */
  ppo_buffer_size: z.int().default(1).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/finetuning_args.py:203' }),
  /** `int`, default `4`. RLHFArguments, llamafactory/hparams/finetuning_args.py:207 */
  ppo_epochs: z.int().default(4).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'int', default: 4, place: 'llamafactory/hparams/finetuning_args.py:207' }),
  /** `bool`, default `False`. RLHFArguments, llamafactory/hparams/finetuning_args.py:211 */
  ppo_score_norm: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:211' }),
  /** `float`, default `6.0`. RLHFArguments, llamafactory/hparams/finetuning_args.py:215 */
  ppo_target: z.number().default(6).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float', default: 6, place: 'llamafactory/hparams/finetuning_args.py:215' }),
  /** `bool`, default `False`. RLHFArguments, llamafactory/hparams/finetuning_args.py:219 */
  ppo_whiten_rewards: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:219' }),
  /** `str | None`, default `None`. RLHFArguments, llamafactory/hparams/finetuning_args.py:223 */
  ref_model: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:223' }),
  /** `str | None`, default `None`. RLHFArguments, llamafactory/hparams/finetuning_args.py:227 */
  ref_model_adapters: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:227' }),
  /** `int | None`, default `None`. RLHFArguments, llamafactory/hparams/finetuning_args.py:231 */
  ref_model_quantization_bit: z.int().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:231' }),
  /** `str | None`, default `None`. RLHFArguments, llamafactory/hparams/finetuning_args.py:235 */
  reward_model: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:235' }),
  /** `str | None`, default `None`. RLHFArguments, llamafactory/hparams/finetuning_args.py:239 */
  reward_model_adapters: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:239' }),
  /** `int | None`, default `None`. RLHFArguments, llamafactory/hparams/finetuning_args.py:243 */
  reward_model_quantization_bit: z.int().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:243' }),
  /** `Literal['lora', 'full', 'api']`, default `'lora'`. RLHFArguments, llamafactory/hparams/finetuning_args.py:247 */
  reward_model_type: z.enum(['lora', 'full', 'api']).default('lora').meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: "Literal['lora', 'full', 'api']", default: 'lora', choices: ['lora', 'full', 'api'], place: 'llamafactory/hparams/finetuning_args.py:247' }),
  /** `float | None`, default `None`. RLHFArguments, llamafactory/hparams/finetuning_args.py:251 */
  ld_alpha: z.number().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'RLHFArguments', annotation: 'float | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:251' }),
  /** `bool`, default `False`. GaloreArguments, llamafactory/hparams/finetuning_args.py:266 */
  use_galore: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'GaloreArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:266' }),
  /** `str`, default `'all'`. GaloreArguments, llamafactory/hparams/finetuning_args.py:270 */
  galore_target: z.string().default('all').meta({ class: 'FinetuningArguments', owner: 'GaloreArguments', annotation: 'str', default: 'all', place: 'llamafactory/hparams/finetuning_args.py:270' }),
  /** `int`, default `16`. GaloreArguments, llamafactory/hparams/finetuning_args.py:279 */
  galore_rank: z.int().default(16).meta({ class: 'FinetuningArguments', owner: 'GaloreArguments', annotation: 'int', default: 16, place: 'llamafactory/hparams/finetuning_args.py:279' }),
  /** `int`, default `200`. GaloreArguments, llamafactory/hparams/finetuning_args.py:283 */
  galore_update_interval: z.int().default(200).meta({ class: 'FinetuningArguments', owner: 'GaloreArguments', annotation: 'int', default: 200, place: 'llamafactory/hparams/finetuning_args.py:283' }),
  /** `float`, default `2.0`. GaloreArguments, llamafactory/hparams/finetuning_args.py:287 */
  galore_scale: z.number().default(2).meta({ class: 'FinetuningArguments', owner: 'GaloreArguments', annotation: 'float', default: 2, place: 'llamafactory/hparams/finetuning_args.py:287' }),
  /** `Literal['std', 'reverse_std', 'right', 'left', 'full']`, default `'std'`. GaloreArguments, llamafactory/hparams/finetuning_args.py:291 */
  galore_proj_type: z.enum(['std', 'reverse_std', 'right', 'left', 'full']).default('std').meta({ class: 'FinetuningArguments', owner: 'GaloreArguments', annotation: "Literal['std', 'reverse_std', 'right', 'left', 'full']", default: 'std', choices: ['std', 'reverse_std', 'right', 'left', 'full'], place: 'llamafactory/hparams/finetuning_args.py:291' }),
  /** `bool`, default `False`. GaloreArguments, llamafactory/hparams/finetuning_args.py:295 */
  galore_layerwise: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'GaloreArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:295' }),
  /** `bool`, default `False`. ApolloArguments, llamafactory/hparams/finetuning_args.py:305 */
  use_apollo: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:305' }),
  /** `str`, default `'all'`. ApolloArguments, llamafactory/hparams/finetuning_args.py:309 */
  apollo_target: z.string().default('all').meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: 'str', default: 'all', place: 'llamafactory/hparams/finetuning_args.py:309' }),
  /** `int`, default `16`. ApolloArguments, llamafactory/hparams/finetuning_args.py:318 */
  apollo_rank: z.int().default(16).meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: 'int', default: 16, place: 'llamafactory/hparams/finetuning_args.py:318' }),
  /** `int`, default `200`. ApolloArguments, llamafactory/hparams/finetuning_args.py:322 */
  apollo_update_interval: z.int().default(200).meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: 'int', default: 200, place: 'llamafactory/hparams/finetuning_args.py:322' }),
  /** `float`, default `32.0`. ApolloArguments, llamafactory/hparams/finetuning_args.py:326 */
  apollo_scale: z.number().default(32).meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: 'float', default: 32, place: 'llamafactory/hparams/finetuning_args.py:326' }),
  /** `Literal['svd', 'random']`, default `'random'`. ApolloArguments, llamafactory/hparams/finetuning_args.py:330 */
  apollo_proj: z.enum(['svd', 'random']).default('random').meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: "Literal['svd', 'random']", default: 'random', choices: ['svd', 'random'], place: 'llamafactory/hparams/finetuning_args.py:330' }),
  /** `Literal['std', 'right', 'left']`, default `'std'`. ApolloArguments, llamafactory/hparams/finetuning_args.py:334 */
  apollo_proj_type: z.enum(['std', 'right', 'left']).default('std').meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: "Literal['std', 'right', 'left']", default: 'std', choices: ['std', 'right', 'left'], place: 'llamafactory/hparams/finetuning_args.py:334' }),
  /** `Literal['channel', 'tensor']`, default `'channel'`. ApolloArguments, llamafactory/hparams/finetuning_args.py:338 */
  apollo_scale_type: z.enum(['channel', 'tensor']).default('channel').meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: "Literal['channel', 'tensor']", default: 'channel', choices: ['channel', 'tensor'], place: 'llamafactory/hparams/finetuning_args.py:338' }),
  /** `bool`, default `False`. ApolloArguments, llamafactory/hparams/finetuning_args.py:342 */
  apollo_layerwise: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:342' }),
  /** `bool`, default `False`. ApolloArguments, llamafactory/hparams/finetuning_args.py:346 */
  apollo_scale_front: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'ApolloArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:346' }),
  /** `bool`, default `False`. BAdamArgument, llamafactory/hparams/finetuning_args.py:356 */
  use_badam: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:356' }),
  /** `Literal['layer', 'ratio']`, default `'layer'`. BAdamArgument, llamafactory/hparams/finetuning_args.py:360 */
  badam_mode: z.enum(['layer', 'ratio']).default('layer').meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: "Literal['layer', 'ratio']", default: 'layer', choices: ['layer', 'ratio'], place: 'llamafactory/hparams/finetuning_args.py:360' }),
  /** `int | None`, default `None`. BAdamArgument, llamafactory/hparams/finetuning_args.py:364 */
  badam_start_block: z.int().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: 'int | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:364' }),
  /** `Literal['ascending', 'descending', 'random', 'fixed'] | None`, default `'ascending'`. BAdamArgument, llamafactory/hparams/finetuning_args.py:368 */
  badam_switch_mode: z.enum(['ascending', 'descending', 'random', 'fixed']).nullable().default('ascending').meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: "Literal['ascending', 'descending', 'random', 'fixed'] | None", default: 'ascending', choices: ['ascending', 'descending', 'random', 'fixed'], place: 'llamafactory/hparams/finetuning_args.py:368' }),
  /** `int | None`, default `50`. BAdamArgument, llamafactory/hparams/finetuning_args.py:372 */
  badam_switch_interval: z.int().nullable().default(50).meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: 'int | None', default: 50, place: 'llamafactory/hparams/finetuning_args.py:372' }),
  /** `float`, default `0.05`. BAdamArgument, llamafactory/hparams/finetuning_args.py:378 */
  badam_update_ratio: z.number().default(0.05).meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: 'float', default: 0.05, place: 'llamafactory/hparams/finetuning_args.py:378' }),
  /** `Literal['adjacent', 'scatter']`, default `'adjacent'`. BAdamArgument, llamafactory/hparams/finetuning_args.py:382 */
  badam_mask_mode: z.enum(['adjacent', 'scatter']).default('adjacent').meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: "Literal['adjacent', 'scatter']", default: 'adjacent', choices: ['adjacent', 'scatter'], place: 'llamafactory/hparams/finetuning_args.py:382' }),
  /** `int`, default `0`. BAdamArgument, llamafactory/hparams/finetuning_args.py:392 */
  badam_verbose: z.int().default(0).meta({ class: 'FinetuningArguments', owner: 'BAdamArgument', annotation: 'int', default: 0, place: 'llamafactory/hparams/finetuning_args.py:392' }),
  /** `bool`, default `False`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:405 */
  use_swanlab: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:405' }),
  /** `str | None`, default `'llamafactory'`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:409 */
  swanlab_project: z.string().nullable().default('llamafactory').meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'str | None', default: 'llamafactory', place: 'llamafactory/hparams/finetuning_args.py:409' }),
  /** `str | None`, default `None`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:413 */
  swanlab_workspace: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:413' }),
  /** `str | None`, default `None`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:417 */
  swanlab_run_name: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:417' }),
  /** `Literal['cloud', 'local']`, default `'cloud'`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:421 */
  swanlab_mode: z.enum(['cloud', 'local']).default('cloud').meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: "Literal['cloud', 'local']", default: 'cloud', choices: ['cloud', 'local'], place: 'llamafactory/hparams/finetuning_args.py:421' }),
  /** `str | None`, default `None`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:425 */
  swanlab_api_key: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:425' }),
  /** `str | None`, default `None`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:429 */
  swanlab_logdir: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:429' }),
  /** `str | None`, default `None`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:433 */
  swanlab_lark_webhook_url: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:433' }),
  /** `str | None`, default `None`. SwanLabArguments, llamafactory/hparams/finetuning_args.py:437 */
  swanlab_lark_secret: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'SwanLabArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:437' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:456 */
  pure_bf16: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:456' }),
  /** `Literal['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto']`, default `'sft'`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:460 */
  stage: z.enum(['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto']).default('sft').meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: "Literal['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto']", default: 'sft', choices: ['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto'], place: 'llamafactory/hparams/finetuning_args.py:460' }),
  /** `Literal['lora', 'oft', 'freeze', 'full']`, default `'lora'`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:464 */
  finetuning_type: z.enum(['lora', 'oft', 'freeze', 'full']).default('lora').meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: "Literal['lora', 'oft', 'freeze', 'full']", default: 'lora', choices: ['lora', 'oft', 'freeze', 'full'], place: 'llamafactory/hparams/finetuning_args.py:464' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:468 */
  use_llama_pro: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:468' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:472 */
  use_adam_mini: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:472' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:476 */
  use_mca: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:476' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:485 */
  use_hyper_parallel: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:485' }),
  /** `str | None`, default `None`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:494 */
  hyper_parallel_args: z.string().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:494' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:503 */
  use_muon: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:503' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:507 */
  use_dft_loss: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:507' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:511 */
  use_asft_loss: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:511' }),
  /** `float`, default `0.1`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:515 */
  asft_alpha: z.number().default(0.1).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'float', default: 0.1, place: 'llamafactory/hparams/finetuning_args.py:515' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:519 */
  use_eaft_loss: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:519' }),
  /** `float`, default `1.0`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:523 */
  eaft_alpha: z.number().default(1).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'float', default: 1, place: 'llamafactory/hparams/finetuning_args.py:523' }),
  /** `bool`, default `True`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:527 */
  freeze_vision_tower: z.boolean().default(true).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/finetuning_args.py:527' }),
  /** `bool`, default `True`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:531 */
  freeze_multi_modal_projector: z.boolean().default(true).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/finetuning_args.py:531' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:535 */
  freeze_language_model: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:535' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:539 */
  compute_accuracy: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:539' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:543 */
  disable_shuffling: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:543' }),
  /** `int | None`, default `None`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:547 */
  early_stopping_steps: z.int().nullable().default(null).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'int | None', default: null, place: 'llamafactory/hparams/finetuning_args.py:547' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:551 */
  plot_loss: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:551' }),
  /** `bool`, default `False`. FinetuningArguments, llamafactory/hparams/finetuning_args.py:555 */
  include_effective_tokens_per_second: z.boolean().default(false).meta({ class: 'FinetuningArguments', owner: 'FinetuningArguments', annotation: 'bool', default: false, place: 'llamafactory/hparams/finetuning_args.py:555' }),
}).meta({ qualname: 'llamafactory.hparams.finetuning_args.FinetuningArguments', place: 'llamafactory/hparams/finetuning_args.py:444', mro: ['FinetuningArguments', 'SwanLabArguments', 'BAdamArgument', 'ApolloArguments', 'GaloreArguments', 'RLHFArguments', 'LoraArguments', 'OFTArguments', 'FreezeArguments'] });
export type FinetuningArguments = z.infer<typeof FinetuningArguments>;

/** `llamafactory.hparams.generating_args.GeneratingArguments`, llamafactory/hparams/generating_args.py:22. */
export const GeneratingArguments = z.object({
  /** `bool`, default `True`. GeneratingArguments, llamafactory/hparams/generating_args.py:25 */
  do_sample: z.boolean().default(true).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/generating_args.py:25' }),
  /** `float`, default `0.95`. GeneratingArguments, llamafactory/hparams/generating_args.py:29 */
  temperature: z.number().default(0.95).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'float', default: 0.95, place: 'llamafactory/hparams/generating_args.py:29' }),
  /** `float`, default `0.7`. GeneratingArguments, llamafactory/hparams/generating_args.py:33 */
  top_p: z.number().default(0.7).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'float', default: 0.7, place: 'llamafactory/hparams/generating_args.py:33' }),
  /** `int`, default `50`. GeneratingArguments, llamafactory/hparams/generating_args.py:41 */
  top_k: z.int().default(50).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'int', default: 50, place: 'llamafactory/hparams/generating_args.py:41' }),
  /** `int`, default `1`. GeneratingArguments, llamafactory/hparams/generating_args.py:45 */
  num_beams: z.int().default(1).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/generating_args.py:45' }),
  /** `int`, default `1024`. GeneratingArguments, llamafactory/hparams/generating_args.py:49 */
  max_length: z.int().default(1024).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'int', default: 1024, place: 'llamafactory/hparams/generating_args.py:49' }),
  /** `int`, default `1024`. GeneratingArguments, llamafactory/hparams/generating_args.py:53 */
  max_new_tokens: z.int().default(1024).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'int', default: 1024, place: 'llamafactory/hparams/generating_args.py:53' }),
  /** `float`, default `1.0`. GeneratingArguments, llamafactory/hparams/generating_args.py:57 */
  repetition_penalty: z.number().default(1).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'float', default: 1, place: 'llamafactory/hparams/generating_args.py:57' }),
  /** `float`, default `1.0`. GeneratingArguments, llamafactory/hparams/generating_args.py:61 */
  length_penalty: z.number().default(1).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'float', default: 1, place: 'llamafactory/hparams/generating_args.py:61' }),
  /** `bool`, default `True`. GeneratingArguments, llamafactory/hparams/generating_args.py:65 */
  skip_special_tokens: z.boolean().default(true).meta({ class: 'GeneratingArguments', owner: 'GeneratingArguments', annotation: 'bool', default: true, place: 'llamafactory/hparams/generating_args.py:65' }),
}).meta({ qualname: 'llamafactory.hparams.generating_args.GeneratingArguments', place: 'llamafactory/hparams/generating_args.py:22', mro: ['GeneratingArguments'] });
export type GeneratingArguments = z.infer<typeof GeneratingArguments>;

/**
 * `mcore_adapter.TrainingArguments`, llamafactory/hparams/parser.py:66.
 * Not complete: mcore_adapter.TrainingArguments could not be read (package mcore_adapter).
 */
export const McoreAdapterTrainingArguments = z.object({
}).meta({ qualname: 'mcore_adapter.TrainingArguments', place: 'llamafactory/hparams/parser.py:66', mro: ['TrainingArguments'] });
export type McoreAdapterTrainingArguments = z.infer<typeof McoreAdapterTrainingArguments>;

/** `llamafactory.hparams.evaluation_args.EvaluationArguments`, llamafactory/hparams/evaluation_args.py:23. */
export const EvaluationArguments = z.object({
  /** `str`, required. EvaluationArguments, llamafactory/hparams/evaluation_args.py:26 */
  task: z.string().meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: 'str', place: 'llamafactory/hparams/evaluation_args.py:26' }),
  /** `str`, default `'evaluation'`. EvaluationArguments, llamafactory/hparams/evaluation_args.py:29 */
  task_dir: z.string().default('evaluation').meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: 'str', default: 'evaluation', place: 'llamafactory/hparams/evaluation_args.py:29' }),
  /** `int`, default `4`. EvaluationArguments, llamafactory/hparams/evaluation_args.py:33 */
  batch_size: z.int().default(4).meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: 'int', default: 4, place: 'llamafactory/hparams/evaluation_args.py:33' }),
  /** `int`, default `42`. EvaluationArguments, llamafactory/hparams/evaluation_args.py:37 */
  seed: z.int().default(42).meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: 'int', default: 42, place: 'llamafactory/hparams/evaluation_args.py:37' }),
  /** `Literal['en', 'zh']`, default `'en'`. EvaluationArguments, llamafactory/hparams/evaluation_args.py:41 */
  lang: z.enum(['en', 'zh']).default('en').meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: "Literal['en', 'zh']", default: 'en', choices: ['en', 'zh'], place: 'llamafactory/hparams/evaluation_args.py:41' }),
  /** `int`, default `5`. EvaluationArguments, llamafactory/hparams/evaluation_args.py:45 */
  n_shot: z.int().default(5).meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: 'int', default: 5, place: 'llamafactory/hparams/evaluation_args.py:45' }),
  /** `str | None`, default `None`. EvaluationArguments, llamafactory/hparams/evaluation_args.py:49 */
  save_dir: z.string().nullable().default(null).meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/evaluation_args.py:49' }),
  /** `DownloadMode`, default `'reuse_dataset_if_exists'`. EvaluationArguments, llamafactory/hparams/evaluation_args.py:53 */
  download_mode: DownloadMode.default('reuse_dataset_if_exists').meta({ class: 'EvaluationArguments', owner: 'EvaluationArguments', annotation: 'DownloadMode', default: 'reuse_dataset_if_exists', choices: ['reuse_dataset_if_exists', 'reuse_cache_if_exists', 'force_redownload'], place: 'llamafactory/hparams/evaluation_args.py:53' }),
}).meta({ qualname: 'llamafactory.hparams.evaluation_args.EvaluationArguments', place: 'llamafactory/hparams/evaluation_args.py:23', mro: ['EvaluationArguments'] });
export type EvaluationArguments = z.infer<typeof EvaluationArguments>;

/** `llamafactory.hparams.training_args.RayArguments`, llamafactory/hparams/training_args.py:40. */
export const RayArguments = z.object({
  /** `int`, default `1`. RayArguments, llamafactory/hparams/training_args.py:43 */
  ray_num_workers: z.int().default(1).meta({ class: 'RayArguments', owner: 'RayArguments', annotation: 'int', default: 1, place: 'llamafactory/hparams/training_args.py:43' }),
  /** `dict | str | None`, default `None`. RayArguments, llamafactory/hparams/training_args.py:47 */
  ray_init_kwargs: z.union([z.record(z.string(), z.unknown()), z.string()]).nullable().default(null).meta({ class: 'RayArguments', owner: 'RayArguments', annotation: 'dict | str | None', default: null, place: 'llamafactory/hparams/training_args.py:47' }),
  /** `str | None`, default `None`. RayArguments, llamafactory/hparams/training_args.py:51 */
  master_addr: z.string().nullable().default(null).meta({ class: 'RayArguments', owner: 'RayArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/training_args.py:51' }),
  /** `str | None`, default `None`. RayArguments, llamafactory/hparams/training_args.py:55 */
  master_port: z.string().nullable().default(null).meta({ class: 'RayArguments', owner: 'RayArguments', annotation: 'str | None', default: null, place: 'llamafactory/hparams/training_args.py:55' }),
}).meta({ qualname: 'llamafactory.hparams.training_args.RayArguments', place: 'llamafactory/hparams/training_args.py:40', mro: ['RayArguments'] });
export type RayArguments = z.infer<typeof RayArguments>;

/** `llamafactory.v1.config.model_args.ModelArguments`, llamafactory/v1/config/model_args.py:23. */
export const V1ModelArguments = z.object({
  /** `str`, default `'Qwen/Qwen3-4B-Instruct-2507'`. ModelArguments, llamafactory/v1/config/model_args.py:24 */
  model: z.string().default('Qwen/Qwen3-4B-Instruct-2507').meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'str', default: 'Qwen/Qwen3-4B-Instruct-2507', place: 'llamafactory/v1/config/model_args.py:24' }),
  /** `str`, default `'qwen3_nothink'`. ModelArguments, llamafactory/v1/config/model_args.py:28 */
  template: z.string().default('qwen3_nothink').meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'str', default: 'qwen3_nothink', place: 'llamafactory/v1/config/model_args.py:28' }),
  /** `bool`, default `False`. ModelArguments, llamafactory/v1/config/model_args.py:32 */
  trust_remote_code: z.boolean().default(false).meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'bool', default: false, place: 'llamafactory/v1/config/model_args.py:32' }),
  /** `AttentionFunction`, default `'sdpa'`. ModelArguments, llamafactory/v1/config/model_args.py:36 */
  flash_attn: V1AttentionFunction.default('sdpa').meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'AttentionFunction', default: 'sdpa', choices: ['eager', 'sdpa', 'flash_attention_2'], place: 'llamafactory/v1/config/model_args.py:36' }),
  /** `ModelClass`, default `'llm'`. ModelArguments, llamafactory/v1/config/model_args.py:42 */
  model_class: ModelClass.default('llm').meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'ModelClass', default: 'llm', choices: ['llm', 'cls', 'other'], place: 'llamafactory/v1/config/model_args.py:42' }),
  /** `PluginConfig | None`, default `None`. ModelArguments, llamafactory/v1/config/model_args.py:46 */
  init_config: z.record(z.string(), z.unknown()).nullable().default(null).meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'PluginConfig | None', default: null, place: 'llamafactory/v1/config/model_args.py:46' }),
  /** `PluginConfig | None`, default `None`. ModelArguments, llamafactory/v1/config/model_args.py:50 */
  peft_config: z.record(z.string(), z.unknown()).nullable().default(null).meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'PluginConfig | None', default: null, place: 'llamafactory/v1/config/model_args.py:50' }),
  /** `PluginConfig | None`, default `None`. ModelArguments, llamafactory/v1/config/model_args.py:54 */
  kernel_config: z.record(z.string(), z.unknown()).nullable().default(null).meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'PluginConfig | None', default: null, place: 'llamafactory/v1/config/model_args.py:54' }),
  /** `PluginConfig | None`, default `None`. ModelArguments, llamafactory/v1/config/model_args.py:58 */
  quant_config: z.record(z.string(), z.unknown()).nullable().default(null).meta({ class: 'ModelArguments', owner: 'ModelArguments', annotation: 'PluginConfig | None', default: null, place: 'llamafactory/v1/config/model_args.py:58' }),
}).meta({ qualname: 'llamafactory.v1.config.model_args.ModelArguments', place: 'llamafactory/v1/config/model_args.py:23', mro: ['ModelArguments'] });
export type V1ModelArguments = z.infer<typeof V1ModelArguments>;

/** `llamafactory.v1.config.data_args.DataArguments`, llamafactory/v1/config/data_args.py:20. */
export const V1DataArguments = z.object({
  /** `str | None`, default `None`. DataArguments, llamafactory/v1/config/data_args.py:21 */
  train_dataset: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/v1/config/data_args.py:21' }),
  /** `str | None`, default `None`. DataArguments, llamafactory/v1/config/data_args.py:25 */
  eval_dataset: z.string().nullable().default(null).meta({ class: 'DataArguments', owner: 'DataArguments', annotation: 'str | None', default: null, place: 'llamafactory/v1/config/data_args.py:25' }),
}).meta({ qualname: 'llamafactory.v1.config.data_args.DataArguments', place: 'llamafactory/v1/config/data_args.py:20', mro: ['DataArguments'] });
export type V1DataArguments = z.infer<typeof V1DataArguments>;

/** `llamafactory.v1.config.training_args.TrainingArguments`, llamafactory/v1/config/training_args.py:23. */
export const V1TrainingArguments = z.object({
  /** `str`, default unknown (uuid.uuid4() (llamafactory/v1/config/training_args.py:25)). TrainingArguments, llamafactory/v1/config/training_args.py:24 */
  output_dir: z.string().optional().meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str', place: 'llamafactory/v1/config/training_args.py:24' }),
  /** `int`, default `1`. TrainingArguments, llamafactory/v1/config/training_args.py:28 */
  micro_batch_size: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 1, place: 'llamafactory/v1/config/training_args.py:28' }),
  /** `int | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:32 */
  global_batch_size: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'llamafactory/v1/config/training_args.py:32' }),
  /** `int`, default `2048`. TrainingArguments, llamafactory/v1/config/training_args.py:36 */
  cutoff_len: z.int().default(2048).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 2048, place: 'llamafactory/v1/config/training_args.py:36' }),
  /** `float`, default `0.0001`. TrainingArguments, llamafactory/v1/config/training_args.py:40 */
  learning_rate: z.number().default(0.0001).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 0.0001, place: 'llamafactory/v1/config/training_args.py:40' }),
  /** `int`, default `3`. TrainingArguments, llamafactory/v1/config/training_args.py:44 */
  num_train_epochs: z.int().default(3).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 3, place: 'llamafactory/v1/config/training_args.py:44' }),
  /** `int | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:48 */
  max_steps: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'llamafactory/v1/config/training_args.py:48' }),
  /** `float`, default `1.0`. TrainingArguments, llamafactory/v1/config/training_args.py:52 */
  max_grad_norm: z.number().default(1).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float', default: 1, place: 'llamafactory/v1/config/training_args.py:52' }),
  /** `bool`, default `True`. TrainingArguments, llamafactory/v1/config/training_args.py:56 */
  bf16: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'llamafactory/v1/config/training_args.py:56' }),
  /** `BatchingStrategy`, default `'normal'`. TrainingArguments, llamafactory/v1/config/training_args.py:60 */
  batching_strategy: BatchingStrategy.default('normal').meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'BatchingStrategy', default: 'normal', choices: ['normal', 'padding_free', 'dynamic_batching', 'dynamic_padding_free'], place: 'llamafactory/v1/config/training_args.py:60' }),
  /** `int`, default `16`. TrainingArguments, llamafactory/v1/config/training_args.py:64 */
  batching_workers: z.int().default(16).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 16, place: 'llamafactory/v1/config/training_args.py:64' }),
  /** `bool`, default `True`. TrainingArguments, llamafactory/v1/config/training_args.py:68 */
  enable_activation_checkpointing: z.boolean().default(true).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: true, place: 'llamafactory/v1/config/training_args.py:68' }),
  /** `PluginConfig | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:72 */
  dist_config: z.record(z.string(), z.unknown()).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'PluginConfig | None', default: null, place: 'llamafactory/v1/config/training_args.py:72' }),
  /** `PluginConfig | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:76 */
  optim_config: z.record(z.string(), z.unknown()).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'PluginConfig | None', default: null, place: 'llamafactory/v1/config/training_args.py:76' }),
  /** `PluginConfig | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:80 */
  lr_scheduler_config: z.record(z.string(), z.unknown()).nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'PluginConfig | None', default: null, place: 'llamafactory/v1/config/training_args.py:80' }),
  /** `int`, default `42`. TrainingArguments, llamafactory/v1/config/training_args.py:84 */
  seed: z.int().default(42).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 42, place: 'llamafactory/v1/config/training_args.py:84' }),
  /** `bool`, default `False`. TrainingArguments, llamafactory/v1/config/training_args.py:88 */
  full_determinism: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'llamafactory/v1/config/training_args.py:88' }),
  /** `str | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:92 */
  resume_from_checkpoint: z.string().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'str | None', default: null, place: 'llamafactory/v1/config/training_args.py:92' }),
  /** `int | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:96 */
  save_steps: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'llamafactory/v1/config/training_args.py:96' }),
  /** `float | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:100 */
  save_epochs: z.number().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'float | None', default: null, place: 'llamafactory/v1/config/training_args.py:100' }),
  /** `bool`, default `False`. TrainingArguments, llamafactory/v1/config/training_args.py:104 */
  save_ckpt_as_hf: z.boolean().default(false).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'bool', default: false, place: 'llamafactory/v1/config/training_args.py:104' }),
  /** `int | None`, default `None`. TrainingArguments, llamafactory/v1/config/training_args.py:110 */
  save_total_limit: z.int().nullable().default(null).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int | None', default: null, place: 'llamafactory/v1/config/training_args.py:110' }),
  /** `int`, default `1`. TrainingArguments, llamafactory/v1/config/training_args.py:114 */
  logging_steps: z.int().default(1).meta({ class: 'TrainingArguments', owner: 'TrainingArguments', annotation: 'int', default: 1, place: 'llamafactory/v1/config/training_args.py:114' }),
}).meta({ qualname: 'llamafactory.v1.config.training_args.TrainingArguments', place: 'llamafactory/v1/config/training_args.py:23', mro: ['TrainingArguments'] });
export type V1TrainingArguments = z.infer<typeof V1TrainingArguments>;

/** `llamafactory.v1.config.sample_args.SampleArguments`, llamafactory/v1/config/sample_args.py:22. */
export const SampleArguments = z.object({
  /** `SampleBackend`, default `'hf'`. SampleArguments, llamafactory/v1/config/sample_args.py:23 */
  sample_backend: SampleBackend.default('hf').meta({ class: 'SampleArguments', owner: 'SampleArguments', annotation: 'SampleBackend', default: 'hf', choices: ['hf', 'vllm'], place: 'llamafactory/v1/config/sample_args.py:23' }),
  /** `int`, default `128`. SampleArguments, llamafactory/v1/config/sample_args.py:27 */
  max_new_tokens: z.int().default(128).meta({ class: 'SampleArguments', owner: 'SampleArguments', annotation: 'int', default: 128, place: 'llamafactory/v1/config/sample_args.py:27' }),
}).meta({ qualname: 'llamafactory.v1.config.sample_args.SampleArguments', place: 'llamafactory/v1/config/sample_args.py:22', mro: ['SampleArguments'] });
export type SampleArguments = z.infer<typeof SampleArguments>;

/**
 * What `_TRAIN_ARGS` takes, llamafactory/hparams/parser.py:50.
 * Commands: train.
 */
export const TrainConfig = z.strictObject({
  ...ModelArguments.shape,
  ...DataArguments.shape,
  ...TrainingArguments.shape,
  ...FinetuningArguments.shape,
  ...GeneratingArguments.shape,
}).superRefine(refineBy(rules, 'train')).meta({ entry: 'train', symbol: '_TRAIN_ARGS', place: 'llamafactory/hparams/parser.py:50' });
export type TrainConfig = z.infer<typeof TrainConfig>;
export type TrainConfigInput = z.input<typeof TrainConfig>;

/**
 * What `_TRAIN_MCA_ARGS` takes, llamafactory/hparams/parser.py:66.
 * Only with `USE_MCA=1`.
 * Commands: train.
 * Keys of mcore_adapter.TrainingArguments are not known and pass.
 */
export const TrainMcaConfig = z.looseObject({
  ...ModelArguments.shape,
  ...DataArguments.shape,
  ...McoreAdapterTrainingArguments.shape,
  ...FinetuningArguments.shape,
  ...GeneratingArguments.shape,
}).superRefine(refineBy(rules, 'train_mca')).meta({ entry: 'train_mca', symbol: '_TRAIN_MCA_ARGS', place: 'llamafactory/hparams/parser.py:66' });
export type TrainMcaConfig = z.infer<typeof TrainMcaConfig>;
export type TrainMcaConfigInput = z.input<typeof TrainMcaConfig>;

/**
 * What `_INFER_ARGS` takes, llamafactory/hparams/parser.py:58.
 * Commands: api, chat, export, webchat, webui.
 */
export const InferConfig = z.strictObject({
  ...ModelArguments.shape,
  ...DataArguments.shape,
  ...FinetuningArguments.shape,
  ...GeneratingArguments.shape,
}).superRefine(refineBy(rules, 'infer')).meta({ entry: 'infer', symbol: '_INFER_ARGS', place: 'llamafactory/hparams/parser.py:58' });
export type InferConfig = z.infer<typeof InferConfig>;
export type InferConfigInput = z.input<typeof InferConfig>;

/** What `_EVAL_ARGS` takes, llamafactory/hparams/parser.py:60. */
export const EvalConfig = z.strictObject({
  ...ModelArguments.shape,
  ...DataArguments.shape,
  ...EvaluationArguments.shape,
  ...FinetuningArguments.shape,
}).superRefine(refineBy(rules, 'eval')).meta({ entry: 'eval', symbol: '_EVAL_ARGS', place: 'llamafactory/hparams/parser.py:60' });
export type EvalConfig = z.infer<typeof EvalConfig>;
export type EvalConfigInput = z.input<typeof EvalConfig>;

/**
 * What `get_ray_args` takes, llamafactory/hparams/parser.py:299.
 * Commands: train.
 * Upstream lets unknown keys pass here.
 */
export const RayConfig = z.looseObject({
  ...RayArguments.shape,
}).superRefine(refineBy(rules, 'ray')).meta({ entry: 'ray', symbol: 'get_ray_args', place: 'llamafactory/hparams/parser.py:299' });
export type RayConfig = z.infer<typeof RayConfig>;
export type RayConfigInput = z.input<typeof RayConfig>;

/**
 * What `get_args` takes, llamafactory/v1/config/arg_parser.py:36.
 * Only with `USE_V1=1`.
 * Commands: chat, merge, train, sft, dpo, rm.
 */
export const V1Config = z.strictObject({
  ...V1ModelArguments.shape,
  ...V1DataArguments.shape,
  ...V1TrainingArguments.shape,
  ...SampleArguments.shape,
}).superRefine(refineBy(rules, 'v1')).meta({ entry: 'v1', symbol: 'get_args', place: 'llamafactory/v1/config/arg_parser.py:36' });
export type V1Config = z.infer<typeof V1Config>;
export type V1ConfigInput = z.input<typeof V1Config>;

/** Every entry point by its name. */
export const ENTRY_POINTS = {
  train: TrainConfig,
  train_mca: TrainMcaConfig,
  infer: InferConfig,
  eval: EvalConfig,
  ray: RayConfig,
  v1: V1Config,
} as const;

import type { Json } from '../model/index.ts';

/**
 * The eight decisions, as assignments to gate parameters. This is the only table of its kind written by hand: what
 * belongs to a decision is found through its gates. `dimension.ts` checks it against a catalog, drops what that catalog
 * lacks, and adds what upstream has and this table does not name.
 */
export const DIMENSION_NAMES = [
  'stage',
  'method',
  'quantization',
  'optimizer',
  'distributed',
  'precision',
  'data_strategy',
  'modality',
] as const;
export type DimensionName = (typeof DIMENSION_NAMES)[number];

/** What a decision says of one gate parameter. `set`: to anything but its default; `unset`: left at its default. */
export type Gate =
  | { readonly parameter: string; readonly value: Json }
  | { readonly parameter: string; readonly state: 'set' | 'unset' };

export interface ValueEntry {
  readonly value: string;
  readonly gates: readonly Gate[];
  readonly aliases?: readonly string[];
}

export interface DimensionEntry {
  readonly name: DimensionName;
  /** What is decided, in one line. */
  readonly question: string;
  readonly aliases: readonly string[];
  /** Each choice of this parameter is a value of the dimension, under the choice's own name. */
  readonly choicesOf?: string;
  /** Every `use_x` that a mixin declares for fields of its own (`x_…`) joins as value `x`, but for those named here. */
  readonly switches?: { readonly beside: string; readonly except: readonly string[] };
  readonly values: readonly ValueEntry[];
  /** Other names of values that come from choices or switches. */
  readonly valueAliases?: Readonly<Record<string, readonly string[]>>;
  /** Words in a field's name that tie it to a value, where no gate parameter exists. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
}

const unset = (...parameters: readonly string[]): readonly Gate[] =>
  parameters.map((parameter) => ({ parameter, state: 'unset' }));
const is = (parameter: string, value: Json): Gate => ({ parameter, value });
const set = (parameter: string): Gate => ({ parameter, state: 'set' });

export const DIMENSIONS: readonly DimensionEntry[] = [
  {
    name: 'stage',
    question: 'Which training is run?',
    aliases: ['training_stage', 'task'],
    choicesOf: 'stage',
    values: [],
    valueAliases: {
      pt: ['pretrain', 'pretraining', 'pre-training', 'continued pretraining', '预训练', '增量预训练'],
      sft: ['supervised', 'supervised fine-tuning', 'instruction tuning', '指令微调', '监督微调'],
      rm: ['reward', 'reward model', 'reward modeling', '奖励模型'],
      ppo: ['rlhf'],
      dpo: ['preference', 'orpo', 'simpo', '偏好对齐', '偏好优化'],
    },
  },
  {
    name: 'method',
    question: 'Which weights are trained?',
    aliases: ['finetuning_type', 'finetuning', 'finetuning_method', 'tuning'],
    choicesOf: 'finetuning_type',
    values: [],
    valueAliases: {
      full: [
        'full parameter',
        'full fine-tuning',
        'full finetuning',
        '全参',
        '全参数',
        '全量',
        '全参数微调',
        '全量微调',
      ],
      freeze: ['partial', 'freeze tuning', '冻结', '部分参数微调'],
      lora: ['peft', 'adapter'],
    },
  },
  {
    name: 'quantization',
    question: 'Are the base weights quantized while training?',
    aliases: ['quantization_bit', 'quant', 'bits'],
    values: [
      {
        value: 'none',
        gates: unset('quantization_bit'),
        aliases: ['no', 'false', 'off', '16bit', '0', '不量化'],
      },
      { value: '4bit', gates: [is('quantization_bit', 4)], aliases: ['4', 'int4', 'nf4', '4-bit'] },
      { value: '8bit', gates: [is('quantization_bit', 8)], aliases: ['8', 'int8', '8-bit'] },
    ],
  },
  {
    name: 'optimizer',
    question: 'Which optimizer, beyond those of transformers (optim)?',
    aliases: ['optim', 'optimiser'],
    switches: { beside: 'finetuning_type', except: ['use_swanlab'] },
    values: [
      { value: 'standard', gates: [], aliases: ['none', 'adamw', 'adam', 'default'] },
      { value: 'adam_mini', gates: [is('use_adam_mini', true)] },
      { value: 'muon', gates: [is('use_muon', true)] },
    ],
  },
  {
    name: 'distributed',
    question: 'How is the work spread over devices?',
    aliases: ['parallel', 'launch', 'distribution'],
    values: [
      {
        value: 'single',
        gates: unset('deepspeed', 'fsdp'),
        aliases: ['none', 'one gpu', 'single gpu', 'no', '单卡'],
      },
      {
        value: 'ddp',
        gates: unset('deepspeed', 'fsdp'),
        aliases: ['torchrun', 'multi gpu', 'data parallel', '多卡'],
      },
      {
        value: 'deepspeed',
        gates: [set('deepspeed'), ...unset('fsdp')],
        aliases: ['ds', 'zero', 'zero2', 'zero3', 'zero-2', 'zero-3'],
      },
      { value: 'fsdp', gates: [set('fsdp'), ...unset('deepspeed')], aliases: ['fsdp2'] },
    ],
  },
  {
    name: 'precision',
    question: 'In which number format is trained?',
    aliases: ['dtype', 'mixed_precision'],
    values: [
      {
        value: 'fp32',
        gates: unset('fp16', 'bf16', 'pure_bf16'),
        aliases: ['float32', '32', 'full precision'],
      },
      {
        value: 'fp16',
        gates: [is('fp16', true), ...unset('bf16', 'pure_bf16')],
        aliases: ['float16', 'half', '16'],
      },
      { value: 'bf16', gates: [is('bf16', true), ...unset('fp16', 'pure_bf16')], aliases: ['bfloat16'] },
      { value: 'pure_bf16', gates: [is('pure_bf16', true), ...unset('fp16', 'bf16')] },
    ],
  },
  {
    name: 'data_strategy',
    question: 'How do samples reach the trainer?',
    aliases: ['data', 'data_loading'],
    values: [
      {
        value: 'normal',
        gates: unset('streaming', 'packing', 'neat_packing'),
        aliases: ['none', 'default', 'standard'],
      },
      {
        value: 'streaming',
        gates: [is('streaming', true), ...unset('packing', 'neat_packing')],
        aliases: ['stream', '流式'],
      },
      {
        value: 'packing',
        gates: [is('packing', true), ...unset('streaming')],
        aliases: ['packed', 'neat_packing'],
      },
    ],
  },
  {
    name: 'modality',
    question: 'Does the model take images, video or audio?',
    aliases: ['modalities'],
    values: [
      { value: 'text', gates: [], aliases: ['language', 'llm', 'text only', '文本'] },
      {
        value: 'multimodal',
        gates: [],
        aliases: [
          ...['vision', 'visual', 'image', 'images', 'video', 'videos', 'audio', 'speech', 'vision language'],
          ...['vl', 'vlm', 'mllm', 'mm', '多模态', '图文', '视觉'],
        ],
      },
    ],
    words: { multimodal: ['image', 'video', 'audio', 'vision', 'multi_modal', 'media'] },
  },
];

/** One word people use for decisions in several dimensions at once. */
export const COMPOSITES: Readonly<Record<string, Readonly<Partial<Record<DimensionName, string>>>>> = {
  qlora: { method: 'lora', quantization: '4bit' },
  qoft: { method: 'oft', quantization: '4bit' },
};

/**
 * Ways to say several decisions at once, or one that its own name and aliases do not give away. English is matched by
 * word, Chinese anywhere. What parameters are called is written with their notes.
 */
export const DECISION_TERMS: readonly {
  readonly phrases: readonly string[];
  readonly decisions: Readonly<Record<string, string>>;
}[] = [
  { phrases: ['qlora', 'q-lora'], decisions: { method: 'lora', quantization: '4bit' } },
  {
    phrases: ['zero stage 3', 'zero 3', 'zero stage 2', 'zero 2', 'zero offload', 'deepspeed config'],
    decisions: { distributed: 'deepspeed' },
  },
  {
    phrases: ['full-parameter', 'full finetune', 'full fine-tune', '全参', '全量微调', '全量训练'],
    decisions: { method: 'full' },
  },
  { phrases: ['冻结微调', '部分参数微调'], decisions: { method: 'freeze' } },
  { phrases: ['supervised finetuning', '指令微调', '监督微调'], decisions: { stage: 'sft' } },
  { phrases: ['continual pretraining', '预训练'], decisions: { stage: 'pt' } },
  { phrases: ['train a reward model', '奖励建模', '训练奖励模型'], decisions: { stage: 'rm' } },
  {
    phrases: [
      'preference training',
      'preference tuning',
      'direct preference optimization',
      '偏好训练',
      '偏好对齐',
      '偏好优化',
    ],
    decisions: { stage: 'dpo' },
  },
  {
    phrases: ['multi-modal', 'vision language', 'vision-language', 'vlm', '多模态'],
    decisions: { modality: 'multimodal' },
  },
  { phrases: ['4 bit', '4比特'], decisions: { quantization: '4bit' } },
  { phrases: ['8 bit', '8比特'], decisions: { quantization: '8bit' } },
];

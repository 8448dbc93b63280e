import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import trainSchema from '../../../generated/schema/train.json' with { type: 'json' };
import { InferConfig, TrainConfig } from '../../../generated/schemas.ts';

const valid = {
  model_name_or_path: 'Qwen/Qwen3-4B',
  stage: 'sft',
  finetuning_type: 'lora',
  dataset: 'identity',
  template: 'qwen3',
  output_dir: 'saves/qwen3',
};

/** Exceptions and lines as LLaMA Factory 0.9.5 raises them. */
const refusals: [string, object, string, string][] = [
  [
    'DoRA without LoRA',
    { finetuning_type: 'full', use_dora: true },
    'ValueError',
    'hparams/finetuning_args.py',
  ],
  [
    'quantization of a fully tuned model',
    { finetuning_type: 'full', quantization_bit: 4 },
    'ValueError',
    'hparams/parser.py',
  ],
  [
    'max_samples with streaming',
    { streaming: true, max_steps: 10, max_samples: 5 },
    'ValueError',
    'hparams/data_args.py',
  ],
];

describe('B1 generated schemas', () => {
  it('B4 take a config that the parser takes', () => {
    expect(TrainConfig.safeParse(valid).error).toBeUndefined();
  });

  it.each(refusals)('B4 refuse %s, with what upstream raises and where', (_, change, exception, file) => {
    const issues = TrainConfig.safeParse({ ...valid, ...change }).error?.issues ?? [];
    expect(issues).toContainEqual(
      expect.objectContaining({
        code: 'custom',
        params: expect.objectContaining({ exception, at: expect.stringContaining(`llamafactory/${file}:`) }),
      }),
    );
  });

  it('B4 leave what depends on the machine to validate', () => {
    expect(TrainConfig.safeParse({ ...valid, bf16: true }).error).toBeUndefined();
  });

  it('refuse a key of another command', () => {
    expect(
      InferConfig.safeParse({ model_name_or_path: 'm', per_device_train_batch_size: 1 }).error?.issues,
    ).toMatchObject([{ code: 'unrecognized_keys', keys: ['per_device_train_batch_size'] }]);
  });

  it('fill in every default', () => {
    expect(TrainConfig.parse(valid)).toMatchObject({
      lora_rank: 8,
      learning_rate: 0.00005,
      lora_alpha: null,
    });
  });

  it('B15 give JSON Schema through Zod as well', () => {
    const schema = z.toJSONSchema(TrainConfig, { io: 'input' });
    expect(schema.properties?.lora_rank).toMatchObject({ type: 'integer', default: 8 });
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(trainSchema.properties));
  });
});

import { z } from 'zod';
import { printStarter, starterConfig } from '../generate/index.ts';
import { ConfigValues } from './config-argument.ts';
import { DECISION_ALIASES, DecisionsArgument } from './decisions-argument.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const generateConfig = defineTool({
  name: 'generate_config',
  title: 'Write a starter config',
  description: [
    "A training YAML for decisions, with upstream's usual values and a template that fits the model, already checked",
    'against the rules: {"decisions": {"method": "lora", "quantization": "4bit"}, "model": "Qwen/Qwen3-4B", "dataset": "alpaca_en_demo"}.',
    'Use it to begin; decisions that LLaMA Factory refuses name the rule. Change what you like, then validate_config.',
    'To see all that could be set, get_filtered_parameters.',
  ].join(' '),
  input: z.object({
    decisions: DecisionsArgument.optional(),
    model: z.string().max(300).optional().describe('Hub id or path'),
    dataset: z.string().max(300).optional().describe('Name in dataset_info.json'),
    template: z.string().max(80).optional().describe('Chat template; found by the model where it is known'),
    set: ConfigValues.optional().describe('Further values: {"use_dora": true}'),
    language: z.enum(['en', 'zh']).optional().describe('Of the comments'),
  }),
  aliases: {
    ...DECISION_ALIASES,
    model_name_or_path: 'model',
    base_model: 'model',
    model_id: 'model',
    data: 'dataset',
    values: 'set',
    lang: 'language',
  },
  output: z.object({
    source: Source,
    decisions: z.record(z.string(), z.string()).describe('All of them, also those left open'),
    config: z.record(z.string(), z.unknown()),
    yaml: z.string(),
    remarks: z.array(z.string()).readonly().describe('What the rules made different'),
  }),
  hints: PURE,
  run(catalog, { language, decisions, ...options }) {
    const starter = starterConfig(catalog, { ...options, decisions });
    const yaml = printStarter(catalog, starter, { language });
    return {
      structured: {
        source: sourceOf(catalog),
        decisions: { ...starter.decisions },
        config: { ...starter.config },
        yaml,
        remarks: starter.remarks,
      },
      markdown: `\`\`\`yaml\n${yaml}\`\`\`\n\n${sourceLine(catalog)}`,
    };
  },
});

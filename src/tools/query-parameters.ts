import { z } from 'zod';
import { ask } from '../ask/index.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const queryParameters = defineTool({
  name: 'query_parameters',
  title: 'Ask in plain words',
  description: [
    'Answers a question in English or Chinese, without a model: {"question": "What is lora_rank and its default?"},',
    '{"question": "Compare LoRA vs Freeze fine-tuning parameters"}, {"question": "Method: lora, quantization: 4bit,',
    'stage: sft: which parameters?"}. Use it to pass a user\'s question on as it is. When you already know what you want,',
    'get_parameter, compare_parameters and get_filtered_parameters are more exact.',
  ].join(' '),
  input: z.object({
    question: z.string().min(1).max(2000).describe('One question, as a user asks it'),
    language: z.enum(['en', 'zh']).optional().describe("Of the answer; the question's own when left out"),
  }),
  aliases: { query: 'question', text: 'question', q: 'question', prompt: 'question' },
  output: z.object({
    source: Source,
    question: z.string(),
    intent: z.string().describe('What the question was taken for'),
    parameters: z.array(z.string()).readonly().describe('What the answer is about, most meant first'),
    text: z.string(),
    evidence: z.array(z.object({ parameter: z.string().optional(), at: z.string() })).readonly(),
  }),
  hints: PURE,
  run(catalog, { question, language }) {
    const answer = ask(catalog, question, { language });
    return {
      structured: { source: sourceOf(catalog), ...answer },
      markdown: `${answer.text}\n\n${sourceLine(catalog)}`,
    };
  },
});

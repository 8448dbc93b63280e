import { z } from 'zod';
import { type DimensionGuidance, decisionGuidance, type ValueGuidance } from '../decisions/index.ts';
import { DECISION_ALIASES, DecisionsArgument, decisionsText } from './decisions-argument.ts';
import { printed } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

const Names = z.array(z.string()).readonly();

export const getDecisionGuidance = defineTool({
  name: 'get_decision_guidance',
  title: 'What can be decided',
  description: [
    'The eight decisions that cut 350 parameters down (stage, method, quantization, optimizer, distributed, precision,',
    'data_strategy, modality): what each asks, its values, what a config says for each and which classes it rules out.',
    'Use it before get_filtered_parameters when you do not know the decisions or their values: {}. With decisions taken',
    'it tells what those set and what is still open: {"decisions": {"method": "qlora"}}.',
  ].join(' '),
  input: z.object({
    decisions: DecisionsArgument.optional(),
    entry: z
      .string()
      .max(80)
      .optional()
      .describe('Entry point or command: train (default), export, chat, api, eval, …'),
  }),
  aliases: { ...DECISION_ALIASES, entry_point: 'entry' },
  output: z.object({
    source: Source,
    entry: z.string(),
    decisions: z.record(z.string(), z.string()).describe('As understood'),
    open: Names.describe('Not decided yet'),
    dimensions: z
      .array(
        z.object({
          name: z.string(),
          question: z.string(),
          taken: z.string().optional(),
          choices: Names,
          values: z
            .array(
              z.object({
                value: z.string(),
                aliases: Names,
                sets: z.record(z.string(), z.unknown()).describe('What a config says for it'),
                leaves: Names.describe('Parameters that stay at their default'),
                family: z
                  .array(z.object({ owner: z.string(), names: Names }))
                  .readonly()
                  .describe('Parameters that take part only with it'),
                excludes: Names.describe('Classes that take part only with other values'),
                examples: z.object({ count: z.int(), of: z.int(), usually: Names }),
              }),
            )
            .readonly()
            .describe('The value taken, or all'),
        }),
      )
      .readonly(),
  }),
  hints: PURE,
  run(catalog, options) {
    const { entry, decisions, dimensions } = decisionGuidance(catalog, options);
    const open = dimensions.filter(({ taken }) => taken === undefined).map(({ name }) => name);
    const taken = `Decided: ${decisionsText(decisions)}. Open: ${open.join(', ') || 'nothing'}.`;
    return {
      structured: { source: sourceOf(catalog), entry, decisions: { ...decisions }, open, dimensions },
      markdown: [
        `${taken} Pass what is decided to get_filtered_parameters.`,
        ...dimensions.map(section),
        sourceLine(catalog),
      ].join('\n\n'),
    };
  },
});

const section = ({ name, question, values }: DimensionGuidance): string =>
  [`**${name}**: ${question}`, ...values.map(row)].join('\n');

/** `- lora: finetuning_type: "lora"; 6 parameters of LoraArguments; rules out FreezeArguments; 33 of 60 examples` */
function row({ value, sets, family, excludes, examples }: ValueGuidance): string {
  const parts = [
    Object.entries(sets)
      .map(([name, set]) => (set === null ? name : `${name}: ${printed(set)}`))
      .join(', '),
    family.map(({ owner, names }) => `${names.length} parameters of ${owner}`).join(', '),
    excludes.length > 0 ? `rules out ${excludes.join(', ')}` : '',
    examples.count > 0 ? `${examples.count} of ${examples.of} upstream examples` : '',
  ].filter((part) => part !== '');
  return `- ${value}${parts.length > 0 ? `: ${parts.join('; ')}` : ''}`;
}

import { z } from 'zod';
import { type Dimension, dimensionsOf, type Gate, parseDecisions } from '../decisions/index.ts';
import { DECISION_ALIASES, DecisionsArgument, decisionsText } from './decisions-argument.ts';
import { printed } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const getDecisionGuidance = defineTool({
  name: 'get_decision_guidance',
  title: 'What can be decided',
  description: [
    'The eight decisions that cut 350 parameters down (stage, method, quantization, optimizer, distributed, precision,',
    'data_strategy, modality): what each asks, its values, and the parameters each value sets. Use it before',
    'get_filtered_parameters when you do not know the decisions or their values: {}. With decisions taken it tells what',
    'they set and what is still open: {"decisions": {"method": "qlora"}}.',
  ].join(' '),
  input: z.object({ decisions: DecisionsArgument.optional() }),
  aliases: DECISION_ALIASES,
  output: z.object({
    source: Source,
    decisions: z.record(z.string(), z.string()).describe('As understood'),
    dimensions: z.array(
      z.object({
        name: z.string(),
        question: z.string(),
        decided: z.string().optional(),
        values: z.array(
          z.object({
            value: z.string(),
            sets: z.array(z.string()).describe('What it says of parameters'),
            aliases: z.array(z.string()).readonly(),
          }),
        ),
      }),
    ),
    open: z.array(z.string()).describe('Not decided yet'),
  }),
  hints: PURE,
  run(catalog, { decisions: given = {} }) {
    const decisions = parseDecisions(catalog, given);
    const dimensions = dimensionsOf(catalog);
    const open = dimensions.map(({ name }) => name).filter((name) => decisions[name] === undefined);
    const next =
      open.length === dimensions.length
        ? 'Pass what is decided to get_filtered_parameters.'
        : `Decided: ${decisionsText(decisions)}. Open: ${open.join(', ') || 'nothing'}. Now get_filtered_parameters.`;
    return {
      structured: {
        source: sourceOf(catalog),
        decisions: { ...decisions },
        dimensions: dimensions.map((dimension) => described(dimension, decisions[dimension.name])),
        open,
      },
      markdown: [
        ...dimensions.map((dimension) => section(dimension, decisions[dimension.name])),
        next,
        sourceLine(catalog),
      ].join('\n\n'),
    };
  },
});

const described = ({ name, question, values }: Dimension, decided: string | undefined) => ({
  name,
  question,
  ...(decided === undefined ? {} : { decided }),
  values: values.map(({ value, gates, aliases }) => ({ value, sets: gates.map(gateText), aliases })),
});

/** A decided dimension shows its value only. */
function section({ name, question, values }: Dimension, decided: string | undefined): string {
  const shown = decided === undefined ? values : values.filter(({ value }) => value === decided);
  const rows = shown.map(({ value, gates }) => {
    const positive = gates.filter((gate) => !('state' in gate && gate.state === 'unset'));
    return positive.length > 0 ? `- ${value}: ${positive.map(gateText).join(', ')}` : `- ${value}`;
  });
  return [`**${name}**: ${question}`, ...rows].join('\n');
}

function gateText(gate: Gate): string {
  if ('value' in gate) return `${gate.parameter}: ${printed(gate.value)}`;
  return gate.state === 'set' ? `${gate.parameter} is given` : `${gate.parameter} is left out`;
}

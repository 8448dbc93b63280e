import { z } from 'zod';
import { type ComparedGroup, type Comparison, compare } from '../decisions/index.ts';
import { fromJsonText } from './decisions-argument.ts';
import { explanation, ParameterShape, printed, typeAndDefault } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

const Subject = z.preprocess(
  fromJsonText,
  z.union([
    z.string().min(1).max(200),
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ]),
);

const Group = z
  .array(z.object({ owner: z.string(), parameters: z.array(ParameterShape).readonly() }))
  .readonly();

export const compareParameters = defineTool({
  name: 'compare_parameters',
  title: 'Compare methods, decisions, classes or parameters',
  description: [
    'What only one of two has: two methods or other decisions {"first": "lora", "second": "freeze"}, two sets of',
    'decisions {"first": {"method": "lora"}, "second": {"method": "full", "distributed": "deepspeed"}}, two classes',
    '{"first": "LoraArguments", "second": "OFTArguments"}; of two parameters in what they differ',
    '{"first": "lora_rank", "second": "lora_alpha"}. For one side alone get_filtered_parameters or get_parameter; for two',
    'releases diff_versions.',
  ].join(' '),
  input: z.object({
    first: Subject.describe('A decision value, decisions, a class or a parameter'),
    second: Subject.describe('Another of the same kind'),
    entry: z
      .string()
      .max(80)
      .optional()
      .describe('Entry point or command: train (default), export, chat, api, eval, …'),
  }),
  aliases: { a: 'first', b: 'second', left: 'first', right: 'second', from: 'first', to: 'second' },
  output: z.object({
    source: Source,
    entry: z.string(),
    kind: z.enum(['lists', 'parameters']),
    sides: z.array(z.string()).describe('As understood'),
    sets: z
      .array(z.record(z.string(), z.unknown()).readonly())
      .readonly()
      .optional()
      .describe('What each says in a config'),
    onlyFirst: Group.optional(),
    onlySecond: Group.optional(),
    shared: z.int().optional().describe('How many parameters both have'),
    facts: z.array(ParameterShape).readonly().optional(),
    differs: z.array(z.string()).readonly().optional().describe('Members of the facts in which they differ'),
  }),
  hints: PURE,
  run(catalog, { first, second, entry }) {
    const found = compare(catalog, first, second, { entry });
    return {
      structured: {
        ...found,
        source: sourceOf(catalog),
        sides: found.sides.map(({ label }) => label),
      },
      markdown: `${text(found)}\n\n${sourceLine(catalog)}`,
    };
  },
});

function text(found: Comparison): string {
  const [a, b] = found.sides;
  if (found.kind === 'parameters') {
    const rows = found.facts.map((facts) => `- ${facts.name} (${facts.owner}): ${typeAndDefault(facts)}`);
    return [...rows, `They differ in ${found.differs.join(', ') || 'nothing'}.`].join('\n');
  }
  return [
    only(a.label, found.sets[0], found.onlyFirst),
    only(b.label, found.sets[1], found.onlySecond),
    `${found.shared} parameters take part in both.`,
  ].join('\n\n');
}

function only(
  label: string,
  sets: Readonly<Record<string, unknown>>,
  groups: readonly ComparedGroup[],
): string {
  const says = Object.entries(sets).map(([name, value]) =>
    value === null ? name : `${name}: ${JSON.stringify(value)}`,
  );
  const rows = groups.flatMap(({ owner, parameters }) => [
    `${owner}:`,
    ...parameters.map((facts) => {
      const words = explanation(facts);
      return `- ${facts.name} (${facts.type}; ${printed(facts.default)})${words === undefined ? '' : `: ${words}`}`;
    }),
  ]);
  const heading = `**Only ${label}**${says.length > 0 ? ` (${says.join(', ')})` : ''}`;
  return [heading, ...(rows.length > 0 ? rows : ['nothing'])].join('\n');
}

import { z } from 'zod';
import {
  type Catalog,
  type ParameterPage,
  type ParameterRule,
  parameterPage,
  parameterRules,
} from '../catalog/index.ts';
import { noteText, ParameterShape, printed, typeAndDefault } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

const Page = ParameterShape.extend({
  entryPoints: z.array(z.string()).readonly(),
  labels: z.record(z.string(), z.string()).describe("The web UI's labels by language"),
  examples: z.object({
    count: z.int().describe("Upstream's example configs that set it"),
    of: z.int(),
    values: z.array(z.object({ value: z.unknown(), count: z.int(), path: z.string() })).readonly(),
  }),
  rules: z
    .array(
      z.object({
        entry: z.string(),
        kind: z.enum(['error', 'warning', 'requirement', 'derived']),
        says: z.string(),
        at: z.string(),
      }),
    )
    .readonly()
    .describe("What upstream's parser refuses, warns of, requires and derives with it"),
});

export const getParameter = defineTool({
  name: 'get_parameter',
  title: 'One parameter',
  description: [
    'Everything known of one parameter: type, default, choices, declaring class, file and line, whole help text, how',
    "upstream's example configs set it, the rules that speak of it. Use it when you know the name, in any spelling:",
    '{"name": "lora_rank"}, {"name": "LoRA rank", "entry": "train"}.',
    'When you only know what it should do, use search_parameters; for all that matter to a run, get_filtered_parameters.',
  ].join(' '),
  input: z.object({
    name: z.string().min(1).max(200).describe('The parameter, such as lora_rank'),
    entry: z.string().max(80).optional().describe('Only as this entry point takes it: train, infer, eval, …'),
  }),
  aliases: {
    parameter: 'name',
    param: 'name',
    parameter_name: 'name',
    key: 'name',
    entry_point: 'entry',
    command: 'entry',
  },
  output: z.object({ source: Source, parameters: z.array(Page) }),
  hints: PURE,
  run(catalog, { name, entry }) {
    const pages = catalog
      .find(name, entry)
      .map((found) => ({ ...parameterPage(catalog, found), rules: parameterRules(catalog, found) }));
    return {
      structured: { source: sourceOf(catalog), parameters: pages },
      markdown: [...pages.map((page) => section(catalog, page)), sourceLine(catalog)].join('\n\n'),
    };
  },
});

type RuledPage = ParameterPage & { readonly rules: readonly ParameterRule[] };

/** Rules shown as text; the structured answer has all. */
const SHOWN_RULES = 6;
const KINDS: Readonly<Record<ParameterRule['kind'], string>> = {
  error: 'refused where',
  warning: 'warned of where',
  requirement: 'needs',
  derived: 'derived:',
};

function section(catalog: Catalog, page: RuledPage): string {
  const label = page.labels.en === undefined ? '' : ` (${page.labels.en})`;
  const { count, of, values } = page.examples;
  const set = values.map(({ value, count: times }) => `${printed(value)} (${times})`).join(', ');
  return [
    `**${page.name}**${label}: ${typeAndDefault(page)}`,
    page.help ?? (catalog.text === undefined ? undefined : '(upstream gives no help text)'),
    page.note === undefined ? undefined : `Note: ${noteText(page.note)}`,
    `- declared by ${page.owner} in ${page.file}:${page.line}, part of ${page.class}`,
    `- taken by ${page.entryPoints.join(', ')}${page.init === false ? '; no config can set it' : ''}`,
    of > 0 ? `- set in ${count} of ${of} upstream examples${count > 0 ? `: ${set}` : ''}` : undefined,
    ...page.rules
      .slice(0, SHOWN_RULES)
      .map(({ kind, says, entry, at }) => `- ${KINDS[kind]} \`${says}\` (${entry}, ${at})`),
    page.rules.length > SHOWN_RULES ? `- and ${page.rules.length - SHOWN_RULES} more rules` : undefined,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

import { z } from 'zod';
import { type ConstantEntry, listConstants, type Member, readConstant } from '../source/index.ts';
import { PAGING, PAGING_ALIASES, PagePosition, positionOf, positionText } from './paging.ts';
import { printed } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const readConstants = defineTool({
  name: 'read_constants',
  title: 'Read constants and enums',
  description: [
    "Upstream's module constants and enums (methods, stages, model and template tables). Without a name it lists them:",
    '{}. With one it gives the whole value in pages: {"name": "QuantizationMethod"},',
    '{"name": "SUPPORTED_MODELS", "offset": 100}. For what a parameter accepts, get_parameter already gives the choices.',
  ].join(' '),
  input: z.object({
    name: z.string().min(1).max(200).optional().describe('One constant; left out, a list of all'),
    ...PAGING,
  }),
  aliases: { constant: 'name', constant_name: 'name', ...PAGING_ALIASES },
  output: z.object({
    source: Source,
    ...PagePosition,
    constants: z
      .array(
        z.object({
          name: z.string(),
          qualname: z.string(),
          kind: z.enum(['value', 'enum']),
          at: z.string(),
          size: z.int(),
          value: z.unknown().optional(),
        }),
      )
      .readonly()
      .describe('The list, or the one asked for; long values are left out of it'),
    members: z
      .array(z.object({ key: z.string().optional(), value: z.unknown() }))
      .readonly()
      .optional()
      .describe('Of the one asked for, this page of its value'),
    others: z.array(z.string()).readonly().optional().describe('Further constants of that name'),
  }),
  hints: PURE,
  run(catalog, { name, offset, limit }) {
    const source = sourceOf(catalog);
    if (name === undefined) {
      const page = listConstants(catalog, { offset, limit });
      return {
        structured: { source, ...positionOf(page), constants: page.items },
        markdown: [positionText('constants', page), ...page.items.map(row), '', sourceLine(catalog)].join(
          '\n',
        ),
      };
    }
    const page = readConstant(catalog, name, { offset, limit });
    const { entry, others, items } = page;
    return {
      structured: { source, ...positionOf(page), constants: [entry], members: items, others },
      markdown: [
        `**${entry.name}** (${entry.kind}, ${entry.at}), ${positionText('members', page)}`,
        ...items.map(memberRow),
        ...(others.length > 0 ? [`Also called so: ${others.join(', ')}`] : []),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});

function row({ name, at, value, size }: ConstantEntry): string {
  const shown =
    value === undefined ? (size > 0 ? `${size} members` : 'computed when it runs') : printed(value);
  return `- ${name} (${at}): ${shown}`;
}

const memberRow = ({ key, value }: Member): string =>
  key === undefined ? `- ${printed(value)}` : `- ${key}: ${printed(value)}`;

import { z } from 'zod';
import { nearest } from '../catalog/index.ts';
import { Diagnostic, UserError } from '../model/index.ts';
import { type ResolvedValue, resolveConfig as resolve } from '../resolve/resolve.ts';
import { pageOf } from '../source/index.ts';
import {
  CONFIG_ALIASES,
  documentOf,
  environmentOf,
  findingText,
  JUDGED_CONFIG,
  toldOf,
  VERDICT,
  validatorOf,
} from './config-argument.ts';
import { PAGING, PagePosition, positionOf, positionText } from './paging.ts';
import { printed } from './parameter-shape.ts';
import { sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

type Named = readonly [name: string, resolved: ResolvedValue];

export const resolveConfig = defineTool({
  name: 'resolve_config',
  title: 'Effective values of a config',
  description: [
    'What LLaMA Factory ends with after it has read a config: the values given and those it derives from them, each with',
    'its origin and the line that sets it: {"config": "stage: pt\\nlora_rank: 16"}. "names" asks for single ones,',
    '"include": "all" for the defaults too. Whether the config is right is told by validate_config; a default alone by',
    'get_parameter.',
  ].join(' '),
  input: z.object({
    ...JUDGED_CONFIG,
    names: z.array(z.string().max(200)).max(400).optional().describe('Only these parameters'),
    include: z
      .enum(['set', 'all'])
      .default('set')
      .describe('set: given and derived values; all: defaults too'),
    ...PAGING,
  }),
  aliases: CONFIG_ALIASES,
  output: z.object({
    ...VERDICT,
    values: z.record(
      z.string(),
      z.object({
        value: z.unknown().optional().describe('Absent where it depends on the machine'),
        origin: z.enum(['config', 'default', 'derived']),
        class: z.string(),
        at: z.string().optional().describe('The line of upstream that derived it'),
      }),
    ),
    ...PagePosition,
    diagnostics: z
      .array(Diagnostic)
      .readonly()
      .describe('What is certain, and what concerns a key of the config'),
  }),
  hints: PURE,
  run(catalog, { config, entry, names, include, offset, limit, ...profile }) {
    const document = documentOf(config);
    const environment = environmentOf(profile);
    const found = resolve(validatorOf(catalog), document, { entry, environment });
    const wanted = chosen(found.values, names, include);
    const page = pageOf(wanted, { offset, limit }, (each) => row(each).length);
    const { accepted, valid } = found;
    const { told } = toldOf(found.diagnostics, document, false);
    return {
      structured: {
        source: sourceOf(catalog),
        entry: found.entry,
        accepted,
        valid,
        values: Object.fromEntries(page.items),
        ...positionOf(page),
        diagnostics: told,
      },
      markdown: [
        `Entry point ${found.entry}, ${positionText('values', page)}`,
        ...page.items.map(row),
        ...(told.length > 0 ? ['', 'Findings:', ...told.map(findingText)] : []),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});

function chosen(
  values: Readonly<Record<string, ResolvedValue>>,
  names: readonly string[] | undefined,
  include: 'set' | 'all',
): readonly Named[] {
  const all: readonly Named[] = Object.entries(values);
  if (names === undefined)
    return include === 'all' ? all : all.filter(([, { origin }]) => origin !== 'default');
  const unknown = names.find((name) => !Object.hasOwn(values, name));
  if (unknown !== undefined) throw unknownName(unknown, Object.keys(values));
  return all.filter(([name]) => names.includes(name));
}

function unknownName(name: string, known: readonly string[]): UserError {
  const near = nearest(name, known);
  return new UserError({
    code: 'UNKNOWN_PARAMETER',
    message: `This entry point has no parameter ${JSON.stringify(name)}.`,
    next: near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Leave `names` out to see all that are set.',
    suggestions: near,
  });
}

const row = ([name, { value, origin, at }]: Named): string =>
  `- ${name}: ${value === undefined ? '(depends on the machine)' : printed(value)} (${origin}${at === undefined ? '' : ` at ${at}`})`;

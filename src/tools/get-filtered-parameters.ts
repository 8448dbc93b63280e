import { z } from 'zod';
import type { Catalog } from '../catalog/index.ts';
import { LEVELS, type Selection, selectParameters } from '../decisions/index.ts';
import { type Page, pageOf } from '../source/index.ts';
import { ConfigValues } from './config-argument.ts';
import { DECISION_ALIASES, DecisionsArgument, decisionsText } from './decisions-argument.ts';
import { FIELDS, fieldsFrom, type Row, rowOf, Shown, shownWith, USUAL_FIELDS } from './filtered-rows.ts';
import { PAGING, PagePosition, positionOf, positionText } from './paging.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

const IMPORTANCE = { high: ['high'], 'high+medium': ['high', 'medium'], all: ['high', 'medium', 'low'] };

export const getFilteredParameters = defineTool({
  name: 'get_filtered_parameters',
  title: 'Parameters for a training run',
  description: [
    'The 30 to 70 parameters, of about 350, that matter under the decisions taken, the most important first, with the',
    'values that the decisions imply and whole help. Start here to write or extend a config:',
    '{"decisions": {"stage": "sft", "method": "lora", "quantization": "4bit"}}; shorter with "level": "core" or',
    '"importance_filter": "high"; wider with "level": "relevant". Pass the "config" you have to keep its keys in the',
    'list. For one parameter get_parameter; to check the result validate_config; for what can be decided',
    'get_decision_guidance.',
  ].join(' '),
  input: z.object({
    decisions: DecisionsArgument.optional(),
    importance_filter: z
      .enum(['high', 'high+medium', 'all'])
      .optional()
      .describe('Leave out less important ones'),
    level: z
      .enum(LEVELS)
      .optional()
      .describe('core: about 30; focused (default): at most 70; relevant: all with an effect; all'),
    entry: z
      .string()
      .max(80)
      .optional()
      .describe('Entry point or command: train (default), export, chat, api, eval, …'),
    fields: z
      .preprocess(
        (value) => (typeof value === 'string' ? value.split(',').map((each) => each.trim()) : value),
        z.array(z.string().max(80)).max(40),
      )
      .optional()
      .describe(
        `Members of each parameter in the structured answer, of ${FIELDS.join(', ')}; default ${USUAL_FIELDS.join(', ')}`,
      ),
    config: ConfigValues.optional().describe('A config written so far, as an object'),
    ...PAGING,
  }),
  aliases: {
    ...DECISION_ALIASES,
    importance: 'importance_filter',
    filter: 'importance_filter',
    entry_point: 'entry',
  },
  output: z.object({
    source: Source,
    entry: z.string(),
    decisions: z.record(z.string(), z.string()),
    level: z.string(),
    parameters: z.array(Shown),
    ...PagePosition,
    of: z.int().describe('Parameters of the entry point'),
    hidden: z
      .array(z.object({ standing: z.string(), why: z.string(), count: z.int() }))
      .describe('What is left out, by reason; "level": "all" lists it'),
  }),
  hints: PURE,
  run(catalog, { importance_filter = 'all', fields, offset, limit, ...options }) {
    const list = selectParameters(catalog, options);
    const wanted = list.chosen.filter(({ assessment }) =>
      IMPORTANCE[importance_filter].includes(assessment.importance),
    );
    const rows = wanted.map((judged) => rowOf(catalog, judged));
    const page = pageOf(rows, { offset, limit }, ({ line }) => line.length);
    const keep = fieldsFrom(fields);
    return {
      structured: {
        source: sourceOf(catalog),
        entry: list.entry,
        decisions: { ...list.decisions },
        level: list.level,
        parameters: page.items.map((row) => shownWith(catalog, row, keep)),
        ...positionOf(page),
        of: list.total,
        hidden: hiddenBy(list),
      },
      markdown: text(catalog, list, page),
    };
  },
});

/** Reasons told one by one; the others leave out a parameter or two each. */
const MOST_REASONS = 12;

/** Parameters that are left out, the commonest reasons first. */
function hiddenBy(list: Selection): { standing: string; why: string; count: number }[] {
  const [told, rest] = [list.hidden.slice(0, MOST_REASONS), list.hidden.slice(MOST_REASONS)];
  const count = rest.reduce((sum, group) => sum + group.count, 0);
  const others = count === 0 ? [] : [{ standing: 'hidden', why: 'for other reasons', count }];
  return [...told.map(({ standing, why, count }) => ({ standing, why, count })), ...others];
}

const HEADINGS = { high: 'Nearly always set', medium: 'Often worth setting', low: 'May matter' };

function text(catalog: Catalog, list: Selection, page: Page<Row>): string {
  const groups = Object.entries(HEADINGS).flatMap(([importance, heading]) => {
    const lines = page.items
      .filter((row) => row.of.assessment.importance === importance)
      .map(({ line }) => line);
    return lines.length > 0 ? [`\n**${heading}**`, ...lines] : [];
  });
  const left = hiddenBy(list)
    .map(({ count, why }) => `${count} ${why}`)
    .join('; ');
  return [
    `Decisions: ${decisionsText(list.decisions)}. Listed: ${positionText('parameters', page)}; ${list.entry} takes ${list.total} in all.`,
    ...groups,
    '',
    ...(left === '' ? [] : [`Left out: ${left}.`]),
    sourceLine(catalog),
  ].join('\n');
}

import { z } from 'zod';
import { type Catalog, opening } from '../catalog/index.ts';
import { type FilteredList, type FilteredParameter, filterParameters, LEVELS } from '../decisions/index.ts';
import { UserError } from '../model/index.ts';
import { type Page, pageOf } from '../source/index.ts';
import { ConfigValues } from './config-argument.ts';
import { DECISION_ALIASES, DecisionsArgument, decisionsText } from './decisions-argument.ts';
import { remembered } from './memo.ts';
import { PAGING, PagePosition, positionOf, positionText } from './paging.ts';
import { ParameterShape, printed } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

const Filtered = ParameterShape.extend({
  importance: z.enum(['high', 'medium', 'low']),
  standing: z.string(),
  value: z.unknown().optional().describe('What the decisions or the config make it'),
  summary: z.string().optional().describe('What it is, in whole sentences: help, else the first of our note'),
  why: z.string(),
});

/** With the members that were asked for. */
const Shown = Filtered.partial().required({ name: true });

const FIELDS = Filtered.keyof().options;
type Field = (typeof FIELDS)[number];

/** What is in the structured answer unless `fields` says otherwise: enough to write a config. */
const USUAL_FIELDS: readonly Field[] = ['name', 'type', 'default', 'choices', 'value', 'importance', 'help'];

const IMPORTANCE = { high: ['high'], 'high+medium': ['high', 'medium'], all: ['high', 'medium', 'low'] };

const listFor = remembered(filterParameters);

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
    entry: z.string().max(80).optional().describe('Entry point: train (default), infer, eval, …'),
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
    const list = listFor(catalog, options);
    const wanted = list.parameters.filter(({ importance }) =>
      IMPORTANCE[importance_filter].includes(importance),
    );
    const page = pageOf(wanted, { offset, limit }, (parameter) => row(parameter).length);
    const keep = fieldsFrom(fields);
    return {
      structured: {
        source: sourceOf(catalog),
        entry: list.entry,
        decisions: { ...list.decisions },
        level: list.level,
        parameters: page.items.map((parameter) => trimmed(parameter, keep)),
        ...positionOf(page),
        of: list.total,
        hidden: hiddenBy(list),
      },
      markdown: text(catalog, list, page),
    };
  },
});

function fieldsFrom(asked: readonly string[] | undefined): readonly Field[] {
  if (asked === undefined) return USUAL_FIELDS;
  if (asked.includes('all')) return FIELDS;
  const unknown = asked.find((field) => !FIELDS.some((known) => known === field));
  if (unknown === undefined) return FIELDS.filter((field) => field === 'name' || asked.includes(field));
  throw new UserError({
    code: 'UNKNOWN_FIELD',
    message: `A parameter has no member ${JSON.stringify(unknown)}.`,
    next: `Take any of ${FIELDS.join(', ')}, or "all".`,
  });
}

/**
 * `choices: null` (anything goes) is left out: it says nothing. Of what is usually shown, a summary stands in for help
 * that is not at hand, and choices for the `Literal` that lists the same.
 */
function trimmed(parameter: FilteredParameter, keep: readonly Field[]): Trimmed {
  const usual = keep === USUAL_FIELDS;
  const shown: Trimmed = { name: parameter.name };
  for (const field of keep) {
    if (usual && field === 'type' && isToldByChoices(parameter)) continue;
    const value = field === 'summary' ? brief(parameter) : parameter[field];
    if (value !== undefined && (field !== 'choices' || value !== null))
      Object.assign(shown, { [field]: value });
  }
  if (usual && parameter.help === undefined) shown.summary = brief(parameter);
  return shown;
}

type Trimmed = z.input<typeof Shown>;

const isToldByChoices = ({ choices, type }: FilteredParameter): boolean =>
  choices !== null && type.startsWith('Literal[');

/** Reasons told one by one; the others leave out a parameter or two each. */
const MOST_REASONS = 12;

/** Parameters that are left out, the commonest reasons first. */
function hiddenBy(list: FilteredList): { standing: string; why: string; count: number }[] {
  const [told, rest] = [list.hidden.slice(0, MOST_REASONS), list.hidden.slice(MOST_REASONS)];
  const count = rest.reduce((sum, group) => sum + group.count, 0);
  const others = count === 0 ? [] : [{ standing: 'hidden', why: 'for other reasons', count }];
  return [...told.map(({ standing, why, count }) => ({ standing, why, count })), ...others];
}

const HEADINGS = { high: 'Nearly always set', medium: 'Often worth setting', low: 'May matter' };

function text(catalog: Catalog, list: FilteredList, page: Page<FilteredParameter>): string {
  const groups = Object.entries(HEADINGS).flatMap(([importance, heading]) => {
    const rows = page.items.filter((parameter) => parameter.importance === importance).map(row);
    return rows.length > 0 ? [`\n**${heading}**`, ...rows] : [];
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

/** Whole help; of a note that stands in for it as many whole sentences as are short. get_parameter has all of it. */
const brief = ({ help, note }: FilteredParameter): string | undefined =>
  help ?? (note === undefined ? undefined : openingOf(note));

const NOTE_AT_MOST = 140;

const openings = new WeakMap<NonNullable<FilteredParameter['note']>, string>();

/** Of a note, which is the same in every list. */
const openingOf = (note: NonNullable<FilteredParameter['note']>): string => {
  const found = openings.get(note) ?? opening(note.en, NOTE_AT_MOST);
  openings.set(note, found);
  return found;
};

/** `- finetuning_type = "lora" ("lora" | "full"; default "lora"): help` */
function row(parameter: FilteredParameter): string {
  const { name, value, choices, type, required } = parameter;
  const words = brief(parameter);
  const set = value === undefined ? '' : ` = ${printed(value)}`;
  const kind = choices === null ? type : choices.map(printed).join(' | ');
  const unset = required ? 'required' : printed(parameter.default);
  return `- ${name}${set} (${kind}; ${unset})${words === undefined ? '' : `: ${words}`}`;
}

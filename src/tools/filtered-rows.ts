import { z } from 'zod';
import { type Catalog, opening } from '../catalog/index.ts';
import { type FilteredParameter, type Judged, present } from '../decisions/index.ts';
import { type Parameter, UserError } from '../model/index.ts';
import { keepJson } from './kept-json.ts';
import { ParameterShape, printed } from './parameter-shape.ts';

const Filtered = ParameterShape.extend({
  importance: z.enum(['high', 'medium', 'low']),
  standing: z.string(),
  value: z.unknown().optional().describe('What the decisions or the config make it'),
  summary: z.string().optional().describe('What it is, in whole sentences: help, else the first of our note'),
  why: z.string(),
});

/** With the members that were asked for. */
export const Shown = Filtered.partial().required({ name: true });
type Shown = z.input<typeof Shown>;

export const FIELDS = Filtered.keyof().options;
type Field = (typeof FIELDS)[number];

/** What is in the structured answer unless `fields` says otherwise: enough to write a config. */
export const USUAL_FIELDS: readonly Field[] = [
  'name',
  'type',
  'default',
  'choices',
  'value',
  'importance',
  'help',
];

/** A parameter of a list as it is usually shown. */
interface Usual {
  /** Of the Markdown. */
  readonly line: string;
  /** With `USUAL_FIELDS`. */
  readonly shown: Shown;
}

export interface Row extends Usual {
  readonly of: Judged;
}

const known = new WeakMap<Catalog, Map<Parameter, Map<string, Usual>>>();

/** Of one parameter. Few have several values; a config may give any. */
const MOST_KEPT = 20;

/** What most lists have is made once: of a parameter only value and importance differ. */
export const rowOf = (catalog: Catalog, of: Judged): Row => {
  const byParameter = known.get(catalog) ?? new Map<Parameter, Map<string, Usual>>();
  known.set(catalog, byParameter);
  const kept = byParameter.get(of.parameter) ?? new Map<string, Usual>();
  byParameter.set(of.parameter, kept);
  const { importance, value } = of.assessment;
  const key = value === undefined ? importance : `${importance} ${JSON.stringify(value)}`;
  const { line, shown } = kept.get(key) ?? usual(present(catalog, of));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, { line, shown });
  return { of, line, shown };
};

const usual = (parameter: FilteredParameter): Usual => ({
  line: lineOf(parameter),
  shown: keepJson(trimmed(parameter, USUAL_FIELDS)),
});

/** With the members asked for. */
export const shownWith = (catalog: Catalog, { of, shown }: Row, keep: readonly Field[]): Shown =>
  keep === USUAL_FIELDS ? shown : trimmed(present(catalog, of), keep);

export function fieldsFrom(asked: readonly string[] | undefined): readonly Field[] {
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
function trimmed(parameter: FilteredParameter, keep: readonly Field[]): Shown {
  const usual = keep === USUAL_FIELDS;
  const shown: Shown = { name: parameter.name };
  for (const field of keep) {
    if (usual && field === 'type' && isToldByChoices(parameter)) continue;
    const value = field === 'summary' ? brief(parameter) : parameter[field];
    if (value !== undefined && (field !== 'choices' || value !== null))
      Object.assign(shown, { [field]: value });
  }
  if (usual && parameter.help === undefined) shown.summary = brief(parameter);
  return shown;
}

const isToldByChoices = ({ choices, type }: FilteredParameter): boolean =>
  choices !== null && type.startsWith('Literal[');

/** Whole help; of a note that stands in for it as many whole sentences as are short. get_parameter has all of it. */
const brief = ({ help, note }: FilteredParameter): string | undefined =>
  help ?? (note === undefined ? undefined : opening(note.en, NOTE_AT_MOST));

const NOTE_AT_MOST = 140;

/** `- finetuning_type = "lora" ("lora" | "full"; default "lora"): help` */
function lineOf(parameter: FilteredParameter): string {
  const { name, value, choices, type, required } = parameter;
  const words = brief(parameter);
  const set = value === undefined ? '' : ` = ${printed(value)}`;
  const kind = choices === null ? type : choices.map(printed).join(' | ');
  const unset = required ? 'required' : printed(parameter.default);
  return `- ${name}${set} (${kind}; ${unset})${words === undefined ? '' : `: ${words}`}`;
}

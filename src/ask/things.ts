import { type Catalog, parameterPage, searchNames } from '../catalog/index.ts';
import { dimensionsOf, type Gate } from '../decisions/index.ts';
import type { Json, Parameter } from '../model/index.ts';
import { occurrenceOf } from './answer.ts';
import type { Asked } from './asked.ts';
import { subjectOf } from './rank.ts';

/** Something that a question combines with others: a value of a decision, or a parameter that is set. */
export interface Thing {
  readonly label: string;
  /** What a config says for it. */
  readonly sets: Readonly<Record<string, Json>>;
  readonly start: number;
}

/** What a question speaks of, as settings, in its order; of a gate named beside its value only the value. */
export const thingsIn = (asked: Asked): readonly Thing[] => {
  const { catalog, entities } = asked;
  const values = entities.values.flatMap(({ dimension, value, start }): readonly Thing[] => {
    const gates = dimensionsOf(catalog)
      .find(({ name }) => name === dimension)
      ?.values.find((each) => each.value === value)?.gates;
    const sets = settingsOf(catalog, gates ?? []);
    return Object.keys(sets).length === 0 ? [] : [{ label: `${dimension}=${value}`, sets, start }];
  });
  const parameters = entities.parameters.flatMap(({ name, by, start, end }): readonly Thing[] => {
    if (by === 'word' && values.some((value) => name in value.sets || value.start === start)) return [];
    const value = statedAfter(asked, end) ?? usualValue(catalog, name);
    return value === undefined
      ? []
      : [{ label: `${name}: ${JSON.stringify(value)}`, sets: { [name]: value }, start }];
  });
  const said = [...values, ...parameters];
  const all = [...said, ...(said.length === 1 ? described(asked) : [])].sort((a, b) => a.start - b.start);
  return all.filter((thing, i) => !all.slice(0, i).some((before) => sameKeys(before, thing)));
};

/** What the rest of the question is a phrase for: `dora` for `use_dora`. */
const described = ({ catalog, question, entities }: Asked): readonly Thing[] => {
  const spans = [...entities.values, ...entities.parameters];
  const rest = question.words.filter(
    ({ start, end }) => !spans.some((span) => span.start < end && start < span.end),
  );
  const [hit] = searchNames(catalog, subjectOf({ ...question, plain: '', words: rest }));
  const value = hit === undefined || hit.phrase < WHOLE ? undefined : usualValue(catalog, hit.name);
  return hit === undefined || value === undefined
    ? []
    : [
        {
          label: `${hit.name}: ${JSON.stringify(value)}`,
          sets: { [hit.name]: value },
          start: question.plain.length,
        },
      ];
};
const WHOLE = 0.95;

const sameKeys = (a: Thing, b: Thing): boolean => Object.keys(a.sets).some((name) => name in b.sets);

const settingsOf = (catalog: Catalog, gates: readonly Gate[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    gates.flatMap((gate): readonly [string, Json][] => {
      if ('value' in gate) return [[gate.parameter, gate.value]];
      const value = gate.state === 'set' ? usualValue(catalog, gate.parameter) : undefined;
      return value === undefined ? [] : [[gate.parameter, value]];
    }),
  );

/** `lora_rank: 16`, `use_dora=true`, `max_samples 100` */
const statedAfter = ({ question }: Asked, end: number): Json | undefined => {
  const [, text] =
    /^\s{0,3}[:=]?\s{0,3}(true|false|\d{1,9}(?:\.\d{1,9})?)\b/.exec(question.plain.slice(end, end + 32)) ??
    [];
  return text === undefined ? undefined : (JSON.parse(text) as Json);
};

/** A value that shows a parameter in use: what upstream's examples set it to, else one of its type that is no default. */
const usualValue = (catalog: Catalog, name: string): Json | undefined => {
  const found = occurrenceOf(catalog, name);
  if (found === undefined) return undefined;
  const { parameter } = found;
  const preset = parameter.default.kind === 'value' ? parameter.default.value : undefined;
  const shown = parameterPage(catalog, found).examples.values.find(
    ({ value }) => value !== preset && value !== null,
  );
  return shown?.value ?? typicalOf(parameter, preset);
};

const typicalOf = (parameter: Parameter, preset: Json | undefined): Json | undefined => {
  const choice = parameter.choices?.values.find((value) => value !== preset);
  if (choice !== undefined) return choice;
  if (parameter.type.includes('bool')) return preset !== true;
  if (parameter.type.includes('int')) return typeof preset === 'number' ? preset + 1 : 1;
  if (parameter.type.includes('float')) return typeof preset === 'number' ? preset + 0.1 : 0.1;
  return parameter.type.includes('str') ? 'x' : undefined;
};

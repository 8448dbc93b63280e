import { type Catalog, type Occurrence, parameterPage, searchParameters } from '../catalog/index.ts';
import {
  type Comparison,
  compare,
  type Decisions,
  type FilteredList,
  type FilteredParameter,
  filterParameters,
} from '../decisions/index.ts';
import { UserError } from '../model/index.ts';
import {
  type Answer,
  type AskEvidence,
  exampleLine,
  explanation,
  headline,
  type Language,
  list,
  occurrenceOf,
  placeLine,
  placeOf,
  WORDS,
} from './answer.ts';
import type { Entities } from './link.ts';
import { isHan, type Question } from './text.ts';

/** What an answer is made from. */
export interface Asked {
  readonly catalog: Catalog;
  readonly question: Question;
  readonly entities: Entities;
  readonly language: Language;
}

type Body = Omit<Answer, 'question'>;

const FULL_SECTIONS = 3;
const MENTIONED = 12;

/** One parameter or a few: everything asked of them, then what else the words may have meant. */
export const describe = ({ catalog, entities, language }: Asked, intent: string): Body => {
  const all = occurrences(
    catalog,
    entities.parameters.map(({ name }) => name),
  ).slice(0, MENTIONED);
  const sure = entities.parameters.filter(({ by }) => by === 'name').length;
  const shown = all.slice(0, Math.max(1, Math.min(FULL_SECTIONS, sure)));
  const others = all.slice(shown.length);
  const sections = shown.map((found) =>
    [
      headline(found, language),
      ...explanation(catalog, found, language),
      ...extra(catalog, found, intent, language),
      placeLine(found, language),
    ].join('\n'),
  );
  const related = others.map((found) => `- ${headline(found, language)}`);
  return {
    intent,
    parameters: all.map(({ parameter }) => parameter.name),
    text: [
      ...sections,
      ...(related.length > 0 ? [`${WORDS[language].related}:\n${related.join('\n')}`] : []),
    ].join('\n\n'),
    evidence: all.map(placeOf),
  };
};

const extra = (
  catalog: Catalog,
  found: Occurrence,
  intent: string,
  language: Language,
): readonly string[] => {
  if (intent === 'examples') return [exampleLine(catalog, found, language)];
  if (intent === 'choices' && found.parameter.choices === undefined)
    return [`${WORDS[language].choices}: ${WORDS[language].anyValue} (${found.parameter.type})`];
  return [];
};

const occurrences = (catalog: Catalog, names: readonly string[]): readonly Occurrence[] =>
  names.flatMap((name) => occurrenceOf(catalog, name) ?? []);

/** The parameters that matter for decisions, grouped by the class that declares them. */
export const listFor = ({ catalog, entities, language, question }: Asked, decisions: Decisions): Body => {
  const filtered = filterParameters(catalog, {
    decisions,
    level: wholeList(question) ? 'relevant' : 'focused',
  });
  return {
    intent: 'list',
    parameters: ranked(filtered, entities).map(({ name }) => name),
    text: [listTitle(filtered, language), ...grouped(filtered.parameters, language)].join('\n\n'),
    evidence: filtered.parameters
      .slice(0, MENTIONED)
      .map(({ name, file, line }) => ({ parameter: name, at: `${file}:${line}` })),
  };
};

const wholeList = (question: Question): boolean =>
  /\b(every single|complete list|everything)\b/.test(question.plain);

/** Names that the question itself gives come first. */
const ranked = (filtered: FilteredList, entities: Entities): readonly FilteredParameter[] => {
  const named = new Set(entities.parameters.filter(({ by }) => by === 'name').map(({ name }) => name));
  return [...filtered.parameters].sort((a, b) => Number(named.has(b.name)) - Number(named.has(a.name)));
};

const listTitle = ({ decisions, count, total, entry }: FilteredList, language: Language): string => {
  const taken = Object.entries(decisions)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  return language === 'zh'
    ? `${taken || '未作决定'}：${entry} 的 ${total} 个参数中有 ${count} 个值得关注。`
    : `${count} of the ${total} ${entry} parameters matter for ${taken || 'a run with nothing decided'}.`;
};

const grouped = (parameters: readonly FilteredParameter[], language: Language): readonly string[] => {
  const owners = [...new Set(parameters.map(({ owner }) => owner))];
  return owners.map((owner) =>
    [
      `### ${owner}`,
      ...parameters
        .filter((parameter) => parameter.owner === owner)
        .map((parameter) => row(parameter, language)),
    ].join('\n'),
  );
};

const row = (parameter: FilteredParameter, language: Language): string => {
  const value = parameter.value === undefined ? '' : ` = ${JSON.stringify(parameter.value)}`;
  const preset = parameter.required
    ? WORDS[language].required
    : `${WORDS[language].default} ${JSON.stringify(parameter.default ?? null)}`;
  const choices = parameter.choices === null ? '' : `, ${WORDS[language].choices} ${list(parameter.choices)}`;
  const words =
    language === 'zh' ? (parameter.note?.zh ?? parameter.help) : (parameter.help ?? parameter.note?.en);
  return `- **${parameter.name}**${value} (${parameter.type}, ${preset}${choices})${words === undefined ? '' : `: ${words}`}`;
};

/** Two decisions, classes or parameters side by side; `undefined` when the question does not name two. */
export const comparison = (asked: Asked): Body | undefined => {
  const pair = pairOf(asked.entities);
  if (pair === undefined) return undefined;
  try {
    return compared(asked, compare(asked.catalog, pair[0], pair[1]));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
};

const pairOf = ({ values, classes, parameters }: Entities): readonly [string, string] | undefined => {
  const [first] = values;
  const second = values.find(
    ({ dimension, value }) => dimension === first?.dimension && value !== first.value,
  );
  if (first !== undefined && second !== undefined)
    return [`${first.dimension}=${first.value}`, `${second.dimension}=${second.value}`];
  if (classes[0] !== undefined && classes[1] !== undefined) return [classes[0], classes[1]];
  const named = parameters.filter(({ by }) => by !== 'term');
  if (named[0] !== undefined && named[1] !== undefined) return [named[0].name, named[1].name];
  return undefined;
};

const compared = (asked: Asked, result: Comparison): Body => {
  const { catalog, language } = asked;
  if (result.kind === 'parameters') {
    const found = occurrences(
      catalog,
      result.facts.map(({ name }) => name),
    );
    return {
      intent: 'compare',
      parameters: result.facts.map(({ name }) => name),
      text: found
        .map((each) => [headline(each, language), ...explanation(catalog, each, language)].join('\n'))
        .join('\n\n'),
      evidence: found.map(placeOf),
    };
  }
  const sides = [result.onlyFirst, result.onlySecond] as const;
  const texts = sides.map((groups, i) => {
    const facts = groups.flatMap(({ parameters }) => parameters);
    const sets = Object.entries(result.sets[i] ?? {}).map(
      ([name, value]) => `${name}: ${JSON.stringify(value)}`,
    );
    const title = `### ${result.sides[i]?.label}${sets.length > 0 ? ` (${sets.join(', ')})` : ''}`;
    const rows = facts.map(({ name, help, note, default: value }) => {
      const words = language === 'zh' ? (note?.zh ?? help) : (help ?? note?.en);
      return `- **${name}** (${WORDS[language].default} ${JSON.stringify(value ?? null)})${words === undefined ? '' : `: ${words}`}`;
    });
    return [title, ...rows].join('\n');
  });
  const facts = sides.flatMap((groups) => groups.flatMap(({ parameters }) => parameters));
  const shared =
    language === 'zh' ? `两边共有 ${result.shared} 个参数。` : `${result.shared} parameters are shared.`;
  return {
    intent: 'compare',
    parameters: facts.map(({ name }) => name),
    text: [...texts, shared].join('\n\n'),
    evidence: facts.map(({ name, file, line }): AskEvidence => ({ parameter: name, at: `${file}:${line}` })),
  };
};

/** What a class declares. */
export const classList = ({ catalog, entities, language }: Asked): Body => {
  const owned = catalog.data.classes
    .flatMap(({ parameters }) => parameters)
    .filter(
      ({ owner, class: composed }) => entities.classes.includes(owner) || entities.classes.includes(composed),
    );
  const found = occurrences(catalog, [...new Set(owned.map(({ name }) => name))]);
  return {
    intent: 'list',
    parameters: found.map(({ parameter }) => parameter.name),
    text: found.map((each) => `- ${headline(each, language)}`).join('\n'),
    evidence: found.slice(0, MENTIONED).map(placeOf),
  };
};

/** No name in the question: what its words find, said as such; or nothing, with the nearest names. */
export const searched = ({ catalog, question, language }: Asked): Body => {
  const words = WORDS[language];
  const results = searchParameters(catalog, subject(question), { limit: MENTIONED });
  if (results.length === 0) {
    const near = catalog.nearest(question.plain, 5);
    return {
      intent: 'search',
      parameters: [],
      text: [words.none, ...(near.length > 0 ? [`${words.nearest}: ${near.join(', ')}`] : [])].join('\n'),
      evidence: [],
    };
  }
  const found = occurrences(
    catalog,
    results.map(({ name }) => name),
  );
  return {
    intent: 'search',
    parameters: found.map(({ parameter }) => parameter.name),
    text: [words.unsure, ...found.map((each) => describeShort(catalog, each, language))].join('\n'),
    evidence: found.map(placeOf),
  };
};

const describeShort = (catalog: Catalog, found: Occurrence, language: Language): string => {
  const [first] = explanation(catalog, found, language);
  return `- ${headline(found, language)}${first === undefined ? '' : `: ${first}`}`;
};

/** The question without the words every question has. */
const subject = (question: Question): string => {
  const kept = question.words
    .filter(({ text }) => !STOP.has(text) && text.length > 1)
    .map(({ text }) => text);
  const han = isHan(question.plain)
    ? question.plain.replaceAll(
        /[^\p{Script=Han}]+|怎么|如何|什么|哪个|参数|设置|可以|应该|需要|是否|多少|请问|在哪|的|吗|呢|我|要|想/gu,
        ' ',
      )
    : '';
  return `${kept.join(' ')} ${han}`.trim();
};

const STOP = new Set(
  'a an the is are was be do does did i we you it its to of in on for and or not with from by as at my me our your this that these those what which who when where why how can could should would will may might must have has use using used set setting settings parameter parameters param params argument arguments option options llama factory llamafactory train training model when want get give tell about there any please value values default change make if'.split(
    ' ',
  ),
);

/** How upstream's examples set a parameter. */
export const examplePaths = (catalog: Catalog, found: Occurrence): readonly AskEvidence[] =>
  parameterPage(catalog, found).examples.values.map(({ path }) => ({
    parameter: found.parameter.name,
    at: `examples/${path}`,
  }));

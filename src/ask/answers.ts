import { type Catalog, type Occurrence, parameterPage } from '../catalog/index.ts';
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
import type { Ranked } from './rank.ts';
import type { Question } from './text.ts';

/** What an answer is made from. */
export interface Asked {
  readonly catalog: Catalog;
  readonly question: Question;
  readonly entities: Entities;
  readonly language: Language;
}

export type Body = Omit<Answer, 'question'>;

const FULL_SECTIONS = 3;
const MENTIONED = 12;

/** The parameters a question is about: the named ones whole, the others in a line. A guess is said to be one. */
export const describe = ({ catalog, language }: Asked, ranked: Ranked, intent: string): Body => {
  const words = WORDS[language];
  const all = occurrences(catalog, ranked.names.slice(0, MENTIONED));
  const whole = ranked.certainty === 'guessed' ? 0 : Math.max(1, Math.min(FULL_SECTIONS, ranked.named));
  const sections = all.slice(0, whole).map((found) => section(catalog, found, intent, language));
  const others = all
    .slice(whole)
    .map((found) => describeShort(catalog, found, language, ranked.certainty === 'guessed'));
  const title = ranked.certainty === 'guessed' ? words.unsure : `${words.related}:`;
  return {
    intent: ranked.certainty === 'guessed' ? 'search' : intent,
    parameters: all.map(({ parameter }) => parameter.name),
    text: [...sections, ...(others.length > 0 ? [[title, ...others].join('\n')] : [])].join('\n\n'),
    evidence: all.map(placeOf),
  };
};

const section = (catalog: Catalog, found: Occurrence, intent: string, language: Language): string =>
  [
    headline(found, language),
    ...explanation(catalog, found, language),
    ...extra(catalog, found, intent, language),
    placeLine(found, language),
  ].join('\n');

const describeShort = (
  catalog: Catalog,
  found: Occurrence,
  language: Language,
  explained: boolean,
): string => {
  const [first] = explained ? explanation(catalog, found, language) : [];
  return `- ${headline(found, language)}${first === undefined ? '' : `: ${first}`}`;
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

/**
 * The parameters that matter for decisions, grouped by the class that declares them. Decisions that upstream refuses
 * together are said to be so, with the rule; then each side of the conflict is listed by itself.
 */
export const listFor = (asked: Asked, decisions: Decisions): Body => {
  try {
    return listed(asked, [filtered(asked, decisions)]);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'IMPOSSIBLE_DECISIONS') throw error;
    const lists = sidesOf(asked, decisions);
    const body = listed(asked, lists);
    return { ...body, text: [refusal(error), body.text].join('\n\n') };
  }
};

const refusal = (error: UserError): string =>
  `${error.message}${error.place === undefined ? '' : ` (${error.place})`} ${error.next}`;

/** The decisions without one of those that clash, for each that makes the rest possible. */
const sidesOf = (asked: Asked, decisions: Decisions): readonly FilteredList[] => {
  const names = Object.keys(decisions);
  const sides = names.flatMap((left) => {
    const rest = Object.fromEntries(Object.entries(decisions).filter(([name]) => name !== left));
    return possible(() => filtered(asked, rest));
  });
  return sides.length > 0
    ? sides
    : Object.entries(decisions).flatMap(([name, value]) =>
        possible(() => filtered(asked, { [name]: value })),
      );
};

const possible = (list: () => FilteredList): readonly FilteredList[] => {
  try {
    return [list()];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
};

const filtered = ({ catalog, question }: Asked, decisions: Decisions): FilteredList =>
  filterParameters(catalog, { decisions, level: wholeList(question) ? 'relevant' : 'focused' });

const listed = ({ entities, language }: Asked, lists: readonly FilteredList[]): Body => {
  const parameters = [
    ...new Map(lists.flatMap((list) => ranked(list, entities)).map((each) => [each.name, each])).values(),
  ];
  return {
    intent: 'list',
    parameters: parameters.map(({ name }) => name),
    text: [...lists.map((list) => listTitle(list, language)), ...grouped(parameters, language)].join('\n\n'),
    evidence: parameters
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
  const named = parameters;
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

/** Nothing of the catalog fits the question: said so, with the nearest names if there are any. */
export const nothing = ({ catalog, question, language }: Asked): Body => {
  const words = WORDS[language];
  const near = catalog.nearest(question.plain, 5);
  return {
    intent: 'search',
    parameters: [],
    text: [words.none, ...(near.length > 0 ? [`${words.nearest}: ${near.join(', ')}`] : [])].join('\n'),
    evidence: [],
  };
};

/** How upstream's examples set a parameter. */
export const examplePaths = (catalog: Catalog, found: Occurrence): readonly AskEvidence[] =>
  parameterPage(catalog, found).examples.values.map(({ path }) => ({
    parameter: found.parameter.name,
    at: `examples/${path}`,
  }));

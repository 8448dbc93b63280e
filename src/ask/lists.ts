import {
  type Decisions,
  type FilteredList,
  type FilteredParameter,
  filterParameters,
} from '../decisions/index.ts';
import { UserError } from '../model/index.ts';
import { headline, type Language, list, placeOf, WORDS } from './answer.ts';
import type { Asked, Body } from './asked.ts';
import { occurrences } from './describe.ts';
import type { Entities } from './link.ts';
import type { Question } from './text.ts';

const MENTIONED = 12;

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

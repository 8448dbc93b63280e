import type { Catalog } from '../catalog/index.ts';
import { diffReleases } from '../diff/releases.ts';
import { formatPlace, type HistoryData, type ParameterHistory } from '../model/index.ts';
import { type AskEvidence, type Language, occurrenceOf } from './answer.ts';
import type { Asked, Body } from './asked.ts';

/** When a name came, went, was renamed or got another default: `only` these, else those in the question; `undefined` when history tells nothing of it. */
export const historyAnswer = (asked: Asked, only?: readonly string[]): Body | undefined => {
  const { catalog, entities, language } = asked;
  const history = catalog.history;
  if (history === undefined) return undefined;
  const names = (only ?? namesIn(asked, history)).slice(0, 3);
  const releases = releasesIn(history, entities.releases);
  if (names.length === 0 && releases !== undefined) return releaseAnswer(asked, ...releases);
  const told = names.flatMap((name) => story(history, name, language) ?? []);
  if (told.length === 0) return undefined;
  const parameters = [...new Set(names.flatMap((name) => [name, ...successors(history, name)]))].filter(
    (name) => catalog.occurrences(name).length > 0,
  );
  const evidence: readonly AskEvidence[] = parameters.flatMap((name) => {
    const found = occurrenceOf(catalog, name);
    return found === undefined ? [] : [{ parameter: name, at: formatPlace(found.parameter.place) }];
  });
  return { intent: 'changed', parameters, text: told.join('\n'), evidence };
};

const MOST_LISTED = 30;

/** What lies between two releases of the training parameters; with one, between it and the one before. */
const releaseAnswer = ({ catalog, language }: Asked, from: string, to: string): Body => {
  const diff = diffReleases(catalog, from, to);
  const titles =
    language === 'zh' ? ['新增', '移除', '改名', '默认值变化'] : ['New', 'Gone', 'Renamed', 'Other defaults'];
  const lists = [
    diff.added,
    diff.removed,
    diff.renamed.map((each) => `${each.from} → ${each.to}`),
    diff.changed.map(({ name, before, after }) => `${name} (${before ?? '?'} → ${after ?? '?'})`),
  ];
  const parts = lists.map((all, i) => `${titles[i]} (${all.length}): ${shortened(all)}`);
  const names = [
    ...diff.added,
    ...diff.renamed.map((each) => each.to),
    ...diff.changed.map(({ name }) => name),
  ];
  return {
    intent: 'changed',
    parameters: names.filter((name) => catalog.occurrences(name).length > 0),
    text: [`LLaMA Factory ${diff.from} → ${diff.to}, train:`, ...parts].join('\n'),
    evidence: [],
  };
};

const shortened = (all: readonly string[]): string =>
  all.length === 0 ? '-' : `${all.slice(0, MOST_LISTED).join(', ')}${all.length > MOST_LISTED ? ', …' : ''}`;

/** Keys of any release that a question has, then parameters of this one. */
const namesIn = ({ question, entities }: Asked, history: HistoryData): readonly string[] => {
  const written = question.words
    .map(({ text }) => text.replaceAll('-', '_'))
    .filter((text) => text.includes('_') && entryOf(history, text) !== undefined);
  const named = entities.parameters
    .filter(({ by }) => by === 'name' || by === 'typo')
    .map(({ name }) => name);
  return [...new Set([...written, ...named])];
};

/** The two releases a question is about, older first; `undefined` where it names none that has another before it. */
const releasesIn = (
  history: HistoryData,
  asked: readonly string[],
): readonly [string, string] | undefined => {
  const versions = history.releases.map(({ version }) => version);
  const found = [...new Set(asked)].filter((each) => versions.includes(each));
  const [first, last] = found.toSorted((a, b) => versions.indexOf(a) - versions.indexOf(b));
  if (first === undefined) return undefined;
  if (last !== undefined) return [first, last];
  const before = versions[versions.indexOf(first) - 1];
  return before === undefined ? undefined : [before, first];
};

/** Some release had a parameter of this name. */
export const wasThere = ({ history }: Catalog, name: string): boolean =>
  history !== undefined && entryOf(history, name) !== undefined;

/** What a name is called now that another release had. */
export const renamedTo = (catalog: Catalog, name: string): readonly string[] =>
  (catalog.history === undefined ? [] : successors(catalog.history, name)).filter(
    (to) => catalog.occurrences(to).length > 0,
  );

const entryOf = (history: HistoryData, name: string): readonly [string, ParameterHistory] | undefined =>
  Object.entries(history.entries).flatMap(([entry, names]) =>
    Object.hasOwn(names, name) && names[name] !== undefined ? [[entry, names[name]] as const] : [],
  )[0];

const successors = (history: HistoryData, name: string): readonly string[] => [
  ...new Set(history.renames.filter(({ from }) => from === name).map(({ to }) => to)),
];

const story = (history: HistoryData, name: string, language: Language): string | undefined => {
  const found = entryOf(history, name);
  if (found === undefined) return undefined;
  const [entry, { present, defaults }] = found;
  const stretches = present.map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(', ');
  const changes = defaults.map(({ since, repr }) => `${repr ?? '?'} (${since})`).join(' → ');
  const next = successors(history, name).join(', ');
  const before = [...new Set(history.renames.filter(({ to }) => to === name).map(({ from }) => from))].join(
    ', ',
  );
  return language === 'zh'
    ? `**${name}**：${entry} 中存在于 ${stretches}；默认值 ${changes}${before === '' ? '' : `；原名 ${before}`}${next === '' ? '' : `；后改名为 ${next}`}。`
    : `**${name}**: in ${entry} of releases ${stretches}; default ${changes}${before === '' ? '' : `; was ${before} before`}${next === '' ? '' : `; renamed to ${next}`}.`;
};

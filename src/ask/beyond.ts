import { type Catalog, checkerOf, findModel } from '../catalog/index.ts';
import { formatPlace, type HistoryData, type ModelInfo, type ParameterHistory } from '../model/index.ts';
import { type AskEvidence, headline, type Language, occurrenceOf } from './answer.ts';
import type { Asked, Body } from './answers.ts';

/** Which template a model takes; `undefined` when the question names no model that upstream knows. */
export const templateAnswer = ({ catalog, question, language }: Asked): Body | undefined => {
  const model = modelIn(
    catalog,
    question.words.map(({ text }) => text),
  );
  if (model === undefined) return undefined;
  const at = formatPlace(model.place);
  const found = occurrenceOf(catalog, 'template');
  const says =
    model.template === null
      ? language === 'zh'
        ? `${model.name} 没有默认模板（底座模型）：自选一个，推理时保持一致。`
        : `${model.name} has no template of its own (a base model): choose one and keep it at inference.`
      : language === 'zh'
        ? `${model.name} 使用 \`template: ${model.template}\`。`
        : `${model.name} takes \`template: ${model.template}\`.`;
  return {
    intent: 'template',
    parameters: ['template'],
    text: [`${says} (${at})`, ...(found === undefined ? [] : [headline(found, language)])].join('\n'),
    evidence: [{ parameter: 'template', at }],
  };
};

/** Model ids hold `/` and `-`; words of them are tried longest first, alone and joined to their neighbours. */
const modelIn = (catalog: Catalog, words: readonly string[]): ModelInfo | undefined => {
  for (let size = Math.min(4, words.length); size > 0; size--)
    for (let start = 0; start + size <= words.length; start++) {
      const run = words.slice(start, start + size);
      for (const joined of [run.join('/'), run.join('-')]) {
        const found = joined.length < 4 ? undefined : findModel(catalog, joined);
        if (found !== undefined) return found;
      }
    }
  return undefined;
};

/** When a name came, went, was renamed or got another default; `undefined` when history tells nothing of it. */
export const historyAnswer = ({ catalog, question, entities, language }: Asked): Body | undefined => {
  const history = catalog.history;
  if (history === undefined) return undefined;
  const release = entities.releases.find((asked) =>
    history.releases.some(({ version }) => version === asked),
  );
  const named = entities.parameters
    .filter(({ by }) => by === 'name' || by === 'typo')
    .map(({ name }) => name);
  const written = question.words
    .map(({ text }) => text.replaceAll('-', '_'))
    .filter((text) => Object.hasOwn(history.entries.train ?? {}, text) && text.includes('_'));
  const names = [...new Set([...written, ...named])].slice(0, 3);
  if (names.length === 0 && release !== undefined) return releaseAnswer(history, release, language);
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

/** What a release brought to the training parameters, and what it took. */
const releaseAnswer = (history: HistoryData, release: string, language: Language): Body => {
  const names = Object.entries(history.entries.train ?? {});
  const versions = history.releases.map(({ version }) => version);
  const before = versions[versions.indexOf(release) - 1];
  const came = names
    .filter(([, { present }]) => before !== undefined && present.some(([first]) => first === release))
    .map(([name]) => name);
  const went = names
    .filter(([, { present }]) => present.some(([, last]) => last === before))
    .map(([name]) => name);
  const renamed = history.renames
    .filter(({ since, entry }) => since === release && entry === 'train')
    .map(({ from, to }) => `${from} → ${to}`);
  const defaults = names.flatMap(([name, { defaults: all }]) =>
    all.slice(1).flatMap(({ since, repr }) => (since === release ? [`${name} (${repr ?? '?'})`] : [])),
  );
  const titles =
    language === 'zh' ? ['新增', '移除', '改名', '默认值变化'] : ['New', 'Gone', 'Renamed', 'Other defaults'];
  const parts = [came, went, renamed, defaults].map(
    (list, i) => `${titles[i]} (${list.length}): ${list.join(', ') || '-'}`,
  );
  return {
    intent: 'changed',
    parameters: came,
    text: [`LLaMA Factory ${release}, train:`, ...parts].join('\n'),
    evidence: [],
  };
};

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
  return language === 'zh'
    ? `**${name}**：${entry} 中存在于 ${stretches}；默认值 ${changes}${next === '' ? '' : `；后改名为 ${next}`}。`
    : `**${name}**: in ${entry} of releases ${stretches}; default ${changes}${next === '' ? '' : `; renamed to ${next}`}.`;
};

const SHOWN_RULES = 8;

/** The checks of upstream that a parameter takes part in, as conditions that are refused. */
export const rulesAnswer = ({ catalog, entities, language }: Asked): Body | undefined => {
  const name = entities.parameters.find(({ by }) => by !== 'word')?.name ?? entities.parameters[0]?.name;
  const checker = checkerOf(catalog, 'train');
  if (catalog.rules === undefined || checker === undefined || name === undefined) return undefined;
  const { places } = catalog.rules;
  const errors = checker
    .rulesFor(name)
    .flatMap((index) => {
      const rule = checker.rules.rules[index];
      const place = rule === undefined ? undefined : places[rule.at];
      return rule?.kind !== 'error' || place === undefined
        ? []
        : [{ rule, condition: checker.describe(index), at: formatPlace(place) }];
    })
    .filter(({ condition }) => condition !== '' && condition.length < 200);
  if (errors.length === 0) return undefined;
  const shown = errors.slice(0, SHOWN_RULES);
  const title =
    language === 'zh' ? `以下条件会被拒绝（涉及 ${name}）：` : `Refused, where ${name} takes part:`;
  const parameters = [...new Set([name, ...shown.flatMap(({ rule }) => rule.parameters)])];
  return {
    intent: 'refused',
    parameters,
    text: [title, ...shown.map(({ condition, at }) => `- \`${condition}\` (${at})`)].join('\n'),
    evidence: shown.map(({ at }) => ({ parameter: name, at })),
  };
};

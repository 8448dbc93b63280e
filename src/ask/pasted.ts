import { buildIndex, type Catalog, checkerOf, type SearchIndex } from '../catalog/index.ts';
import { formatPlace, type Place, type Ref, type Rule } from '../model/index.ts';
import type { Asked, Body } from './asked.ts';
import { subjectOf } from './rank.ts';
import { type Question, readQuestion } from './text.ts';

const SHOWN = 3;
const ENTRIES = ['train', 'infer', 'eval'];

/** One rule that refuses something, with what it may be found by. */
interface Refusal {
  readonly rule: Rule;
  readonly condition: string;
  readonly place: Place;
  readonly message: string;
}

interface Refusals {
  readonly all: readonly Refusal[];
  readonly index: SearchIndex;
}

/**
 * The rule behind an error message or a traceback that was pasted: by the line of upstream's source that raised it where
 * the traceback tells, else by what the message says. `undefined` where nothing was pasted or nothing fits.
 */
export const pastedError = (asked: Asked): Body | undefined => {
  const message = messageIn(asked.question);
  if (message === undefined) return undefined;
  const refusals = refusalsOf(asked.catalog);
  const raised = framesIn(asked.question).flatMap((frame) =>
    refusals.all.filter(({ place }) => isAt(place, frame)),
  );
  const said = raised.length > 0 ? raised : saying(refusals, asked, message);
  const shown = [
    ...new Map(said.map((each) => [formatPlace(each.place) + each.condition, each])).values(),
  ].slice(0, SHOWN);
  if (shown.length === 0) return undefined;
  return {
    intent: 'refused',
    parameters: [...new Set(shown.flatMap(({ rule }) => rule.parameters))],
    text: [title(asked, raised.length > 0), ...shown.map(line)].join('\n'),
    evidence: shown.map(({ place, rule }) => ({
      ...(rule.parameters[0] === undefined ? {} : { parameter: rule.parameters[0] }),
      at: formatPlace(place),
    })),
  };
};

const title = ({ language }: Asked, raised: boolean): string => {
  if (language === 'zh') return raised ? '这一行在以下条件下报错：' : '最可能是以下检查报的错：';
  return raised ? 'That line raises where' : 'Most likely one of these checks raised it, where';
};

const LONGEST = 240;

const line = ({ rule, condition, place }: Refusal): string => {
  const told = condition.length > LONGEST ? `${condition.slice(0, LONGEST)} …` : condition;
  return `- \`${told}\` (${rule.exception ?? 'error'}, ${formatPlace(place)})`;
};

/** What follows the last `SomeError:`; a traceback or message of Python has one. */
const messageIn = ({ raw }: Question): string | undefined => {
  const [, message] =
    /\b[A-Z]\w{2,40}(?:Error|Exception): ?([^\n]{0,600})(?![\s\S]*\b[A-Z]\w{2,40}(?:Error|Exception): )/.exec(
      raw.slice(-6_000),
    ) ?? [];
  return message;
};

interface Frame {
  readonly path: string;
  readonly line: number;
}

/** Places of a traceback, innermost first. */
const framesIn = ({ raw }: Question): readonly Frame[] =>
  [...raw.slice(-6_000).matchAll(/([\w./\\-]{1,200}\.py)(?:", line |:)(\d{1,6})/g)]
    .map(([, path = '', line]) => ({ path: path.replaceAll('\\', '/'), line: Number(line) }))
    .reverse();

const isAt = (place: Place, frame: Frame): boolean =>
  frame.line === place.line && frame.path.endsWith(place.path);

/** A message must say this much of what a rule is about, in the units of a search's score. */
const ENOUGH = 3.7;

const saying = ({ all, index }: Refusals, { entities }: Asked, message: string): readonly Refusal[] => {
  const named = new Set(entities.parameters.filter(({ by }) => by === 'name').map(({ name }) => name));
  const hits = index.search(subjectOf(readQuestion(message))).flatMap(({ document, score }) => {
    const refusal = all[document];
    if (refusal === undefined) return [];
    const shared = refusal.rule.parameters.filter((name) => named.has(name)).length;
    return [{ refusal, score: score * (1 + shared) }];
  });
  const ranked = hits.sort((a, b) => b.score - a.score);
  const best = ranked[0]?.score ?? 0;
  return best < ENOUGH ? [] : ranked.filter(({ score }) => score > best * 0.7).map(({ refusal }) => refusal);
};

const made = new WeakMap<Catalog, Refusals>();

const refusalsOf = (catalog: Catalog): Refusals => {
  const known = made.get(catalog);
  if (known !== undefined) return known;
  const all = ENTRIES.flatMap((entry) => refusalsIn(catalog, entry));
  const index = buildIndex(
    all.map(({ rule, condition, message }) => ({
      fields: { name: rule.parameters.join(' '), choices: condition, help: message },
      phrases: message === '' ? [] : [message],
      prior: 1,
    })),
  );
  made.set(catalog, { all, index });
  return { all, index };
};

const refusalsIn = (catalog: Catalog, entry: string): readonly Refusal[] => {
  const checker = checkerOf(catalog, entry);
  const rules = catalog.rules;
  if (checker === undefined || rules === undefined) return [];
  return checker.rules.rules.flatMap((rule, index): readonly Refusal[] => {
    const place = rules.places[rule.at];
    if (rule.kind !== 'error' || place === undefined) return [];
    const condition = checker.describe(index);
    if (condition === '') return [];
    return [{ rule, condition, place, message: messageOf(catalog, `${entry}:${index}`) }];
  });
};

/** The words of upstream's message that do not depend on the config; empty without the source. */
const messageOf = (catalog: Catalog, key: string): string => {
  const text = catalog.text?.rules;
  const ref = text?.messages[key];
  if (text === undefined || ref === undefined) return '';
  const first = catalog.rules?.nodes.length ?? 0;
  const words = (node: Ref): string => {
    const found = node < first ? catalog.rules?.nodes[node] : text.nodes[node - first];
    if (found === undefined) return '';
    if (found.op === 'format') return found.text.join(' ');
    if (found.op === 'const' && typeof found.value === 'string') return found.value;
    return found.op === 'if' ? found.args.slice(1).map(words).join(' ') : '';
  };
  return words(ref);
};

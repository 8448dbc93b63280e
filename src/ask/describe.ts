import { type Catalog, type Occurrence, opening, parameterPage, unplacedWords } from '../catalog/index.ts';
import {
  type AskEvidence,
  exampleLine,
  explanation,
  headline,
  type Language,
  occurrenceOf,
  placeLine,
  placeOf,
  WORDS,
} from './answer.ts';
import type { Asked, Body } from './asked.ts';
import { type Ranked, subjectWords } from './rank.ts';
import type { UnknownKey } from './unknown-keys.ts';

const FULL_SECTIONS = 3;
const MENTIONED = 12;
const GUESSED = 6;

/** The parameters a question is about: the named ones whole, the others in a line. A guess is said to be one. */
export const describe = (asked: Asked, ranked: Ranked, intent: string): Body => {
  const { catalog, language } = asked;
  const guessed = ranked.certainty === 'guessed';
  const all = occurrences(catalog, ranked.names.slice(0, guessed ? GUESSED : MENTIONED));
  const whole = guessed ? 0 : Math.max(1, Math.min(FULL_SECTIONS, ranked.named));
  const sections = all.slice(0, whole).map((found) => section(catalog, found, intent, language));
  const others = all.slice(whole).map((found) => describeShort(catalog, found, language));
  const title = guessed ? unsure(asked) : `${WORDS[language].related}:`;
  return {
    intent: guessed ? 'search' : intent,
    parameters: all.map(({ parameter }) => parameter.name),
    text: [...sections, ...(others.length > 0 ? [[title, ...others].join('\n')] : [])].join('\n\n'),
    evidence: all.map(placeOf),
  };
};

/** What of the question is not understood, and that what follows is only the nearest. */
const unsure = (asked: Asked): string => {
  const words = WORDS[asked.language];
  const unplaced = notUnderstood(asked);
  return [...(unplaced.length > 0 ? [`${words.unplaced}: ${unplaced.join(', ')}.`] : []), words.unsure].join(
    ' ',
  );
};

const SHOWN_WORDS = 6;
const notUnderstood = ({ catalog, question }: Asked): readonly string[] =>
  unplacedWords(catalog, subjectWords(question)).slice(0, SHOWN_WORDS);

const section = (catalog: Catalog, found: Occurrence, intent: string, language: Language): string =>
  [
    headline(found, language),
    ...explanation(catalog, found, language),
    ...extra(catalog, found, intent, language),
    placeLine(found, language),
  ].join('\n');

/** In a line beside others. */
const FEW_CHOICES = 8;

const describeShort = (catalog: Catalog, found: Occurrence, language: Language): string => {
  const [first] = explanation(catalog, found, language);
  return `- ${headline(found, language, FEW_CHOICES)}${first === undefined ? '' : `: ${opening(first, 0)}`}`;
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

export const occurrences = (catalog: Catalog, names: readonly string[]): readonly Occurrence[] =>
  names.flatMap((name) => occurrenceOf(catalog, name) ?? []);

/** Nothing of the catalog fits the question: said so, with the names nearest to a word that may be one. */
export const nothing = ({ catalog, question, language }: Asked): Body => {
  const words = WORDS[language];
  const near = question.words.length > 2 ? [] : catalog.nearest(question.plain, 3);
  return {
    intent: 'search',
    parameters: [],
    text: [words.none, near.length > 0 ? `${words.nearest}: ${near.join(', ')}` : words.askFor].join('\n'),
    evidence: [],
  };
};

/** A line for each name. */
export const shortly = ({ catalog, language }: Asked, names: readonly string[]): readonly string[] =>
  occurrences(catalog, names).map((found) => describeShort(catalog, found, language));

/** That keys do not exist, each with what may be meant. */
export const noSuchKeys = (asked: Asked, keys: readonly UnknownKey[]): string =>
  keys.map((key) => noSuchKey(asked, key)).join('\n');

const noSuchKey = ({ catalog, language }: Asked, { key, nearest }: UnknownKey): string => {
  const release = catalog.source.label;
  const near = nearest.join(', ');
  if (language === 'zh')
    return `${release} 中没有参数 \`${key}\`${near === '' ? '，也没有相近的。' : `；最接近的：${near}。`}`;
  return `There is no parameter \`${key}\` in ${release}${near === '' ? ', and none like it.' : `; nearest: ${near}.`}`;
};

/** How upstream's examples set a parameter. */
export const examplePaths = (catalog: Catalog, found: Occurrence): readonly AskEvidence[] =>
  parameterPage(catalog, found).examples.values.map(({ path }) => ({
    parameter: found.parameter.name,
    at: `examples/${path}`,
  }));

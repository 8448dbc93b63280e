import { type Catalog, type NameHit, searchNames } from '../catalog/index.ts';
import type { Entities, Mention } from './link.ts';
import { CJK, type Question, type Word } from './text.ts';

/** What a mention counts, against 1 for the best hit of a search over the question's words. */
const MENTIONED: Readonly<Record<Mention['by'], number>> = { name: 10, typo: 4, prose: 0.15, word: 0.05 };
/** What a name must have of the best one's score, among the first and after them. */
const SHARED = 0.25;
const SHARED_LATER = 0.4;
const FIRST = 5;

/** How sure it is that a question is about the parameters found for it. */
export type Certainty =
  /** It names them. */
  | 'named'
  /** It says a whole phrase for one, or nearly all of it is spoken of in the texts on one. */
  | 'found'
  /** Something of it is. */
  | 'guessed'
  /** Nothing to speak of is. */
  | 'unknown';

export interface Ranked {
  /** Best first; none where `certainty` is `unknown`. */
  readonly names: readonly string[];
  /** How many of them the question names. */
  readonly named: number;
  readonly certainty: Certainty;
}

/** The parameters a question is about: what it names, and what its words find. */
export const rankParameters = (catalog: Catalog, question: Question, entities: Entities): Ranked => {
  const found = searchNames(
    catalog,
    textOf(question, ({ text }) => !ASKING.has(text)),
  );
  const named = new Set(entities.parameters.filter(({ by }) => by !== 'word').map(({ name }) => name));
  const certainty =
    named.size > 0
      ? 'named'
      : certaintyOf(searchNames(catalog, subjectOf(question))[0], entities.values.length > 0);
  if (certainty === 'unknown') return { names: [], named: 0, certainty };
  const best = found[0]?.score ?? 1;
  const scores = new Map(found.map(({ name, score }) => [name, score / best]));
  for (const { name, by } of entities.parameters) scores.set(name, (scores.get(name) ?? 0) + MENTIONED[by]);
  const names = [...scores]
    .sort(([, a], [, b]) => b - a)
    .filter(([, score], place) => score >= (place < FIRST ? SHARED : SHARED_LATER))
    .map(([name]) => name);
  return { names, named: named.size, certainty };
};

/** Bounds between the four, in the units of `NameHit`; read off questions people ask and questions of other subjects. */
const certaintyOf = (best: NameHit | undefined, decided: boolean): Certainty => {
  if (best === undefined) return 'unknown';
  const { score, coverage, phrase } = best;
  const slight = phrase < 0.8 && coverage < 0.35;
  // A question that names a method or stage is about training, however little else of it is understood.
  const least = decided ? 2 : slight ? 5.2 : 4.5;
  if (score < least && phrase < 0.9) return 'unknown';
  return (phrase >= 0.9 && coverage >= 0.4) || (coverage >= 0.7 && score >= 8) ? 'found' : 'guessed';
};

/** Words of the question, Chinese, Japanese and Korean apart, without those that every question has. */
export const subjectWords = (question: Question): readonly string[] =>
  question.words.filter(isTelling).map(({ text }) => text);

const isTelling = ({ text }: Word): boolean => !STOP.has(text);

/** The question without the words that every question has: what these match by chance makes nothing sure. */
export const subjectOf = (question: Question): string => textOf(question, isTelling);

const textOf = ({ words, plain }: Question, isTaken: (word: Word) => boolean): string =>
  `${words.flatMap((word) => (isTaken(word) ? word.text : [])).join(' ')} ${plain.replaceAll(CJK_STOP, ' ')}`.trim();

const CJK_STOP = new RegExp(
  `[^${CJK}]+|怎么办|怎么|如何|怎样|什么|哪个|哪些|哪里|参数|设置|配置|可以|应该|需要|是否|多少|请问|支持|在哪|能不能|有没有|会不会|时候|一下|吗|呢`,
  'gu',
);

const wordsIn = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(' '));

/** Words that only ask. */
const ASKING = new Set(
  wordsIn(
    'a an the is are was be do does did i we you it its to of and or as my me our your this that these those what which',
    'who when where why how can could should would will may might must have has many much there any please if about',
  ),
);

/** With those that every question of this trade has. */
const STOP = new Set([
  ...ASKING,
  ...wordsIn(
    'in on for not with from by at use used using set setting settings parameter parameters param params argument',
    'arguments option options llama factory llamafactory train training model want get give tell value values default',
    'change make',
  ),
]);

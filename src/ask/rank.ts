import { type Catalog, searchParameters } from '../catalog/index.ts';
import type { Entities, Mention } from './link.ts';
import { isHan, type Question } from './text.ts';

/** How much each kind of mention counts, against 1 for the best hit of a search over the question's words. */
const WEIGHT: Readonly<Record<Mention['by'], number>> = { name: 8, term: 2, word: 1, typo: 2 };
/** A term names several parameters, most meant first; each further one counts this much of the one before. */
const FALL = 0.8;
const SEARCHED = 12;

export interface Ranked {
  /** Best first. */
  readonly names: readonly string[];
  /** How many of them the question names in full. */
  readonly named: number;
  /** Nothing but a search speaks for them. */
  readonly guessed: boolean;
}

/** The parameters a question is about: what it names, what its terms mean, and what its words find. */
export const rankParameters = (catalog: Catalog, question: Question, entities: Entities): Ranked => {
  const scores = new Map<string, number>();
  const add = (name: string, score: number): void => {
    scores.set(name, (scores.get(name) ?? 0) + score);
  };
  const places = new Map<number, number>();
  for (const { name, by, start } of entities.parameters) {
    const rank = by === 'term' ? (places.get(start) ?? 0) : 0;
    places.set(start, rank + 1);
    add(name, WEIGHT[by] * FALL ** rank);
  }
  const words = subjectOf(question);
  const found = words === '' ? [] : searchParameters(catalog, words, { limit: SEARCHED });
  const best = found[0]?.score ?? 1;
  for (const { name, score } of found) add(name, Math.min(1, score / best));
  const named = new Set(entities.parameters.filter(({ by }) => by === 'name').map(({ name }) => name));
  const order = [...scores].sort(([a, x], [b, y]) => Number(named.has(b)) - Number(named.has(a)) || y - x);
  return {
    names: order.map(([name]) => name),
    named: named.size,
    guessed: entities.parameters.length === 0,
  };
};

/** The question without the words that every question has. */
export const subjectOf = (question: Question): string => {
  const kept = question.words
    .filter(({ text }) => !STOP.has(text) && text.length > 1)
    .map(({ text }) => text);
  const han = isHan(question.plain) ? question.plain.replaceAll(HAN_STOP, ' ') : '';
  return `${kept.join(' ')} ${han}`.trim();
};

const HAN_STOP =
  /[^\p{Script=Han}]+|怎么办|怎么|如何|怎样|什么|哪个|哪些|哪里|参数|设置|配置|可以|应该|需要|是否|多少|请问|支持|在哪|的|了|吗|呢|我|想|要|用|和|与|是|在/gu;

const STOP = new Set(
  [
    'a an the is are was be do does did i we you it its to of in on for and or not with from by as at my me our your',
    'this that these those what which who when where why how can could should would will may might must have has use',
    'used using set setting settings parameter parameters param params argument arguments option options llama factory',
    'llamafactory train training model want get give tell about there any please value values default change make if',
    'many much into than them yaml config file just during up',
  ].flatMap((line) => line.split(' ')),
);

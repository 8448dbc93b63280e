import { remembered } from './remembered.ts';

/**
 * The words of a text, as they are compared in a search: one case, English ones without their endings, a run of
 * Chinese, Japanese or Korean as its overlapping pairs of characters.
 */
export const searchWords = (text: string): string[] => wordForms(text).map(([word]) => word);

/** The same, each word with how it is spelled in the text: `learn` with `learning`. */
export const wordForms = (text: string): readonly WordForm[] =>
  rawWords(text).flatMap((word): WordForm[] =>
    CJK_START.test(word) ? pairs(word).map((pair) => [pair, pair]) : [[stemOf(word), word]],
  );
export type WordForm = readonly [searched: string, spelled: string];

/**
 * A text with its words in camel case taken apart (`maxLength`), but not those that are known as they are: names are
 * written so as well (`QLoRA`).
 */
export const apart = (text: string, isKnown: (word: string) => boolean = () => false): string =>
  text.replaceAll(CAMEL_CASE, (word) =>
    searchWords(word).every(isKnown) ? word : word.replaceAll(/(\p{Ll})(?=\p{Lu})/gu, '$1 '),
  );
const CAMEL_CASE = /[\p{L}\p{N}]*\p{Ll}\p{Lu}[\p{L}\p{N}]*/gu;

/** A run of Chinese, Japanese or Korean; or a word of any other script, `lora+` whole. */
const WORDS =
  /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|lora\+|[a-z0-9]+|(?:(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[\p{L}\p{N}])+/gu;
const CJK_START = /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

const rawWords = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/n['’]t\b/g, ' not')
    .match(WORDS) ?? [];

const pairs = (word: string): string[] => {
  const characters = [...word];
  return characters.length === 1
    ? characters
    : characters.slice(0, -1).map((character, i) => `${character}${characters[i + 1]}`);
};

/** Endings that say nothing of the subject, longest first; what is left must still be a word. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/i[sz](?:ations?|e|ed|er|ers|es|ing)$/, 'iz'],
  [/at(?:ions?|e|ed|es|or|ors|ing|ive)$/, 'at'],
  [/(?<=[st])ions?$/, ''],
  [/ies$/, 'y'],
  [/(?<=ss|sh|ch|x)es$/, ''],
  [/(?<=[^s])s$/, ''],
  [/(?:ing|ed)$/, ''],
  [/ly$/, ''],
];
const SHORTEST = 3;

/** Texts on parameters repeat their words: each is stemmed once. */
const stemOf = remembered(20_000, (word) => stem(word));

const stem = (word: string): string => {
  if (word.length <= SHORTEST || /\d/.test(word)) return word;
  let left = word;
  for (const [ending, instead] of ENDINGS) {
    const shorter = left.replace(ending, instead);
    if (shorter.length >= SHORTEST && /[aeiouy]/.test(shorter)) left = shorter;
  }
  return left.length > SHORTEST + 1
    ? left.replace(/e$/, '').replace(/([b-df-hj-km-np-rtv-z])\1$/, '$1')
    : left;
};

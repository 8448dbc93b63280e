/** A question made comparable: one case, one kind of space, its words with their places. */
export interface Question {
  readonly raw: string;
  /** Lower case, typographic quotes and full-width forms made plain. */
  readonly plain: string;
  readonly words: readonly Word[];
}

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Chinese, Japanese and Korean: where words begin is not written, or not by spaces alone. */
export const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`;
const LETTER = String.raw`(?![${CJK}])[\p{L}\p{N}_]`;
const WORDS = new RegExp(`${LETTER}(?:${LETTER}|[+.-])*`, 'gu');

/** Longer questions are cut: nothing after this can matter, and time stays bounded. */
const LONGEST = 4_000;

export const readQuestion = (raw: string): Question => {
  const plain = raw.slice(0, LONGEST).normalize('NFKC').toLowerCase().replaceAll(/[‘’`]/g, "'");
  const words = [...plain.matchAll(WORDS)].map((match) => {
    const text = match[0].replace(/[.-]+$/, '');
    return { text, start: match.index, end: match.index + text.length };
  });
  return { raw, plain, words };
};

/** The question as if some of its words had not been said. */
export const without = (question: Question, words: ReadonlySet<string>): Question => ({
  ...question,
  words: question.words.filter(({ text }) => !words.has(text.replace(/^-+/, ''))),
});

export const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Where a phrase stands in a question: those of other scripts than Chinese only as whole words. */
export const findPhrase = (
  question: Question,
  phrase: string,
): { start: number; end: number } | undefined => {
  for (
    let start = question.plain.indexOf(phrase);
    start >= 0;
    start = question.plain.indexOf(phrase, start + 1)
  ) {
    const end = start + phrase.length;
    if (wordEdge(question.plain, start) && wordEdge(question.plain, end)) return { start, end };
    const plural = end + 1;
    if (question.plain[end] === 's' && wordEdge(question.plain, start) && wordEdge(question.plain, plural))
      return { start, end: plural };
  }
  return undefined;
};

const WORD = new RegExp(LETTER, 'u');
const wordEdge = (text: string, at: number): boolean =>
  at === 0 || at === text.length || !(WORD.test(text[at - 1] ?? '') && WORD.test(text[at] ?? ''));

import { edits } from './edits.ts';
import { once } from './once.ts';
import { remembered } from './remembered.ts';
import { searchWords, type WordForm } from './search-words.ts';

/** Weights of what an unknown word may stand for, against 1 for the word itself. */
const COMPOUND = 0.9;
const MISSPELT = 0.7;
const UNFINISHED = 0.6;

const SHORTEST = 4;
/** From this length on two slips may be in a word. */
const LONG = 8;
const MOST_REMEMBERED = 2_000;

/**
 * What a word that no text has may stand for: parts written together (`batchsize`), an unfinished word, a misspelt one;
 * each in the form that is searched for, with its weight. `known` are all words in that form, `written` those that
 * people write with how they spell them.
 */
export const guesser = (
  known: ReadonlySet<string>,
  written: () => readonly WordForm[],
): ((typed: string) => ReadonlyMap<string, number>) => {
  const spelled = once(() => new Map(written().map(([word, spelling]) => [spelling, word])));
  const itself = once(() => new Map([...known].map((word) => [word, word])));
  return remembered(MOST_REMEMBERED, (typed) => {
    const [word = ''] = searchWords(typed);
    if (word.length < SHORTEST || !/^[a-z]/.test(word)) return new Map();
    const like = new Map([...likeness(word, itself()), ...likeness(typed, spelled())]);
    return new Map([...nearestOf(like), ...together(word, known)]);
  });
};

const together = (word: string, known: ReadonlySet<string>): readonly (readonly [string, number])[] => {
  const found: [string, number][] = [];
  for (let cut = 2; cut <= word.length - 2; cut++) {
    const parts = [word.slice(0, cut), word.slice(cut)];
    if (parts.every((part) => known.has(part)))
      found.push(...parts.map((part): [string, number] => [part, COMPOUND]));
  }
  return found;
};

/** Letters by which words differ from a given one, where that may be a slip; 0 for those that it begins. */
const likeness = (typed: string, words: ReadonlyMap<string, string>): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const most = typed.length < LONG ? 1 : 2;
  for (const [spelled, searched] of words) {
    if (spelled.length < SHORTEST) continue;
    const slips = spelled.startsWith(typed) ? 0 : slipsBetween(typed, spelled, most);
    if (slips <= Math.min(most, found.get(searched) ?? most)) found.set(searched, slips);
  }
  return found;
};

/** Letters to change; infinite where that is more than `most`, or the word begins otherwise. */
const slipsBetween = (typed: string, word: string, most: number): number => {
  if (Math.abs(word.length - typed.length) > most) return Number.POSITIVE_INFINITY;
  if (word[0] !== typed[0] && word[1] !== typed[1]) return Number.POSITIVE_INFINITY;
  const slips = edits(typed, word);
  return slips <= most ? slips : Number.POSITIVE_INFINITY;
};

/** Of misspelt words those that fewest letters tell apart. */
const nearestOf = (like: ReadonlyMap<string, number>): readonly (readonly [string, number])[] => {
  const fewest = Math.min(...[...like.values()].filter((slips) => slips > 0));
  return [...like].flatMap(([word, slips]): readonly (readonly [string, number])[] =>
    slips === 0 ? [[word, UNFINISHED]] : slips === fewest ? [[word, MISSPELT]] : [],
  );
};

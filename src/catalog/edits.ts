import { distance } from 'fastest-levenshtein';

/** Beyond this nobody slipped, and swapped letters are not looked for. */
const MOST_SLIPS = 3;

/** Letters to change in one text to get the other; two neighbours that are swapped count once. */
export const edits = (a: string, b: string): number => {
  const found = distance(a, b);
  if (found < 2 || found > MOST_SLIPS || Math.abs(a.length - b.length) > found - 2) return found;
  return swaps(a).some((swapped) => distance(swapped, b) === found - 2) ? found - 1 : found;
};

const swaps = (text: string): readonly string[] =>
  [...text].slice(1).map((_, i) => `${text.slice(0, i)}${text[i + 1]}${text[i]}${text.slice(i + 2)}`);

import { edits } from './edits.ts';

/**
 * What is left of a name when its spelling is taken away: `lora-rank`, `--lora_rank`, `loraRank` and `LoRA rank`
 * all become `lorarank`.
 */
export const plainSpelling = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Words of a name in any spelling: `loraRank` and `lora_rank` give `lora`, `rank`. */
const words = (text: string): readonly string[] =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

interface Spelling {
  readonly plain: string;
  readonly words: readonly string[];
}

const spellingOf = (text: string): Spelling => ({ plain: plainSpelling(text), words: words(text) });

/** Candidates are mostly the names of one catalog, asked for again and again. */
const known = new Map<string, Spelling>();
const MAX_KNOWN = 5000;

const spellingOfCandidate = (name: string): Spelling => {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  const made = spellingOf(name);
  known.set(name, made);
  return made;
};

/** Share of the longer text that may differ. */
const MAX_EDITS = 0.45;

/** The texts differ at least by their lengths: where that is too much already, nothing is compared. */
const editsBetween = (a: string, b: string): number => {
  const least = Math.abs(a.length - b.length);
  return least > MAX_EDITS * Math.max(a.length, b.length) ? Number.POSITIVE_INFINITY : edits(a, b);
};

/** Whether a text begins with one of the words. */
const isAtWord = (text: string, words: readonly string[]): boolean =>
  words.some((_, i) => words.slice(i).join('').startsWith(text));

/** 0 is the same spelling; above 1 the two have too little in common to be worth proposing. */
const unlikeness = (wanted: Spelling, candidate: Spelling): number => {
  const [a, b] = [wanted.plain, candidate.plain];
  if (a === '' || b === '') return Number.POSITIVE_INFINITY;
  const differ = editsBetween(a, b) / Math.max(a.length, b.length) / MAX_EDITS;
  const asked = wanted.words;
  const has = candidate.words;
  const shared = asked.filter((word) => has.includes(word)).length;
  const sameWords =
    shared === 0 ? Number.POSITIVE_INFINITY : 1.2 - shared / Math.max(asked.length, has.length);
  const contained =
    a.length >= 3 && isAtWord(a, has) ? 0.9 - a.length / b.length / 2 : Number.POSITIVE_INFINITY;
  return Math.min(differ, sameWords, contained);
};

/** Beside a good candidate, what is worse by more than this only distracts. */
const MUCH_WORSE = 0.4;

/** The candidates most like `wanted`, best first, at most `limit`; none when nothing is alike. */
export const nearest = (wanted: string, candidates: Iterable<string>, limit = 5): readonly string[] => {
  const asked = spellingOf(wanted);
  const scored = [...new Set(candidates)]
    .map((name) => ({ name, score: unlikeness(asked, spellingOfCandidate(name)) }))
    .filter(({ score }) => score <= 1)
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  const best = scored[0]?.score ?? 0;
  return scored
    .filter(({ score }) => score <= best + MUCH_WORSE)
    .slice(0, limit)
    .map(({ name }) => name);
};

/** Letters that may differ in a slip of the pen: two, in a long name some more, in a short one hardly any. */
const mostEdits = (length: number): number =>
  Math.min(Math.floor(length / 3), Math.max(2, Math.floor(length / 6)));

export interface Slip {
  readonly name: string;
  /** Letters that differ; none where only case, dashes and spaces do. */
  readonly edits: number;
}

/** The candidates that differ from `wanted` by a slip of the pen, best first. */
export const slips = (wanted: string, candidates: Iterable<string>): readonly Slip[] => {
  const asked = plainSpelling(wanted);
  const most = mostEdits(asked.length);
  const found: Slip[] = [];
  for (const name of candidates) {
    const differ = editsWithin(most, asked, spellingOfCandidate(name).plain);
    if (differ <= most) found.push({ name, edits: differ });
  }
  return found.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
};

const editsWithin = (most: number, a: string, b: string): number =>
  Math.abs(a.length - b.length) > most ? Number.POSITIVE_INFINITY : edits(a, b);

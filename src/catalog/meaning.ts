import { notedPhrases, usesIn } from './called.ts';
import type { Catalog } from './catalog.ts';
import { once } from './once.ts';
import { remembered } from './remembered.ts';
import { apart, searchWords } from './search-words.ts';
import { alsoCalled } from './thesaurus.ts';

/** A parameter that a key of another program, or of habit, may stand for. */
export interface Meant {
  readonly name: string;
  /** How well one thing that the parameter is called agrees with the key: 1 is the same words. */
  readonly score: number;
}

/** A key has some words; what has more names nothing. */
const LONGEST_KEY = 80;
const MOST_WORDS = 10;
/** What another word for the same counts, against 1 for the word itself; and what an abbreviated one counts. */
const SYNONYM = 0.85;
const UNFINISHED = 0.7;
/** What a word counts that stands not in this phrase, but in another one for the same parameter. */
const BESIDE = 0.6;
/** Words of the parameter's own name count this much more: what else it is called is said of its neighbours as well. */
const OWN_NAME = 0.12;
/** Each doubling of its uses in upstream's examples makes a name this much likelier to be meant. */
const USED = 0.015;
/**
 * Below this the agreement is chance (read off the keys of `test/src/validate/foreign-keys.txt` that it was made on);
 * what is so much worse than the best is not meant.
 */
const LEAST = 0.7;
const NEAR_BEST = 0.9;

/**
 * The parameters that a key may stand for by what it says (`max_seq_length`, `grad_accum`), best first; none where the
 * evidence is thin. What parameters are called comes from their names and from the words that are noted with them.
 */
export const meantBy = (
  catalog: Catalog,
  key: string,
  isTaken: (name: string) => boolean = () => true,
): readonly Meant[] => {
  const found = allMeantBy(catalog, key).filter(({ name }) => isTaken(name));
  const best = found[0]?.score ?? 0;
  return found.filter(({ score }) => score >= Math.max(LEAST, best * NEAR_BEST));
};

const asking = new WeakMap<Catalog, (key: string) => readonly Meant[]>();
const MAX_REMEMBERED = 1000;

const allMeantBy = (catalog: Catalog, key: string): readonly Meant[] => {
  if (key.length > LONGEST_KEY) return [];
  const ask = asking.get(catalog) ?? asker(catalog);
  asking.set(catalog, ask);
  return ask(key);
};

const asker = (catalog: Catalog): ((key: string) => readonly Meant[]) => {
  const meanings = once(() => meaningsOf(catalog));
  return remembered(MAX_REMEMBERED, (key) => weigh(meanings(), key));
};

/** One thing that a parameter is called: its name, or a phrase that is noted with it. */
interface Called {
  readonly name: string;
  readonly words: readonly string[];
  /** All that its words tell together. */
  readonly tells: number;
}

interface Meanings {
  readonly phrasesWith: ReadonlyMap<string, readonly Called[]>;
  readonly namesWith: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ownWords: ReadonlyMap<string, ReadonlySet<string>>;
  /** How much a word tells: few parameters are called by it. */
  readonly tells: (word: string) => number;
  readonly prior: (name: string) => number;
}

/** A word of a key: what it may be called, with what that counts, and what it tells itself. */
interface Concept {
  readonly forms: ReadonlyMap<string, number>;
  readonly tells: number;
}

/** What of a key a phrase explains, and what of the phrase the key says. */
interface Agreement {
  explained: number;
  /** The same without the discount for other words. */
  touched: number;
  said: number;
}

const weigh = (meanings: Meanings, key: string): readonly Meant[] => {
  const concepts = conceptsOf(key, meanings);
  const total = sum(concepts, ({ tells }) => tells);
  const agreements = new Map<Called, Agreement>();
  for (const concept of concepts) enter(concept, meanings, agreements);
  const best = new Map<string, number>();
  for (const [called, agreement] of agreements) {
    const score = scoreOf(called, agreement, concepts, total, meanings);
    if (score > (best.get(called.name) ?? 0)) best.set(called.name, score);
  }
  return [...best].map(([name, score]) => ({ name, score })).sort((a, b) => b.score - a.score);
};

/** The harmonic mean of how much of the key the phrase explains, and how much of the phrase the key says. */
const scoreOf = (
  { name, tells }: Called,
  { explained, touched, said }: Agreement,
  concepts: readonly Concept[],
  total: number,
  meanings: Meanings,
): number => {
  const anywhere = told(concepts, (form) => meanings.namesWith.get(form)?.has(name) === true);
  const inName = told(concepts, (form) => meanings.ownWords.get(name)?.has(form) === true);
  const a = (explained + BESIDE * Math.max(0, anywhere - touched)) / total;
  const b = Math.min(1, said / tells);
  const turned = isNegated(meanings, name) && !concepts.some(({ forms }) => forms.has(NEGATION)) ? TURNED : 1;
  return ((2 * a * b) / (a + b)) * (1 + (OWN_NAME * inName) / total) * turned * meanings.prior(name);
};

/** A switch that turns off what the key speaks of is meant less often than one that turns it on. */
const TURNED = 0.95;
const [NEGATION = ''] = searchWords('disable');
const isNegated = ({ ownWords }: Meanings, name: string): boolean =>
  ownWords.get(name)?.has(NEGATION) === true;

/** What those concepts tell of which a form is found. */
const told = (concepts: readonly Concept[], isFound: (form: string) => boolean): number =>
  sum(concepts, ({ forms, tells }) => ([...forms.keys()].some(isFound) ? tells : 0));

const enter = (
  concept: Concept,
  { phrasesWith, tells }: Meanings,
  agreements: Map<Called, Agreement>,
): void => {
  const best = new Map<Called, readonly [form: string, weight: number]>();
  for (const [form, weight] of concept.forms)
    for (const called of phrasesWith.get(form) ?? [])
      if (weight > (best.get(called)?.[1] ?? 0)) best.set(called, [form, weight]);
  for (const [called, [form, weight]] of best) {
    const agreement = agreements.get(called) ?? { explained: 0, touched: 0, said: 0 };
    agreement.explained += weight * concept.tells;
    agreement.touched += concept.tells;
    agreement.said += weight * tells(form);
    agreements.set(called, agreement);
  }
};

const conceptsOf = (key: string, meanings: Meanings): readonly Concept[] => {
  const text = apart(key, (word) => meanings.phrasesWith.has(word));
  const others = alsoCalled(text);
  const words = [...new Set(searchWords(text).flatMap((word) => partsOf(word, meanings, others.has(word))))];
  return words.slice(0, MOST_WORDS).map((word) => {
    const forms = new Map([[word, 1]]);
    for (const other of alsoCalled(word).get(word) ?? []) forms.set(other, SYNONYM);
    if (!meanings.phrasesWith.has(word) && word.length >= UNFINISHED_LENGTH)
      for (const other of meanings.phrasesWith.keys())
        if (other.startsWith(word)) forms.set(other, Math.max(UNFINISHED, forms.get(other) ?? 0));
    return { forms, tells: meanings.tells(word) };
  });
};
const UNFINISHED_LENGTH = 4;

/** `batchsize` is `batch` and `size`, if it is no word itself. */
const partsOf = (word: string, { phrasesWith }: Meanings, known: boolean): readonly string[] => {
  if (known || phrasesWith.has(word)) return [word];
  for (let cut = 3; cut <= word.length - 3; cut++) {
    const parts = [word.slice(0, cut), word.slice(cut)].flatMap((part) => searchWords(part));
    if (parts.every((part) => phrasesWith.has(part))) return parts;
  }
  return [word];
};

const meaningsOf = (catalog: Catalog): Meanings => {
  const phrases = catalog.names.flatMap((name) =>
    phrasesOf(catalog, name).map((phrase) => ({ name, words: [...new Set(searchWords(phrase))] })),
  );
  const namesWith = new Map<string, Set<string>>();
  for (const { name, words } of phrases)
    for (const word of words) namesWith.set(word, (namesWith.get(word) ?? new Set()).add(name));
  const all = catalog.names.length;
  const tells = (word: string): number => Math.log(1 + all / (namesWith.get(word)?.size ?? 2));
  const phrasesWith = new Map<string, Called[]>();
  for (const { name, words } of phrases) {
    const called = { name, words, tells: sum(words, tells) };
    for (const word of words) {
      const list = phrasesWith.get(word);
      if (list === undefined) phrasesWith.set(word, [called]);
      else list.push(called);
    }
  }
  const ownWords = new Map(catalog.names.map((name) => [name, new Set(searchWords(name))]));
  const uses = usesIn(catalog);
  const prior = (name: string): number => 1 + USED * Math.log2(1 + (uses.get(name) ?? 0));
  return { phrasesWith, namesWith, ownWords, tells, prior };
};

/** Keys are Latin: a phrase in Chinese can agree with none. */
const phrasesOf = (catalog: Catalog, name: string): readonly string[] =>
  [...new Set([name, ...notedPhrases(catalog, name)])].filter((phrase) => !/\p{Script=Han}/u.test(phrase));

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

import { notedPhrases, usesIn } from './called.ts';
import type { Catalog, Occurrence } from './catalog.ts';
import { plainSpelling } from './nearest.ts';
import { opening } from './opening.ts';
import { buildIndex, indexInSteps, type SearchDocument, type SearchIndex } from './search-index.ts';
import { apart } from './search-words.ts';

/** One parameter name that a search found. */
export interface SearchResult {
  readonly name: string;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  readonly class: string;
  readonly owner: string;
  readonly type: string;
  readonly entryPoints: readonly string[];
  /** What of the parameter matched: `name`, `owner`, `choices`, `labels`, `words`, `notes`, `help`. */
  readonly matched: readonly string[];
  /** What it is for, in a sentence: of our note in the language of the query, else of upstream's help. */
  readonly summary?: string;
}

export interface SearchOptions {
  /** Only what this entry point takes. */
  readonly entry?: string;
  readonly limit?: number;
}

/** A name that a search found, and how well it fits. */
export interface NameHit {
  readonly name: string;
  readonly score: number;
  /** How much of what the query says its texts speak of, 0 to 1. */
  readonly coverage: number;
  /** How much of the one phrase for it that fits best the query says, 0 to 1. */
  readonly phrase: number;
  readonly matched: readonly string[];
}

const indexes = new WeakMap<Catalog, SearchIndex>();

/**
 * Parameters whose name, owner, choices, note, labels or help match, best first, equal ones in the catalog's order.
 * Tolerates typos and unfinished words, in English and Chinese; labels and help take part where the source is at hand.
 */
export const searchParameters = (
  catalog: Catalog,
  query: string,
  options: SearchOptions = {},
): readonly SearchResult[] => {
  const entry = options.entry === undefined ? undefined : catalog.entryPoint(options.entry).name;
  return withExact(searchNames(catalog, query), catalog.spell(query))
    .flatMap((hit) => describe(catalog, hit, entry, HAN.test(query) ? 'zh' : 'en'))
    .slice(0, options.limit ?? 20);
};

/** Names that fit a query, best first. */
export const searchNames = (catalog: Catalog, query: string): readonly NameHit[] =>
  indexOf(catalog)
    .search(query)
    .flatMap(({ document, fields, ...hit }) => {
      const name = catalog.names[document];
      return name === undefined ? [] : [{ name, ...hit, matched: fields }];
    });

/** Those of some words that nothing written on any parameter has, in any spelling. */
export const unplacedWords = (catalog: Catalog, words: readonly string[]): readonly string[] =>
  words.filter((word) => !indexOf(catalog).knows(word));

type Hit = Pick<NameHit, 'name' | 'score' | 'matched'>;
const EXACT = 1_000;

/** A name given in full is the best answer, also one written together (`lorarank`) that shares no word with the index. */
const withExact = (found: readonly Hit[], exact: string | undefined): readonly Hit[] => {
  if (exact === undefined) return found;
  const hit = found.find(({ name }) => name === exact) ?? { name: exact, score: 0, matched: ['name'] };
  return [{ ...hit, score: hit.score + EXACT }, ...found.filter(({ name }) => name !== exact)];
};

const takenBy = (catalog: Catalog, name: string, entry: string | undefined): Occurrence | undefined =>
  catalog.occurrences(name).find((found) => entry === undefined || found.entryPoints.includes(entry));

const HAN = /\p{Script=Han}/u;

const describe = (
  catalog: Catalog,
  hit: Hit,
  entry: string | undefined,
  language: 'en' | 'zh',
): SearchResult[] => {
  const found = takenBy(catalog, hit.name, entry);
  if (found === undefined) return [];
  const { parameter } = found;
  const entryPoints = [...new Set(catalog.occurrences(hit.name).flatMap((each) => each.entryPoints))];
  const words = catalog.note(parameter)?.[language] ?? catalog.help(parameter);
  return [
    {
      name: hit.name,
      score: Math.round(hit.score * 100) / 100,
      class: parameter.class,
      owner: parameter.owner,
      type: parameter.type,
      entryPoints,
      matched: hit.matched,
      ...(words === undefined ? {} : { summary: opening(words, 0) }),
    },
  ];
};

/** Built on the first search of a catalog, or before it by `prepareSearch`; kept as long as the catalog is. */
const indexOf = (catalog: Catalog): SearchIndex => {
  const index = indexes.get(catalog) ?? buildIndex(documentsOf(catalog));
  indexes.set(catalog, index);
  return index;
};

/** Builds the index of a catalog in steps, with a turn for others after each; a search need not wait for it. */
export async function prepareSearch(catalog: Catalog, turn: () => Promise<void>): Promise<void> {
  await turn();
  const building = indexInSteps(documentsOf(catalog));
  while (!indexes.has(catalog)) {
    const { done, value } = building.next();
    if (done) indexes.set(catalog, value);
    else await turn();
  }
}

const documentsOf = (catalog: Catalog): readonly SearchDocument[] => {
  const uses = usesIn(catalog);
  return catalog.names.map((name) => document(catalog, name, uses.get(name) ?? 0));
};

/** Each doubling of its uses makes a name this much likelier to be meant. */
const USED = 0.03;
/** What only other commands than training take is meant less often. */
const ELSEWHERE = 0.85;

const document = (catalog: Catalog, name: string, uses: number): SearchDocument => {
  const all = catalog.occurrences(name);
  const parameters = all.map((found) => found.parameter);
  const texts = (of: (parameter: (typeof parameters)[number]) => string | undefined): string =>
    [...new Set(parameters.map(of))].join(' ');
  const labels = Object.values(catalog.labels(name));
  const words = notedPhrases(catalog, name);
  return {
    fields: {
      name: `${name} ${plainSpelling(name)}`,
      owner: apart(texts((parameter) => parameter.owner)),
      choices: texts((parameter) => parameter.choices?.values.join(' ')),
      labels: labels.join(' '),
      words: words.join(' '),
      notes: texts((parameter) => {
        const note = catalog.note(parameter);
        return note === null ? undefined : `${note.en} ${note.zh}`;
      }),
      help: texts((parameter) => catalog.help(parameter)),
    },
    phrases: [name, ...labels, ...words],
    prior:
      (1 + USED * Math.log2(1 + uses)) *
      (all.some(({ entryPoints }) => entryPoints.includes('train')) ? 1 : ELSEWHERE),
  };
};

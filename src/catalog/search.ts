import MiniSearch from 'minisearch';
import type { Catalog, Occurrence } from './catalog.ts';
import { plainSpelling } from './nearest.ts';

/** One parameter name that a search found. */
export interface SearchResult {
  readonly name: string;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  readonly class: string;
  readonly owner: string;
  readonly type: string;
  readonly entryPoints: readonly string[];
  /** What of the parameter matched: `name`, `owner`, `choices`, `labels`, `notes`, `help`. */
  readonly matched: readonly string[];
}

export interface SearchOptions {
  /** Only what this entry point takes. */
  readonly entry?: string;
  readonly limit?: number;
}

const FIELDS = ['name', 'owner', 'choices', 'labels', 'notes', 'help'];

const indexes = new WeakMap<Catalog, MiniSearch>();

/**
 * Parameters whose name, owner, choices, note, labels or help match, best first, equal ones by name. Tolerates typos and
 * unfinished words, in English and Chinese; labels and help take part where the source is at hand.
 */
export const searchParameters = (
  catalog: Catalog,
  query: string,
  options: SearchOptions = {},
): readonly SearchResult[] => {
  const entry = options.entry === undefined ? undefined : catalog.entryPoint(options.entry).name;
  const exact = catalog.spell(query);
  const found = indexOf(catalog)
    .search(query, { filter: ({ id }) => entry === undefined || takenBy(catalog, id, entry) !== undefined })
    .map(({ id, score, match }) => ({
      name: String(id),
      score: id === exact ? score + 1_000 : score,
      matched: FIELDS.filter((field) => Object.values(match).some((fields) => fields.includes(field))),
    }));
  return withExact(found, exact)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
    .flatMap((hit) => describe(catalog, hit, entry))
    .slice(0, options.limit ?? 20);
};

type Hit = Pick<SearchResult, 'name' | 'score' | 'matched'>;

/** A name written together (`lorarank`) shares no word with the index, yet is the best answer. */
const withExact = (found: readonly Hit[], exact: string | undefined): Hit[] =>
  exact === undefined || found.some(({ name }) => name === exact)
    ? [...found]
    : [{ name: exact, score: 1_000, matched: ['name'] }, ...found];

const takenBy = (catalog: Catalog, name: string, entry: string | undefined): Occurrence | undefined =>
  catalog.occurrences(name).find((found) => entry === undefined || found.entryPoints.includes(entry));

const describe = (catalog: Catalog, hit: Hit, entry: string | undefined): SearchResult[] => {
  const found = takenBy(catalog, hit.name, entry);
  if (found === undefined) return [];
  const { parameter } = found;
  const entryPoints = [...new Set(catalog.occurrences(hit.name).flatMap((each) => each.entryPoints))];
  return [
    {
      name: hit.name,
      score: Math.round(hit.score * 100) / 100,
      class: parameter.class,
      owner: parameter.owner,
      type: parameter.type,
      entryPoints,
      matched: hit.matched,
    },
  ];
};

/** Built on the first search of a catalog, kept as long as the catalog is. */
const indexOf = (catalog: Catalog): MiniSearch => {
  const known = indexes.get(catalog);
  if (known !== undefined) return known;
  const index = new MiniSearch({
    fields: FIELDS,
    tokenize,
    searchOptions: {
      boost: { name: 5, labels: 2.5, choices: 2, owner: 1.5 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 3 ? 0.25 : false),
    },
  });
  index.addAll(catalog.names.map((name) => document(catalog, name)));
  indexes.set(catalog, index);
  return index;
};

const document = (catalog: Catalog, name: string): Record<string, string> => {
  const parameters = catalog.occurrences(name).map((found) => found.parameter);
  const texts = (of: (parameter: (typeof parameters)[number]) => string | undefined): string =>
    [...new Set(parameters.map(of))].join(' ');
  return {
    id: name,
    name: `${name} ${plainSpelling(name)}`,
    owner: texts((parameter) => parameter.owner),
    choices: texts((parameter) => parameter.choices?.values.join(' ')),
    labels: Object.values(catalog.labels(name)).join(' '),
    notes: texts((parameter) => {
      const note = catalog.note(parameter);
      return note === null ? undefined : `${note.en} ${note.zh}`;
    }),
    help: texts((parameter) => catalog.help(parameter)),
  };
};

/** Words; camel case split; a run of Chinese, Japanese or Korean gives its overlapping pairs of characters. */
const tokenize = (text: string): string[] =>
  text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) =>
      word.split(/([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)/u),
    )
    .flatMap((word) => (/^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}$/.test(word) ? pairs(word) : [word]))
    .filter((word) => word !== '');

const pairs = (word: string): string[] => {
  const characters = [...word];
  return characters.slice(0, -1).map((character, i) => `${character}${characters[i + 1]}`);
};

import { guesser } from './misspelt.ts';
import { remembered } from './remembered.ts';
import { apart, searchWords, type WordForm, wordForms } from './search-words.ts';
import { alsoCalled } from './thesaurus.ts';

/** One thing to find: texts by field, and the short phrases that each name it whole. */
export interface SearchDocument {
  readonly fields: Readonly<Record<string, string>>;
  readonly phrases: readonly string[];
  /** How often it is meant, all else being equal; 1 is usual. */
  readonly prior: number;
}

export interface SearchHit {
  /** Position among the documents. */
  readonly document: number;
  readonly score: number;
  /** How much of what the query says this document speaks of, 0 to 1. */
  readonly coverage: number;
  /** How much of the phrase that fits best the query says, 0 to 1. */
  readonly phrase: number;
  readonly fields: readonly string[];
}

export interface SearchIndex {
  search(query: string): readonly SearchHit[];
  /** Whether any document has a word, or one that it may stand for. */
  knows(word: string): boolean;
}

interface Posting {
  readonly document: number;
  /** Field-weighted frequency, lengths evened out. */
  readonly weight: number;
  readonly fields: readonly string[];
}

interface Phrase {
  readonly document: number;
  readonly words: readonly string[];
}

/** BM25F: what a word counts in each field, and how much a field's length evens its words out. */
const FIELDS: Readonly<Record<string, { readonly weight: number; readonly lengths: number }>> = {
  name: { weight: 3, lengths: 0.3 },
  words: { weight: 2, lengths: 0.3 },
  labels: { weight: 1.5, lengths: 0.3 },
  choices: { weight: 1.2, lengths: 0.3 },
  owner: { weight: 0.5, lengths: 0.3 },
  notes: { weight: 0.8, lengths: 0.6 },
  help: { weight: 0.8, lengths: 0.6 },
};
const SATURATION = 1.2;
/** What a phrase that the query says whole counts beside its words. */
const PHRASE = 1.1;
/** A phrase of which little is said counts by this power of what is. */
const PARTIAL = 2;
const LONGEST_QUERY = 64;

/** Weight of another word for the same, against 1 for the word itself. */
const SYNONYM = 0.75;

/** An index over documents, built once. Pure and deterministic; a search takes well under a millisecond. */
export const buildIndex = (documents: readonly SearchDocument[]): SearchIndex => {
  const building = indexInSteps(documents);
  for (;;) {
    const { done, value } = building.next();
    if (done) return value;
  }
};

/** Documents read or entered in one step: some milliseconds. */
const STEP = 32;

/** The same in steps, so that others may have their turn between them. */
export function* indexInSteps(documents: readonly SearchDocument[]): Generator<void, SearchIndex> {
  const postings = yield* postingsOf(documents);
  yield;
  return indexOver(documents, postings);
}

const indexOver = (
  documents: readonly SearchDocument[],
  postings: ReadonlyMap<string, readonly Posting[]>,
): SearchIndex => {
  const frequency = (word: string): number => postings.get(word)?.length ?? 0;
  const idf = (word: string): number => {
    // A word that nothing speaks of is as telling as one that a few do, no more.
    const count = frequency(word) || Math.max(2, documents.length / 100);
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  };
  const phrases = documents.flatMap(({ phrases: texts }, document) =>
    [...new Set(texts)].map((text): Phrase => ({ document, words: [...new Set(wordsOf(text))] })),
  );
  const saying = phrasesByWord(phrases);
  const known = new Set([...postings.keys(), ...saying.keys()].filter((word) => /^[a-z]/.test(word)));
  const guess = guesser(known, () => documents.flatMap(({ phrases: texts }) => wordForms(texts.join(' '))));
  const isKnown = (word: string): boolean => postings.has(word) || known.has(word);
  const standsFor = ([word, spelled]: WordForm): ReadonlyMap<string, number> | undefined =>
    isKnown(word) ? undefined : guess(spelled);

  return {
    knows: (text) => wordForms(apart(text, isKnown)).every((form) => standsFor(form)?.size !== 0),
    search: (query) => {
      const concepts = conceptsOf(apart(query, isKnown), standsFor);
      const total = concepts.reduce((sum, concept) => sum + weightOf(concept, idf), 0);
      const found = new Map<
        number,
        { score: number; covered: number; fields: Set<string>; phrase: number; whole: number }
      >();
      const at = (document: number) => {
        const entry = found.get(document) ?? {
          score: 0,
          covered: 0,
          fields: new Set<string>(),
          phrase: 0,
          whole: 0,
        };
        found.set(document, entry);
        return entry;
      };
      const said = new Map<string, number>();
      for (const concept of concepts) {
        const best = new Map<number, { score: number; weight: number; posting: Posting }>();
        for (const [word, weight] of concept) {
          said.set(word, Math.max(said.get(word) ?? 0, weight));
          for (const posting of postings.get(word) ?? []) {
            const score = (weight * idf(word) * posting.weight) / (SATURATION + posting.weight);
            if (score > (best.get(posting.document)?.score ?? 0))
              best.set(posting.document, { score, weight, posting });
          }
        }
        const own = weightOf(concept, idf);
        for (const [document, { score, weight, posting }] of best) {
          const entry = at(document);
          entry.score += score;
          entry.covered += Math.min(1, weight) * own;
          for (const field of posting.fields) entry.fields.add(field);
        }
      }
      for (const { phrase, matched, share } of saidPhrases(said, saying, idf)) {
        const entry = at(phrase.document);
        const score = matched * share ** PARTIAL;
        if (score > entry.phrase) {
          entry.phrase = score;
          entry.whole = share;
        }
      }
      return [...found]
        .map(([document, { score, covered, fields, phrase, whole }]) => ({
          document,
          score: (score + PHRASE * phrase) * (documents[document]?.prior ?? 1),
          coverage: total === 0 ? 0 : Math.min(1, covered / total),
          phrase: whole,
          fields: [...fields],
        }))
        .sort((a, b) => b.score - a.score || a.document - b.document);
    },
  };
};

/** From one state of a watched source to the next nearly every text stays: each is read once. */
const wordsOf = remembered(20_000, searchWords);

/** A word of the query, as what it may be called in the documents; `weight` 1 is the word itself. */
type Concept = ReadonlyMap<string, number>;

const conceptsOf = (
  query: string,
  standsFor: (form: WordForm) => ReadonlyMap<string, number> | undefined,
): readonly Concept[] => {
  const forms = new Map(wordForms(query).slice(0, LONGEST_QUERY));
  const others = alsoCalled(query);
  const concepts = [...forms].map(([word, spelled]): Concept => {
    const concept = new Map([[word, 1]]);
    for (const other of others.get(word) ?? []) concept.set(other, SYNONYM);
    for (const [other, weight] of standsFor([word, spelled]) ?? []) concept.set(other, weight);
    return concept;
  });
  // Chinese words span several pairs of characters: what they mean elsewhere is one thing more that is said.
  const meant = [...others]
    .filter(([word]) => !forms.has(word))
    .map(([, means]): Concept => new Map(means.map((other) => [other, SYNONYM])));
  return [...concepts, ...meant];
};

const weightOf = (concept: Concept, idf: (word: string) => number): number => {
  const [first] = concept.keys();
  return first === undefined ? 0 : idf(first);
};

type ReadDocument = readonly { readonly field: string; readonly words: readonly string[] }[];

function* postingsOf(
  documents: readonly SearchDocument[],
): Generator<void, ReadonlyMap<string, readonly Posting[]>> {
  const all: ReadDocument[] = [];
  for (const [document, { fields }] of documents.entries()) {
    if (document % STEP === 0) yield;
    all.push(Object.entries(fields).map(([field, text]) => ({ field, words: wordsOf(text) })));
  }
  const average = averageLengths(all);
  const postings = new Map<string, { document: number; weight: number; fields: string[] }[]>();
  for (const [document, fields] of all.entries()) {
    if (document % STEP === 0) yield;
    for (const { field, words } of fields) {
      const { weight, lengths } = FIELDS[field] ?? { weight: 1, lengths: 0.5 };
      const even = 1 - lengths + (lengths * words.length) / (average.get(field) || 1);
      for (const word of words) {
        const list = postings.get(word) ?? [];
        postings.set(word, list);
        let last = list.at(-1);
        if (last?.document !== document) {
          last = { document, weight: 0, fields: [] };
          list.push(last);
        }
        last.weight += weight / even;
        if (!last.fields.includes(field)) last.fields.push(field);
      }
    }
  }
  return postings;
}

/** Words of each field, where it has any. */
const averageLengths = (all: readonly ReadDocument[]): ReadonlyMap<string, number> =>
  new Map(
    Object.keys(FIELDS).map((field) => {
      const lengths = all.flatMap((each) =>
        each.filter((one) => one.field === field && one.words.length > 0),
      );
      return [field, lengths.reduce((sum, { words }) => sum + words.length, 0) / Math.max(1, lengths.length)];
    }),
  );

const phrasesByWord = (phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> => {
  const found = new Map<string, Phrase[]>();
  for (const phrase of phrases)
    for (const word of phrase.words) {
      const list = found.get(word) ?? [];
      found.set(word, list);
      list.push(phrase);
    }
  return found;
};

const saidPhrases = (
  said: ReadonlyMap<string, number>,
  saying: ReadonlyMap<string, readonly Phrase[]>,
  idf: (word: string) => number,
): readonly { phrase: Phrase; matched: number; share: number }[] => {
  const matched = new Map<Phrase, number>();
  for (const [word, weight] of said)
    for (const phrase of saying.get(word) ?? [])
      matched.set(phrase, (matched.get(phrase) ?? 0) + weight * idf(word));
  return [...matched].map(([phrase, sum]) => {
    const whole = phrase.words.reduce((all, word) => all + idf(word), 0);
    return { phrase, matched: sum, share: whole === 0 ? 0 : sum / whole };
  });
};

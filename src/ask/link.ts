import { distance } from 'fastest-levenshtein';
import { type Catalog, plainSpelling } from '../catalog/index.ts';
import { type DecisionInput, type Decisions, dimensionsOf, parseDecisions } from '../decisions/index.ts';
import { UserError } from '../model/index.ts';
import { DECISION_TERMS } from './decision-terms.ts';
import { findPhrase, isHan, type Question } from './text.ts';

/**
 * A parameter that a question speaks of, and how sure that is: an identifier (`lora_rank`, `--lora-rank`), its name
 * in prose (`LoRA rank`), a name that is also an ordinary word (`dataset`), a misspelt identifier.
 */
export interface Mention {
  readonly name: string;
  readonly by: 'name' | 'prose' | 'word' | 'typo';
  readonly start: number;
  readonly end: number;
}

/** What a question speaks of. */
export interface Entities {
  /** Names in the order of the question, then misspelt ones. */
  readonly parameters: readonly Mention[];
  readonly decisions: Decisions;
  /** Every value of a dimension that is named, in order, also two of one dimension. */
  readonly values: readonly {
    readonly dimension: string;
    readonly value: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** Classes in their own spelling. */
  readonly classes: readonly string[];
  /** How many decisions are written as `name: value`. */
  readonly assigned: number;
  /** `0.9.4` */
  readonly releases: readonly string[];
}

export const linkEntities = (catalog: Catalog, question: Question): Entities => {
  const values = valuesIn(catalog, question);
  const named = namesIn(catalog, question);
  return {
    parameters: [...named, ...typosIn(catalog, question, named)],
    decisions: decide(catalog, question, values),
    assigned: Object.keys(assignmentsIn(catalog, question)).length,
    values,
    classes: classesIn(catalog, question),
    releases: [...question.plain.matchAll(/\bv?(\d+\.\d+\.\d+)\b/g)].flatMap(([, release]) => release ?? []),
  };
};

const LONGEST_NAME = 6;

/** Names in any spelling: `lora_rank`, `--lora-rank`, `LoRA rank`; at each place the longest. */
const namesIn = (catalog: Catalog, question: Question): readonly Mention[] => {
  const found: Mention[] = [];
  let next = 0;
  while (next < question.words.length) {
    const mention = longestNameAt(catalog, question, next);
    if (mention === undefined) next++;
    else {
      found.push(mention);
      next = question.words.findIndex(({ start }) => start >= mention.end);
      if (next < 0) break;
    }
  }
  return found;
};

const longestNameAt = (catalog: Catalog, question: Question, at: number): Mention | undefined => {
  const first = question.words[at];
  if (first === undefined) return undefined;
  for (let size = Math.min(LONGEST_NAME, question.words.length - at); size > 0; size--) {
    const last = question.words[at + size - 1];
    if (last === undefined) continue;
    const between = question.plain.slice(first.start, last.end);
    if (size > 1 && !/^[\w\s+.-]+$/.test(between)) continue;
    const name = catalog.spell(between) ?? catalog.spell(between.replaceAll(ARTICLES, ' '));
    if (name !== undefined) {
      const by = isIdentifier(between) ? 'name' : size > 1 ? 'prose' : 'word';
      return { name, by, start: first.start, end: last.end };
    }
  }
  return undefined;
};

/** What prose puts into a name: `train on the prompt`. */
const ARTICLES = / (?:an?|the|my|your|its) /g;

/** A misspelt identifier: written as one, and close to just what it must be. */
const typosIn = (catalog: Catalog, question: Question, named: readonly Mention[]): readonly Mention[] =>
  question.words
    .filter(
      ({ text, start }) =>
        isIdentifier(text) && !named.some((each) => each.start <= start && start < each.end),
    )
    .slice(0, MOST_TYPOS)
    .flatMap(({ text, start, end }) => {
      const plain = plainSpelling(text);
      return catalog
        .nearest(text, 3)
        .filter((name) => distance(plain, plainSpelling(name)) <= Math.max(1, Math.floor(plain.length / 6)))
        .map((name): Mention => ({ name, by: 'typo', start, end }));
    });
const MOST_TYPOS = 8;

/** Written as a key, not as prose: `lora_rank`, `lora-rank`, `loraRank` (whose case is gone by now). */
const isIdentifier = (text: string): boolean => /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+$/.test(text);

/** Values of dimensions that are named: `LoRA`, `4bit`, `ZeRO-3`. A value that reads as a plain word or number needs its dimension beside it. */
const valuesIn = (catalog: Catalog, question: Question): Entities['values'] => {
  const found = dimensionsOf(catalog).flatMap((dimension) =>
    dimension.values.flatMap(({ value, aliases }) =>
      [value, ...aliases.filter(isTelling)].flatMap((spelling) => {
        const place = VAGUE.has(spelling) ? undefined : findPhrase(question, spelling.toLowerCase());
        return place === undefined ? [] : [{ dimension: dimension.name, value, ...place }];
      }),
    ),
  );
  const longest = found
    .toSorted((a, b) => b.end - b.start - (a.end - a.start))
    .filter(
      (each, i, all) => !all.slice(0, i).some(({ start, end }) => each.start < end && start < each.end),
    );
  return longest.toSorted((a, b) => a.start - b.start);
};

/** Words that are values, but say nothing by themselves in a sentence. */
const VAGUE = new Set([
  'none',
  'normal',
  'text',
  'standard',
  'single',
  'full',
  'no',
  'off',
  'default',
  'adapter',
  'half',
  'zero',
  'reward',
  'reward model',
  'preference',
  'partial',
  'adam',
  'torchrun',
]);
const isTelling = (alias: string): boolean => alias.length > 2 && !VAGUE.has(alias);

/** `Method: lora` lines first, then values and terms anywhere; a contradiction between two is left to the comparison. */
const decide = (catalog: Catalog, question: Question, values: Entities['values']): Decisions => {
  const input: Record<string, string> = {};
  for (const { dimension, value } of values) input[dimension] ??= value;
  for (const term of DECISION_TERMS)
    if (term.phrases.some((phrase) => findPhrase(question, phrase) !== undefined))
      for (const [dimension, value] of Object.entries(term.decisions)) input[dimension] ??= value;
  return { ...readable(catalog, input), ...assignmentsIn(catalog, question) };
};

const assignmentsIn = (catalog: Catalog, question: Question): Decisions => {
  let decisions: Decisions = {};
  let from = 0;
  for (const match of question.plain.matchAll(/[:=]\s*([\w.+-]+)/g)) {
    const [whole, value = ''] = match;
    const key = keyBefore(question.plain, from, match.index);
    if (key === '') continue;
    from = match.index + whole.length;
    decisions = { ...decisions, ...readable(catalog, { [key]: value }) };
  }
  return decisions;
};

/** The words before a sign, read backwards: forwards every letter of a long question would begin a key of its own. */
const keyBefore = (text: string, from: number, sign: number): string => {
  let end = sign;
  while (end > from && /\s/.test(text[end - 1] ?? '')) end--;
  let start = end;
  while (start > from && /[a-z_ ]/.test(text[start - 1] ?? '')) start--;
  return text
    .slice(start, end)
    .replace(/^[_ ]+/, '')
    .trim();
};

const readable = (catalog: Catalog, input: DecisionInput): Decisions => {
  try {
    return parseDecisions(catalog, input);
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
};

const classesIn = (catalog: Catalog, question: Question): readonly string[] => {
  const all = new Set(catalog.data.classes.flatMap(({ name, mro }) => [name, ...mro]));
  return [...all].filter((name) => !isHan(name) && findPhrase(question, name.toLowerCase()) !== undefined);
};

import { type Catalog, intendedBy, plainSpelling } from '../catalog/index.ts';
import { dimensionsOf } from '../decisions/index.ts';
import type { Mention } from './link.ts';
import { wasThere } from './releases.ts';
import type { Question } from './text.ts';

/** Something written like a key of a config that no entry point takes. */
export interface UnknownKey {
  readonly key: string;
  /** Names that may be meant, best first: alike in spelling, else in what they say. */
  readonly nearest: readonly string[];
}

const MOST = 6;
const LONGEST = 80;

/** Keys in a question that are no parameter, nor anything else that upstream's code or our notes speak of. */
export const unknownKeys = (
  catalog: Catalog,
  question: Question,
  named: readonly Mention[],
  /** In a pasted traceback most identifiers are variables: only quoted ones count. */
  quoted = false,
): readonly UnknownKey[] => {
  const known = otherIdentifiers(catalog);
  const keys = question.words
    .filter(({ text, start }) => isKey(question, text, start))
    .filter(
      ({ start, end }) => !named.some((each) => each.by === 'name' && each.start < end && start < each.end),
    )
    .filter(({ start }) => !quoted || /['"`]/.test(question.plain[start - 1] ?? ''))
    .map(({ text }) => text.replace(/^-+/, ''))
    .filter((text) => wasThere(catalog, text) || (!known.has(text) && !known.has(plainSpelling(text))));
  return [...new Set(keys)].slice(0, MOST).map((key) => ({ key, nearest: nearestTo(catalog, key) }));
};

const isKey = (question: Question, text: string, start: number): boolean =>
  text.length <= LONGEST &&
  !/[/\\$]/.test(question.plain[start - 1] ?? ' ') &&
  (/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(text) ||
    (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text) && question.plain.slice(start - 2, start) === '--'));

const SHOWN = 5;

const nearestTo = (catalog: Catalog, key: string): readonly string[] =>
  intendedBy(catalog, key, new Set(catalog.names))?.names.slice(0, SHOWN) ?? [];

const identifiers = new WeakMap<Catalog, ReadonlySet<string>>();

/** What looks like a key but is something else: choices, templates, modules, datasets of examples, files, classes. */
const otherIdentifiers = (catalog: Catalog): ReadonlySet<string> => {
  const made = identifiers.get(catalog);
  if (made !== undefined) return made;
  const { data } = catalog;
  const parameters = data.classes.flatMap((each) => each.parameters);
  const texts = [
    ...parameters.flatMap(({ choices }) => choices?.values.map(String) ?? []),
    ...parameters.flatMap((each) => catalog.note(each)?.en.match(/`[^`]+`/g) ?? []),
    ...(data.templates ?? []).map(({ name }) => name),
    ...data.examples.flatMap(({ config }) =>
      Object.values(config).filter((value) => typeof value === 'string'),
    ),
    ...data.classes.flatMap(({ name, qualname, mro }) => [name, qualname, ...mro]),
    ...data.files.map(({ path }) => path),
    ...data.entryPoints.flatMap(({ name, commands }) => [name, ...commands]),
    ...(catalog.rules?.entries.flatMap(({ rules }) => rules.map((rule) => rule.function)) ?? []),
    ...dimensionsOf(catalog).flatMap(({ name, aliases, values }) => [
      name,
      ...aliases,
      ...values.flatMap((value) => [value.value, ...value.aliases]),
    ]),
  ];
  const known = new Set(texts.flatMap((text) => text.toLowerCase().match(/[a-z][a-z0-9_]*/g) ?? []));
  identifiers.set(catalog, known);
  return known;
};

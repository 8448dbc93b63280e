import { type Catalog, checkerOf, describedSchema } from '../catalog/index.ts';
import { formatPlace, type Place, type Rule } from '../model/index.ts';
import type { ResourceKind } from './resource.ts';

/** What is there once for each entry point. */

export const schema: ResourceKind = {
  kind: 'schema',
  variable: 'entry',
  isPath: false,
  title: 'JSON Schema of an entry point',
  description:
    'JSON Schema 2020-12 of a config, with what each key is for: for editors and for structured output',
  mimeType: 'application/schema+json',
  differs: isOfAnotherSource,
  list: (catalog) =>
    entriesWith(catalog, (entry) => catalog.schema(entry) !== undefined).map((entry) => ({
      key: entry,
      title: `${entry}.schema.json`,
      description: `${catalog.parametersOf(entry).length} parameters`,
    })),
  read: (catalog, key) => {
    const found = entryNamed(catalog, key) && describedSchema(catalog, key);
    return found ? JSON.stringify(found) : undefined;
  },
};

export const rules: ResourceKind = {
  kind: 'rules',
  variable: 'entry',
  isPath: false,
  title: 'Rules of an entry point',
  description: "What upstream's parser refuses, warns of and derives, each with its condition, file and line",
  mimeType: 'text/markdown',
  differs: isOfAnotherSource,
  list: (catalog) =>
    entriesWith(catalog, (entry) => rulesOf(catalog, entry) !== undefined).map((entry) => ({
      key: entry,
      title: `Rules of ${entry}`,
      description: `${rulesOf(catalog, entry)?.rules.length} rules`,
    })),
  read: (catalog, key) => (rulesOf(catalog, key) === undefined ? undefined : rulesText(catalog, key)),
};

/** Reading them all to compare takes longer than a swap may: they count as changed whenever the source is another one. */
function isOfAnotherSource(before: Catalog, after: Catalog): boolean {
  return before.source.fingerprint !== after.source.fingerprint;
}

const entryNamed = (catalog: Catalog, name: string): boolean =>
  catalog.data.entryPoints.some((entry) => entry.name === name);

const entriesWith = (catalog: Catalog, has: (entry: string) => boolean): readonly string[] =>
  catalog.data.entryPoints.map(({ name }) => name).filter(has);

const rulesOf = (catalog: Catalog, entry: string) =>
  catalog.rules?.entries.find((each) => each.entry === entry);

/** What a reader can act on. Operations that fail on a wrongly typed value are told by validate_config. */
const SECTIONS: readonly (readonly [Rule['kind'], string])[] = [
  ['error', 'Refused'],
  ['warning', 'Warned of'],
  ['requirement', 'Packages required'],
];

/** Longer conditions are pages of facts of the machine. */
const LONGEST_CONDITION = 400;

function rulesText(catalog: Catalog, entry: string): string {
  const all = rulesOf(catalog, entry);
  const checker = checkerOf(catalog, entry);
  if (all === undefined || checker === undefined) return '';
  const places = catalog.rules?.places ?? [];
  const sections = SECTIONS.flatMap(([kind, heading]) => {
    const rows = all.rules.flatMap((rule, index) =>
      rule.kind === kind ? [ruleRow(rule, checker.describe(index), places)] : [],
    );
    return rows.length > 0 ? ['', `## ${heading}`, ...new Set(rows)] : [];
  });
  const derived = all.derived.map(({ class: owner, name, sources }) => {
    const at = sources.map((source) => placeText(places[source.at])).join(', ');
    return `- ${name} of ${owner} (${at})`;
  });
  return [
    `# Rules of ${entry}, ${catalog.source.label}`,
    ...sections,
    ...(derived.length > 0 ? ['', '## Derived', ...derived] : []),
  ].join('\n');
}

function ruleRow(rule: Rule, condition: string, places: readonly Place[]): string {
  const when = condition === '' ? 'always' : `when ${cut(condition)}`;
  const what = [rule.exception, rule.subject].filter((part) => part !== undefined).join(' ');
  return `- ${when}${what === '' ? '' : `: ${what}`} (${placeText(places[rule.at])})`;
}

const cut = (text: string): string =>
  text.length <= LONGEST_CONDITION ? text : `${text.slice(0, LONGEST_CONDITION)}…`;

const placeText = (place: Place | undefined): string =>
  place === undefined ? 'place not known' : formatPlace(place);

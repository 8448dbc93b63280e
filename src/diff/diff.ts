import type { Catalog } from '../catalog/index.ts';
import type { RenameEvidence } from '../model/history.ts';
import type { EntryPoint, Json, Parameter } from '../model/index.ts';
import { findRenames } from './renames.ts';

/** What of a parameter changed. */
export const CHANGES = ['default', 'type', 'choices', 'required', 'class', 'owner', 'init'] as const;
export type ChangeKind = (typeof CHANGES)[number];

interface InEntries {
  /** Entry points of which this holds, in the order of the later catalog. */
  readonly entries: readonly string[];
}

/** A parameter that only one side has. */
export interface DiffParameter extends InEntries {
  readonly name: string;
  readonly class: string;
  readonly owner: string;
  readonly type: string;
  /** Python's repr; `null` where required or not known. */
  readonly default: string | null;
}

export interface DiffChange extends InEntries {
  readonly name: string;
  readonly what: ChangeKind;
  readonly before: Json;
  readonly after: Json;
}

export interface DiffRename extends InEntries {
  readonly from: string;
  readonly to: string;
  /** 0 to 1. */
  readonly score: number;
  readonly evidence: RenameEvidence;
}

/** What lies between two catalogs (SPEC, `diff --json`). */
export interface CatalogDiff {
  readonly from: string;
  readonly to: string;
  readonly added: readonly DiffParameter[];
  /** Renamed ones are not among them. */
  readonly removed: readonly DiffParameter[];
  readonly changed: readonly DiffChange[];
  readonly renamed: readonly DiffRename[];
  readonly entryPoints: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/**
 * Compares two catalogs entry point by entry point; what is the same in several of them is said once.
 * @throws UserError UNKNOWN_ENTRY where neither side has the entry point asked for
 */
export const diffCatalogs = (
  before: Catalog,
  after: Catalog,
  options: { readonly entry?: string | undefined } = {},
): CatalogDiff => {
  const had = namesOf(before.data.entryPoints);
  const has = namesOf(after.data.entryPoints);
  const asked = options.entry === undefined ? undefined : entryIn(before, after, options.entry);
  const shared = has.filter((entry) => had.includes(entry) && (asked === undefined || entry === asked));
  const diffs = shared.map((entry) => diffEntry(before, after, entry));
  return {
    from: before.source.label,
    to: after.source.label,
    added: merged(diffs.flatMap(({ added }) => added)),
    removed: merged(diffs.flatMap(({ removed }) => removed)),
    changed: merged(diffs.flatMap(({ changed }) => changed)),
    renamed: merged(diffs.flatMap(({ renamed }) => renamed)),
    entryPoints: {
      added: has.filter((entry) => !had.includes(entry)),
      removed: had.filter((entry) => !has.includes(entry)),
    },
  };
};

const namesOf = (entries: readonly EntryPoint[]): readonly string[] => entries.map(({ name }) => name);

const entryIn = (before: Catalog, after: Catalog, asked: string): string => {
  try {
    return after.entryPoint(asked).name;
  } catch {
    return before.entryPoint(asked).name;
  }
};

const diffEntry = (before: Catalog, after: Catalog, entry: string) => {
  const entries = [entry];
  const [was, is] = [before.parametersOf(entry), after.parametersOf(entry)];
  const [wasByName, isByName] = [byName(was), byName(is)];
  const renamed = findRenames(
    was.map((parameter) => compared(before, parameter)),
    is.map((parameter) => compared(after, parameter)),
    (_, next) => !wasByName.has(next),
  ).map((rename) => ({ ...rename, entries }));
  const explained = new Set(renamed.map(({ from }) => from));
  const successors = new Set(renamed.map(({ to }) => to));
  return {
    added: is
      .filter(({ name }) => !wasByName.has(name) && !successors.has(name))
      .map((parameter) => described(parameter, entries)),
    removed: was
      .filter(({ name }) => !isByName.has(name) && !explained.has(name))
      .map((parameter) => described(parameter, entries)),
    changed: is.flatMap((parameter) => changesOf(wasByName.get(parameter.name), parameter, entries)),
    renamed,
  };
};

const byName = (parameters: readonly Parameter[]): ReadonlyMap<string, Parameter> =>
  new Map(parameters.map((parameter) => [parameter.name, parameter]));

const compared = (catalog: Catalog, parameter: Parameter) => ({
  name: parameter.name,
  owner: parameter.owner,
  type: parameter.type,
  help: catalog.help(parameter) ?? '',
});

const defaultOf = ({ default: made }: Parameter): string | null => (made.kind === 'value' ? made.repr : null);

const described = (parameter: Parameter, entries: readonly string[]): DiffParameter => ({
  name: parameter.name,
  class: parameter.class,
  owner: parameter.owner,
  type: parameter.type,
  default: defaultOf(parameter),
  entries,
});

const changesOf = (
  was: Parameter | undefined,
  is: Parameter,
  entries: readonly string[],
): readonly DiffChange[] => {
  if (was === undefined) return [];
  return CHANGES.flatMap((what) => {
    const [before, after] = [aspect(was, what), aspect(is, what)];
    return JSON.stringify(before) === JSON.stringify(after)
      ? []
      : [{ name: is.name, what, before, after, entries }];
  });
};

const aspect = (parameter: Parameter, what: ChangeKind): Json => {
  if (what === 'default') return defaultOf(parameter);
  if (what === 'choices') return parameter.choices?.values ?? null;
  return parameter[what];
};

/** What several entry points share is one item with all of them. */
const merged = <Item extends InEntries>(items: readonly Item[]): readonly Item[] => {
  const known = new Map<string, Item>();
  for (const item of items) {
    const key = JSON.stringify({ ...item, entries: null });
    const before = known.get(key);
    known.set(key, before === undefined ? item : { ...item, entries: [...before.entries, ...item.entries] });
  }
  return [...known.values()];
};

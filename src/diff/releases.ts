import { type Catalog, nearest } from '../catalog/index.ts';
import type { HistoryData, ParameterHistory } from '../model/history.ts';
import { UserError } from '../model/index.ts';

export interface DefaultChange {
  readonly name: string;
  /** Python's repr; `null` where required or not known. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What lies between two published releases, as `history.json` has it: names and defaults. */
export interface ReleaseDiff {
  readonly from: string;
  readonly to: string;
  readonly entry: string;
  readonly added: readonly string[];
  /** Renamed ones are not among them. */
  readonly removed: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly since: string }[];
  readonly changed: readonly DefaultChange[];
}

/**
 * Compares two releases without reading either: every catalog knows the names and defaults of all of them.
 * @throws UserError HISTORY_MISSING, UNKNOWN_RELEASE, UNKNOWN_ENTRY
 */
export const diffReleases = (catalog: Catalog, from: string, to: string, entry = 'train'): ReleaseDiff => {
  const { history } = catalog;
  if (history === undefined) throw historyMissing();
  const [before, after] = [releaseAt(history, from), releaseAt(history, to)];
  const name = catalog.entryPoint(entry).name;
  const all = Object.entries(history.entries[name] ?? {});
  const at = (index: number): Map<string, string | null> =>
    new Map(
      all
        .filter(([, parameter]) => isPresent(history, parameter, index))
        .map(([key, parameter]) => [key, defaultAt(history, parameter, index)]),
    );
  const [had, has] = [at(before), at(after)];
  const gone = [...had.keys()].filter((key) => !has.has(key));
  const renamed = history.renames.filter(
    (rename) => rename.entry === name && gone.includes(rename.from) && has.has(rename.to),
  );
  const followed = new Set(renamed.map((rename) => rename.from));
  const followers = new Set(renamed.map((rename) => rename.to));
  return {
    from: versionAt(history, before),
    to: versionAt(history, after),
    entry: name,
    added: [...has.keys()].filter((key) => !had.has(key) && !followers.has(key)),
    removed: gone.filter((key) => !followed.has(key)),
    renamed: renamed.map((rename) => ({ from: rename.from, to: rename.to, since: rename.since })),
    changed: [...had].flatMap(([key, value]) => {
      const now = has.get(key);
      return now === undefined || now === value ? [] : [{ name: key, before: value, after: now }];
    }),
  };
};

const versionAt = (history: HistoryData, index: number): string => history.releases[index]?.version ?? '';

const indexOf = (history: HistoryData, version: string): number =>
  history.releases.findIndex((release) => release.version === version);

const isPresent = (history: HistoryData, { present }: ParameterHistory, index: number): boolean =>
  present.some(([first, last]) => indexOf(history, first) <= index && index <= indexOf(history, last));

const defaultAt = (history: HistoryData, { defaults }: ParameterHistory, index: number): string | null =>
  defaults.findLast(({ since }) => indexOf(history, since) <= index)?.repr ?? null;

/** `v0.9.5` and `release 0.9.5` are understood. */
const releaseAt = (history: HistoryData, asked: string): number => {
  const version = asked.trim().replace(/^(release\s+)?v?/i, '');
  const index = indexOf(history, version);
  if (index >= 0) return index;
  const versions = history.releases.map((release) => release.version);
  const near = nearest(version, versions, 2);
  throw new UserError({
    code: 'UNKNOWN_RELEASE',
    message: `There is no release ${JSON.stringify(asked.slice(0, 40))} in the history.`,
    next: `There are ${versions.join(', ')}.`,
    suggestions: near,
  });
};

const historyMissing = (): UserError =>
  new UserError({
    code: 'HISTORY_MISSING',
    message: 'This catalog has no history of releases.',
    next: 'Compare two sources with `llamafactory-params diff A B`, which reads both.',
  });

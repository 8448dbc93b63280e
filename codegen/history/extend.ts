import { findRenames } from '../../src/diff/renames.ts';
import type { HistoryData, ParameterHistory, Rename } from '../../src/model/history.ts';
import type { FieldDigest, ReleaseDigest } from './digest.ts';

/**
 * From this score on a pair counts as renamed, and so does one whose old help names the new one. On the releases 0.7.1
 * to 0.9.5 every true rename has 0.68 or more, and pairs that only stand in the same place have 0.66 or less.
 */
export const HISTORY_THRESHOLD = 0.67;

export const emptyHistory: HistoryData = {
  releases: [],
  entries: {},
  threshold: HISTORY_THRESHOLD,
  renames: [],
};

/**
 * History with one more release. `previous` is the release before it (`undefined` for the first); nothing older is
 * needed, so a new release costs the extraction of two at most.
 */
export const extendHistory = (
  history: HistoryData,
  previous: ReleaseDigest | undefined,
  release: ReleaseDigest,
): HistoryData => {
  const { version, transformers } = release;
  const names = [...new Set([...Object.keys(history.entries), ...Object.keys(release.entries)])];
  return {
    releases: [...history.releases, { version, transformers }],
    entries: Object.fromEntries(
      names.map((entry) => [
        entry,
        extendEntry(history.entries[entry] ?? {}, previous?.version, release.entries[entry] ?? [], version),
      ]),
    ),
    threshold: HISTORY_THRESHOLD,
    renames: [...history.renames, ...renamesIn(history, previous, release)],
  };
};

const extendEntry = (
  past: Readonly<Record<string, ParameterHistory>>,
  previous: string | undefined,
  fields: readonly FieldDigest[],
  version: string,
): Record<string, ParameterHistory> => {
  const extended: Record<string, ParameterHistory> = { ...past };
  for (const { name, default: repr } of fields) {
    const known = past[name] ?? { present: [], defaults: [] };
    const last = known.present.at(-1);
    const goesOn = last !== undefined && last[1] === previous;
    extended[name] = {
      present: goesOn
        ? [...known.present.slice(0, -1), [last[0], version]]
        : [...known.present, [version, version]],
      defaults:
        known.defaults.length > 0 && known.defaults.at(-1)?.repr === repr
          ? known.defaults
          : [...known.defaults, { since: version, repr }],
    };
  }
  return extended;
};

/** A successor came after the old name: in this release, or while the old one still stood beside it as deprecated. */
const renamesIn = (
  history: HistoryData,
  previous: ReleaseDigest | undefined,
  release: ReleaseDigest,
): Rename[] => {
  const order = new Map(history.releases.map(({ version }, index) => [version, index]));
  return Object.entries(release.entries).flatMap(([entry, after]) => {
    const cameIn = (name: string): number => {
      const first = history.entries[entry]?.[name]?.present.at(-1)?.[0];
      return order.get(first ?? '') ?? history.releases.length;
    };
    const found = findRenames(
      previous?.entries[entry] ?? [],
      after,
      (old, next) => cameIn(next) > cameIn(old),
    );
    return found
      .filter(({ score, evidence }) => evidence.named || score >= HISTORY_THRESHOLD)
      .map((rename) => ({ entry, ...rename, since: release.version }));
  });
};

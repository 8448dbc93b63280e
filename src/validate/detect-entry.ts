import type { EntryView } from './entry-view.ts';

/** How well an entry point fits a set of keys; smaller is better, member by member. */
type Fit = readonly [unknown: number, missing: number, variant: number, surprise: number, size: number];

/**
 * The entry point that a config is most likely written for: the fewest unknown keys, then the fewest required ones
 * missing, then an ordinary one before a variant (`USE_MCA`), then the one whose examples set such keys, then the
 * one that takes the fewest parameters. Entry points that let every key pass are no candidates.
 */
export const detectEntry = (keys: readonly string[], views: readonly EntryView[]): EntryView | undefined => {
  const candidates = views.filter(({ entry }) => !entry.allowExtraKeys);
  if (keys.length === 0) return candidates[0];
  const fits = candidates.map((view) => ({ view, fit: fitOf(keys, view) }));
  fits.sort((a, b) => compareFits(a.fit, b.fit));
  return fits[0]?.view;
};

/** An entry point that knows strictly more of the keys than the one asked for. */
export const betterEntry = (
  keys: readonly string[],
  asked: EntryView,
  views: readonly EntryView[],
): EntryView | undefined => {
  const unknown = (view: EntryView): number => keys.filter((key) => !view.mayTake(key)).length;
  const limit = unknown(asked);
  if (limit === 0) return undefined;
  return views
    .filter((view) => view !== asked && !view.entry.allowExtraKeys && unknown(view) < limit)
    .toSorted((a, b) => unknown(a) - unknown(b))[0];
};

const fitOf = (keys: readonly string[], view: EntryView): Fit => [
  keys.filter((key) => !view.mayTake(key)).length,
  view.required.filter((name) => !keys.includes(name)).length,
  view.entry.when === null ? 0 : 1,
  view.surprise(keys),
  view.parameters.size,
];

const compareFits = (a: Fit, b: Fit): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

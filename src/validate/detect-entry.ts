import type { EntryView } from './entry-view.ts';

/** How ill an entry point fits a set of keys. */
type Measure = (keys: readonly string[], view: EntryView) => number;

/** What decides comes first; the later ones are only taken where those before leave several. */
const MEASURES: readonly Measure[] = [
  (keys, view) => keys.filter((key) => !view.mayTake(key)).length,
  (keys, view) => view.required.filter((name) => !keys.includes(name)).length,
  (_, view) => (view.entry.when === null ? 0 : 1),
  (keys, view) => view.surprise(keys),
  (_, view) => view.parameters.size,
];

/**
 * The entry point that a config is most likely written for: the fewest unknown keys, then the fewest required ones
 * missing, then an ordinary one before a variant (`USE_MCA`), then the one whose examples set such keys, then the
 * one that takes the fewest parameters. Entry points that let every key pass are no candidates.
 */
export const detectEntry = (keys: readonly string[], views: readonly EntryView[]): EntryView | undefined => {
  let candidates = views.filter(({ entry }) => !entry.allowExtraKeys);
  if (keys.length === 0) return candidates[0];
  for (const measure of MEASURES)
    if (candidates.length > 1) candidates = leastOf(candidates, (view) => measure(keys, view));
  return candidates[0];
};

const leastOf = (views: readonly EntryView[], measure: (view: EntryView) => number): EntryView[] => {
  const measured = views.map((view) => ({ view, by: measure(view) }));
  const least = Math.min(...measured.map(({ by }) => by));
  return measured.filter(({ by }) => by === least).map(({ view }) => view);
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

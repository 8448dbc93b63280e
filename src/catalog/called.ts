import type { Catalog } from './catalog.ts';

/** How many of upstream's examples set each name. */
export const usesIn = (catalog: Catalog): ReadonlyMap<string, number> => {
  const uses = new Map<string, number>();
  for (const { config } of catalog.data.examples)
    for (const name of Object.keys(config)) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
};

/** What people call a parameter besides its name, as it is noted with it: one phrase after the other. */
export const notedPhrases = (catalog: Catalog, name: string): readonly string[] => {
  const words = new Set(catalog.occurrences(name).map(({ parameter }) => catalog.words(parameter)));
  return [...words]
    .flatMap((each) => each.split(/[,;]/))
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
};

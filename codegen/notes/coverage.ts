import { noteKey, noteLookup } from '../../src/catalog/notes.ts';
import type { CatalogData } from '../../src/model/catalog.ts';
import type { NotesData } from '../../src/model/note.ts';

/** What is left to write for a source, by `owner.name` as the notes have it. */
export interface NoteCoverage {
  /** Parameters nobody has written a note for. */
  readonly missing: readonly string[];
  /** Those whose help text upstream has changed since. */
  readonly stale: readonly string[];
}

export const noteCoverage = (data: CatalogData, notes: NotesData): NoteCoverage => {
  const { note } = noteLookup(notes, data.source.package);
  const parameters = data.classes.flatMap((each) => each.parameters);
  const keysOf = (wanted: (found: ReturnType<typeof note>) => boolean): readonly string[] => [
    ...new Set(
      parameters
        .filter((parameter) => wanted(note(parameter)))
        .map(({ textKey }) => noteKey(textKey, data.source.package)),
    ),
  ];
  return { missing: keysOf((found) => found === null), stale: keysOf((found) => found?.stale === true) };
};

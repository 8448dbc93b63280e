import { NotesData } from '../model/note.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import { type CatalogFolder, loadCatalog } from './load.ts';

/** A loaded folder as something to ask. Its text and its further files are parsed when they are first needed. */
export const catalogFrom = (folder: CatalogFolder): Catalog =>
  createCatalog(folder.data, () => folder.text, {
    notes: () => folder.artifact('notes.json', NotesData),
  });

/** Reads a catalog folder. Throws as `loadCatalog` does. For Node only. */
export const openCatalog = (dir: string): Catalog => catalogFrom(loadCatalog(dir));

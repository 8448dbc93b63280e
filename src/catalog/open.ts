import { ARTIFACT, EvidenceData, HistoryData, RulesData, schemaPath } from '../model/index.ts';
import { NotesData } from '../model/note.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import { EntrySchema } from './entry-schema.ts';
import { type CatalogFolder, loadCatalog } from './load.ts';

/** A loaded folder as something to ask. Its text and its further files are parsed when they are first needed. */
export const catalogFrom = (folder: CatalogFolder): Catalog =>
  createCatalog(folder.data, () => folder.text, {
    notes: () => folder.artifact(ARTIFACT.notes, NotesData),
    rules: () => folder.artifact(ARTIFACT.rules, RulesData),
    evidence: () => folder.artifact(ARTIFACT.index, EvidenceData),
    history: () => folder.artifact(ARTIFACT.history, HistoryData),
    schemas: (entry) => folder.artifact(schemaPath(entry), EntrySchema),
  });

/** Reads a catalog folder; `checked` as `loadCatalog` has it. Throws as that does. For Node only. */
export const openCatalog = (dir: string, checked?: string): Catalog => catalogFrom(loadCatalog(dir, checked));

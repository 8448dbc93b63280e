import { ARTIFACT, EvidenceData, HistoryData, RulesData, schemaPath } from '../model/index.ts';
import { NotesData } from '../model/note.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import { EntrySchema } from './entry-schema.ts';
import { type CatalogFolder, loadCatalog, madeCatalog } from './load.ts';
import { shippedDecided } from './shipped.ts';

/** A loaded folder as something to ask. Its text and its further files are parsed when they are first needed. */
export const catalogFrom = (folder: CatalogFolder): Catalog =>
  createCatalog(folder.data, () => folder.text, {
    notes: () => folder.artifact(ARTIFACT.notes, NotesData),
    rules: () => folder.artifact(ARTIFACT.rules, RulesData),
    evidence: () => folder.artifact(ARTIFACT.index, EvidenceData),
    history: () => folder.artifact(ARTIFACT.history, HistoryData),
    ...(folder.isShipped && { decided: shippedDecided }),
    schemas: (entry) => folder.artifact(schemaPath(entry), EntrySchema),
  });

/** Reads a catalog folder. Throws as `loadCatalog` does. For Node only. */
export const openCatalog = (dir: string): Catalog => catalogFrom(loadCatalog(dir));

/** Takes a catalog from the worker that made it, or reads it where it was there already. For Node only. */
export const takeCatalog = (dir: string, files?: Readonly<Record<string, Uint8Array>>): Catalog =>
  catalogFrom(files === undefined ? loadCatalog(dir) : madeCatalog(dir, files));

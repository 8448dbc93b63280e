import { ARTIFACT, EvidenceData, HistoryData, RulesData } from '../model/index.ts';
import { NotesData } from '../model/note.ts';
import { EntrySchema } from './entry-schema.ts';
import { loadCatalog } from './load.ts';

/**
 * Holds every file of a catalog folder against its schema, those included that are otherwise read when they are needed.
 * Throws as `loadCatalog`. The build runs it on the folder that it ships.
 */
export const checkFolder = (dir: string): void => {
  const folder = loadCatalog(dir);
  const schemas = {
    [ARTIFACT.notes]: NotesData,
    [ARTIFACT.rules]: RulesData,
    [ARTIFACT.index]: EvidenceData,
    [ARTIFACT.history]: HistoryData,
  };
  for (const path of Object.keys(folder.manifest.files)) {
    const schema = path.startsWith('schema/') ? EntrySchema : new Map(Object.entries(schemas)).get(path);
    if (schema !== undefined) folder.artifact<unknown>(path, schema);
  }
};

import { z } from 'zod';
import { Json } from '../model/json.ts';
import { schemaPath } from '../model/manifest.ts';
import type { CatalogFolder } from './load.ts';

const EntrySchema = z.looseObject({ properties: z.record(z.string(), z.record(z.string(), Json)) });
export type EntrySchema = z.infer<typeof EntrySchema>;

/**
 * JSON Schema 2020-12 of an entry point, each property with the description that `describe` gives for its name (the
 * committed file has none). `null` where the folder has no such entry point.
 */
export const loadSchema = (
  folder: CatalogFolder,
  entry: string,
  describe: (name: string) => string | undefined,
): EntrySchema | null => {
  const schema = folder.artifact(schemaPath(entry), EntrySchema);
  if (schema === null) return null;
  const described = Object.entries(schema.properties).map(([name, property]) => {
    const description = describe(name);
    return [name, description === undefined ? property : { description, ...property }] as const;
  });
  return { ...schema, properties: Object.fromEntries(described) };
};

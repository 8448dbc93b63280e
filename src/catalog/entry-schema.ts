import { z } from 'zod';
import { Json } from '../model/json.ts';
import type { Catalog } from './catalog.ts';

/** JSON Schema 2020-12 of an entry point, as `schema/<entry>.json` has it: facts only. */
export const EntrySchema = z.looseObject({ properties: z.record(z.string(), z.record(z.string(), Json)) });
export type EntrySchema = z.infer<typeof EntrySchema>;

/**
 * The same with a description of each property: upstream's help where it is at hand, else our own note.
 * `undefined` where the catalog has no schema for the entry point. Throws `UNKNOWN_ENTRY`.
 */
export const describedSchema = (catalog: Catalog, entry: string): EntrySchema | undefined => {
  const schema = catalog.schema(entry);
  if (schema === undefined) return undefined;
  const words = new Map(
    catalog.parametersOf(entry).map((parameter) => {
      const said = catalog.help(parameter) ?? catalog.note(parameter)?.en;
      return [parameter.name, said === undefined || said === '' ? {} : { description: said }] as const;
    }),
  );
  const described = Object.entries(schema.properties).map(
    ([name, property]) => [name, { ...words.get(name), ...property }] as const,
  );
  return { ...schema, properties: Object.fromEntries(described) };
};

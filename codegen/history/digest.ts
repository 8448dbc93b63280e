import { z } from 'zod';
import type { CatalogData, TextLayer } from '../../src/model/catalog.ts';

/** One field as history compares it. The help stays in the cache: it is upstream's text. */
export const FieldDigest = z.object({
  name: z.string(),
  owner: z.string(),
  type: z.string(),
  default: z.string().nullable(),
  help: z.string(),
});
export type FieldDigest = z.infer<typeof FieldDigest>;

/** A release reduced to what history compares: the settable fields of each entry point, in order. */
export const ReleaseDigest = z.object({
  version: z.string(),
  transformers: z.string().nullable(),
  entries: z.record(z.string(), z.array(FieldDigest)),
});
export type ReleaseDigest = z.infer<typeof ReleaseDigest>;

export const digestOf = (data: CatalogData, text: TextLayer): ReleaseDigest => {
  const byClass = new Map(
    data.classes.map(({ qualname, parameters }) => [
      qualname,
      parameters
        .filter(({ init }) => init)
        .map(({ name, owner, type, default: made, textKey }) => ({
          name,
          owner,
          type,
          default: made.kind === 'value' ? made.repr : null,
          help: text.help[textKey] ?? '',
        })),
    ]),
  );
  const fields = (classes: readonly string[]): FieldDigest[] =>
    classes.flatMap((qualname) => byClass.get(qualname) ?? []);
  return {
    version: data.source.llamafactory,
    transformers: data.source.transformers,
    entries: Object.fromEntries(data.entryPoints.map(({ name, classes }) => [name, fields(classes)])),
  };
};

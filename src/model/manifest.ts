import { z } from 'zod';
import { SCHEMA_VERSION, SourceInfo } from './catalog.ts';

/**
 * `manifest.json` of a generated or sync-cache folder. Written last, so a folder without it was never finished.
 * The text layer is not among `files`: it is optional and carries the same fingerprint itself.
 */
export const Manifest = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  /** The same as `source.fingerprint`, as `CatalogData.source.fingerprint` and as `TextLayer.fingerprint`. */
  fingerprint: z.string().min(1),
  /** What a user types to make this folder again: `npm run codegen -- --release 0.9.5`. */
  command: z.string(),
  source: SourceInfo,
  /** Path relative to the folder, with `/`, to the SHA-256 (hex) of the file's bytes. */
  files: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

export * from './artifact.ts';

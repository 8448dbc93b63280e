import { z } from 'zod';

/** What the main thread asks of the codegen worker; one answer (`result`, `absent` or `failure`) per request, or with `watch` one per change. */
export const SyncRequest = z.object({
  /** Chosen by the caller, repeated in every answer. */
  id: z.int(),
  /** Where LLaMA Factory is: a repo root, `src/`, a package folder; `null`: found by itself as SPEC S2 says. */
  path: z.string().nullable(),
  /** A published release instead of a path: `0.9.5`. */
  release: z.string().nullable(),
  /** A folder or a version; `null`: beside the source, else what the release allows. */
  transformers: z.string().nullable(),
  /** Folder of catalogs, one per fingerprint; shared by many processes. */
  cacheDir: z.string(),
  offline: z.boolean(),
  /** Folder that relative search paths start from (the process's own working directory, as a rule). */
  cwd: z.string(),
  /** Stay: a further answer (`result` or `failure`) with the same id whenever the source changes. */
  watch: z.boolean().optional(),
});
export type SyncRequest = z.infer<typeof SyncRequest>;

export const StageTime = z.object({ stage: z.string(), ms: z.number() });
export type StageTime = z.infer<typeof StageTime>;

export const SyncMessage = z.discriminatedUnion('type', [
  /** A stage began. */
  z.object({ type: z.literal('progress'), id: z.int(), stage: z.string(), detail: z.string().optional() }),
  /** The catalog folder is whole and may be loaded; with `watch` it may still be being written where `files` are given. */
  z.object({
    type: z.literal('result'),
    id: z.int(),
    dir: z.string(),
    fingerprint: z.string(),
    /** `SourceInfo.label`. */
    label: z.string(),
    /** The cache had it already; nothing was extracted. */
    reused: z.boolean(),
    /** The files of a folder just made, by path, each checked against its schema: to be served without reading it. */
    files: z.record(z.string(), z.instanceof(Uint8Array)).optional(),
    /** Files that were read, absolute: what a watcher watches. */
    roots: z.array(z.string()),
    stages: z.array(StageTime),
    /** How many constructs were not understood. */
    unknowns: z.int().nonnegative(),
  }),
  /** No source was named and none found: serve the embedded snapshot. */
  z.object({ type: z.literal('absent'), id: z.int(), looked: z.array(z.string()) }),
  /** A `UserError`, or a bug (`code: 'INTERNAL'`). The last good catalog stays. */
  z.object({
    type: z.literal('failure'),
    id: z.int(),
    error: z.object({
      code: z.string(),
      message: z.string(),
      next: z.string(),
      place: z.string().optional(),
    }),
    /** It is about keeping the catalog of the last result, which can be served all the same. */
    served: z.boolean().optional(),
  }),
]);
export type SyncMessage = z.infer<typeof SyncMessage>;

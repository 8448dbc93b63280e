import { z } from 'zod';

/** A release of LLaMA Factory in the order of publication, with the transformers it was read with. */
export const Release = z.object({ version: z.string(), transformers: z.string().nullable() });
export type Release = z.infer<typeof Release>;

/** What became of one name in one entry point. */
export const ParameterHistory = z.object({
  /** First and last release of each stretch in which it existed, both included. */
  present: z.array(z.tuple([z.string(), z.string()])),
  /** Python's repr of the default (`null`: required or not known) from that release on. */
  defaults: z.array(z.object({ since: z.string(), repr: z.string().nullable() })),
});
export type ParameterHistory = z.infer<typeof ParameterHistory>;

/** What speaks for a rename; the score is their weighted sum, from 0 to 1. */
export const RenameEvidence = z.object({
  /** The help of the old one names the new one (`Deprecated, use …`). */
  named: z.boolean(),
  /** Declared by a class of the same name. */
  owner: z.boolean(),
  /** The annotation is the same text. */
  type: z.boolean(),
  /** How many of the neighbours before and after it in its class are the same: 0, 0.5 or 1. */
  position: z.number(),
  /** How alike the two help texts are, 0 to 1. */
  help: z.number(),
});
export type RenameEvidence = z.infer<typeof RenameEvidence>;

export const Rename = z.object({
  entry: z.string(),
  from: z.string(),
  to: z.string(),
  /** The first release without the old name. */
  since: z.string(),
  score: z.number(),
  evidence: RenameEvidence,
});
export type Rename = z.infer<typeof Rename>;

/** `history.json`: every name ever seen in a release of the registry. */
export const HistoryData = z.object({
  releases: z.array(Release),
  /** Entry point, then name. */
  entries: z.record(z.string(), z.record(z.string(), ParameterHistory)),
  /** The score from which a pair counts as renamed. */
  threshold: z.number(),
  renames: z.array(Rename),
});
export type HistoryData = z.infer<typeof HistoryData>;

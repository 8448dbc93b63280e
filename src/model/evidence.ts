import { z } from 'zod';
import { ExprNode, Ref } from './expr.ts';
import { Json } from './json.ts';

/**
 * Evidence: what upstream's code does with each parameter. `index.json` of a generated folder.
 * Guards are Expr over parameters (`input`) and atoms of the environment; they err on one side only: where one is
 * certainly false, the line is certainly not reached.
 */

/** Index into `EvidenceData.files`, line, index into `EvidenceData.functions`, guard. */
export const ReadSite = z.tuple([z.int().nonnegative(), z.int().positive(), z.int().nonnegative(), Ref]);
export type ReadSite = z.infer<typeof ReadSite>;

export const EntryEvidence = z.object({
  /** As `EntryPoint.name`. */
  entry: z.string(),
  /** Functions from which everything was followed: `llamafactory.train.tuner.run_exp`. */
  roots: z.array(z.string()),
  /** Every use of a parameter's value, by parameter. One without uses has no effect by itself. */
  reads: z.record(z.string(), z.array(ReadSite)),
  /** Parameters that the parser sets to a constant whatever the config says: file and line. */
  overwritten: z.record(z.string(), z.tuple([z.int().nonnegative(), z.int().positive()])),
  /** Declaring classes most of whose fields are read under one condition. */
  classes: z.array(z.object({ owner: z.string(), when: Ref })),
  /** Switches: parameters that, left at their default, keep others from taking effect, and those others. */
  opens: z.record(z.string(), z.array(z.string())),
  /** Parameters that upstream's own web UI speaks of. */
  shown: z.array(z.string()),
});
export type EntryEvidence = z.infer<typeof EntryEvidence>;

/** How often keys are set, in configs with the same values of some gate parameters. */
export const CountGroup = z.object({
  /** Gate parameters and values; one that is absent is at its default. */
  gates: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  configs: z.int().positive(),
  keys: z.record(z.string(), z.int().positive()),
  /** The commonest value of each key, where values are kept: those of upstream's examples, of nobody else's config. */
  values: z.record(z.string(), Json).optional(),
});
export type CountGroup = z.infer<typeof CountGroup>;

/** Weights of the ranking's features, by name; fitted by `scripts/fit-ranking.ts`. */
export const RankingWeights = z.record(z.string(), z.number());
export type RankingWeights = z.infer<typeof RankingWeights>;

export const EvidenceData = z.object({
  nodes: z.array(ExprNode),
  files: z.array(z.string()),
  functions: z.array(z.string()),
  entries: z.array(EntryEvidence),
  /** What people set in configs they publish. */
  publicCounts: z.array(CountGroup),
  /** What upstream's examples set; used where a source comes without examples. */
  exampleCounts: z.array(CountGroup),
  ranking: RankingWeights,
});
export type EvidenceData = z.infer<typeof EvidenceData>;

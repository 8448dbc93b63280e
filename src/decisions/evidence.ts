import type { Catalog } from '../catalog/index.ts';
import type { Json, Parameter } from '../model/index.ts';
import type { Gate } from './dimensions.ts';
import type { Decisions } from './parse.ts';

/** What is known of a run before a parameter is judged. */
export interface Situation {
  /** Canonical name of an entry point. */
  readonly entry: string;
  readonly decisions: Decisions;
  /** What the decisions say of gate parameters; for the entry point's own parameters only. */
  readonly gates: readonly Gate[];
  /** Values given beside the decisions (`--set`, a config), by parameter. */
  readonly given: Readonly<Record<string, Json>>;
}

/** Whether the decisions are all that is known: then what was worked out for them once holds. */
export const isDecidedOnly = ({ given }: Pick<Situation, 'given'>): boolean =>
  Object.keys(given).length === 0;

/**
 * `pinned`: belongs to the decisions (their gates, their families, what is required or given). `active`: takes effect.
 * `dormant`: would take effect if its own switch were on. `inert`: no effect under these decisions.
 * `forbidden`: upstream refuses it under these decisions.
 */
export type Standing = 'pinned' | 'active' | 'dormant' | 'inert' | 'forbidden';
export type Importance = 'high' | 'medium' | 'low';

export interface Assessment {
  readonly standing: Standing;
  /** Higher comes first. Comparable within one answer only. */
  readonly score: number;
  readonly importance: Importance;
  /** One short reason: `set in 93 % of upstream's examples like this`. */
  readonly why: string;
  /** A value that follows from the decisions. */
  readonly value?: Json;
  /** What upstream's parser refuses about it under these decisions, in readable form with the place. */
  readonly constraints?: readonly string[];
  /** What hides a dormant, inert or forbidden one, for grouping: `use_galore is off`. */
  readonly group?: string;
}

/** Judges every parameter of an entry point. The one seam between the decision list and what it knows. */
export interface Evidence {
  /** Judges what an entry point takes, one parameter after the other. */
  assess(catalog: Catalog, situation: Situation): (parameter: Parameter) => Assessment;
}

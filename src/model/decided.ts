import type { Place } from './place.ts';

/** The answers on one subject for every combination of what it depends on. */
export interface Cells {
  /** Positions of the dimensions that it depends on. */
  readonly dimensions: readonly number[];
  /** For each combination of their values a character: its code less `FIRST_CELL` is the position of the answer. */
  readonly cells: string;
}

export const FIRST_CELL = 48;

export interface DecidedBearing {
  readonly isLive: boolean;
  readonly isActive: boolean;
  readonly isActivated: boolean;
  readonly isOfFamily: boolean;
  readonly reads: number;
  readonly why: string;
  readonly site: string;
}

/** What one rule comes to under decisions. */
export interface DecidedBound {
  readonly refuses: boolean;
  readonly on: readonly {
    readonly kind: 'required' | 'forbidden' | 'limited';
    readonly parameter: string;
    readonly limit: { readonly condition: string; readonly place: Place };
  }[];
}

/**
 * What decisions alone make of the parameters and rules of an entry point. A server works it out of its catalog as it is
 * asked; for the catalog that the program comes with the build does, so that the first list costs no more than later ones.
 */
export interface DecidedEntry {
  readonly parameters: readonly (Cells & {
    readonly name: string;
    /** Of each dimension the share of its values with which the parameter can take no effect. */
    readonly narrowness: readonly number[];
    readonly answers: readonly DecidedBearing[];
  })[];
  /** Of the rules that ever come to something. */
  readonly rules: readonly (Cells & {
    /** Position among the rules of the entry point. */
    readonly rule: number;
    readonly answers: readonly DecidedBound[];
  })[];
}

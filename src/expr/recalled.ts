import type { FindingCore } from './finding.ts';
import type { Met } from './judge.ts';
import type { Recall } from './recall.ts';
import type { Noted } from './report.ts';
import type { Finding } from './verdict.ts';

/** What is met, with what there is to say of it. */
export interface RecalledMet extends Met {
  readonly core: Recall<RecalledCore>;
}

export interface RecalledCore {
  readonly core: FindingCore;
  readonly findings: Readonly<Record<Finding['standing'], Recall<Finding>>>;
}

/** Noted of a config; where it is noted of all with one outline, with what can be said of it without asking again. */
export interface Recalled extends Noted<RecalledMet> {
  /** Where it shows no value of which the outline does not tell. */
  readonly finding?: Finding | null;
  readonly core?: RecalledCore | null;
}

import type { Catalog } from '../../catalog/index.ts';
import type { DecidedBearing, EvidenceData, Parameter, ReadSite } from '../../model/index.ts';
import type { Dimension } from '../dimension.ts';
import { isDecidedOnly } from '../evidence.ts';
import { DecisionTables } from './decision-tables.ts';
import { type Case, familyDimensions } from './judge.ts';
import type { LiveIndex } from './live.ts';
import { whyDormant, whyInert } from './reasons.ts';

/** What a case makes of a parameter, whatever configs set. */
export interface Bearing extends DecidedBearing {
  /** Reads that may be reached. */
  readonly reads: number;
  /** Why it takes no effect, or waits for a switch; '' where it is active. */
  readonly why: string;
  /** The telling one of the reads: `llamafactory/model/adapter.py:236`; '' without any. */
  readonly site: string;
}

/** Of parameters: few depend on more, and what is kept of all of them must stay small. */
const LARGEST_TABLE = 1 << 10;

const known = new WeakMap<LiveIndex, DecisionTables<string, Bearing>>();

/** By the parameter's name: its bearing under decisions, and nothing else being known. */
export const bearingTables = (
  catalog: Catalog,
  index: LiveIndex,
  entry: string,
): DecisionTables<string, Bearing> => {
  const tables = known.get(index) ?? tablesFor(catalog, index, entry);
  known.set(index, tables);
  return tables;
};

const tablesFor = (catalog: Catalog, index: LiveIndex, entry: string): DecisionTables<string, Bearing> => {
  const decided = new Map(index.decided?.parameters.map((one) => [one.name, one]));
  const dependsOn = (name: string, dimension: Dimension): boolean =>
    index.dependsOn(name, dimension) || familyDimensions(catalog, entry, name).includes(dimension.name);
  return new DecisionTables(index.dimensions(), dependsOn, LARGEST_TABLE, (name) => decided.get(name));
};

/** The bearings of a case: those of decisions alone are looked up, as each depends on a few of them. */
export const bearingsIn = (
  catalog: Catalog,
  data: EvidenceData,
  judged: Case,
): ((parameter: Parameter) => Bearing) => {
  const { index, situation } = judged;
  const workOut = (name: string): Bearing => bearingOf(judged, data, name);
  if (!isDecidedOnly(situation)) return ({ name }) => workOut(name);
  const lookUp = bearingTables(catalog, index, situation.entry).under(situation.decisions);
  return ({ name }) => lookUp(name, workOut);
};

export const bearingOf = (judged: Case, data: EvidenceData, name: string): Bearing => {
  const { index, situation, live, active } = judged;
  const [isLive, isActive] = [live.has(name), active.has(name)];
  const reads = live.reads(name);
  return {
    isLive,
    isActive,
    isActivated: judged.isActivated(name),
    isOfFamily: judged.isOfFamily(name),
    reads: reads.length,
    why: !isLive
      ? whyInert(index, name, situation.decisions)
      : isActive
        ? ''
        : whyDormant(index, name, judged.decided),
    site: siteText(tellingSite(isActive ? active.reads(name) : reads, data), data),
  };
};

/** Of the reads reached in a usual run the first in upstream's own package, which says more than transformers'. */
const tellingSite = (sites: readonly ReadSite[], { files }: EvidenceData): ReadSite | undefined =>
  sites.find(([file]) => !files[file]?.startsWith('transformers/')) ?? sites[0];

const siteText = (site: ReadSite | undefined, { files }: EvidenceData): string =>
  site === undefined ? '' : `${files[site[0]]}:${site[1]}`;

import type { Catalog } from '../../catalog/index.ts';
import {
  type EntryEvidence,
  type EvidenceData,
  formatPlace,
  type Json,
  type Parameter,
  UserError,
} from '../../model/index.ts';
import { type Assessment, type Evidence, isDecidedOnly, type Situation } from '../evidence.ts';
import { assessed, hidden } from './assessed.ts';
import { exampleSamples, publicSamples, type Sample, type Shares, sharesIn } from './frequency.ts';
import { type GatesBy, gatesBy } from './gates-by.ts';
import type { Assignment } from './guards.ts';
import { type Case, caseOf } from './judge.ts';
import { type Limits, limitsUnder, printLimit } from './limits.ts';
import { LiveIndex } from './live.ts';
import { type Prospect, prospectsIn } from './prospects.ts';
import type { Ranking } from './ranking.ts';

/** Configs to count in place of the catalog's own examples and the index's public ones; for measuring. */
export interface Samples {
  readonly examples?: readonly Sample[];
  readonly public?: readonly Sample[];
}

/**
 * Judges parameters by what upstream's code reads and under which guard, by what upstream's rules forbid and require,
 * and by what configs set. `undefined` for an entry point that the index does not cover.
 */
export const indexEvidence = (
  data: EvidenceData,
  entry: string,
  samples: Samples = {},
): Evidence | undefined => {
  const evidence = data.entries.find((one) => one.entry === entry);
  if (evidence === undefined) return undefined;
  return {
    assess(catalog, situation) {
      const index = liveIndexOf(catalog, data, evidence);
      const judged = caseOf(catalog, index, situation);
      const limits = limitsIn(catalog, judged);
      refuseImpossible(judged, limits);
      const gates = gatesBy(situation);
      const prospects = prospectsIn(catalog, data, judged);
      const shares = sharesOf(catalog, data, situation, samples);
      const told = toldApart(situation, limits, gates);
      return (parameter) => {
        const { name } = parameter;
        if (!parameter.init) return UNSETTABLE;
        if (!parameter.required && !told.has(name)) return prospects.of(parameter, shares);
        const prospect = prospects.anew(parameter, gates.left.has(name));
        return assess({ situation, limits, gates }, parameter, prospect, prospects.ranking, shares(name));
      };
    },
  };
};

const UNSETTABLE = hidden('inert', 'no config can set it');

/** Parameters of which the situation itself says something; all others are alike wherever they bear alike. */
const toldApart = (
  { given }: Situation,
  { required, forbidden, limited }: Limits,
  { set, left }: GatesBy,
): ReadonlySet<string> =>
  new Set([
    ...Object.keys(given),
    ...required.keys(),
    ...forbidden.keys(),
    ...limited.keys(),
    ...set.keys(),
    ...left,
  ]);

/** What parameters are judged by that the situation says something of. */
interface Judging {
  readonly situation: Situation;
  /** What the parser requires and forbids. */
  readonly limits: Limits;
  readonly gates: GatesBy;
}

const limitsIn = (catalog: Catalog, judged: Case): Limits => {
  const { entry, decisions } = judged.situation;
  const decided = isDecidedOnly(judged.situation) ? decisions : undefined;
  return limitsUnder(catalog, entry, () => toldIn(judged), decided);
};

/** What upstream's rules are told of a case. */
export const toldIn = ({ index, decided: { values, atoms } }: Case): Assignment => ({
  values: { ...index.turnedOn, ...values },
  atoms,
});

/** @throws UserError IMPOSSIBLE_DECISIONS with the rule of upstream that refuses them */
const refuseImpossible = ({ situation, index }: Case, { impossible }: Limits): void => {
  if (impossible === undefined) return;
  const taken = index
    .dimensions()
    .filter(
      ({ name, gateParameters }) =>
        situation.decisions[name] !== undefined &&
        gateParameters.some((gate) => impossible.parameters.includes(gate)),
    )
    .map(({ name }) => `${name} = ${situation.decisions[name]}`);
  const given = Object.keys(situation.given).filter((name) => impossible.parameters.includes(name));
  const parts = [...taken, ...given];
  throw new UserError({
    code: 'IMPOSSIBLE_DECISIONS',
    message: `Upstream refuses ${parts.join(' with ') || 'this'}: ${impossible.condition}.`,
    next: `Take another value for ${parts.length > 1 ? 'one of them' : 'it'}.`,
    place: formatPlace(impossible.place),
  });
};

const indexes = new WeakMap<Catalog, Map<string, LiveIndex>>();

/** Made once for a catalog and entry point. */
export const liveIndexOf = (catalog: Catalog, data: EvidenceData, evidence: EntryEvidence): LiveIndex => {
  const byEntry = indexes.get(catalog) ?? new Map<string, LiveIndex>();
  indexes.set(catalog, byEntry);
  const index = byEntry.get(evidence.entry) ?? new LiveIndex(catalog, data, evidence);
  byEntry.set(evidence.entry, index);
  return index;
};

export const sharesOf = (
  catalog: Catalog,
  data: EvidenceData,
  { entry, decisions }: Situation,
  samples: Samples,
): ((name: string) => Shares) => {
  const own = samples.examples ?? exampleSamples(catalog, entry, data);
  const counted = samples.public ?? publicSamples(catalog, entry, data, own.length > 0);
  return sharesIn(own, counted, decisions, data.ranking);
};

const assess = (
  of: Judging,
  parameter: Parameter,
  { bearing, base }: Prospect,
  ranking: Ranking,
  shares: Shares,
): Assessment => {
  const { name } = parameter;
  const { limits } = of;
  const constraints = limits.limited.get(name)?.map(printLimit);
  const probability = ranking.chance(base, shares);
  const pinned = pinnedBecause(of, parameter);
  if (pinned !== undefined)
    return { standing: 'pinned', score: 1 + probability, ...(constraints && { constraints }), ...pinned };
  const forbidden = limits.forbidden.get(name);
  if (forbidden !== undefined)
    return { ...hidden('forbidden', 'upstream refuses it here'), why: printLimit(forbidden) };
  return assessed(bearing, probability, shares, constraints);
};

/** Given, decided or required: in every list. */
const pinnedBecause = (
  { situation, limits, gates }: Judging,
  parameter: Parameter,
): Pick<Assessment, 'importance' | 'why' | 'value'> | undefined => {
  const given: Json | undefined = situation.given[parameter.name];
  if (given !== undefined) return { importance: 'high', why: 'given', value: given };
  const gate = gates.set.get(parameter.name);
  if (gate !== undefined)
    return {
      importance: 'high',
      why: 'a gate of the decisions',
      ...('value' in gate ? { value: gate.value } : {}),
    };
  const required = limits.required.get(parameter.name);
  if (required !== undefined) return { importance: 'high', why: `required: ${printLimit(required)}` };
  return parameter.required ? { importance: 'high', why: 'required' } : undefined;
};

import type { Catalog } from '../../catalog/index.ts';
import {
  type EntryEvidence,
  type EvidenceData,
  formatPlace,
  type Json,
  type Parameter,
  type ReadSite,
  UserError,
} from '../../model/index.ts';
import { isPositive } from '../dimension.ts';
import {
  type Assessment,
  type Evidence,
  type Importance,
  isDecidedOnly,
  type Situation,
  type Standing,
} from '../evidence.ts';
import { exampleSamples, publicSamples, type Sample, type Share, sharesIn } from './frequency.ts';
import { type Case, caseOf } from './judge.ts';
import { printLimit } from './limits.ts';
import { LiveIndex } from './live.ts';
import { chance, featuresOf } from './ranking.ts';
import { whyDormant, whyInert } from './reasons.ts';

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
      const judged = rememberedCase(catalog, index, situation);
      refuseImpossible(judged);
      const shares = sharesOf(catalog, data, situation, samples);
      const assessments = new Map<string, Assessment>();
      for (const parameter of catalog.parametersOf(situation.entry))
        assessments.set(parameter.name, assess(judged, parameter, data, shares(parameter.name)));
      return assessments;
    },
  };
};

const cases = new WeakMap<LiveIndex, Map<string, Case>>();
/** Cases kept for an index: the levels of one list, and what is asked again and again. */
const MOST_CASES = 16;

const rememberedCase = (catalog: Catalog, index: LiveIndex, situation: Situation): Case => {
  const known = cases.get(index) ?? new Map<string, Case>();
  cases.set(index, known);
  const key = JSON.stringify([situation.decisions, situation.given]);
  const judged = known.get(key) ?? caseOf(catalog, index, situation);
  known.delete(key);
  known.set(key, judged);
  const [oldest] = known.keys();
  if (known.size > MOST_CASES && oldest !== undefined) known.delete(oldest);
  return judged;
};

/** @throws UserError IMPOSSIBLE_DECISIONS with the rule of upstream that refuses them */
const refuseImpossible = ({ situation, index, limits: { impossible } }: Case): void => {
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

export interface Shares {
  readonly examples: Share;
  readonly public: Share;
  /** Whether there are examples at all; else their share is that of the public ones. */
  readonly hasExamples: boolean;
}

export const sharesOf = (
  catalog: Catalog,
  data: EvidenceData,
  { entry, decisions }: Situation,
  samples: Samples,
): ((name: string) => Shares) => {
  const own = samples.examples ?? exampleSamples(catalog, entry, data);
  const counted = samples.public ?? publicSamples(catalog, entry, data, own.length > 0);
  const sharesOr = (some: readonly Sample[], others: readonly Sample[]) =>
    sharesIn(some.length > 0 ? some : others, decisions, data.ranking);
  // Where there are none of one kind, the other speaks for both.
  const [examples, published] = [sharesOr(own, counted), sharesOr(counted, own)];
  return (name) => ({
    examples: examples(name),
    public: published(name),
    hasExamples: own.length > 0,
  });
};

const assess = (judged: Case, parameter: Parameter, data: EvidenceData, shares: Shares): Assessment => {
  if (!parameter.init) return hidden('inert', 'no config can set it');
  const { limits, live, active } = judged;
  const { name } = parameter;
  const probability = chance(featuresOf(judged, parameter, shares), data.ranking);
  const limited = limits.limited.get(name);
  const constraints = limited === undefined ? {} : { constraints: limited.map(printLimit) };
  const pinned = pinnedBecause(judged, parameter);
  if (pinned !== undefined) return { standing: 'pinned', score: 1 + probability, ...constraints, ...pinned };
  const forbidden = limits.forbidden.get(name);
  if (forbidden !== undefined)
    return { ...hidden('forbidden', 'upstream refuses it here'), why: printLimit(forbidden) };
  if (!live.has(name)) return hidden('inert', inertBecause(judged, name));
  const importance = importanceOf(probability);
  const ranked = (standing: Standing, importance: Importance): Assessment => ({
    standing,
    score: probability,
    importance,
    // Most of them are ranked below the cut: then nobody asks why.
    get why() {
      return whyRanked(shares, judged, name, data);
    },
    ...constraints,
  });
  if (judged.activated.has(name) || judged.family.has(name))
    return ranked('pinned', atLeastMedium(importance));
  if (active.has(name) || probability >= LIKELY) return ranked('active', importance);
  return { ...hidden('dormant', dormantBecause(judged, name)), score: probability };
};

const inertBecause = (judged: Case, name: string): string =>
  reasonFor('inert', judged, name, () => whyInert(judged.index, name, judged.situation.decisions));

const dormantBecause = (judged: Case, name: string): string =>
  reasonFor('dormant', judged, name, () => whyDormant(judged.index, name, judged.decided));

/** Given values may be anything: with them it is worked out each time. */
const reasonFor = (why: string, { index, situation }: Case, name: string, workOut: () => string): string =>
  isDecidedOnly(situation) ? index.reason(why, name, situation.decisions, workOut) : workOut();

/** What this often is set is shown even where its switch seems off: the switch may be set outside the config. */
const LIKELY = 0.1;

const hidden = (standing: 'dormant' | 'inert' | 'forbidden', group: string): Assessment => ({
  standing,
  score: 0,
  importance: 'low',
  why: group,
  group,
});

/** Given, decided or required: in every list. */
const pinnedBecause = (
  { situation, limits }: Case,
  parameter: Parameter,
): Pick<Assessment, 'importance' | 'why' | 'value'> | undefined => {
  const given: Json | undefined = situation.given[parameter.name];
  if (given !== undefined) return { importance: 'high', why: 'given', value: given };
  const gate = situation.gates.find((one) => one.parameter === parameter.name && isPositive(one));
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

const importanceOf = (probability: number): Importance =>
  probability >= 0.5 ? 'high' : probability >= 0.1 ? 'medium' : 'low';

const atLeastMedium = (importance: Importance): Importance => (importance === 'low' ? 'medium' : importance);

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const whyRanked = (
  { examples, public: published, hasExamples }: Shares,
  judged: Case,
  name: string,
  data: EvidenceData,
): string => {
  const sets =
    hasExamples && examples.alike >= 0.005
      ? `set in ${percent(examples.alike)} of upstream's examples like this`
      : published.alike >= 0.005
        ? `set in ${percent(published.alike)} of public configs like this`
        : 'rarely set';
  const site = tellingSite(judged, name, data);
  if (site === undefined) return sets;
  const [file, line] = site;
  return `${sets}; read at ${data.files[file]}:${line}`;
};

/** Of the reads reached in a usual run the first in upstream's own package, which says more than transformers'. */
const tellingSite = ({ active, live }: Case, name: string, data: EvidenceData): ReadSite | undefined => {
  const sites = active.get(name) ?? live.get(name) ?? [];
  return sites.find(([file]) => !data.files[file]?.startsWith('transformers/')) ?? sites[0];
};

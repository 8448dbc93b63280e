import type { Catalog } from '../catalog/index.ts';
import type { Parameter } from '../model/index.ts';
import { isPositive } from './dimension.ts';
import type { Gate } from './dimensions.ts';
import type { Assessment, Evidence, Importance, Situation } from './evidence.ts';
import { exampleFrequencies, type Frequency } from './examples.ts';
import { type Membership, type Memberships, membershipsOf } from './membership.ts';
import { holds } from './situation.ts';

/**
 * What names, declaring classes and upstream's examples tell. Knows no reads and no rules, so it never calls anything
 * forbidden, and `active` means only that nothing it knows speaks against it.
 */
export const factsEvidence: Evidence = {
  assess(catalog, situation) {
    const { of, byName } = exampleFrequencies(catalog, situation.entry, situation.decisions);
    const assessments = new Map<string, Assessment>();
    for (const composed of catalog.classesOf(situation.entry)) {
      const memberships = membershipsOf(catalog, composed);
      for (const parameter of composed.parameters) {
        const frequency = byName.get(parameter.name);
        const context = { catalog, situation, memberships, frequency, of };
        assessments.set(parameter.name, assess(parameter, context));
      }
    }
    return ({ name }) => assessments.get(name) ?? UNASSESSED;
  },
};

const UNASSESSED: Assessment = {
  standing: 'active',
  score: 0,
  importance: 'low',
  why: 'nothing is known of it',
};

interface Context {
  readonly catalog: Catalog;
  readonly situation: Situation;
  readonly memberships: Memberships;
  readonly frequency: Frequency | undefined;
  /** How many examples there are. */
  readonly of: number;
}

const assess = (parameter: Parameter, context: Context): Assessment => {
  if (!parameter.init) return hidden('inert', 'no config can set it');
  return byGate(parameter, context) ?? byMembership(parameter, context) ?? byFrequency(context);
};

const hidden = (standing: 'dormant' | 'inert', group: string): Assessment => ({
  standing,
  score: 0,
  importance: 'low',
  why: group,
  group,
});

/** Given, decided, or required. */
const byGate = (parameter: Parameter, { situation, frequency }: Context): Assessment | undefined => {
  const pinned = { standing: 'pinned', importance: 'high' } as const;
  const given = situation.given[parameter.name];
  if (given !== undefined) return { ...pinned, score: 120, why: 'given', value: given };
  const gate = situation.gates.find((each) => each.parameter === parameter.name);
  if (gate !== undefined) {
    if (!isPositive(gate)) return hidden('inert', 'the decisions leave it at its default');
    const value = 'value' in gate ? gate.value : frequency?.value;
    return {
      ...pinned,
      score: 100,
      why: 'a gate of the decisions',
      ...(value === undefined ? {} : { value }),
    };
  }
  return parameter.required ? { ...pinned, score: 110, why: 'required' } : undefined;
};

/** Belonging to decisions that are not taken hides a parameter; belonging to one that is taken pins it. */
const byMembership = (parameter: Parameter, context: Context): Assessment | undefined => {
  const verdicts = (context.memberships.get(parameter.name) ?? []).map((membership) => ({
    membership,
    ...stands(membership, context),
  }));
  const against = verdicts.find(({ holds }) => holds === false);
  if (against !== undefined)
    return hidden(against.decided ? 'inert' : 'dormant', `only with ${printMembership(against.membership)}`);
  const forIt = verdicts.find((verdict) => verdict.holds === true && verdict.decided);
  if (forIt === undefined) return undefined;
  const base = byFrequency(context);
  const why = `belongs to ${printMembership(forIt.membership)}`;
  return forIt.membership.close
    ? { ...base, standing: 'pinned', importance: atLeastMedium(base.importance), score: base.score + 10, why }
    : { ...base, importance: atLeastMedium(base.importance), score: base.score + 1, why };
};

interface Stands {
  readonly holds: boolean | undefined;
  readonly decided: boolean;
}

const stands = (membership: Membership, { catalog, situation }: Context): Stands => {
  if (membership.gates.length === 0) {
    const { of } = membership;
    const taken = of === undefined ? undefined : situation.decisions[of.dimension];
    return taken === undefined
      ? { holds: undefined, decided: false }
      : { holds: of?.values.includes(taken) ?? false, decided: true };
  }
  const each = membership.gates.map((gate) => holds(situation, gate, parameterOf(catalog, gate, situation)));
  const met = each.filter((result) => result.holds);
  if (met.length > 0) return { holds: true, decided: met.some((result) => result.decided) };
  return { holds: false, decided: each.every((result) => result.decided) };
};

const parameterOf = (catalog: Catalog, gate: Gate, { entry }: Situation): Parameter | undefined => {
  const found = catalog.occurrences(gate.parameter);
  return (found.find(({ entryPoints }) => entryPoints.includes(entry)) ?? found[0])?.parameter;
};

const byFrequency = ({ frequency, of }: Context): Assessment => {
  if (frequency === undefined)
    return {
      standing: 'active',
      score: 0,
      importance: 'low',
      why: of === 0 ? 'nothing known speaks against it' : 'no upstream example sets it',
    };
  const { alike, share, count } = frequency;
  return {
    standing: 'active',
    score: 4 * alike + 2 * share + 0.4,
    importance: alike >= 0.5 ? 'high' : alike >= 0.1 ? 'medium' : 'low',
    why: `set in ${count} of ${of} upstream examples, ${Math.round(alike * 100)} % weighted by likeness`,
  };
};

const atLeastMedium = (importance: Importance): Importance => (importance === 'low' ? 'medium' : importance);

const printMembership = ({ of, gates }: Membership): string => {
  if (of !== undefined) return `${of.dimension} = ${of.values.join(' or ')}`;
  return gates.map(printGate).join(' or ');
};

export const printGate = (gate: Gate): string =>
  'value' in gate ? `${gate.parameter}: ${JSON.stringify(gate.value)}` : `${gate.parameter} ${gate.state}`;

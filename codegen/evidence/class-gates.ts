import { type Domains, withinDomains } from './domains.ts';
import { type Guard, isAlways, test } from './guard.ts';
import { ANY, isAny, union, type ValueSet } from './value-set.ts';

/** A class needs this many fields, and this share of those that are read to be so under one condition. */
const FEWEST = 3;
const SHARE = 0.6;

export interface ClassGate {
  readonly owner: string;
  readonly guard: Guard;
}

/**
 * The condition under which most fields of a declaring class are read at all: `finetuning_type == "oft"` for
 * OFTArguments. It speaks for the class's other fields, of which the code itself says nothing.
 */
export const classGates = (
  owners: ReadonlyMap<string, readonly string[]>,
  guardOf: (parameter: string) => Guard | undefined,
  domains: Domains,
): readonly ClassGate[] =>
  [...owners].flatMap(([owner, fields]) => {
    const guards = fieldGuards(fields, guardOf);
    if (fields.length < FEWEST || guards.length === 0) return [];
    return subjectsIn(guards).flatMap((subject) => {
      const sets = guards.map((guard) => possible(guard, subject)).filter((set) => !isAny(set));
      if (sets.length < SHARE * guards.length) return [];
      const joined = sets.reduce<ValueSet>((sum, set) => union(sum, set) ?? ANY, sets[0] ?? ANY);
      const guard = withinDomains(test(subject, joined), domains);
      return isAlways(guard) ? [] : [{ owner, guard }];
    });
  });

const fieldGuards = (
  fields: readonly string[],
  guardOf: (parameter: string) => Guard | undefined,
): readonly Guard[] =>
  fields.flatMap((field) => {
    const guard = guardOf(field);
    return guard === undefined ? [] : [guard];
  });

const subjectsIn = (guards: readonly Guard[]): readonly string[] => [
  ...new Set(guards.flatMap((guard) => guard.flatMap((conjunction) => [...conjunction.keys()]))),
];

const known = new WeakMap<Guard, Map<string, ValueSet>>();

/** The values of a subject under which a guard can hold. */
export const possible = (guard: Guard, subject: string): ValueSet => {
  const bySubject = known.get(guard) ?? new Map<string, ValueSet>();
  known.set(guard, bySubject);
  const found = bySubject.get(subject) ?? possibleIn(guard, subject);
  bySubject.set(subject, found);
  return found;
};

const possibleIn = (guard: Guard, subject: string): ValueSet =>
  guard
    .map((conjunction) => conjunction.get(subject) ?? ANY)
    .reduce((sum, set) => union(sum, set) ?? ANY, guard[0]?.get(subject) ?? ANY);

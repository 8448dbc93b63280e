import { type Conjunction, either, type Guard, NEVER } from './guard.ts';
import { ANY, type Scalar, scalarKey, type ValueSet } from './value-set.ts';

/** The values a parameter can have at all, where that is known: the choices of its Literal or enum. */
export type Domains = ReadonlyMap<string, readonly Scalar[]>;

/** A guard without what goes without saying: `stage in [every stage]`. */
export const withinDomains = (guard: Guard, domains: Domains): Guard =>
  guard
    .map((conjunction) => trim(conjunction, domains))
    .reduce<Guard>((sum, one) => either(sum, [one]), NEVER);

const trim = (conjunction: Conjunction, domains: Domains): Conjunction =>
  new Map(
    [...conjunction].flatMap(([subject, set]) => {
      const domain = domains.get(subject);
      const trimmed = domain === undefined ? set : known(set, [...new Set(domain.map(scalarKey))]);
      return trimmed === ANY ? [] : [[subject, trimmed]];
    }),
  );

const known = (set: ValueSet, domain: readonly string[]): ValueSet => {
  if (set.bounds !== null) return set;
  const inside = domain.filter((key) => set.keys.includes(key) === (set.mode === 'in'));
  if (inside.length === domain.length) return ANY;
  return inside.length === 0 ? set : { mode: 'in', keys: [...inside].sort(), bounds: null };
};

import { type Conjunction, either, type Guard, NEVER } from './guard.ts';
import { ANY, type Scalar, scalarKey, type ValueSet } from './value-set.ts';

/** The values a parameter can have at all, where that is known: the choices of its Literal or enum. */
export type Domains = ReadonlyMap<string, readonly Scalar[]>;

/** A guard without what goes without saying: `stage in [every stage]`. The same guard each time while its domains stay. */
export const withinDomains = (guard: Guard, domains: Domains): Guard => {
  const subjects = new Set(guard.flatMap((conjunction) => [...conjunction.keys()]));
  const key = JSON.stringify([...subjects].map((subject) => domains.get(subject) ?? null));
  const known = trimmed.get(guard);
  if (known?.key === key) return known.guard;
  const made = guard
    .map((conjunction) => trim(conjunction, domains))
    .reduce<Guard>((sum, one) => either(sum, [one]), NEVER);
  trimmed.set(guard, { key, guard: made });
  return made;
};

const trimmed = new WeakMap<Guard, { readonly key: string; readonly guard: Guard }>();

const trim = (conjunction: Conjunction, domains: Domains): Conjunction =>
  new Map(
    [...conjunction].flatMap(([subject, set]) => {
      const domain = domains.get(subject);
      const left = domain === undefined ? set : known(set, [...new Set(domain.map(scalarKey))]);
      return left === ANY ? [] : [[subject, left]];
    }),
  );

const known = (set: ValueSet, domain: readonly string[]): ValueSet => {
  if (set.bounds !== null) return set;
  const inside = domain.filter((key) => set.keys.includes(key) === (set.mode === 'in'));
  if (inside.length === domain.length) return ANY;
  return inside.length === 0 ? set : { mode: 'in', keys: [...inside].sort(), bounds: null };
};

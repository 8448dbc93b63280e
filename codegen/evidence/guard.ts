import { intersect, isAny, sameSet, setKey, subset, union, type ValueSet } from './value-set.ts';

/**
 * A guard says under which parameters a line of upstream may run. It is kept as a disjunction of conjunctions, each a
 * map from subject (a parameter, or `@atom` of the environment) to the values it may have. What is not understood is
 * left out of a conjunction, so a guard errs on one side only: where it is false, the line is certainly not reached.
 */
export type Conjunction = ReadonlyMap<string, ValueSet>;
export type Guard = readonly Conjunction[];

export const ALWAYS: Guard = [new Map()];
export const NEVER: Guard = [];

/** Beyond this many alternatives a guard is widened to what all of them share. */
const MOST_ALTERNATIVES = 12;

export const test = (subject: string, values: ValueSet): Guard =>
  isAny(values) ? ALWAYS : [new Map([[subject, values]])];

export const isAlways = (guard: Guard): boolean => guard.some((conjunction) => conjunction.size === 0);
export const isNever = (guard: Guard): boolean => guard.length === 0;

const meet = (a: Conjunction, b: Conjunction): Conjunction | null => {
  const result = new Map(a);
  for (const [subject, values] of b) {
    const known = result.get(subject);
    const both = known === undefined ? values : intersect(known, values);
    if (both === null) return null;
    result.set(subject, both);
  }
  return result;
};

/** Whenever `a` holds, `b` does. */
const implies = (a: Conjunction, b: Conjunction): boolean => {
  for (const [subject, values] of b) {
    const known = a.get(subject);
    if (known === undefined || !subset(known, values)) return false;
  }
  return true;
};

/** The one conjunction that is exactly `a or b`, where they differ in a single subject. */
const merge = (a: Conjunction, b: Conjunction): Conjunction | undefined => {
  if (a.size !== b.size) return undefined;
  let differing: string | undefined;
  for (const [subject, values] of a) {
    const other = b.get(subject);
    if (other === undefined) return undefined;
    if (sameSet(values, other)) continue;
    if (differing !== undefined) return undefined;
    differing = subject;
  }
  if (differing === undefined) return a;
  const left = a.get(differing);
  const right = b.get(differing);
  const either = left && right && union(left, right);
  if (either === undefined) return undefined;
  const result = new Map(a);
  if (isAny(either)) result.delete(differing);
  else result.set(differing, either);
  return result;
};

const widen = (guard: readonly Conjunction[]): Guard => {
  const [first, ...rest] = guard;
  if (first === undefined) return NEVER;
  const shared = new Map<string, ValueSet>();
  for (const [subject, values] of first) {
    let either: ValueSet | undefined = values;
    for (const other of rest) {
      const its = other.get(subject);
      either = either && its && union(either, its);
      if (either === undefined) break;
    }
    if (either !== undefined && !isAny(either)) shared.set(subject, either);
  }
  return [shared];
};

/** Adds one alternative, absorbing what it covers and joining what it completes, until nothing changes. */
const insert = (guard: readonly Conjunction[], added: Conjunction): readonly Conjunction[] => {
  const kept: Conjunction[] = [];
  for (const [position, one] of guard.entries()) {
    if (implies(added, one)) return guard;
    if (implies(one, added)) continue;
    const joined = merge(one, added);
    if (joined !== undefined) return insert([...kept, ...guard.slice(position + 1)], joined);
    kept.push(one);
  }
  return [...kept, added];
};

/** Guards are met in the same pairs again and again. */
const remembered = (combine: (a: Guard, b: Guard) => Guard): ((a: Guard, b: Guard) => Guard) => {
  const known = new WeakMap<Guard, WeakMap<Guard, Guard>>();
  return (a, b) => {
    const withA = known.get(a) ?? new WeakMap<Guard, Guard>();
    known.set(a, withA);
    const result = withA.get(b) ?? combine(a, b);
    withA.set(b, result);
    return result;
  };
};

export const either = remembered((a, b) => {
  if (isAlways(a) || isAlways(b)) return ALWAYS;
  let result: readonly Conjunction[] = a;
  for (const one of b) result = insert(result, one);
  return result.length > MOST_ALTERNATIVES ? widen(result) : result;
});

export const both = remembered((a, b) => {
  if (isAlways(a)) return b;
  if (isAlways(b)) return a;
  let result: readonly Conjunction[] = [];
  for (const left of a) {
    for (const right of b) {
      const met = meet(left, right);
      if (met !== null) result = insert(result, met);
    }
  }
  return result.length > MOST_ALTERNATIVES ? widen(result) : result;
});

/** The guard with nothing said of one subject. */
export const without = (guard: Guard, subject: string): Guard => {
  if (!guard.some((conjunction) => conjunction.has(subject))) return guard;
  return guard
    .map((conjunction) => new Map([...conjunction].filter(([name]) => name !== subject)))
    .reduce<Guard>((sum, one) => either(sum, [one]), NEVER);
};

const keys = new WeakMap<Guard, string>();

/** Text that is equal for equal guards. */
export const guardKey = (guard: Guard): string => {
  const known = keys.get(guard);
  if (known !== undefined) return known;
  const key = guard
    .map((conjunction) =>
      [...conjunction]
        .map(([subject, set]) => `${subject} ${setKey(set)}`)
        .sort()
        .join(' & '),
    )
    .sort()
    .join(' | ');
  keys.set(guard, key);
  return key;
};

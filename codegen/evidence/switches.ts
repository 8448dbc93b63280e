import { possible } from './class-gates.ts';
import type { Guard } from './guard.ts';
import { intersect, oneOf, type Scalar } from './value-set.ts';

/** Switches and what each opens: parameters none of whose reads is reached while the switch is at its default. */
export const switchesIn = (
  parameters: readonly string[],
  guardOf: (parameter: string) => Guard | undefined,
  defaultOf: (parameter: string) => Scalar | undefined,
): ReadonlyMap<string, string[]> => {
  const opens = new Map<string, string[]>();
  for (const parameter of parameters) {
    const guard = guardOf(parameter);
    if (guard === undefined) continue;
    for (const subject of new Set(guard.flatMap((conjunction) => [...conjunction.keys()]))) {
      const fallback = defaultOf(subject);
      if (subject === parameter || fallback === undefined) continue;
      if (intersect(possible(guard, subject), oneOf([fallback])) === null)
        opens.set(subject, [...(opens.get(subject) ?? []), parameter]);
    }
  }
  return opens;
};

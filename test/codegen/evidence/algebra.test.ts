import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { both, either, type Guard, test as testOf, without } from '../../../codegen/evidence/guard.ts';
import { oneOf, type ValueSet } from '../../../codegen/evidence/value-set.ts';

/** One more value than any set names, for sets say what a parameter is not. */
const VALUES = [0, 1, 2, 3] as const;
const NAMED = [0, 1, 2] as const;
const SUBJECTS = ['a', 'b', 'c'] as const;
type World = Readonly<Record<(typeof SUBJECTS)[number], number>>;
const WORLDS: readonly World[] = VALUES.flatMap((a) =>
  VALUES.flatMap((b) => VALUES.map((c) => ({ a, b, c }))),
);

/** What a guard says, worked out without the algebra. */
const holds = (guard: Guard, world: World): boolean =>
  guard.some((conjunction) =>
    [...conjunction].every(([subject, { mode, keys }]) => {
      const value = String(world[subject as keyof World]);
      return keys.includes(value) === (mode === 'in');
    }),
  );

const set: fc.Arbitrary<ValueSet> = fc
  .tuple(fc.subarray([...NAMED], { minLength: 1, maxLength: 2 }), fc.boolean())
  .map(([values, inside]) => ({ ...oneOf(values), mode: inside ? 'in' : 'out' }));
const atom: fc.Arbitrary<Guard> = fc
  .tuple(fc.constantFrom(...SUBJECTS), set)
  .map(([subject, values]) => testOf(subject, values));
const guard: fc.Arbitrary<Guard> = fc
  .array(
    fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.reduce(both)),
    { minLength: 1, maxLength: 3 },
  )
  .map((alternatives) => alternatives.reduce(either));

describe('B7: guards are sound', () => {
  test('either holds where one of the two does, and nowhere else', () => {
    fc.assert(
      fc.property(guard, guard, (a, b) => {
        for (const world of WORLDS)
          expect(holds(either(a, b), world)).toBe(holds(a, world) || holds(b, world));
      }),
    );
  });

  test('both holds where the two do, and nowhere else', () => {
    fc.assert(
      fc.property(guard, guard, (a, b) => {
        for (const world of WORLDS) expect(holds(both(a, b), world)).toBe(holds(a, world) && holds(b, world));
      }),
    );
  });

  test('without a subject it holds where it would for some value of that', () => {
    fc.assert(
      fc.property(guard, (one) => {
        for (const world of WORLDS)
          expect(holds(without(one, 'a'), world)).toBe(VALUES.some((a) => holds(one, { ...world, a })));
      }),
    );
  });

  test('too many alternatives only make it hold more often', () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      both(testOf(`p${n}`, oneOf([1])), both(testOf(`q${n}`, oneOf([1])), testOf('a', oneOf([0])))),
    ).reduce(either);
    expect(many.length).toBeLessThanOrEqual(12);
    expect(many.every((conjunction) => conjunction.get('a')?.keys.join() === '0')).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/expr/environment.ts';
import { PyDict, Raised, repr, UNKNOWN, type Value } from '../../../src/expr/index.ts';
import { specialise } from '../../../src/expr/specialise.ts';
import { ExprTable } from '../../../src/expr/table.ts';
import { condition, config, data, evaluate, plain, simplified } from './trees.ts';

const RUNS = { numRuns: Number(process.env.NUM_RUNS ?? 1500) };
const KNOWN: Environment = { atom: (name) => (name === 'p' ? true : 'a') };
const HIDDEN: Environment = { atom: () => undefined };

/** Equal, and of the same type. */
const same = (a: Value, b: Value): boolean => repr(a) === repr(b);

describe('B4 expressions: what is simplified means the same', () => {
  it('gives the same value, wherever the expression as it stands gives one', () => {
    fc.assert(
      fc.property(fc.oneof(data, condition), config, (tree, given) => {
        const table = new ExprTable();
        const want = evaluate(table, plain(table, tree), given, KNOWN);
        if (want instanceof Raised) return;
        expect(repr(evaluate(table, simplified(table, tree), given, KNOWN))).toBe(repr(want));
      }),
      RUNS,
    );
  });

  it('never makes a hidden environment say what the whole one contradicts', () => {
    fc.assert(
      fc.property(condition, config, (tree, given) => {
        const table = new ExprTable();
        const ref = simplified(table, tree);
        const full = evaluate(table, ref, given, KNOWN);
        const hidden = evaluate(table, ref, given, HIDDEN);
        const sure = hidden !== UNKNOWN && !(hidden instanceof Raised) && !(full instanceof Raised);
        if (sure) expect(same(hidden, full)).toBe(true);
      }),
      RUNS,
    );
  });

  it('never makes hidden parameters say what a whole config contradicts', () => {
    fc.assert(
      fc.property(fc.oneof(data, condition), config, fc.subarray(['x', 'y', 'z']), (tree, given, kept) => {
        const table = new ExprTable();
        const ref = simplified(table, tree);
        const full = evaluate(table, ref, given, KNOWN);
        const part = new PyDict([...given.entries()].filter(([key]) => kept.includes(String(key))));
        const some = evaluate(table, ref, part, KNOWN, false);
        if (some === UNKNOWN || some instanceof Raised || full instanceof Raised) return;
        if (!repr(some).includes('?')) expect(repr(some)).toBe(repr(full));
      }),
      RUNS,
    );
  });

  it('means the same with what is known put in', () => {
    fc.assert(
      fc.property(condition, config, (tree, given) => {
        const table = new ExprTable();
        const ref = simplified(table, tree);
        const want = evaluate(table, ref, given, KNOWN);
        if (want instanceof Raised) return;
        const rest = specialise(table, ref, { input: (name) => given.get(name), atom: () => undefined });
        expect(repr(evaluate(table, rest, given, KNOWN))).toBe(repr(want));
      }),
      RUNS,
    );
  });
});

describe("B4 Kleene's laws", () => {
  const cases: [boolean | null, boolean | null, boolean | null, boolean | null][] = [
    // a, b, a and b, a or b; null is unknown
    [true, true, true, true],
    [true, false, false, true],
    [true, null, null, true],
    [false, true, false, true],
    [false, false, false, false],
    [false, null, false, null],
    [null, true, null, true],
    [null, false, false, null],
    [null, null, null, null],
  ];
  const environment = (a: boolean | null, b: boolean | null): Environment => ({
    atom: (name) => (name === 'a' ? a : b) ?? undefined,
  });

  it.each(cases)('%s and %s is %s, or is %s', (a, b, both, either) => {
    const table = new ExprTable();
    const args = ['a', 'b'].map((name) => table.add({ op: 'atom', name }));
    const value = (op: 'and' | 'or'): Value =>
      evaluate(table, table.add({ op, args }), new PyDict(), environment(a, b));
    expect(value('and')).toBe(both ?? UNKNOWN);
    expect(value('or')).toBe(either ?? UNKNOWN);
  });

  it('does not look at a right side that the left one decides', () => {
    const table = new ExprTable();
    const fails = table.add({ op: 'int', args: [table.literal('x')], at: 4 });
    const test = table.add({ op: 'truth', args: [fails] });
    const and = table.add({ op: 'and', args: [table.literal(false), test] });
    const or = table.add({ op: 'or', args: [table.literal(true), test] });
    const choice = table.add({ op: 'if', args: [table.literal(true), table.literal(1), fails] });
    expect([and, or, choice].map((ref) => evaluate(table, ref, new PyDict(), HIDDEN))).toEqual([
      false,
      true,
      1,
    ]);
    expect(evaluate(table, fails, new PyDict(), HIDDEN)).toEqual(new Raised('ValueError', 4));
  });
});

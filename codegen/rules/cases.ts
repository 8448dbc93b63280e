import { and, conjuncts, not } from '../../src/expr/logic.ts';
import { isBoolean, reachable } from '../../src/expr/shape.ts';
import { specialise } from '../../src/expr/specialise.ts';
import { childrenOf, type ExprTable } from '../../src/expr/table.ts';
import type { Ref } from '../../src/model/index.ts';

/**
 * A condition without what cannot be. One that asks the same question twice may contradict itself, which three-valued
 * logic does not see while the answer is not known; so each such question is answered both ways.
 */
export const withoutImpossible = (table: ExprTable, condition: Ref): Ref =>
  askedTwice(table, told(table, condition)).reduce(
    (all, question) => {
      if (assume(table, all, question, true) === table.literal(false))
        return and(table, assume(table, all, question, false), not(table, question));
      if (assume(table, all, question, false) === table.literal(false))
        return and(table, assume(table, all, question, true), question);
      return all;
    },
    told(table, condition),
  );

/** Every conjunct is put into the others. */
const told = (table: ExprTable, condition: Ref): Ref =>
  conjuncts(table, condition).reduce(
    (all, part) => and(table, assume(table, all, part, true), part),
    condition,
  );

/** Conditions that are met more than once on the ways through one; what they are made of comes before them. */
const askedTwice = (table: ExprTable, condition: Ref): readonly Ref[] => {
  const times = new Map<Ref, number>([[condition, 1]]);
  const refs = reachable(table.nodes, [condition]);
  for (const ref of [...refs].reverse())
    for (const child of childrenOf(table.node(ref)))
      times.set(child, (times.get(child) ?? 0) + (times.get(ref) ?? 0));
  return refs.filter((ref) => (times.get(ref) ?? 0) > 1 && isQuestion(table, ref));
};

const CONNECTIVES: ReadonlySet<string> = new Set(['const', 'and', 'or', 'not', 'if']);

const isQuestion = (table: ExprTable, ref: Ref): boolean =>
  isBoolean(table, ref) && !CONNECTIVES.has(table.node(ref).op);

const assume = (table: ExprTable, condition: Ref, part: Ref, holds: boolean): Ref => {
  const opposite = not(table, part);
  return specialise(table, condition, {
    input: () => undefined,
    atom: () => undefined,
    condition: (ref) => (ref === part ? holds : ref === opposite ? !holds : undefined),
  });
};

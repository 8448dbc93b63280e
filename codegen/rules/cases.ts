import { and, conjuncts, not } from '../../src/expr/logic.ts';
import { isBoolean, Reach, reachable } from '../../src/expr/shape.ts';
import { specialise } from '../../src/expr/specialise.ts';
import { childrenOf, type ExprTable } from '../../src/expr/table.ts';
import type { Ref } from '../../src/model/index.ts';

/**
 * A condition without what cannot be. One that asks the machine the same question twice may contradict itself, which
 * three-valued logic does not see while the answer is not known; so each such question is answered both ways.
 */
export const withoutImpossible = (table: ExprTable, condition: Ref): Ref => {
  const plain = told(table, condition);
  return askedTwice(table, plain).reduce((all, question) => {
    for (const answer of [true, false])
      if (decide(table, all, question, answer) === false)
        return and(table, assume(table, all, question, !answer), answer ? not(table, question) : question);
    return all;
  }, plain);
};

/** What a condition is once a question in it is answered, as far as its connectives tell. */
const decide = (table: ExprTable, condition: Ref, question: Ref, answer: boolean): boolean | undefined => {
  const known = new Map<Ref, boolean | undefined>([[question, answer]]);
  const look = (ref: Ref): boolean | undefined => {
    if (!known.has(ref)) known.set(ref, connected(table, ref, look));
    return known.get(ref);
  };
  return look(condition);
};

const connected = (
  table: ExprTable,
  ref: Ref,
  look: (ref: Ref) => boolean | undefined,
): boolean | undefined => {
  const node = table.node(ref);
  if (node.op === 'const') return typeof node.value === 'boolean' ? node.value : undefined;
  if (node.op === 'and' || node.op === 'or') {
    const decisive = node.op === 'or';
    const sides = node.args.map(look);
    return sides.includes(decisive) ? decisive : sides.includes(undefined) ? undefined : !decisive;
  }
  if (node.op === 'not') {
    const of = look(node.args[0] as Ref);
    return of === undefined ? undefined : !of;
  }
  if (node.op !== 'if') return undefined;
  const [test, yes, no] = node.args as [Ref, Ref, Ref];
  const taken = look(test);
  if (taken !== undefined) return look(taken ? yes : no);
  const [a, b] = [look(yes), look(no)];
  return a === b ? a : undefined;
};

/** Every conjunct is put into the others. */
const told = (table: ExprTable, condition: Ref): Ref =>
  conjuncts(table, condition).reduce(
    (all, part) => and(table, assume(table, all, part, true), part),
    condition,
  );

/** What is asked of the machine more than once on the ways through a condition; parts come before what holds them. */
const askedTwice = (table: ExprTable, condition: Ref): readonly Ref[] => {
  const times = new Map<Ref, number>([[condition, 1]]);
  const refs = reachable(table.nodes, [condition]);
  for (const ref of [...refs].reverse())
    for (const child of childrenOf(table.node(ref)))
      times.set(child, (times.get(child) ?? 0) + (times.get(ref) ?? 0));
  const onConfig = new Reach(table, ({ op }) => op === 'input' || op === 'given' || op === 'config');
  return refs.filter((ref) => (times.get(ref) ?? 0) > 1 && isQuestion(table, ref) && !onConfig.has(ref));
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

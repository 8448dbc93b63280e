import type { ExprTable } from '../../src/expr/table.ts';
import type { Ref } from '../../src/model/index.ts';

/** How many answers are tried before a condition is taken to be possible. */
const MAX_TRIES = 500;

/**
 * Whether a condition can hold at all, each question in it answered yes or no: three-valued logic does not see that
 * one question, which only the machine answers, is asked twice.
 */
export const isSatisfiable = (table: ExprTable, condition: Ref): boolean => {
  const answers = new Map<Ref, boolean>();
  let tries = 0;
  const search = (): boolean => {
    tries += 1;
    const open: Ref[] = [];
    const holds = answered(table, condition, answers, open);
    if (holds !== undefined || tries > MAX_TRIES) return holds ?? true;
    const [question] = open as [Ref];
    for (const answer of [true, false]) {
      answers.set(question, answer);
      if (search()) return true;
    }
    answers.delete(question);
    return false;
  };
  return search();
};

/** What connectives make of the answers; the first question that is still open is added to a list. */
const answered = (
  table: ExprTable,
  condition: Ref,
  answers: ReadonlyMap<Ref, boolean>,
  open: Ref[],
): boolean | undefined => {
  const known = new Map<Ref, boolean | undefined>();
  const look = (ref: Ref): boolean | undefined => {
    if (!known.has(ref)) known.set(ref, valueAt(ref));
    return known.get(ref);
  };
  const valueAt = (ref: Ref): boolean | undefined => {
    const node = table.node(ref);
    if (node.op === 'const') return node.value === true;
    if (node.op === 'not') {
      const of = look(node.args[0] as Ref);
      return of === undefined ? undefined : !of;
    }
    if (node.op === 'and' || node.op === 'or') {
      const decisive = node.op === 'or';
      const left = look(node.args[0] as Ref);
      if (left === decisive) return decisive;
      const right = look(node.args[1] as Ref);
      if (right === decisive) return decisive;
      return left === undefined || right === undefined ? undefined : !decisive;
    }
    const answer = answers.get(ref);
    if (answer === undefined) open.push(ref);
    return answer;
  };
  return look(condition);
};

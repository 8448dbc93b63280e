import type { ExprNode, Ref } from '../model/index.ts';
import { eq, is, isinstance, member, method, mutated, operation, truth } from './build.ts';
import { display } from './displays.ts';
import { and, ifThenElse, not, or } from './logic.ts';
import type { Value } from './python/value.ts';
import { childrenOf, type ExprTable } from './table.ts';

/** What is known: values of parameters and of atoms; `undefined` leaves them open. */
export interface Known {
  input(name: string): Value | undefined;
  atom(name: string): Value | undefined;
  /** Conditions that hold or do not, as they stand in the table. */
  condition?(ref: Ref): boolean | undefined;
}

/**
 * What remains of an expression once what is known is put in: the condition `stage == "ppo" and reward_model is None`
 * under `stage=ppo` is `reward_model is None`. New nodes are added to the table.
 */
export const specialise = (table: ExprTable, root: Ref, known: Known): Ref => {
  const done = new Map<Ref, Ref>();
  const visit = (ref: Ref): Ref => {
    const before = done.get(ref);
    if (before !== undefined) return before;
    const node = table.node(ref);
    const decided = known.condition?.(ref);
    const after =
      decided !== undefined
        ? table.literal(decided)
        : (leaf(table, node, known) ??
          (childrenOf(node).length === 0 ? ref : rebuild(table, node, ref, visit)));
    done.set(ref, after);
    return after;
  };
  return visit(root);
};

const leaf = (table: ExprTable, node: ExprNode, known: Known): Ref | undefined => {
  if (node.op === 'given') return known.input(node.name) === undefined ? undefined : table.literal(true);
  const value =
    node.op === 'input' ? known.input(node.name) : node.op === 'atom' ? known.atom(node.name) : undefined;
  return value === undefined ? undefined : table.constant(value);
};

/** Loops are kept as they are unless what they run over becomes constant; they are worked out at run time. */
const rebuild = (table: ExprTable, node: ExprNode, ref: Ref, visit: (ref: Ref) => Ref): Ref => {
  if (node.op === 'input' || !('args' in node)) return ref;
  if (node.op === 'and' || node.op === 'or') return connective(table, node.op, node.args, visit);
  const first = visit(node.args[0] as Ref);
  if (node.op === 'if' && table.valueOf(first) !== undefined)
    return visit(node.args[table.valueOf(first) === true ? 1 : 2] as Ref);
  const args = [first, ...node.args.slice(1).map(visit)];
  return args.every((arg, i) => arg === node.args[i]) ? ref : remake(table, node, args);
};

const connective = (
  table: ExprTable,
  op: 'and' | 'or',
  args: readonly Ref[],
  visit: (ref: Ref) => Ref,
): Ref => {
  const a = visit(args[0] as Ref);
  if (table.valueOf(a) === (op === 'or')) return a;
  const b = visit(args[1] as Ref);
  return op === 'and' ? and(table, a, b) : or(table, a, b);
};

const remake = (table: ExprTable, node: Extract<ExprNode, { args: Ref[] }>, args: Ref[]): Ref => {
  const [a, b, c] = args as [Ref, Ref, Ref];
  switch (node.op) {
    case 'not':
      return not(table, a);
    case 'if':
      return ifThenElse(table, a, b, c);
    case 'truth':
      return truth(table, a);
    case 'eq':
      return eq(table, a, b);
    case 'is':
      return is(table, a, b);
    case 'isinstance':
      return isinstance(table, a, node.types);
    case 'member':
      return member(table, node.enum, a);
    case 'method':
      return method(table, node.name, args, node.at);
    case 'mutated':
      return mutated(table, node.name, args, node.at);
    case 'newList':
    case 'newTuple':
    case 'newSet':
    case 'newDict':
      return display(table, node.op, args);
    case 'and':
    case 'or':
    case 'format':
    case 'raises':
    case 'collect':
    case 'fold':
    case 'carried':
      return table.add({ ...node, args });
    default:
      return operation(table, node.op, args, 'at' in node ? node.at : undefined);
  }
};

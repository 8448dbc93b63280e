import type { ExprNode, Method, Mutator, PartialOperation, Ref, TotalOperation } from '../model/index.ts';
import { getKey, popKey, setKey } from './displays.ts';
import { distribute } from './logic.ts';
import { contains, equals, identical } from './python/compare.ts';
import { isInstance } from './python/containers.ts';
import { callMethod, callMutator } from './python/methods.ts';
import { OPERATIONS } from './python/operations.ts';
import { isOutcome, type Value } from './python/value.ts';
import { hasLeaf, isBoolean, isLeaf, isNotNone, READS_FILES } from './shape.ts';
import type { ExprTable } from './table.ts';

/**
 * Constructors of operations: what is constant is worked out, what asks an if-then-else of constants is pushed into it.
 * An operation that would raise is left for the run, which knows whether it is reached.
 */

const values = (table: ExprTable, args: readonly Ref[]): Value[] | undefined => {
  const known = args.map((arg) => table.valueOf(arg));
  return known.some((value) => value === undefined) ? undefined : (known as Value[]);
};

const fold = (table: ExprTable, result: Value): Ref | undefined =>
  isOutcome(result) ? undefined : table.constant(result);

const leafTest =
  (table: ExprTable) =>
  (ref: Ref): boolean =>
    hasLeaf(table, ref);

/** `bool(value)` */
export const truth = (table: ExprTable, value: Ref): Ref =>
  distribute(
    table,
    value,
    (leaf) => {
      const node = table.node(leaf);
      if (isBoolean(table, leaf)) return leaf;
      if (node.op === 'newList' || node.op === 'newTuple' || node.op === 'newSet' || node.op === 'newDict')
        return table.literal(node.args.length > 0);
      return foldOr(table, { op: 'truth', args: [leaf] }, OPERATIONS.truth);
    },
    leafTest(table),
  );

const foldOr = (
  table: ExprTable,
  node: ExprNode & { args: Ref[] },
  run: (...values: never[]) => Value,
): Ref => {
  const known = values(table, node.args);
  const folded =
    known === undefined ? undefined : fold(table, (run as (...values: Value[]) => Value)(...known));
  return folded ?? table.add(node);
};

/** `a == b` */
export const eq = (table: ExprTable, a: Ref, b: Ref): Ref => {
  if (a === b && isBoolean(table, a)) return table.literal(true);
  const flip = isLeaf(table.node(a)) && table.node(b).op === 'if';
  const [left, right] = flip ? [b, a] : [a, b];
  return distribute(
    table,
    left,
    (leaf) => foldOr(table, { op: 'eq', args: [leaf, right] }, equals),
    leafTest(table),
  );
};

/** `a is b`; of use for None, booleans and members of enums. */
export const is = (table: ExprTable, a: Ref, b: Ref): Ref => {
  const other = table.valueOf(b);
  const neverSame = (leaf: Ref): boolean =>
    other === null
      ? isNotNone(table, leaf)
      : typeof other === 'boolean' && isLeaf(table.node(leaf)) && table.node(leaf).op !== 'const';
  const apply = (leaf: Ref): Ref =>
    neverSame(leaf) ? table.literal(false) : foldOr(table, { op: 'is', args: [leaf, b] }, identical);
  return distribute(table, a, apply, (ref) => hasLeaf(table, ref) || neverSame(ref));
};

const isSequence = (table: ExprTable, ref: Ref): boolean => {
  const node = table.node(ref);
  if (node.op === 'newList' || node.op === 'newTuple') return true;
  const value = node.op === 'const' ? node.value : undefined;
  return typeof value === 'object' && value !== null && ('list' in value || 'tuple' in value);
};

/** `item in container`; total where the container is a list or tuple at hand. */
const isIn = (table: ExprTable, item: Ref, container: Ref, at: number | undefined): Ref => {
  const place = isSequence(table, container) || at === undefined ? {} : { at };
  const known = table.node(container).op === 'const';
  const apply = (leaf: Ref): Ref => foldOr(table, { op: 'in', args: [leaf, container], ...place }, contains);
  return known ? distribute(table, item, apply, leafTest(table)) : apply(item);
};

/** `isinstance(value, types)` for names of built-in types or `enum:3`. */
export const isinstance = (table: ExprTable, value: Ref, types: readonly string[]): Ref => {
  if (types.length === 0) return table.literal(false);
  const names = [...types].sort();
  const apply = (leaf: Ref): Ref => {
    const kind = SHAPES[table.node(leaf).op];
    if (kind !== undefined) return table.literal(names.includes(kind) || names.includes('object'));
    const known = table.valueOf(leaf);
    if (known === undefined) return table.add({ op: 'isinstance', args: [leaf], types: names });
    return table.literal(names.some((name) => isInstance(known, enumName(table, name))));
  };
  return distribute(
    table,
    value,
    apply,
    (ref) => hasLeaf(table, ref) || SHAPES[table.node(ref).op] !== undefined,
  );
};

const SHAPES: Readonly<Record<string, string>> = {
  newList: 'list',
  newTuple: 'tuple',
  newSet: 'set',
  newDict: 'dict',
  format: 'str',
  str: 'str',
  repr: 'str',
};

/** `enum:3` as the name of that enum; any other type by its own name. */
export const enumName = (table: ExprTable, type: string): string =>
  type.startsWith('enum:') ? (table.enumTypes[Number(type.slice(5))]?.name ?? type) : type;

/** The total operations that are made by their own constructor above. */
type Simple = Exclude<TotalOperation, 'truth' | 'eq' | 'is'>;

/** Any other operation. `at` is where Python does it. */
export const operation = (
  table: ExprTable,
  op: Simple | PartialOperation,
  args: readonly Ref[],
  at?: number,
): Ref => {
  const [first, second, third] = args as [Ref, Ref, Ref];
  if (op === 'in') return isIn(table, first, second, at);
  const place = at === undefined ? {} : { at };
  const node = (list: Ref[]): ExprNode & { args: Ref[] } =>
    ({ op, args: list, ...place }) as ExprNode & { args: Ref[] };
  const plain = (list: Ref[]): Ref => {
    const known = READS_FILES.has(op) ? undefined : values(table, list);
    const result = known && OPERATIONS[op](known[0] as Value, known[1] as Value, known[2] as Value, known);
    return (result === undefined ? undefined : fold(table, result)) ?? table.add(node(list));
  };
  const onContainer = (apply: (container: Ref) => Ref | undefined): Ref =>
    distribute(table, first, (leaf) => apply(leaf) ?? plain([leaf, ...args.slice(1)]), leafTest(table));
  if (op === 'getitem') return onContainer((container) => getKey(table, container, second));
  if (op === 'setitem') {
    const before = unset(table, first, second);
    if (before !== first) return operation(table, op, [before, second, third], at);
    return onContainer((container) => setKey(table, container, second, third));
  }
  if (op === 'delitem') return onContainer((container) => popKey(table, container, second, false));
  if (op === 'list' && isFreshList(table.node(first))) return first;
  return plain([...args]);
};

/** What is put under a key once more was never there. */
const unset = (table: ExprTable, container: Ref, key: Ref): Ref => {
  const node = table.node(container);
  return node.op === 'setitem' && node.args[1] === key ? (node.args[0] as Ref) : container;
};

const isFreshList = (node: ExprNode): boolean =>
  node.op === 'newList' || (node.op === 'collect' && node.into === 'list') || node.op === 'sorted';

/** `receiver.name(*rest)` of a method that changes nothing. */
export const method = (table: ExprTable, name: Method, args: readonly Ref[], at: number): Ref => {
  const [receiver, key, otherwise] = args as [Ref, Ref, Ref | undefined];
  const plain = (list: Ref[]): Ref => {
    const known = values(table, list);
    const result =
      known === undefined ? undefined : fold(table, callMethod(name, known[0] as Value, known.slice(1)));
    return result ?? table.add({ op: 'method', name, args: list, at });
  };
  if (name !== 'get') return plain([...args]);
  const none = table.literal(null);
  const apply = (leaf: Ref): Ref =>
    getKey(table, leaf, key, otherwise ?? none) ?? plain([leaf, ...args.slice(1)]);
  return distribute(table, receiver, apply, leafTest(table));
};

/** The receiver as it is after `receiver.name(*rest)`. */
export const mutated = (table: ExprTable, name: Mutator, args: readonly Ref[], at: number): Ref => {
  const [receiver, key] = args as [Ref, Ref | undefined];
  const plain = (list: Ref[]): Ref => {
    const known = values(table, list);
    const result =
      known === undefined ? undefined : fold(table, callMutator(name, known[0] as Value, known.slice(1)));
    return result ?? table.add({ op: 'mutated', name, args: list, at });
  };
  if (name !== 'pop' || args.length < 2) return plain([...args]);
  const apply = (leaf: Ref): Ref =>
    popKey(table, leaf, key as Ref, args.length > 2) ?? plain([leaf, ...args.slice(1)]);
  return distribute(table, receiver, apply, leafTest(table));
};

/** The member of an enum for a value known to be one of its values. */
export const member = (table: ExprTable, index: number, value: Ref): Ref => {
  const apply = (leaf: Ref): Ref => {
    const known = table.valueOf(leaf);
    const found = table.enums
      .members(index)
      .find((one) => known !== undefined && equals(one.value, known) === true);
    return (found && table.constant(found)) ?? table.add({ op: 'member', args: [leaf], enum: index });
  };
  return distribute(table, value, apply, leafTest(table));
};

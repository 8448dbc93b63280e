import type { ExprNode, Ref } from '../model/index.ts';
import { childrenOf, type ExprTable } from './table.ts';

/** What can be read off a node without running it. */

const BOOLEAN_OPS: ReadonlySet<string> = new Set([
  'given',
  'raises',
  'not',
  'and',
  'or',
  'isinstance',
  'truth',
  'eq',
  'is',
  'callable',
  'lt',
  'le',
  'gt',
  'ge',
  'in',
  'path.exists',
  'path.isfile',
  'path.isdir',
]);
const BOOLEAN_METHODS: ReadonlySet<string> = new Set([
  'startswith',
  'endswith',
  'isdigit',
  'isnumeric',
  'isdecimal',
  'isalpha',
  'isidentifier',
  'issubset',
  'issuperset',
  'is_integer',
]);

/** Operations whose result the machine's files decide as well. */
export const READS_FILES: ReadonlySet<string> = new Set([
  'path.exists',
  'path.isfile',
  'path.isdir',
  'path.expanduser',
  'listdir',
  'read',
  'omegaconf.load',
]);

/** Its value is True or False, whatever the config. */
export const isBoolean = (table: ExprTable, ref: Ref): boolean => {
  const node = table.node(ref);
  if (node.op === 'const') return typeof node.value === 'boolean';
  if (node.op === 'if') return isBoolean(table, node.args[1] as Ref) && isBoolean(table, node.args[2] as Ref);
  if (node.op === 'method') return BOOLEAN_METHODS.has(node.name);
  if (node.op === 'collect') return node.into === 'any' || node.into === 'all';
  return BOOLEAN_OPS.has(node.op);
};

const MADE: ReadonlySet<string> = new Set([
  'newList',
  'newTuple',
  'newSet',
  'newDict',
  'format',
  'str',
  'repr',
  'int',
  'float',
  'len',
  'list',
  'tuple',
  'set',
  'dict',
  'sorted',
  'member',
  'collect',
]);

/** Its value is surely not None. */
export const isNotNone = (table: ExprTable, ref: Ref): boolean => {
  const node = table.node(ref);
  if (node.op === 'const') return node.value !== null;
  if (node.op === 'unknown') return node.notNone;
  return MADE.has(node.op) || isBoolean(table, ref);
};

/** Displays and constants: operations on them can be worked out now. */
export const isLeaf = (node: ExprNode): boolean =>
  node.op === 'const' ||
  node.op === 'newList' ||
  node.op === 'newTuple' ||
  node.op === 'newSet' ||
  node.op === 'newDict' ||
  (node.op === 'unknown' && node.notNone);

/**
 * An if-then-else with a leaf somewhere: worth pushing an operation into. Remembered for a table, which only grows:
 * branches are shared, so that there are far more ways down than nodes.
 */
export const hasLeaf = (table: ExprTable, ref: Ref): boolean => {
  const known = leafy.get(table) ?? [];
  leafy.set(table, known);
  return leafBelow(table, ref, known);
};

const leafy = new WeakMap<ExprTable, boolean[]>();

const leafBelow = (table: ExprTable, ref: Ref, known: boolean[]): boolean => {
  const before = known[ref];
  if (before !== undefined) return before;
  const node = table.node(ref);
  const found =
    isLeaf(node) ||
    (node.op === 'if' && node.args.slice(1).some((branch) => leafBelow(table, branch, known)));
  known[ref] = found;
  return found;
};

/** The node itself may raise, its parts aside. */
export const mayFail = (node: ExprNode): boolean => {
  if (node.op === 'collect' || node.op === 'fold') return true;
  return 'at' in node && node.at !== undefined && node.op !== 'unknown';
};

/** What holds for a node or any of its parts, remembered for a table that only grows. */
export class Reach {
  readonly #table: ExprTable;
  readonly #test: (node: ExprNode) => boolean;
  readonly #known: boolean[] = [];

  constructor(table: ExprTable, test: (node: ExprNode) => boolean) {
    this.#table = table;
    this.#test = test;
  }

  has(ref: Ref): boolean {
    const known = this.#known[ref];
    if (known !== undefined) return known;
    const node = this.#table.node(ref);
    const found = this.#test(node) || childrenOf(node).some((child) => this.has(child));
    this.#known[ref] = found;
    return found;
  }
}

/** Loop variables that nodes depend on and do not bind themselves; remembered for a table that only grows. */
export class FreeVariables {
  readonly #nodes: readonly ExprNode[];
  readonly #known: (readonly number[])[] = [];

  constructor(nodes: readonly ExprNode[]) {
    this.#nodes = nodes;
  }

  of(ref: Ref): readonly number[] {
    const known = this.#known[ref];
    if (known !== undefined) return known;
    const node = this.#nodes[ref] as ExprNode;
    const free = new Set(childrenOf(node).flatMap((child) => this.of(child)));
    if (node.op === 'variable') free.add(node.id);
    if (node.op === 'collect' || node.op === 'fold') free.delete(node.variable);
    if (node.op === 'fold') for (const id of node.carried) free.delete(id);
    const list = [...free];
    this.#known[ref] = list;
    return list;
  }
}

/** Every node that these reach, parts before what holds them. */
export const reachable = (nodes: readonly ExprNode[], roots: Iterable<Ref>): Ref[] => {
  const seen = new Uint8Array(nodes.length);
  const stack = [...roots];
  for (let ref = stack.pop(); ref !== undefined; ref = stack.pop()) {
    if (seen[ref] === 1) continue;
    seen[ref] = 1;
    for (const child of childrenOf(nodes[ref] as ExprNode)) if (seen[child] === 0) stack.push(child);
  }
  const found: Ref[] = [];
  seen.forEach((mark, ref) => {
    if (mark === 1) found.push(ref);
  });
  return found;
};

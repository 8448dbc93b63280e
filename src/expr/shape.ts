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
  'isalnum',
  'isascii',
  'isspace',
  'islower',
  'isupper',
  'isidentifier',
  'isdisjoint',
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
    for (let at = this.#known.length; at <= ref; at++)
      this.#known.push(this.#find(this.#nodes[at] as ExprNode));
    return this.#known[ref] ?? NONE;
  }

  /** Nearly every node has none. */
  #find(node: ExprNode): readonly number[] {
    let free: Set<number> | undefined;
    for (const child of childrenOf(node))
      for (const id of this.#known[child] ?? NONE) {
        free ??= new Set();
        free.add(id);
      }
    if (node.op === 'variable') return [node.id];
    if (free === undefined) return NONE;
    if (node.op === 'collect' || node.op === 'fold') free.delete(node.variable);
    if (node.op === 'fold') for (const id of node.carried) free.delete(id);
    return free.size === 0 ? NONE : [...free];
  }
}

const NONE: readonly number[] = [];

/** Every node that these reach, parts before what holds them, as they stand in the table. */
export const reachable = (nodes: readonly ExprNode[], roots: Iterable<Ref>): Ref[] => {
  const seen = new Uint8Array(nodes.length);
  let last = -1;
  for (const root of roots) {
    seen[root] = 1;
    last = Math.max(last, root);
  }
  const found: Ref[] = [];
  for (let ref = last; ref >= 0; ref--) {
    if (seen[ref] === 0) continue;
    found.push(ref);
    for (const child of childrenOf(nodes[ref] as ExprNode)) seen[child] = 1;
  }
  return found.reverse();
};

import type { EnumType, ExprNode, Literal, Ref, RuleStep } from '../model/index.ts';
import { Enums, toLiteral, toValue } from './literal.ts';
import type { Value } from './python/value.ts';

/** Indices of the nodes that a node refers to, those of its loop body included. */
export const childrenOf = (node: ExprNode): readonly Ref[] => {
  if (node.op === 'input') return node.default === undefined ? [] : [node.default];
  if (!('args' in node)) return [];
  return 'steps' in node ? [...node.args, ...node.steps.flatMap(partsOf)] : node.args;
};

export const partsOf = (step: RuleStep): readonly Ref[] =>
  step.value === undefined ? [step.when] : [step.when, step.value];

/** What only equal nodes have in common. */
const keyOf = (node: ExprNode): string => {
  if (node.op === 'const') return `=${JSON.stringify(node.value)}`;
  let key: string = node.op;
  let name: keyof typeof node;
  for (name in node) if (name !== 'op') key += keyOfPart(name, node[name]);
  return key;
};

const keyOfPart = (name: string, part: unknown): string => {
  if (name === 'args' && Array.isArray(part)) return ` ${part.join()}`;
  return part === undefined ? '' : ` ${name}:${typeof part === 'number' ? part : JSON.stringify(part)}`;
};

/**
 * A table of nodes in which equal nodes are one: made by the extractor, and extended where conditions are specialised.
 * It can start from the nodes of a `RulesData`.
 */
export class ExprTable {
  readonly nodes: ExprNode[];
  readonly enumTypes: readonly EnumType[];
  readonly enums: Enums;
  readonly #refs = new Map<string, Ref>();
  readonly #apart = new Map<object, Ref>();
  readonly #movable = new Set<Ref>();
  readonly #values: (Value | undefined)[] = [];

  constructor(nodes: readonly ExprNode[] = [], enumTypes: readonly EnumType[] = []) {
    this.nodes = [...nodes];
    this.enumTypes = enumTypes;
    this.enums = new Enums(enumTypes);
    this.nodes.forEach((node, ref) => {
      this.#refs.set(keyOf(node), ref);
    });
  }

  node(ref: Ref): ExprNode {
    const node = this.nodes[ref];
    if (node === undefined) throw new RangeError(`no node ${ref} in a table of ${this.nodes.length}`);
    return node;
  }

  /** The index of a node: that of an equal one if there is one. */
  add(node: ExprNode): Ref {
    const key = keyOf(node);
    const known = this.#refs.get(key);
    if (known !== undefined) return known;
    this.nodes.push(node);
    this.#refs.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }

  /** A node that is one with no other, whatever it is equal to. */
  addAlone(node: ExprNode): Ref {
    return this.nodes.push(node) - 1;
  }

  /** A constant that is looked up anew whenever somebody looks at it, and is one with no other of that value. */
  addApart(key: object, value: () => Literal): Ref {
    const known = this.#apart.get(key);
    if (known !== undefined) return known;
    const ref = this.addAlone({
      op: 'const',
      get value() {
        return value();
      },
    });
    this.#apart.set(key, ref);
    this.#movable.add(ref);
    return ref;
  }

  /** Every constant added so. */
  get apart(): readonly Ref[] {
    return [...this.#apart.values()];
  }

  literal(value: Literal): Ref {
    return this.add({ op: 'const', value });
  }

  /** A constant node for a value, `undefined` where the value is none. */
  constant(value: Value): Ref | undefined {
    const literal = toLiteral(value, this.enums);
    return literal === undefined ? undefined : this.literal(literal);
  }

  /** The value of a constant node, `undefined` for any other. */
  valueOf(ref: Ref): Value | undefined {
    if (this.#values[ref] !== undefined) return this.#values[ref];
    const node = this.node(ref);
    if (node.op !== 'const') return undefined;
    const value = toValue(node.value, this.enums);
    if (!this.#movable.has(ref)) this.#values[ref] = value;
    return value;
  }
}

import { childrenOf, ExprTable, partsOf } from '../../src/expr/table.ts';
import type { ExprNode, Held, Literal, Ref, RuleStep, RulesData } from '../../src/model/index.ts';
import type { ExecutedEntry } from './entry.ts';
import type { Executed } from './execute.ts';
import type { ExtractedRules } from './index.ts';
import { type Labelled, usefulLabels } from './label.ts';
import type { Written } from './written.ts';

/** Keeps the nodes and places that rules and values need, numbered anew; what only messages need comes after. */
export const compact = (
  executed: Executed,
  entries: readonly ExecutedEntry[],
): Pick<Written, 'refs' | 'rules'> => {
  const { table, places: all } = executed.base;
  const order = new PostOrder(table.nodes);
  for (const { rules } of entries) {
    for (const rule of rules.rules) partsOf(rule).forEach(order.visit);
    for (const held of [...rules.held, ...rules.derived]) partsOfHeld(held).forEach(order.visit);
  }
  const inRules = new Set(order.found);
  for (const { messages } of entries) messages.forEach(order.visit);
  const refs = new Map<Ref, Ref>();
  const numbers: Numbers = {
    ref: (ref) => refs.get(ref) as Ref,
    place: new Renumbering(),
    enum: new Renumbering(),
  };
  const moved = new ExprTable();
  const apart = new Set(table.apart);
  const move = (ref: Ref): void => {
    const node = renumbered(table.node(ref), numbers);
    refs.set(ref, apart.has(ref) ? moved.addAlone(node) : moved.add(node));
  };
  inRules.forEach(move);
  const inData = moved.nodes.length;
  order.found.slice(inRules.size).forEach(move);
  const data: Omit<RulesData, 'places' | 'enums'> = {
    nodes: moved.nodes.slice(0, inData),
    entries: entries.map(({ rules }) => ({
      ...rules,
      rules: rules.rules.map((rule) => ({ ...rule, ...stepRefs(rule, numbers) })),
      held: rules.held.map((one) => ({ ...one, ...heldRefs(one, numbers) })),
      derived: rules.derived.map((one) => ({ ...one, ...heldRefs(one, numbers) })),
    })),
    labels: labelsIn(executed, inRules, numbers.ref),
    unknowns: [...executed.unknowns.values()].map(({ at, reason }) => all.unknown(at, reason)),
  };
  const messages = Object.fromEntries(
    entries.flatMap(({ rules, messages: own }) =>
      [...own].map(([rule, ref]) => [`${rules.entry}:${rule}`, numbers.ref(ref)]),
    ),
  );
  const rules: ExtractedRules = {
    data: { ...data, enums: numbers.enum.pick(table.enumTypes), places: numbers.place.pick(all.list) },
    text: { nodes: moved.nodes.slice(inData), messages },
  };
  return { refs, rules };
};

/** Labels of nodes that rules need; of those that became one the last counts. */
export const labelsIn = (
  labelled: Labelled,
  inRules: ReadonlySet<Ref>,
  renumber: (ref: Ref) => Ref,
): RulesData['labels'] =>
  [
    ...new Map(
      usefulLabels(labelled, inRules).map(([ref, ...texts]) => [
        renumber(ref),
        [renumber(ref), ...texts] as RulesData['labels'][number],
      ]),
    ).values(),
  ].sort(([one], [other]) => one - other);

const partsOfHeld = ({ value, sources }: Pick<Held, 'value' | 'sources'>): readonly Ref[] => [
  value,
  ...sources.map(({ when }) => when),
];

const heldRefs = (
  { value, sources }: Pick<Held, 'value' | 'sources'>,
  { ref, place }: Numbers,
): Pick<Held, 'value' | 'sources'> => ({
  value: ref(value),
  sources: sources.map(({ when, at }) => ({ when: ref(when), at: place.of(at) })),
});

const stepRefs = (step: RuleStep, { ref, place }: Numbers): Pick<RuleStep, 'when' | 'value' | 'at'> => ({
  when: ref(step.when),
  ...(step.value === undefined ? {} : { value: ref(step.value) }),
  at: place.of(step.at),
});

/** The new numbers of nodes, places and enums. */
interface Numbers {
  readonly ref: (ref: Ref) => Ref;
  readonly place: Renumbering;
  readonly enum: Renumbering;
}

const renumbered = (node: ExprNode, numbers: Numbers): ExprNode => {
  if (node.op === 'const') return { ...node, value: literalWith(node.value, numbers) };
  const placed = 'at' in node && node.at !== undefined ? { ...node, at: numbers.place.of(node.at) } : node;
  if (placed.op === 'input')
    return {
      ...placed,
      ...(placed.default === undefined ? {} : { default: numbers.ref(placed.default) }),
    };
  if (!('args' in placed)) return placed;
  const made = { ...placed, args: placed.args.map(numbers.ref) };
  if (made.op === 'isinstance') return { ...made, types: made.types.map((type) => typeWith(type, numbers)) };
  if (made.op === 'member') return { ...made, enum: numbers.enum.of(made.enum) };
  if (!('steps' in made)) return made;
  return { ...made, steps: made.steps.map((step) => ({ ...step, ...stepRefs(step, numbers) })) };
};

const typeWith = (type: string, numbers: Numbers): string =>
  type.startsWith(ENUM) ? `${ENUM}${numbers.enum.of(Number(type.slice(ENUM.length)))}` : type;

const ENUM = 'enum:';

const literalWith = (literal: Literal, numbers: Numbers): Literal => {
  if (literal === null || typeof literal !== 'object') return literal;
  const inside = (item: Literal): Literal => literalWith(item, numbers);
  if ('enum' in literal) return { ...literal, enum: numbers.enum.of(literal.enum) };
  if ('list' in literal) return { list: literal.list.map(inside) };
  if ('tuple' in literal) return { tuple: literal.tuple.map(inside) };
  if ('set' in literal) return { set: literal.set.map(inside) };
  if ('dict' in literal) return { dict: literal.dict.map(([key, value]) => [inside(key), inside(value)]) };
  return literal;
};

/** Nodes as they are first met, their parts before them: an order that hangs on them alone. */
class PostOrder {
  readonly found: Ref[] = [];
  readonly #nodes: readonly ExprNode[];
  readonly #met = new Set<Ref>();

  constructor(nodes: readonly ExprNode[]) {
    this.#nodes = nodes;
  }

  readonly visit = (ref: Ref): void => {
    if (this.#met.has(ref)) return;
    this.#met.add(ref);
    const node = this.#nodes[ref];
    if (node !== undefined) childrenOf(node).forEach(this.visit);
    this.found.push(ref);
  };
}

/** Numbers what is used in the order of its first use. */
class Renumbering {
  readonly #known = new Map<number, number>();

  of(old: number): number {
    const known = this.#known.get(old) ?? this.#known.size;
    this.#known.set(old, known);
    return known;
  }

  pick<T>(list: readonly T[]): T[] {
    return [...this.#known.keys()].map((old) => list[old] as T);
  }
}

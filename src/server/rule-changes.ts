import { labelsOf, print } from '../expr/index.ts';
import type { ExprNode, Ref, Rule, RulesData } from '../model/index.ts';

/** A rule that only one of two sources has. */
export interface RuleChange {
  readonly kind: 'added' | 'removed';
  /** `ValueError when lora_rank > 64 (llamafactory/hparams/parser.py:331)` */
  readonly text: string;
  /** Entry points of which this holds. */
  readonly entries: readonly string[];
}

/**
 * Rules that came and went between two sources. A rule is the same wherever its line has moved to; one that was edited
 * went and came.
 */
export function ruleChanges(before: RulesData | undefined, after: RulesData | undefined): RuleChange[] {
  const known = new Map<string, number>();
  const [was, is] = [keyed(before, known), keyed(after, known)];
  return [...without(is, was, 'added', after), ...without(was, is, 'removed', before)];
}

interface Keyed {
  readonly rule: Rule;
  readonly entries: string[];
}

/** Rules by what they say; those that differ only in their place are one. */
function keyed(rules: RulesData | undefined, known: Map<string, number>): ReadonlyMap<string, Keyed> {
  const found = new Map<string, Keyed>();
  if (rules === undefined) return found;
  const numbers = numbered(rules.nodes, known);
  const number = (ref: Ref | undefined): number => (ref === undefined ? -1 : (numbers[ref] ?? -1));
  for (const { entry, rules: own } of rules.entries) {
    for (const rule of own) {
      const { at: _, when, value, parameters: __, ...rest } = rule;
      const key = JSON.stringify([rest, number(when), number(value)]);
      const item = found.get(key);
      if (item === undefined) found.set(key, { rule, entries: [entry] });
      else if (!item.entries.includes(entry)) item.entries.push(entry);
    }
  }
  return found;
}

/** A number for each node that is the same for the same expression, whichever table it stands in. */
function numbered(nodes: readonly ExprNode[], known: Map<string, number>): readonly number[] {
  const numbers: number[] = [];
  const of = (ref: Ref): number => numbers[ref] ?? -1;
  for (const node of nodes) {
    const plain: Record<string, unknown> = { ...node, at: undefined };
    if ('args' in node) plain.args = node.args.map(of);
    if (node.op === 'input' && node.default !== undefined) plain.default = of(node.default);
    if ('steps' in node)
      plain.steps = node.steps.map(({ when, value, ...step }) => ({
        ...step,
        at: undefined,
        when: of(when),
        value: value === undefined ? -1 : of(value),
      }));
    const key = JSON.stringify(plain);
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    numbers.push(number);
  }
  return numbers;
}

function without(
  some: ReadonlyMap<string, Keyed>,
  others: ReadonlyMap<string, Keyed>,
  kind: RuleChange['kind'],
  rules: RulesData | undefined,
): RuleChange[] {
  if (rules === undefined) return [];
  const table = { nodes: rules.nodes, enums: rules.enums, labels: labelsOf(rules.labels) };
  return [...some].flatMap(([key, { rule, entries }]) => {
    // What may fail inside a computation is a consequence of the rule or value around it.
    if (others.has(key) || rule.kind === 'partial') return [];
    const place = rules.places[rule.at];
    const where = place === undefined ? rule.function : `${place.path}:${place.line}`;
    return [
      { kind, text: `${rule.exception ?? rule.kind} when ${print(table, rule.when)} (${where})`, entries },
    ];
  });
}

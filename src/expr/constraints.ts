import type { EntryRules, ExprNode, Ref, Rule, RulesData } from '../model/index.ts';
import { Compiler } from './compile.ts';
import { type Environment, NO_ENVIRONMENT } from './environment.ts';
import { Machine } from './machine.ts';
import { print } from './print.ts';
import { repr } from './python/text.ts';
import { PyDict } from './python/value.ts';
import { reachable } from './shape.ts';
import { specialise } from './specialise.ts';
import { ExprTable } from './table.ts';
import type { Constraint } from './verdict.ts';

/** How far the table may grow by specialised conditions before it is made afresh. */
const MAX_GROWTH = 4;

/** The table of a `RulesData` for conditions with something put in; it is kept, and shared, while it is small. */
export class WorkingTable {
  readonly #data: RulesData;
  #table: ExprTable | undefined;

  constructor(data: RulesData) {
    this.#data = data;
  }

  get(): ExprTable {
    const tooLarge = (this.#table?.nodes.length ?? 0) > MAX_GROWTH * this.#data.nodes.length;
    if (this.#table === undefined || tooLarge)
      this.#table = new ExprTable(this.#data.nodes, this.#data.enums);
    return this.#table;
  }
}

/**
 * What decisions forbid and require: errors whose condition, once the decisions are put in, hangs on one parameter
 * alone. It is required where its default meets the condition, forbidden where only another value does. `candidates` are
 * the rules that read a decision.
 */
export const constraintsUnder = (
  data: RulesData,
  table: ExprTable,
  rules: EntryRules,
  candidates: readonly number[],
  decisions: PyDict,
  environment: Environment,
): readonly Constraint[] => {
  const known = {
    input: (name: string) => decisions.get(name),
    atom: (name: string) => environment.atom(name),
  };
  const kept = keptFor(data, rules);
  return candidates.flatMap((index) => {
    const rule = rules.rules[index];
    if (rule?.kind !== 'error') return [];
    const workOut = (): readonly Constraint[] =>
      constraintOf(data, table, rule, index, specialise(table, rule.when, known), environment);
    return environment === NO_ENVIRONMENT ? kept.constraints(rule, index, decisions, workOut) : workOut();
  });
};

/** How many are kept: decisions are few, but a config may give any values. */
const MOST_KEPT = 4096;

/** What rules come to under what they read of the decisions; most read two at most. */
class Kept {
  readonly #data: RulesData;
  readonly #inputs = new Map<Ref, readonly string[]>();
  readonly #found = new Map<string, readonly Constraint[]>();

  constructor(data: RulesData) {
    this.#data = data;
  }

  constraints(
    { when }: Rule,
    index: number,
    decisions: PyDict,
    workOut: () => readonly Constraint[],
  ): readonly Constraint[] {
    let key = `${index}`;
    for (const name of this.#inputsOf(when)) {
      const value = decisions.get(name);
      key += value === undefined ? '\n' : `\n${repr(value)}`;
    }
    const found = this.#found.get(key) ?? workOut();
    if (this.#found.size >= MOST_KEPT) this.#found.clear();
    this.#found.set(key, found);
    return found;
  }

  #inputsOf(when: Ref): readonly string[] {
    const known = this.#inputs.get(when) ?? this.#parametersIn(when);
    this.#inputs.set(when, known);
    return known;
  }

  #parametersIn(when: Ref): readonly string[] {
    const { nodes } = this.#data;
    return parametersIn(reachable(nodes, [when]).flatMap((ref) => nodes[ref] ?? []));
  }
}

const parametersIn = (nodes: readonly ExprNode[]): readonly string[] => [
  ...new Set(nodes.flatMap((node) => (node.op === 'input' || node.op === 'given' ? [node.name] : []))),
];

const keptByEntry = new WeakMap<EntryRules, Kept>();

const keptFor = (data: RulesData, rules: EntryRules): Kept => {
  const kept = keptByEntry.get(rules) ?? new Kept(data);
  keptByEntry.set(rules, kept);
  return kept;
};

const constraintOf = (
  data: RulesData,
  table: ExprTable,
  rule: Rule,
  index: number,
  rest: Ref,
  environment: Environment,
): Constraint[] => {
  const nodes = reachable(table.nodes, [rest]).map((ref) => table.node(ref));
  const [parameter, ...others] = parametersIn(nodes);
  if (parameter === undefined || others.length > 0) return [];
  const on = nodes.flatMap((node) =>
    node.op === 'atom' ? [node.name] : node.op === 'unknown' ? [node.why] : [],
  );
  const place = data.places[rule.at];
  if (place === undefined) return [];
  const condition = print({ nodes: table.nodes, enums: data.enums, labels: new Map() }, rest);
  const kind = holdsByDefault({ ...data, nodes: table.nodes }, rest, environment) ? 'required' : 'forbidden';
  return [{ parameter, kind, condition, place, function: rule.function, rule: index, on }];
};

const holdsByDefault = (data: RulesData, ref: Ref, environment: Environment): boolean => {
  const machine = new Machine(data);
  machine.begin(new PyDict(), environment, true);
  return new Compiler(machine).thunk(ref)() === true;
};

import type { EntryRules, Ref, Rule, RulesData } from '../model/index.ts';
import { Compiler } from './compile.ts';
import type { Environment } from './environment.ts';
import { Machine } from './machine.ts';
import { print } from './print.ts';
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
  return candidates.flatMap((index) => {
    const rule = rules.rules[index];
    if (rule?.kind !== 'error') return [];
    return constraintOf(data, table, rule, index, specialise(table, rule.when, known), environment);
  });
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
  const inputs = new Set(
    nodes.flatMap((node) => (node.op === 'input' || node.op === 'given' ? [node.name] : [])),
  );
  const [parameter, ...others] = inputs;
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

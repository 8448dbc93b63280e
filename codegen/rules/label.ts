import { not } from '../../src/expr/logic.ts';
import { type Label, print } from '../../src/expr/print.ts';
import { childrenOf, type ExprTable } from '../../src/expr/table.ts';
import type { ExprNode, Ref } from '../../src/model/index.ts';
import { asData, isExpression } from './read.ts';
import type { Run } from './run.ts';
import type { Value } from './value.ts';

/** A label, and the nodes that its text names. */
export interface RunLabel extends Label {
  readonly of?: readonly Ref[];
}

const SIMPLE: ReadonlySet<string> = new Set(['const', 'input', 'atom', 'variable', 'unknown', 'given']);

/** Nodes that a field holds for a while are printed as the field; plain inputs and constants speak for themselves. */
export const labelField = (run: Run, ref: Ref, name: string): void => {
  if (!SIMPLE.has(run.table.node(ref).op) && !run.notes.labels.has(ref))
    run.notes.labels.set(ref, { text: name });
};

/** The same for what is read from a field or property and only then becomes one expression. */
export const labelRead = (run: Run, value: Value, name: string): Value => {
  if (value.kind !== 'instance' && isExpression(run, value)) labelField(run, asData(run, value), name);
  return value;
};

/** Keeps how people would write a condition on a labelled node, where working it out has made something else of it. */
export const described = (run: Run, plain: ExprNode & { args: Ref[] }, result: Ref): Ref => {
  const { table } = run;
  const { labels } = run.notes;
  const known = table.node(result).op === 'const' || labels.has(result);
  if (known || !plain.args.some((arg) => labels.has(arg))) return result;
  const written = table.add(plain);
  if (written !== result)
    labels.set(result, {
      text: text(run, written),
      negated: text(run, not(table, written)),
      of: plain.args,
    });
  return result;
};

const text = (run: Run, ref: Ref): string =>
  print({ nodes: run.table.nodes, enums: run.enumTypes, labels: run.notes.labels }, ref);

/** The nodes of a table with all labels that were given. */
export interface Labelled {
  readonly table: ExprTable;
  readonly labels: ReadonlyMap<Ref, RunLabel>;
}

/** The labels that shorten: what is as short in full is better printed in full. */
export const usefulLabels = (run: Labelled, refs: ReadonlySet<Ref>): [Ref, string, string?][] =>
  [...run.labels].flatMap(([ref, label]): [Ref, string, string?][] => {
    if (!refs.has(ref) || !isLonger(run, ref, Math.max(30, 1.5 * label.text.length))) return [];
    return [label.negated === undefined ? [ref, label.text] : [ref, label.text, label.negated]];
  });

/** Whether it has so many characters without its own label. Printed once where that hangs on no default. */
const isLonger = (run: Labelled, ref: Ref, enough: number): boolean => {
  const remembered = lengths.get(run) ?? newLengths(run);
  lengths.set(run, remembered);
  const known = remembered.least.get(ref) ?? printedLength(run, ref, remembered.shortest);
  remembered.least.set(ref, known);
  if (known >= enough || !remembered.defaults.has(ref)) return known >= enough;
  return printedLength(run, ref, run.table.nodes) >= enough;
};

const printedLength = (run: Labelled, ref: Ref, nodes: readonly ExprNode[]): number => {
  const labels = { get: (other: Ref) => (other === ref ? undefined : run.labels.get(other)) };
  return print({ nodes, enums: run.table.enumTypes, labels }, ref).length;
};

interface Lengths {
  /** How long each is, whatever the defaults are. */
  readonly least: Map<Ref, number>;
  /** The nodes with defaults that print as short as any. */
  readonly shortest: readonly ExprNode[];
  readonly defaults: Printed;
}

const lengths = new WeakMap<Labelled, Lengths>();

const newLengths = ({ table }: Labelled): Lengths => {
  const apart = new Set(table.apart);
  return {
    least: new Map(),
    shortest: table.nodes.map((node, ref) => (apart.has(ref) ? { op: 'const', value: 0 } : node)),
    defaults: new Printed(table),
  };
};

/** Nodes that print a default, remembered for a table that no longer grows. An input prints its name only. */
class Printed {
  readonly #table: ExprTable;
  readonly #known: Map<Ref, boolean>;

  constructor(table: ExprTable) {
    this.#table = table;
    this.#known = new Map(table.apart.map((ref) => [ref, true]));
  }

  has(ref: Ref): boolean {
    const known = this.#known.get(ref);
    if (known !== undefined) return known;
    const node = this.#table.node(ref);
    const found = node.op !== 'input' && childrenOf(node).some((child) => this.has(child));
    this.#known.set(ref, found);
    return found;
  }
}

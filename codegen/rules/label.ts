import { not } from '../../src/expr/logic.ts';
import { type Label, print } from '../../src/expr/print.ts';
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
  if (!SIMPLE.has(run.table.node(ref).op) && !run.labels.has(ref)) run.labels.set(ref, { text: name });
};

/** The same for what is read from a field or property and only then becomes one expression. */
export const labelRead = (run: Run, value: Value, name: string): Value => {
  if (value.kind !== 'instance' && isExpression(run, value)) labelField(run, asData(run, value), name);
  return value;
};

/** Keeps how people would write a condition on a labelled node, where working it out has made something else of it. */
export const described = (run: Run, plain: ExprNode & { args: Ref[] }, result: Ref): Ref => {
  const { table, labels } = run;
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
  print({ nodes: run.table.nodes, enums: run.enumTypes, labels: run.labels }, ref);

/** The labels that shorten: what is as short in full is better printed in full. */
export const usefulLabels = (run: Run, refs: ReadonlySet<Ref>): [Ref, string, string?][] =>
  [...run.labels].flatMap(([ref, label]): [Ref, string, string?][] => {
    if (!refs.has(ref)) return [];
    const others = { get: (other: Ref) => (other === ref ? undefined : run.labels.get(other)) };
    const full = print({ nodes: run.table.nodes, enums: run.enumTypes, labels: others }, ref);
    if (full.length < Math.max(30, 1.5 * label.text.length)) return [];
    return [label.negated === undefined ? [ref, label.text] : [ref, label.text, label.negated]];
  });

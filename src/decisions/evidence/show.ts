import type { Catalog } from '../../catalog/index.ts';
import type { Json, Parameter, Ref } from '../../model/index.ts';
import { parametersBy } from '../by-name.ts';
import type { DecisionInput } from '../parse.ts';
import { parseDecisions } from '../parse.ts';
import { situationOf } from '../situation.ts';
import { assignmentOf, SOMETHING } from './assignment.ts';
import type { Assignment } from './guards.ts';
import { liveIndexOf } from './index.ts';
import type { LiveIndex } from './live.ts';

/** A line of code that uses a parameter's value. */
export interface ShownRead {
  /** `llamafactory/model/adapter.py:236` */
  readonly at: string;
  /** `llamafactory.model.adapter._setup_lora_tuning` */
  readonly function: string;
  /** What other parameters must be for the line to be reached: `{finetuning_type: ["lora", "oft"]}`; `set` is any value. */
  readonly needs: Readonly<Record<string, readonly Json[]>>;
}

/** What upstream's code does with a parameter. */
export interface ParameterEvidence {
  readonly reads: readonly ShownRead[];
  /** Where the parser sets it itself, whatever the config says. */
  readonly overwritten?: string;
  /** Parameters that have no effect while this one is at its default. */
  readonly opens: readonly string[];
  /** Switches that must not be at their default for this one to have an effect. */
  readonly openedBy: readonly string[];
}

/**
 * The evidence for a parameter of an entry point; with decisions only what may be reached under them. `undefined` where
 * the catalog has no index for the entry point.
 */
export const parameterEvidence = (
  catalog: Catalog,
  entry: string,
  name: string,
  decisions: DecisionInput = {},
): ParameterEvidence | undefined => {
  const data = catalog.evidence;
  const own = data?.entries.find((one) => one.entry === entry);
  if (data === undefined || own === undefined) return undefined;
  const index = liveIndexOf(catalog, data, own);
  const decided = assignmentOf(catalog, situationOf(catalog, entry, parseDecisions(catalog, decisions)));
  const parameters = parametersBy(catalog, entry);
  const mayHold = index.guards.under(decided);
  const reached = (own.reads[name] ?? []).filter(([, , , guard]) => mayHold(guard));
  const overwritten = own.overwritten[name];
  return {
    reads: reached.map(([file, line, fn, guard]) => ({
      at: `${data.files[file]}:${line}`,
      function: data.functions[fn] ?? '',
      needs: needsOf(index, guard, decided, parameters),
    })),
    ...(overwritten === undefined ? {} : { overwritten: `${data.files[overwritten[0]]}:${overwritten[1]}` }),
    opens: own.opens[name] ?? [],
    openedBy: Object.entries(own.opens).flatMap(([by, opened]) => (opened.includes(name) ? [by] : [])),
  };
};

/** Each parameter that a guard depends on by itself, with the values under which it can hold. */
const needsOf = (
  index: LiveIndex,
  guard: Ref,
  decided: Assignment,
  parameters: ReadonlyMap<string, Parameter>,
): ShownRead['needs'] => {
  const needs: Record<string, readonly Json[]> = {};
  for (const input of index.guards.inputsOf(guard)) {
    if (Object.hasOwn(decided.values, input)) continue;
    const domain = domainOf(parameters.get(input));
    const allowed = domain.filter((value) =>
      index.guards.under({ ...decided, values: { ...decided.values, [input]: value } })(guard),
    );
    if (allowed.length < domain.length)
      needs[input] = allowed.map((value) => (value === SOMETHING ? 'set' : value));
  }
  return needs;
};

/** Values to try: all there are, or unset and set. */
const domainOf = (parameter: Parameter | undefined): readonly Json[] => {
  if (parameter === undefined || parameter.default.kind !== 'value') return [];
  const { choices, default: fallback } = parameter;
  if (choices !== undefined) return choices.values;
  if (typeof fallback.value === 'boolean') return [true, false];
  return fallback.value === null ? [null, SOMETHING] : [];
};

import { type Catalog, checkerOf, groupBy } from '../../catalog/index.ts';
import { once } from '../../catalog/once.ts';
import { type Checker, fromJson, NO_ENVIRONMENT } from '../../expr/index.ts';
import { PyDict } from '../../expr/python/value.ts';
import type { Constraint } from '../../expr/verdict.ts';
import {
  type DecidedBound,
  type DecidedEntry,
  formatPlace,
  type Json,
  type Parameter,
  type Place,
  type Ref,
  type Rule,
} from '../../model/index.ts';
import { parametersBy } from '../by-name.ts';
import { type Dimension, dimensionsOf } from '../dimension.ts';
import type { Decisions } from '../parse.ts';
import { askedByIn } from './asked-by.ts';
import { SOMETHING } from './assignment.ts';
import { DecisionTables } from './decision-tables.ts';
import { type Assignment, Guards } from './guards.ts';

/** What upstream's parser says of parameters under some decisions. */
export interface Limits {
  /** Must be set: its default is refused. */
  readonly required: ReadonlyMap<string, Limit>;
  /** May not be set: every other value than its default is refused. */
  readonly forbidden: ReadonlyMap<string, Limit>;
  /** Some values are refused, or some machines refuse. */
  readonly limited: ReadonlyMap<string, readonly Limit[]>;
  /** The rule that refuses the decisions themselves. */
  readonly impossible: Refusal | undefined;
}

export interface Limit {
  /** What is refused, in upstream's words: `max_steps == -1`. */
  readonly condition: string;
  readonly place: Place;
}

/** A rule that holds whatever else a config says, and the parameters it is about. */
export interface Refusal extends Limit {
  readonly parameters: readonly string[];
}

/** What one rule comes to under an assignment: whether it refuses whatever else a config says, and what it limits. */
type Bound = DecidedBound;

interface Rules {
  readonly checker: Checker;
  readonly conditions: Guards;
  readonly all: readonly Rule[];
  /** Positions of the errors among all. */
  readonly errors: readonly number[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly place: (rule: Rule) => Place | undefined;
  readonly dependsOn: (rule: number, dimension: Dimension) => boolean;
}

interface EntryRules {
  /** `undefined` where the catalog has none. Compiled when they are first needed. */
  readonly rules: () => Rules | undefined;
  /** By position: under decisions, and nothing else being known. */
  readonly bounds: DecisionTables<number, Bound>;
  /** Positions of those that may come to something under decisions alone. */
  readonly bounding: () => readonly number[];
}

const LARGEST_TABLE = 1 << 10;

const known = new WeakMap<Catalog, Map<string, EntryRules>>();

const entryRules = (catalog: Catalog, entry: string): EntryRules => {
  const byEntry = known.get(catalog) ?? new Map<string, EntryRules>();
  known.set(catalog, byEntry);
  const found = byEntry.get(entry) ?? rulesOf(catalog, entry);
  byEntry.set(entry, found);
  return found;
};

const rulesOf = (catalog: Catalog, entry: string): EntryRules => {
  const rules = once(() => compile(catalog, entry));
  const decided = catalog.decided(entry)?.rules;
  const byRule = new Map(decided?.map((one) => [one.rule, one]));
  return {
    rules,
    bounds: new DecisionTables(
      dimensionsOf(catalog),
      (rule, dimension) => rules()?.dependsOn(rule, dimension) ?? false,
      LARGEST_TABLE,
      (rule) => byRule.get(rule),
    ),
    bounding: decided === undefined ? () => rules()?.errors ?? [] : () => [...byRule.keys()],
  };
};

const compile = (catalog: Catalog, entry: string): Rules | undefined => {
  const data = catalog.rules;
  const own = data?.entries.find((one) => one.entry === entry);
  const checker = checkerOf(catalog, entry);
  if (data === undefined || own === undefined || checker === undefined) return undefined;
  const conditions = new Guards(data);
  const askedBy = askedByIn(conditions, dimensionsOf(catalog));
  return {
    checker,
    conditions,
    all: own.rules,
    errors: [...own.rules.keys()].filter((rule) => own.rules[rule]?.kind === 'error'),
    parameters: parametersBy(catalog, entry),
    place: (rule) => data.places[rule.at],
    dependsOn: (rule, dimension) => askedBy(own.rules[rule]?.when ?? NO_RULE).has(dimension),
  };
};

const NO_RULE = -1;

/**
 * What is required, forbidden, limited and impossible; nothing where the catalog has no rules. `decisions`: where the
 * assignment follows from them alone.
 */
export const limitsUnder = (
  catalog: Catalog,
  entry: string,
  assignment: () => Assignment,
  decisions?: Decisions,
): Limits => {
  const { rules, bounds, bounding } = entryRules(catalog, entry);
  const workOut = boundsIn(rules, assignment);
  const lookUp = decisions === undefined ? undefined : bounds.under(decisions);
  const required = new Map<string, Limit>();
  const forbidden = new Map<string, Limit>();
  const limited = new Map<string, Limit[]>();
  let impossible: Refusal | undefined;
  for (const rule of lookUp === undefined ? (rules()?.errors ?? []) : bounding()) {
    const { refuses, on } = lookUp?.(rule, workOut) ?? workOut(rule);
    if (refuses) impossible ??= refusalOf(rules(), rule);
    for (const { kind, parameter, limit } of on)
      if (kind === 'required') required.set(parameter, limit);
      else if (kind === 'forbidden') forbidden.set(parameter, limit);
      else limited.set(parameter, [...(limited.get(parameter) ?? []), limit]);
  }
  return { required, forbidden, limited, impossible };
};

/** Everything that rules come to under decisions alone; rules that come to nothing are left out. */
export const decideRules = (
  catalog: Catalog,
  entry: string,
  assignmentOf: (decisions: Decisions) => Assignment,
): DecidedEntry['rules'] => {
  const { rules, bounds } = entryRules(catalog, entry);
  return (rules()?.errors ?? []).flatMap((rule) => {
    const decided = bounds.decide(rule, (decisions) => boundsIn(rules, () => assignmentOf(decisions))(rule));
    return decided.answers.every((bound) => isUnbound(bound)) ? [] : [{ rule, ...decided }];
  });
};

/** Works out what rules come to; what is the same for all of them once. */
const boundsIn = (
  compiled: () => Rules | undefined,
  assignment: () => Assignment,
): ((rule: number) => Bound) => {
  // A stand-in for a value that is not known must not be taken for one.
  const told = once((): Assignment => {
    const { values, atoms } = assignment();
    const said = Object.entries(values).filter(([, value]) => value !== SOMETHING);
    return { values: Object.fromEntries(said), atoms };
  });
  const constraints = once(() => {
    const entries = Object.entries(told().values).map(([name, value]) => [name, fromJson(value)] as const);
    const all = compiled()?.checker.constraints(new PyDict(entries), NO_ENVIRONMENT) ?? [];
    return groupBy(all, ({ rule }) => rule);
  });
  return (position) => {
    const rules = compiled();
    const rule = rules?.all[position];
    if (rules === undefined || rule === undefined) return UNBOUND;
    const on = (constraints().get(position) ?? []).map((constraint) => {
      const { parameter, condition, place } = constraint;
      const kind = kindOf(rules.conditions, told(), rule, constraint, rules.parameters.get(parameter));
      return { kind, parameter, limit: { condition, place } };
    });
    const refuses = rules.place(rule) !== undefined && rules.conditions.certainUnder(told())(rule.when);
    const bound = { refuses, on };
    return isUnbound(bound) ? UNBOUND : bound;
  };
};

const UNBOUND: Bound = { refuses: false, on: [] };
const isUnbound = ({ refuses, on }: Bound): boolean => !refuses && on.length === 0;

const kindOf = (
  conditions: Guards,
  known: Assignment,
  { when }: Rule,
  { kind, on, parameter }: Constraint,
  facts: Parameter | undefined,
): 'required' | 'forbidden' | 'limited' => {
  if (on.length > 0) return 'limited';
  if (kind === 'required') return 'required';
  return refusesAll(conditions, known, when, parameter, facts) ? 'forbidden' : 'limited';
};

/** Whether the rule refuses whatever a config could set the parameter to, other than its default. */
const refusesAll = (
  conditions: Guards,
  known: Assignment,
  when: Ref,
  parameter: string,
  facts: Parameter | undefined,
): boolean => {
  const others = facts === undefined ? [] : otherValues(facts);
  return (
    others.length > 0 &&
    others.every((value) =>
      conditions.certainUnder({ ...known, values: { ...known.values, [parameter]: value } })(when),
    )
  );
};

/** Values that stand for all others than the default; none where there are too many kinds of them. */
const otherValues = ({ default: fallback, choices, typeRef, type }: Parameter): readonly Json[] => {
  if (fallback.kind !== 'value') return [];
  const { value } = fallback;
  if (choices !== undefined) return choices.values.filter((choice) => choice !== value);
  if (typeof value === 'boolean') return [!value];
  if (value !== null) return [];
  if (type.includes('bool')) return [true, false];
  if (typeRef.kind === 'union' && typeRef.members.some(({ kind }) => kind === 'dict' || kind === 'any'))
    return [];
  if (type.includes('str')) return [SOMETHING];
  return type.includes('int') || type.includes('float') ? [1, 7] : [];
};

const refusalOf = (rules: Rules | undefined, position: number): Refusal | undefined => {
  const rule = rules?.all[position];
  const at = rule && rules?.place(rule);
  if (rules === undefined || rule === undefined || at === undefined) return undefined;
  return { condition: rules.checker.describe(position), place: at, parameters: rule.parameters };
};

export const printLimit = ({ condition, place }: Limit): string =>
  `refused where ${condition} (${formatPlace(place)})`;

import { type Catalog, checkerOf } from '../../catalog/index.ts';
import { type Checker, fromJson, NO_ENVIRONMENT } from '../../expr/index.ts';
import { PyDict } from '../../expr/python/value.ts';
import type { Constraint } from '../../expr/verdict.ts';
import {
  formatPlace,
  type Json,
  type Parameter,
  type Place,
  type Ref,
  type Rule,
} from '../../model/index.ts';
import { dimensionsOf } from '../dimension.ts';
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

const NONE: Limits = { required: new Map(), forbidden: new Map(), limited: new Map(), impossible: undefined };

interface Rules {
  readonly checker: Checker;
  readonly conditions: Guards;
  /** Whether a rule certainly refuses decisions, and nothing else being known. */
  readonly refuses: DecisionTables<Ref, boolean>;
  readonly errors: readonly { readonly rule: Rule; readonly index: number }[];
  readonly place: (rule: Rule) => Place | undefined;
}

const LARGEST_TABLE = 1 << 10;

const compiled = new WeakMap<Catalog, Map<string, Rules | undefined>>();

const rulesOf = (catalog: Catalog, entry: string): Rules | undefined => {
  const byEntry = compiled.get(catalog) ?? new Map<string, Rules | undefined>();
  compiled.set(catalog, byEntry);
  if (!byEntry.has(entry)) byEntry.set(entry, compile(catalog, entry));
  return byEntry.get(entry);
};

const compile = (catalog: Catalog, entry: string): Rules | undefined => {
  const data = catalog.rules;
  const own = data?.entries.find((one) => one.entry === entry);
  const checker = checkerOf(catalog, entry);
  if (data === undefined || own === undefined || checker === undefined) return undefined;
  const conditions = new Guards(data);
  const dimensions = dimensionsOf(catalog);
  const askedBy = askedByIn(conditions, dimensions);
  return {
    checker,
    conditions,
    refuses: new DecisionTables(dimensions, (when, dimension) => askedBy(when).has(dimension), LARGEST_TABLE),
    errors: own.rules.map((rule, index) => ({ rule, index })).filter(({ rule }) => rule.kind === 'error'),
    place: (rule) => data.places[rule.at],
  };
};

/**
 * What is required, forbidden, limited and impossible; nothing where the catalog has no rules. `decisions`: where the
 * assignment follows from them alone.
 */
export const limitsUnder = (
  catalog: Catalog,
  entry: string,
  assignment: Assignment,
  decisions?: Decisions,
): Limits => {
  const rules = rulesOf(catalog, entry);
  if (rules === undefined) return NONE;
  // A stand-in for a value that is not known must not be taken for one.
  const values = Object.fromEntries(
    Object.entries(assignment.values).filter(([, value]) => value !== SOMETHING),
  );
  const known = { values, atoms: assignment.atoms };
  const config = new PyDict(Object.entries(values).map(([name, value]) => [name, fromJson(value)]));
  const parameters = new Map(catalog.parametersOf(entry).map((parameter) => [parameter.name, parameter]));
  const required = new Map<string, Limit>();
  const forbidden = new Map<string, Limit>();
  const limited = new Map<string, Limit[]>();
  for (const constraint of rules.checker.constraints(config, NO_ENVIRONMENT)) {
    const { parameter, condition, place, on, kind } = constraint;
    const limit = { condition, place };
    if (kind === 'required' && on.length === 0) required.set(parameter, limit);
    else if (on.length === 0 && refusesAll(rules, known, constraint, parameters.get(parameter)))
      forbidden.set(parameter, limit);
    else limited.set(parameter, [...(limited.get(parameter) ?? []), limit]);
  }
  return { required, forbidden, limited, impossible: impossibleUnder(rules, known, decisions) };
};

/** Whether the rule refuses whatever a config could set the parameter to, other than its default. */
const refusesAll = (
  { conditions, errors }: Rules,
  known: Assignment,
  { rule: wanted, parameter }: Constraint,
  facts: Parameter | undefined,
): boolean => {
  const when = errors.find(({ index }) => index === wanted)?.rule.when;
  const others = facts === undefined ? [] : otherValues(facts);
  if (when === undefined || others.length === 0) return false;
  return others.every((value) =>
    conditions.certainUnder({ ...known, values: { ...known.values, [parameter]: value } })(when),
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

/** The first rule that refuses the decisions whatever else a config says. */
const impossibleUnder = (
  { conditions, errors, checker, place, refuses }: Rules,
  known: Assignment,
  decisions: Decisions | undefined,
): Refusal | undefined => {
  const workOut = (when: Ref): boolean => conditions.certainUnder(known)(when);
  const lookUp = decisions === undefined ? undefined : refuses.under(decisions);
  const certain = (when: Ref): boolean => lookUp?.(when, () => workOut(when)) ?? workOut(when);
  for (const { rule, index } of errors) {
    const at = place(rule);
    if (at !== undefined && certain(rule.when))
      return { condition: checker.describe(index), place: at, parameters: rule.parameters };
  }
  return undefined;
};

export const printLimit = ({ condition, place }: Limit): string =>
  `refused where ${condition} (${formatPlace(place)})`;

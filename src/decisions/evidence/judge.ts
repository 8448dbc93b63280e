import type { Catalog } from '../../catalog/index.ts';
import { once } from '../../catalog/once.ts';
import type { ArgumentClass, Json } from '../../model/index.ts';
import { type Dimension, isPositive } from '../dimension.ts';
import { isDecidedOnly, type Situation } from '../evidence.ts';
import { membershipsOf } from '../membership.ts';
import type { Decisions } from '../parse.ts';
import { assignmentOf } from './assignment.ts';
import type { Assignment } from './guards.ts';
import { type Limits, limitsUnder } from './limits.ts';
import type { Live, LiveIndex } from './live.ts';

/** A situation with everything worked out that the parameters are judged by. */
export interface Case {
  readonly situation: Situation;
  readonly index: LiveIndex;
  /** What the decisions and given values say. */
  readonly decided: Assignment;
  /** What the parser requires and forbids. */
  readonly limits: Limits;
  /** May take effect under the decisions. */
  readonly live: Live;
  /** May take effect while everything else is as usual. */
  readonly active: Live;
  /** Take effect because of a decision: they would not if it were as by default. */
  readonly activated: ReadonlySet<string>;
  /** By name the family of a decision taken: `dpo_…` under dpo. */
  readonly family: ReadonlySet<string>;
}

export const caseOf = (catalog: Catalog, index: LiveIndex, situation: Situation): Case => {
  const decided = assignmentOf(catalog, situation);
  const { customary } = index;
  const told = { ...decided, values: { ...turnedOn(index, customary), ...decided.values } };
  const open = isDecidedOnly(situation);
  const live = open ? index.underDecisions(situation.decisions) : index.under(decided);
  const active = open ? index.usuallyUnderDecisions(situation.decisions) : index.usuallyUnder(decided);
  return {
    situation,
    index,
    decided,
    limits: limitsUnder(catalog, situation.entry, told, open ? situation.decisions : undefined),
    live,
    active,
    activated: activatedBy(index, situation, live, active),
    family: familyOf(catalog, index, situation),
  };
};

/** What nearly every config turns on and no decision is about: `do_train`. */
const turnedOn = (
  index: LiveIndex,
  customary: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> => {
  const gates = new Set(index.dimensions().flatMap(({ gateParameters }) => gateParameters));
  return Object.fromEntries(
    Object.entries(customary).filter(([name, value]) => value === true && !gates.has(name)),
  );
};

const defaultsOf = new WeakMap<LiveIndex, Decisions>();

/** The value of each dimension that a config has which says nothing. */
const byDefault = (index: LiveIndex): Decisions => {
  const known = defaultsOf.get(index) ?? Object.fromEntries(index.dimensions().flatMap(defaultOf(index)));
  defaultsOf.set(index, known);
  return known;
};

const defaultOf =
  (index: LiveIndex) =>
  ({ name, values }: Dimension): [string, string][] => {
    const silent = values.find(({ gates }) => gates.every((gate) => !isPositive(gate)));
    const first = silent ?? values.find(({ gates }) => gates.every((gate) => index.isDefault(gate)));
    return first === undefined ? [] : [[name, first.value]];
  };

const activatedBy = (
  index: LiveIndex,
  situation: Situation,
  live: Live,
  active: Live,
): ReadonlySet<string> => {
  const otherwise = othersOf(index, situation.decisions);
  const isActivated = (name: string, { may, does }: Otherwise): boolean =>
    (live.has(name) && !may.has(name)) || (active.has(name) && !does.has(name));
  if (isDecidedOnly(situation))
    return index.activated(situation.decisions, (name) =>
      otherwise().some((one) => index.dependsOn(name, one.dimension) && isActivated(name, one)),
    );
  const names = [...live.keys(), ...active.keys()];
  return new Set(names.filter((name) => otherwise().some((one) => isActivated(name, one))));
};

/** What would take effect if one decision were as by default. */
interface Otherwise {
  readonly dimension: Dimension;
  readonly may: Live;
  readonly does: Live;
}

/** For each decision that is not as by default. */
const othersOf = (index: LiveIndex, decisions: Decisions): (() => readonly Otherwise[]) =>
  once(() => {
    const defaults = byDefault(index);
    return index.dimensions().flatMap((dimension) => {
      const [taken, fallback] = [decisions[dimension.name], defaults[dimension.name]];
      if (taken === undefined || fallback === undefined || taken === fallback) return [];
      const otherwise = { ...decisions, [dimension.name]: fallback };
      return [
        {
          dimension,
          may: index.underDecisions(otherwise),
          does: index.usuallyUnderDecisions(otherwise),
        },
      ];
    });
  });

/**
 * Names alone would mislead (`full_determinism` is of no method): a parameter, or most of its class, must be read only
 * with some values of the dimension.
 */
const familyOf = (
  catalog: Catalog,
  index: LiveIndex,
  { entry, decisions }: Situation,
): ReadonlySet<string> => {
  const family = new Set<string>();
  for (const composed of catalog.classesOf(entry))
    for (const [name, memberships] of membershipsOf(catalog, composed))
      for (const { of, close, gates } of memberships) {
        const taken = of && decisions[of.dimension];
        const dimension = index.dimensions().find((one) => one.name === of?.dimension);
        if (!close || taken === undefined || dimension === undefined || !of?.values.includes(taken)) continue;
        const owner = composed.parameters.find((one) => one.name === name)?.owner ?? '';
        // `fsdp_config` goes with `fsdp`: named after the very parameter that is set.
        const extendsGate = gates.some((gate) => 'state' in gate && name.startsWith(`${gate.parameter}_`));
        if (
          extendsGate ||
          isNarrow(index, name, dimension) ||
          isMostlyNarrow(index, composed, owner, dimension)
        )
          family.add(name);
      }
  return family;
};

const isNarrow = (index: LiveIndex, name: string, dimension: Dimension): boolean =>
  index.usualValuesWith(name, dimension).length < dimension.values.length;

const isMostlyNarrow = (
  index: LiveIndex,
  { parameters }: ArgumentClass,
  owner: string,
  dimension: Dimension,
): boolean => {
  const own = parameters.filter((one) => one.init && one.owner === owner);
  return own.filter(({ name }) => isNarrow(index, name, dimension)).length * 2 >= own.length;
};

import type { Catalog } from '../../catalog/index.ts';
import { once } from '../../catalog/once.ts';
import type { ArgumentClass } from '../../model/index.ts';
import { type Dimension, isPositive } from '../dimension.ts';
import type { DimensionName } from '../dimensions.ts';
import { isDecidedOnly, type Situation } from '../evidence.ts';
import { membershipsOf } from '../membership.ts';
import type { Decisions } from '../parse.ts';
import { assignmentOf } from './assignment.ts';
import type { Assignment } from './guards.ts';
import type { Live, LiveIndex } from './live.ts';

/** A situation, and what is to be known of a parameter in it. Nothing is worked out before it is asked for. */
export interface Case {
  readonly situation: Situation;
  readonly index: LiveIndex;
  /** What the decisions and given values say. */
  readonly decided: Assignment;
  /** May take effect under the decisions. */
  readonly live: Live;
  /** May take effect while everything else is as usual. */
  readonly active: Live;
  /** Takes effect because of a decision: it would not if that were as by default. */
  isActivated(name: string): boolean;
  /** By name of the family of a decision taken: `dpo_…` under dpo. */
  isOfFamily(name: string): boolean;
}

export const caseOf = (catalog: Catalog, index: LiveIndex, situation: Situation): Case => {
  const decided = once(() => assignmentOf(catalog, situation));
  const open = isDecidedOnly(situation);
  const live = once(() => (open ? index.underDecisions(situation.decisions) : index.under(decided())));
  const active = once(() =>
    open ? index.usuallyUnderDecisions(situation.decisions) : index.usuallyUnder(decided()),
  );
  const otherwise = othersOf(index, situation.decisions);
  return {
    situation,
    index,
    get decided() {
      return decided();
    },
    get live() {
      return live();
    },
    get active() {
      return active();
    },
    isActivated: (name) =>
      otherwise().some(
        ({ may, does }) => (live().has(name) && !may.has(name)) || (active().has(name) && !does.has(name)),
      ),
    isOfFamily: (name) => isOfFamily(catalog, index, situation, name),
  };
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

/** What would take effect if one decision were as by default. */
interface Otherwise {
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
const isOfFamily = (
  catalog: Catalog,
  index: LiveIndex,
  { entry, decisions }: Situation,
  name: string,
): boolean =>
  catalog.classesOf(entry).some((composed) =>
    (membershipsOf(catalog, composed).get(name) ?? []).some(({ of, close, gates }) => {
      const taken = of && decisions[of.dimension];
      const dimension = index.dimensions().find((one) => one.name === of?.dimension);
      if (!close || taken === undefined || dimension === undefined || !of?.values.includes(taken))
        return false;
      // `fsdp_config` goes with `fsdp`: named after the very parameter that is set.
      const extendsGate = gates.some((gate) => 'state' in gate && name.startsWith(`${gate.parameter}_`));
      return (
        extendsGate || isNarrow(index, name, dimension) || isMostlyNarrow(index, composed, name, dimension)
      );
    }),
  );

/** Dimensions by whose value a parameter may be of the family of a decision. */
export const familyDimensions = (catalog: Catalog, entry: string, name: string): readonly DimensionName[] =>
  catalog
    .classesOf(entry)
    .flatMap((composed) => membershipsOf(catalog, composed).get(name) ?? [])
    .flatMap(({ of, close }) => (close && of !== undefined ? [of.dimension] : []));

const isNarrow = (index: LiveIndex, name: string, dimension: Dimension): boolean =>
  index.usualValuesWith(name, dimension).length < dimension.values.length;

const isMostlyNarrow = (
  index: LiveIndex,
  { parameters }: ArgumentClass,
  name: string,
  dimension: Dimension,
): boolean => {
  const owner = parameters.find((one) => one.name === name)?.owner ?? '';
  const own = parameters.filter((one) => one.init && one.owner === owner);
  return own.filter((one) => isNarrow(index, one.name, dimension)).length * 2 >= own.length;
};

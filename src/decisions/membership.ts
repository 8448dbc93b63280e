import type { Catalog } from '../catalog/index.ts';
import type { ArgumentClass, Parameter } from '../model/index.ts';
import { type Dimension, dimensionsOf, isPositive } from './dimension.ts';
import type { DimensionName, Gate } from './dimensions.ts';
import { hasWord, mixins, mixinsByValue, switchedFamilies, valueInName } from './families.ts';

/** A parameter takes part only while one of the gates holds. Told by names and declaring classes alone. */
export interface Membership {
  /** Any of them. */
  readonly gates: readonly Gate[];
  /** The decisions that hold them: `method = lora`. Absent for a switch that no dimension has. */
  readonly of?: { readonly dimension: DimensionName; readonly values: readonly string[] };
  /** The parameter belongs to these alone, not to a class that several values share. */
  readonly close: boolean;
}

/** By parameter name; a parameter without an entry stands under no gate known from names. */
export type Memberships = ReadonlyMap<string, readonly Membership[]>;

const known = new WeakMap<ArgumentClass, Memberships>();

export const membershipsOf = (catalog: Catalog, composed: ArgumentClass): Memberships => {
  const found = known.get(composed) ?? collect(catalog, composed);
  known.set(composed, found);
  return found;
};

const collect = (catalog: Catalog, composed: ArgumentClass): Memberships => {
  const found = new Map<string, Membership[]>();
  const add = (name: string, membership: Membership): void => {
    found.set(name, [...(found.get(name) ?? []), membership]);
  };
  addSwitched(catalog, composed, add);
  for (const dimension of dimensionsOf(catalog)) {
    addByValue(dimension, composed, add);
    addByGateName(dimension, composed, add);
    addByWords(dimension, composed, add);
  }
  return found;
};

type Add = (name: string, membership: Membership) => void;

/** `galore_rank` under `use_galore`; the switch itself too, where it is a decision and so is taken there. */
const addSwitched = (catalog: Catalog, composed: ArgumentClass, add: Add): void => {
  for (const family of switchedFamilies(composed)) {
    const gates: readonly Gate[] = [{ parameter: family.switch, value: true }];
    const of = decisionOf(catalog, family.switch);
    for (const name of family.members)
      if (of !== undefined || name !== family.switch)
        add(name, { gates, close: true, ...(of === undefined ? {} : { of }) });
  }
};

const decisionOf = (catalog: Catalog, parameter: string): Membership['of'] => {
  for (const dimension of dimensionsOf(catalog))
    for (const { value, gates } of dimension.values)
      if (gates.some((gate) => isPositive(gate) && gate.parameter === parameter))
        return { dimension: dimension.name, values: [value] };
  return undefined;
};

/** LoraArguments under `finetuning_type: lora`; RLHFArguments under three stages, `ppo_…` of it under one. */
const addByValue = (dimension: Dimension, composed: ArgumentClass, add: Add): void => {
  const choices = new Map(
    dimension.values.flatMap(({ value, gates }): [string, Gate][] => {
      const [gate, ...others] = gates;
      return gate !== undefined && others.length === 0 && 'value' in gate && gate.value === value
        ? [[value, gate]]
        : [];
    }),
  );
  const groups = mixins(composed);
  for (const [owner, values] of mixinsByValue(composed, [...choices.keys()])) {
    for (const { name } of groups.get(owner) ?? []) {
      const own = valueInName(name, values);
      const under = own === undefined ? values : [own];
      add(name, {
        gates: under.flatMap((value) => choices.get(value) ?? []),
        of: { dimension: dimension.name, values: under },
        close: under.length === 1,
      });
    }
  }
};

/** `fsdp_config` under `fsdp`; the mixin that holds `quantization_bit` and mostly `quantization_…` under that. */
const addByGateName = (dimension: Dimension, composed: ArgumentClass, add: Add): void => {
  for (const parameter of dimension.gateParameters) {
    const values = dimension.values.filter(({ gates }) =>
      gates.some((gate) => isPositive(gate) && gate.parameter === parameter),
    );
    if (isChoiceGate(dimension, parameter)) continue;
    const gates: readonly Gate[] = [{ parameter, state: 'set' }];
    const of = { dimension: dimension.name, values: values.map(({ value }) => value) };
    const relatives = new Set([
      ...composed.parameters.filter(({ name }) => name.startsWith(`${parameter}_`)).map(({ name }) => name),
      ...mixinAround(composed, parameter),
    ]);
    for (const name of relatives) if (name !== parameter) add(name, { gates, of, close: true });
  }
};

/** A gate whose values are told apart, not on from off. */
const isChoiceGate = (dimension: Dimension, parameter: string): boolean =>
  dimension.values.length > 0 &&
  dimension.values.every(({ gates }) =>
    gates.some((gate) => gate.parameter === parameter && isPositive(gate)),
  );

const mixinAround = (composed: ArgumentClass, parameter: string): readonly string[] => {
  const [word] = parameter.split('_');
  for (const fields of mixins(composed).values()) {
    const names = fields.map(({ name }) => name);
    const alike = names.filter((name) => name.startsWith(`${word}_`));
    if (names.includes(parameter) && word !== 'use' && alike.length * 2 >= names.length) return names;
  }
  return [];
};

/** `image_max_pixels` under `multimodal`, with the rest of a mixin that is mostly about that. */
const addByWords = (dimension: Dimension, composed: ArgumentClass, add: Add): void => {
  for (const [value, words] of Object.entries(dimension.words)) {
    const about = (parameter: Parameter): boolean => hasWord(parameter.name, words);
    const owners = [...mixins(composed)].filter(
      ([, fields]) => fields.filter(about).length * 2 >= fields.length,
    );
    const wholly = new Set(owners.map(([owner]) => owner));
    for (const parameter of composed.parameters)
      if (about(parameter) || wholly.has(parameter.owner))
        add(parameter.name, { gates: [], of: { dimension: dimension.name, values: [value] }, close: true });
  }
};

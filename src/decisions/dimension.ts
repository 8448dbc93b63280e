import type { Catalog } from '../catalog/index.ts';
import type { Parameter } from '../model/index.ts';
import {
  DIMENSIONS,
  type DimensionEntry,
  type DimensionName,
  type Gate,
  type ValueEntry,
} from './dimensions.ts';
import { type Family, switchedFamilies } from './families.ts';

export interface DimensionValue {
  readonly value: string;
  /** Only gates the catalog has. Empty where nothing in a config says so (`modality`). */
  readonly gates: readonly Gate[];
  readonly aliases: readonly string[];
}

/** A dimension as one catalog has it. */
export interface Dimension {
  readonly name: DimensionName;
  readonly question: string;
  readonly aliases: readonly string[];
  readonly values: readonly DimensionValue[];
  /** Every parameter a value assigns, once. */
  readonly gateParameters: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
}

const known = new WeakMap<Catalog, readonly Dimension[]>();

/**
 * The dimensions of a catalog: the hand-written table, less what this source lacks, more what it adds (a new choice of
 * a gate; a new `use_x` with fields of its own). Kept as long as the catalog is.
 */
export const dimensionsOf = (catalog: Catalog): readonly Dimension[] => {
  const found = known.get(catalog) ?? DIMENSIONS.map((entry) => dimension(catalog, entry));
  known.set(catalog, found);
  return found;
};

const dimension = (catalog: Catalog, entry: DimensionEntry): Dimension => {
  const has = (parameter: string): boolean => catalog.occurrences(parameter).length > 0;
  const values = [
    ...choiceValues(catalog, entry),
    ...exclusive(entry, [...entry.values, ...switchValues(catalog, entry)]),
  ]
    .filter(({ gates }) => gates.every((gate) => !isPositive(gate) || has(gate.parameter)))
    .map(({ value, gates, aliases = [] }) => ({
      value,
      gates: gates.filter((gate) => has(gate.parameter)),
      aliases: [...aliases, ...(entry.valueAliases?.[value] ?? [])],
    }));
  return {
    name: entry.name,
    question: entry.question,
    aliases: entry.aliases,
    values,
    gateParameters: [...new Set(values.flatMap(({ gates }) => gates.map((gate) => gate.parameter)))],
    words: entry.words ?? {},
  };
};

/** Says that something is on, rather than left at its default. */
export const isPositive = (gate: Gate): boolean => !('state' in gate && gate.state === 'unset');

const choiceValues = (catalog: Catalog, entry: DimensionEntry): readonly ValueEntry[] => {
  const parameter = entry.choicesOf;
  if (parameter === undefined) return [];
  const choices = catalog.occurrences(parameter)[0]?.parameter.choices?.values ?? [];
  return choices.map((choice) => ({ value: String(choice), gates: [{ parameter, value: choice }] }));
};

const switchValues = (catalog: Catalog, entry: DimensionEntry): readonly ValueEntry[] => {
  if (entry.switches === undefined) return [];
  const { beside, except } = entry.switches;
  return catalog.occurrences(beside).flatMap((host) =>
    switchedFamilies(host.class)
      .filter((family) => family.switch.startsWith('use_') && !except.includes(family.switch))
      .map((family: Family) => ({
        value: family.switch.slice('use_'.length),
        gates: [{ parameter: family.switch, value: true }],
      })),
  );
};

/** Where values are switches of their own, taking one leaves the others alone, and the first takes none. */
const exclusive = (entry: DimensionEntry, values: readonly ValueEntry[]): readonly ValueEntry[] => {
  if (entry.switches === undefined) return values;
  const switches = values.flatMap(({ gates }) => gates.map((gate) => gate.parameter));
  return values.map((value) => {
    const own = value.gates.map((gate) => gate.parameter);
    const others = switches.filter((parameter) => !own.includes(parameter));
    return {
      ...value,
      gates: [...value.gates, ...others.map((parameter): Gate => ({ parameter, state: 'unset' }))],
    };
  });
};

/** Whether a config (missing keys stand for defaults) agrees with a gate. */
export const agrees = (
  gate: Gate,
  config: Readonly<Record<string, unknown>>,
  parameter: Parameter | undefined,
): boolean => {
  const fallback = parameter?.default.kind === 'value' ? parameter.default.value : null;
  const value = config[gate.parameter] ?? fallback;
  if ('value' in gate) return value === gate.value || String(value) === String(gate.value);
  return isOff(value, fallback) === (gate.state === 'unset');
};

const isOff = (value: unknown, fallback: unknown): boolean =>
  value === null || value === false || value === '' || JSON.stringify(value) === JSON.stringify(fallback);

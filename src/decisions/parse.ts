import { type Catalog, nearest, plainSpelling } from '../catalog/index.ts';
import { UserError } from '../model/error.ts';
import type { Json, Parameter } from '../model/index.ts';
import { parametersBy } from './by-name.ts';
import { agrees, type Dimension, type DimensionValue, dimensionsOf } from './dimension.ts';
import { COMPOSITES, type DimensionName } from './dimensions.ts';

/** A decision per dimension; what is left out is not decided. */
export type Decisions = Readonly<Partial<Record<DimensionName, string>>>;

/** Decisions as people and models send them: any spelling, numbers and booleans too, `null` for none taken. */
export type DecisionInput = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * Reads decisions, whatever their spelling: `finetuning_type: QLoRA` gives `method: lora` and `quantization: 4bit`.
 * @throws UserError UNKNOWN_DECISION, UNKNOWN_DECISION_VALUE (with the nearest and the list), CONTRADICTING_DECISIONS
 */
export const parseDecisions = (catalog: Catalog, input: DecisionInput): Decisions => {
  const taken: Partial<Record<DimensionName, string>> = {};
  const implied: [DimensionName, string][] = [];
  for (const [key, value] of Object.entries(input)) {
    if (value === null || value === undefined || value === '') continue;
    const dimension = findDimension(catalog, key);
    const composite = compositeOf(String(value), dimension.name);
    implied.push(...composite.filter(([name]) => name !== dimension.name));
    const own = composite.find(([name]) => name === dimension.name)?.[1] ?? String(value);
    take(taken, dimension.name, findValue(dimension, own).value);
  }
  for (const [name, value] of implied) take(taken, name, value);
  return ordered(catalog, taken);
};

const compositeOf = (text: string, dimension: DimensionName): readonly [DimensionName, string][] => {
  const composite = COMPOSITES[plainSpelling(text)];
  if (composite?.[dimension] === undefined) return [];
  return Object.entries(composite) as [DimensionName, string][];
};

const take = (taken: Partial<Record<DimensionName, string>>, name: DimensionName, value: string): void => {
  const before = taken[name];
  if (before !== undefined && before !== value)
    throw new UserError({
      code: 'CONTRADICTING_DECISIONS',
      message: `The decision ${name} is both "${before}" and "${value}".`,
      next: 'Take one of them.',
    });
  taken[name] = value;
};

/** In the order of the dimensions, so that equal decisions print alike. */
const ordered = (catalog: Catalog, taken: Decisions): Decisions =>
  Object.fromEntries(
    dimensionsOf(catalog).flatMap(({ name }) => (taken[name] === undefined ? [] : [[name, taken[name]]])),
  );

export const findDimension = (catalog: Catalog, asked: string): Dimension => {
  const dimensions = dimensionsOf(catalog);
  const found = spelled(dimensions, asked, ({ name }) => name);
  if (found !== undefined) return found;
  const names = dimensions.map(({ name }) => name);
  const near = nearest(asked, [...names, ...dimensions.flatMap(({ aliases }) => aliases)], 3).map((name) =>
    names.includes(name as DimensionName)
      ? name
      : (dimensions.find(({ aliases }) => aliases.includes(name))?.name ?? name),
  );
  const parameter = near.length === 0 ? catalog.spell(asked) : undefined;
  if (parameter !== undefined)
    throw new UserError({
      code: 'UNKNOWN_DECISION',
      message: `${parameter} is a parameter, none of the decisions ${names.join(', ')}.`,
      next: `Give it as part of the config: {"config": {"${parameter}": …}}, --set ${parameter}=… in a terminal.`,
    });
  throw unknown('UNKNOWN_DECISION', `There is no decision "${asked}".`, [...new Set(near)], names);
};

export const findValue = (dimension: Dimension, asked: string): DimensionValue => {
  const found = spelled(dimension.values, asked, ({ value }) => value);
  if (found !== undefined) return found;
  const values = dimension.values.map(({ value }) => value);
  throw unknown(
    'UNKNOWN_DECISION_VALUE',
    `The decision ${dimension.name} cannot be "${asked}".`,
    nearest(asked, values, 3),
    values,
  );
};

/** By its name, which is how most are asked for; else by the name or an alias in any spelling. */
const spelled = <One extends { readonly aliases: readonly string[] }>(
  all: readonly One[],
  asked: string,
  nameOf: (one: One) => string,
): One | undefined => {
  const exact = all.find((one) => nameOf(one) === asked);
  if (exact !== undefined) return exact;
  const plain = plainSpelling(asked);
  return (
    all.find((one) => plainSpelling(nameOf(one)) === plain) ??
    all.find(({ aliases }) => aliases.some((alias) => plainSpelling(alias) === plain))
  );
};

const unknown = (code: string, message: string, near: readonly string[], all: readonly string[]): UserError =>
  new UserError({
    code,
    message,
    next: `${near.length > 0 ? `Did you mean ${near.join(' or ')}? There are` : 'Take one of'} ${all.join(', ')}.`,
    suggestions: near,
  });

/**
 * The decisions a config has taken: for each dimension the one value whose gates all agree with it. Left open where
 * several do (`single` and `ddp` look alike in a config) or where no gate tells (`modality`, but for a field of its own).
 */
export const decisionsOf = (
  catalog: Catalog,
  entry: string,
  config: Readonly<Record<string, Json>>,
): Decisions => {
  const parameters = parametersBy(catalog, entry);
  return Object.fromEntries(
    dimensionsOf(catalog).flatMap((dimension) => {
      const value = valueIn(dimension, config, parameters);
      return value === undefined ? [] : [[dimension.name, value]];
    }),
  );
};

const valueIn = (
  dimension: Dimension,
  config: Readonly<Record<string, Json>>,
  parameters: ReadonlyMap<string, Parameter>,
): string | undefined => {
  const [byWord] = Object.entries(dimension.words).filter(([, words]) =>
    Object.keys(config).some((key) => words.some((word) => `_${key}_`.includes(`_${word}_`))),
  );
  if (byWord !== undefined) return byWord[0];
  const matching = dimension.values.filter(
    ({ gates }) =>
      gates.length > 0 && gates.every((gate) => agrees(gate, config, parameters.get(gate.parameter))),
  );
  return matching.length === 1 ? matching[0]?.value : undefined;
};

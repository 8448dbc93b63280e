import {
  type Catalog,
  nearest,
  type ParameterFacts,
  parameterFacts,
  plainSpelling,
} from '../catalog/index.ts';
import { UserError } from '../model/error.ts';
import type { Json, Parameter } from '../model/index.ts';
import { dimensionsOf, isPositive } from './dimension.ts';
import type { DimensionName } from './dimensions.ts';
import { filterParameters } from './filter.ts';
import { type Membership, membershipsOf } from './membership.ts';
import { type DecisionInput, type Decisions, parseDecisions } from './parse.ts';

/** One side of a comparison, as it was understood. */
export type Side =
  | { readonly kind: 'decisions'; readonly label: string; readonly decisions: Decisions }
  | { readonly kind: 'class'; readonly label: string }
  | { readonly kind: 'parameter'; readonly label: string };

/** A list of names by the class that declares them. */
export interface ComparedGroup {
  readonly owner: string;
  readonly parameters: readonly ParameterFacts[];
}

/** Two decisions, decision sets or classes: what only one side has. Two parameters: in what they differ. */
export type Comparison =
  | {
      readonly kind: 'lists';
      readonly entry: string;
      readonly sides: readonly [Side, Side];
      /** What each side says in a config. Empty for classes. */
      readonly sets: readonly [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>];
      readonly onlyFirst: readonly ComparedGroup[];
      readonly onlySecond: readonly ComparedGroup[];
      /** How many parameters take part on both sides. */
      readonly shared: number;
    }
  | {
      readonly kind: 'parameters';
      readonly entry: string;
      readonly sides: readonly [Side, Side];
      readonly facts: readonly [ParameterFacts, ParameterFacts];
      /** Members of the facts in which they differ. */
      readonly differs: readonly (keyof ParameterFacts)[];
    };

/** What may stand on a side: a name, or decisions (`{method: lora}`). */
export type CompareInput = string | DecisionInput;

/**
 * Compares two values of a dimension (`lora`, `freeze`), decision sets (`method=lora,quantization=4bit` or a record),
 * classes (`LoraArguments`) or parameters, in any spelling.
 * @throws UserError UNKNOWN_SUBJECT, NOT_COMPARABLE (of different kinds), and as `parseDecisions`
 */
export const compare = (
  catalog: Catalog,
  first: CompareInput,
  second: CompareInput,
  options: { readonly entry?: string | undefined } = {},
): Comparison => {
  const entry = catalog.entryPoint(options.entry ?? 'train').name;
  const sides = [sideOf(catalog, entry, first), sideOf(catalog, entry, second)] as const;
  const [a, b] = sides;
  if (a.kind !== b.kind) throw notComparable(a, b);
  return a.kind === 'parameter'
    ? compareParameters(catalog, entry, sides)
    : compareLists(catalog, entry, sides);
};

const sideOf = (catalog: Catalog, entry: string, input: CompareInput): Side => {
  if (typeof input !== 'string') return decided(parseDecisions(catalog, input));
  if (input.includes('=')) return decided(parseDecisions(catalog, assignmentsIn(input)));
  const plain = plainSpelling(input);
  const values = dimensionsOf(catalog).flatMap(({ name, values: all }) =>
    all.map(({ value, aliases }) => ({ name, value, aliases })),
  );
  const value =
    values.find((each) => plainSpelling(each.value) === plain) ??
    values.find(({ aliases }) => aliases.some((alias) => plainSpelling(alias) === plain));
  const owner = ownersOf(catalog, entry).find((name) => plainSpelling(name) === plain);
  const parameter = catalog.spell(input);
  if (value !== undefined) return decided({ [value.name]: value.value });
  if (plain === 'qlora' || plain === 'qoft') return decided(parseDecisions(catalog, { method: input }));
  if (owner !== undefined) return { kind: 'class', label: owner };
  if (parameter !== undefined) return { kind: 'parameter', label: parameter };
  throw unknownSubject(catalog, entry, input, values);
};

const decided = (decisions: Decisions): Side => ({
  kind: 'decisions',
  label: Object.entries(decisions)
    .map(([name, value]) => `${name}=${value}`)
    .join(','),
  decisions,
});

/** `method=lora,quantization=4bit` */
const assignmentsIn = (text: string): DecisionInput =>
  Object.fromEntries(
    text
      .split(/[,\s]+/)
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        return at < 0 ? [part, null] : [part.slice(0, at), part.slice(at + 1)];
      }),
  );

const ownersOf = (catalog: Catalog, entry: string): readonly string[] => [
  ...new Set(
    catalog
      .classesOf(entry)
      .flatMap(({ name, parameters }) => [name, ...parameters.map(({ owner }) => owner)]),
  ),
];

const compareLists = (catalog: Catalog, entry: string, sides: readonly [Side, Side]): Comparison => {
  const [a, b] = [
    membersOf(catalog, entry, sides[0], sides[1]),
    membersOf(catalog, entry, sides[1], sides[0]),
  ];
  const only = (has: ReadonlySet<string>, other: ReadonlySet<string>): readonly ComparedGroup[] =>
    grouped(
      catalog,
      catalog.parametersOf(entry).filter(({ name }) => has.has(name) && !other.has(name)),
    );
  return {
    kind: 'lists',
    entry,
    sides,
    sets: [setsOf(catalog, sides[0]), setsOf(catalog, sides[1])],
    onlyFirst: only(a, b),
    onlySecond: only(b, a),
    shared: [...a].filter((name) => b.has(name)).length,
  };
};

/** What takes part on one side: the fields of a class, or what has an effect under decisions. */
const membersOf = (catalog: Catalog, entry: string, side: Side, other: Side): ReadonlySet<string> =>
  side.kind === 'decisions'
    ? membersUnder(catalog, entry, side.decisions, other.kind === 'decisions' ? other.decisions : {})
    : new Set(
        catalog
          .classesOf(entry)
          .flatMap(({ name, parameters }) =>
            parameters
              .filter(({ owner }) => owner === side.label || name === side.label)
              .map((each) => each.name),
          ),
      );

/**
 * Everything that has an effect, but not what belongs to another value (somebody reads `lora_rank` whatever the
 * method), and not what is tied to a dimension that only the other side decides, since this side leaves that open.
 */
const membersUnder = (
  catalog: Catalog,
  entry: string,
  decisions: Decisions,
  other: Decisions,
): ReadonlySet<string> => {
  const listed = filterParameters(catalog, { entry, decisions, level: 'relevant' });
  const members = new Set(listed.parameters.map(({ name }) => name));
  const open = dimensionsOnlyIn(other, decisions);
  const strange = ({ of }: Membership): boolean => {
    if (of === undefined) return false;
    const taken = decisions[of.dimension];
    return taken === undefined ? open.includes(of.dimension) : !of.values.includes(taken);
  };
  for (const composed of catalog.classesOf(entry))
    for (const [name, memberships] of membershipsOf(catalog, composed))
      if (memberships.some(strange)) members.delete(name);
  return members;
};

const dimensionsOnlyIn = (decisions: Decisions, other: Decisions): readonly DimensionName[] =>
  (Object.keys(decisions) as DimensionName[]).filter((name) => other[name] === undefined);

const grouped = (catalog: Catalog, parameters: readonly Parameter[]): readonly ComparedGroup[] => {
  const owners = [...new Set(parameters.map(({ owner }) => owner))];
  return owners.map((owner) => ({
    owner,
    parameters: parameters
      .filter((parameter) => parameter.owner === owner)
      .map((parameter) => parameterFacts(catalog, parameter)),
  }));
};

const setsOf = (catalog: Catalog, side: Side): Readonly<Record<string, Json>> => {
  if (side.kind !== 'decisions') return {};
  const gates = dimensionsOf(catalog).flatMap(({ name, values }) =>
    values.filter(({ value }) => value === side.decisions[name]).flatMap((value) => value.gates),
  );
  return Object.fromEntries(
    gates.filter(isPositive).map((gate) => [gate.parameter, 'value' in gate ? gate.value : null]),
  );
};

const compareParameters = (catalog: Catalog, entry: string, sides: readonly [Side, Side]): Comparison => {
  const facts = (side: Side): ParameterFacts =>
    parameterFacts(catalog, catalog.find(side.label, entry)[0].parameter);
  const [a, b] = [facts(sides[0]), facts(sides[1])];
  const keys = ['class', 'owner', 'type', 'default', 'choices', 'required', 'init', 'help'] as const;
  return {
    kind: 'parameters',
    entry,
    sides,
    facts: [a, b],
    differs: keys.filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key])),
  };
};

const notComparable = (a: Side, b: Side): UserError =>
  new UserError({
    code: 'NOT_COMPARABLE',
    message: `"${a.label}" is of kind ${a.kind}, "${b.label}" of kind ${b.kind}.`,
    next: 'Compare two decisions, two classes or two parameters.',
  });

const unknownSubject = (
  catalog: Catalog,
  entry: string,
  input: string,
  values: readonly { readonly value: string }[],
): UserError => {
  const near = nearest(input, [
    ...values.map(({ value }) => value),
    ...ownersOf(catalog, entry),
    ...catalog.names,
  ]);
  return new UserError({
    code: 'UNKNOWN_SUBJECT',
    message: `"${input}" is no decision, class or parameter.`,
    next: near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Try lora, LoraArguments or lora_rank.',
    suggestions: near,
  });
};

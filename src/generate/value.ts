import type { Frequency } from '../decisions/examples.ts';
import type { Json, Parameter, TypeRef } from '../model/index.ts';

/** Where a value comes from. */
export type Origin = 'decided' | 'given' | 'usual' | 'required';

export interface Chosen {
  readonly name: string;
  readonly value: Json;
  readonly origin: Origin;
}

/** What upstream's examples most often write; where none sets it, a value of the right type that is not the default. */
export const usualValue = (parameter: Parameter, frequency: Frequency | undefined): Json =>
  frequency?.value ?? placeholder(parameter);

const placeholder = (parameter: Parameter): Json => {
  const fallback = parameter.default.kind === 'value' ? parameter.default.value : null;
  const offered = [...(parameter.choices?.values ?? []), ...membersOf(parameter.typeRef)];
  const other = offered.find((value) => value !== fallback && value !== '' && value !== null);
  return other ?? typed(parameter, fallback);
};

const typed = (parameter: Parameter, fallback: Json): Json => {
  const names = kindsOf(parameter.typeRef);
  if (names.has('bool')) return fallback !== true;
  if (names.has('str')) return `path/to/${parameter.name}`;
  if (names.has('int') || names.has('float'))
    return typeof fallback === 'number' && fallback > 0 ? fallback * 2 : 1000;
  return fallback;
};

const kindsOf = (type: TypeRef): ReadonlySet<string> =>
  new Set(flat(type).flatMap((each) => (each.kind === 'primitive' ? [each.name] : [])));

const membersOf = (type: TypeRef): readonly (string | number)[] =>
  flat(type).flatMap((each) => (each.kind === 'enum' ? each.members.map(({ value }) => value) : []));

/** The alternatives of a union, and what its lists hold. */
const flat = (type: TypeRef): readonly TypeRef[] => {
  if (type.kind === 'union') return type.members.flatMap(flat);
  return type.kind === 'list' ? [type, ...flat(type.item)] : [type];
};

import type { Json } from '../../src/model/json.ts';
import type { Parameter } from '../../src/model/parameter.ts';
import type { TypeRef } from '../../src/model/type-ref.ts';

/** Whether a JSON value is of a type; enums and literals by value, an integer is a float as in Python. */
export const accepts = (type: TypeRef, value: Json): boolean => {
  switch (type.kind) {
    case 'any':
    case 'class':
    case 'unknown':
      return true;
    case 'none':
      return value === null;
    case 'primitive':
      return acceptsPrimitive(type.name, value);
    case 'list':
    case 'set':
      return Array.isArray(value) && value.every((item) => accepts(type.item, item));
    case 'tuple':
      return Array.isArray(value) && acceptsTuple(type.items, type.variadic, value);
    case 'dict':
      return isRecord(value) && Object.values(value).every((item) => accepts(type.value, item));
    case 'literal':
      return type.values.some((allowed) => allowed === value);
    case 'enum':
      return type.members.some((member) => member.value === value);
    case 'union':
      return type.members.some((member) => accepts(member, value));
  }
};

const acceptsPrimitive = (name: 'str' | 'int' | 'float' | 'bool' | 'bytes', value: Json): boolean => {
  if (name === 'bool') return typeof value === 'boolean';
  if (name === 'int') return Number.isSafeInteger(value);
  if (name === 'float') return typeof value === 'number';
  return typeof value === 'string';
};

const acceptsTuple = (items: readonly TypeRef[], variadic: boolean, values: readonly Json[]): boolean =>
  (variadic || items.length === values.length) &&
  values.every((value, index) => {
    const item = items[variadic ? 0 : index];
    return item !== undefined && accepts(item, value);
  });

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The field's type, narrowed to the choices of its metadata where the annotation itself lists none. */
export const choicesType = ({ typeRef, choices }: Parameter): TypeRef => {
  if (choices?.from !== 'metadata') return typeRef;
  const literal: TypeRef = { kind: 'literal', values: choices.values };
  return accepts(typeRef, null) ? { kind: 'union', members: [literal, { kind: 'none' }] } : literal;
};

export const isFloat = (type: TypeRef): boolean =>
  (type.kind === 'primitive' && type.name === 'float') ||
  (type.kind === 'union' && type.members.some(isFloat));

const NON_FINITE = new Map<Json, string>([
  ['inf', 'Number.POSITIVE_INFINITY'],
  ['-inf', 'Number.NEGATIVE_INFINITY'],
  ['nan', 'Number.NaN'],
]);

/** The TypeScript of a float that JSON cannot hold; the catalog keeps it as Python's text. */
export const nonFinite = (value: Json): string | undefined => NON_FINITE.get(value);

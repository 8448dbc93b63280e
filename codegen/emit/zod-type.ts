import type { Json } from '../../src/model/json.ts';
import type { Parameter } from '../../src/model/parameter.ts';
import type { TypeRef } from '../../src/model/type-ref.ts';
import { accepts, choicesType, isFloat, nonFinite } from './values.ts';

/** The Zod expression of a type. A named enum is referred to by `enumName`, which gives its constant. */
export const zodType = (type: TypeRef, enumName: (qualname: string) => string | undefined): string => {
  const inner = (part: TypeRef): string => zodType(part, enumName);
  switch (type.kind) {
    case 'none':
      return 'z.null()';
    case 'any':
    case 'class':
    case 'unknown':
      return 'z.unknown()';
    case 'primitive':
      return PRIMITIVE[type.name];
    case 'list':
    case 'set':
      return `z.array(${inner(type.item)})`;
    case 'dict':
      return `z.record(z.string(), ${inner(type.value)})`;
    case 'tuple':
      return zodTuple(type.items.map(inner), type.variadic);
    case 'literal':
      return zodLiteral(type.values);
    case 'enum':
      return enumName(type.qualname) ?? zodLiteral(type.members.map((member) => member.value));
    case 'union':
      return zodUnion(type.members, inner);
  }
};

const PRIMITIVE = {
  str: 'z.string()',
  int: 'z.int()',
  float: 'z.number()',
  bool: 'z.boolean()',
  bytes: 'z.string()',
} as const;

const zodTuple = (items: readonly string[], variadic: boolean): string =>
  variadic ? `z.array(${items[0] ?? 'z.unknown()'})` : `z.tuple([${items.join(', ')}])`;

/** `z.enum` where it can: it offers `.options` and `.enum`, which `z.literal` does not. */
export const zodLiteral = (values: readonly (string | number | boolean | null)[]): string =>
  `z.${values.every((value) => typeof value === 'string') ? 'enum' : 'literal'}(${literal(values)})`;

const zodUnion = (members: readonly TypeRef[], inner: (type: TypeRef) => string): string => {
  const parts = [...new Set(members.filter((member) => member.kind !== 'none').map(inner))];
  if (parts.includes('z.unknown()')) return 'z.unknown()';
  const nullable = members.some((member) => member.kind === 'none');
  const [only] = parts;
  if (only === undefined) return 'z.null()';
  return (parts.length === 1 ? only : `z.union([${parts.join(', ')}])`) + (nullable ? '.nullable()' : '');
};

/**
 * The Zod expression of a field: its type, widened by its default where upstream's own default does not fit the
 * annotation (`x: str = None`), then the default.
 */
export const zodField = (
  parameter: Parameter,
  enumName: (qualname: string) => string | undefined,
): string => {
  const type = choicesType(parameter);
  const base = zodType(type, enumName);
  if (parameter.required) return base;
  if (parameter.default.kind !== 'value') return `${base}.optional()`;
  const value = parameter.default.value;
  if (isFloat(type) && nonFinite(value) !== undefined) return `${base}.default(${nonFinite(value)})`;
  return `${accepts(type, value) ? base : widened(base, value)}.default(${literal(value)})`;
};

const widened = (base: string, value: Json): string => {
  if (base === 'z.unknown()') return base;
  if (value === null) return `${base}.nullable()`;
  return typeof value === 'object' ? 'z.unknown()' : `z.union([${base}, z.literal(${literal(value)})])`;
};

/** A JSON value as TypeScript: single quotes, and no line separators that would end a line of source. */
export const literal = (value: Json): string => {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, item]) => `${propertyName(key)}: ${literal(item)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return JSON.stringify(value);
};

export const propertyName = (key: string): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) && key !== '__proto__' ? key : `[${quoted(key)}]`;

/** In double quotes only where single ones would need escapes, as in `Literal['a', 'b']`. */
const quoted = (text: string): string => {
  const json = JSON.stringify(text).replace(/[\u2028\u2029]/g, escaped);
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
};

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;

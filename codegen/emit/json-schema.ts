import type { ArgumentClass, CatalogData, EntryPoint } from '../../src/model/catalog.ts';
import { formatPlace } from '../../src/model/format-place.ts';
import type { Json } from '../../src/model/json.ts';
import { schemaPath } from '../../src/model/manifest.ts';
import type { Parameter } from '../../src/model/parameter.ts';
import type { RulesData } from '../../src/model/rule.ts';
import type { TypeRef } from '../../src/model/type-ref.ts';
import { type Artifact, jsonText } from './artifact.ts';
import { schemaRules } from './schema-rules.ts';
import { accepts, choicesType } from './values.ts';

type Schema = { readonly [key: string]: Json };

/** `schema/<entry>.json` for every entry point: JSON Schema 2020-12, facts only; with what the rules refuse. */
export const emitJsonSchemas = (data: CatalogData, rules?: RulesData): Artifact[] =>
  data.entryPoints.map((entry) => ({
    path: schemaPath(entry.name),
    content: jsonText(entrySchema(data, entry, rules), 2),
  }));

const entrySchema = (data: CatalogData, entry: EntryPoint, rules: RulesData | undefined): Schema => {
  const parameters = composed(data.classes, entry).flatMap((composedClass) => composedClass.parameters);
  const settable = parameters.filter((parameter) => parameter.init);
  const required = settable.filter((parameter) => parameter.required).map((parameter) => parameter.name);
  const named = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const refused = rules === undefined ? [] : schemaRules(rules, entry.name, named);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `LLaMA Factory ${data.source.llamafactory}, ${entry.name}`,
    type: 'object',
    properties: Object.fromEntries(settable.map((parameter) => [parameter.name, fieldSchema(parameter)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: entry.allowExtraKeys || entry.open.length > 0,
    ...(refused.length > 0 ? { allOf: refused } : {}),
  };
};

/** The classes of an entry point, in the parser's order. */
export const composed = (classes: readonly ArgumentClass[], entry: EntryPoint): ArgumentClass[] =>
  entry.classes.flatMap((qualname) => classes.filter((candidate) => candidate.qualname === qualname));

const fieldSchema = (parameter: Parameter): Schema => {
  const type = choicesType(parameter);
  const schema = typeSchema(type);
  const value = parameter.default.kind === 'value' ? parameter.default.value : undefined;
  const fits = value === undefined || accepts(type, value);
  const fitted = fits ? schema : unionSchema([schema, value === null ? { type: 'null' } : { const: value }]);
  return {
    ...fitted,
    ...(value === undefined ? {} : { default: value }),
    $comment: `${parameter.class}, ${formatPlace(parameter.place)}`,
  };
};

const typeSchema = (type: TypeRef): Schema => {
  switch (type.kind) {
    case 'any':
    case 'class':
    case 'unknown':
      return {};
    case 'none':
      return { type: 'null' };
    case 'primitive':
      return { type: PRIMITIVE[type.name] };
    case 'list':
      return { type: 'array', items: typeSchema(type.item) };
    case 'set':
      return { type: 'array', items: typeSchema(type.item), uniqueItems: true };
    case 'dict':
      return { type: 'object', additionalProperties: typeSchema(type.value) };
    case 'tuple':
      return type.variadic
        ? { type: 'array', items: type.items[0] === undefined ? {} : typeSchema(type.items[0]) }
        : {
            type: 'array',
            prefixItems: type.items.map(typeSchema),
            items: false,
            minItems: type.items.length,
          };
    case 'literal':
      return { enum: type.values };
    case 'enum':
      return { enum: type.members.map((member) => member.value) };
    case 'union':
      return unionSchema(type.members.map(typeSchema));
  }
};

const PRIMITIVE = {
  str: 'string',
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  bytes: 'string',
} as const;

/** `str | None` as `type: [string, null]`, `Literal | None` as one enum: what editors complete best. */
const unionSchema = (members: readonly Schema[]): Schema => {
  if (members.some((member) => Object.keys(member).length === 0)) return {};
  const types = members.flatMap(onlyOf('type'));
  if (types.length === members.length) return { type: [...new Set(types)] };
  const isNull = (member: Schema): boolean => member.type === 'null';
  const enums = members.filter((member) => !isNull(member)).flatMap(onlyOf('enum'));
  if (enums.length > 0 && enums.length === members.filter((member) => !isNull(member)).length)
    return { enum: [...enums.flat(), ...(members.some(isNull) ? [null] : [])] };
  return { anyOf: members };
};

/** The value of `key` where a schema has nothing else. */
const onlyOf =
  (key: 'type' | 'enum') =>
  (schema: Schema): Json[] => {
    const value = schema[key];
    return value !== undefined && Object.keys(schema).length === 1 ? [value] : [];
  };

import { createHash } from 'node:crypto';
import type { ArgumentClass, Open } from '../../src/model/catalog.ts';
import type { Default, Parameter } from '../../src/model/parameter.ts';
import { resolveType } from '../python/annotations.ts';
import type { Constants } from '../python/constants.ts';
import { annotations, type DataclassField, dataclassFields } from '../python/dataclass.ts';
import { docstring } from '../python/docstring.ts';
import { repr } from '../python/repr.ts';
import { innerScope } from '../python/scope.ts';
import { type ClassValue, type PyValue, str } from '../python/value.ts';
import { choicesOf } from './choices.ts';
import { type FactsContext, placeOf } from './context.ts';
import { jsonValue, withoutEnums } from './json-value.ts';

/** A class with the texts that belong to the text layer. */
export interface ExtractedClass {
  readonly class: ArgumentClass;
  readonly help: ReadonlyMap<string, string>;
  readonly docs: ReadonlyMap<string, string>;
}

/** A dataclass composed over its MRO, as `dataclasses.fields` and `typing.get_type_hints` see it in one world. */
export function extractClass(context: FactsContext, constants: Constants, value: ClassValue): ExtractedClass {
  const { binding } = value;
  const mro = constants.mro(value);
  const help = new Map<string, string>();
  const parameters = dataclassFields(constants.interpreter, value).map((field) =>
    extractParameter(context, constants, value, field, help),
  );
  return {
    class: {
      qualname: binding.qualname,
      name: binding.node.name,
      place: placeOf(binding.module, binding.node),
      mro: mro.map(shortName),
      open: openBase(mro),
      parameters,
    },
    help,
    docs: docsOf(mro),
  };
}

function extractParameter(
  context: FactsContext,
  constants: Constants,
  composed: ClassValue,
  field: DataclassField,
  help: Map<string, string>,
): Parameter {
  const owner = ownerOf(constants, composed, field);
  const { binding } = owner.class;
  const place = placeOf(binding.module, owner.statement);
  const type = resolveType(constants, innerScope(binding.scope, binding.node), owner.statement.annotation);
  if (type.ref.kind === 'unknown') context.note(place, `type of ${field.name}: ${type.ref.reason}`);
  const text = helpOf(context, field, place);
  const textKey = `${binding.qualname}.${field.name}`;
  if (text !== undefined) help.set(textKey, text);
  const choices = field.init ? choicesOf(type, field.metadata) : undefined;
  return {
    name: field.name,
    class: composed.binding.node.name,
    owner: binding.node.name,
    type: type.text,
    typeRef: type.ref,
    default: defaultOf(context, constants, field, place),
    ...(choices === undefined ? {} : { choices }),
    required: field.init && field.default === null && field.factory === null,
    init: field.init,
    place,
    helpHash: text === undefined ? null : createHash('sha256').update(text).digest('hex'),
    textKey,
  };
}

/** The first class in the MRO that annotates the name: its annotation is the one that counts. */
function ownerOf(
  constants: Constants,
  composed: ClassValue,
  field: DataclassField,
): { readonly class: ClassValue; readonly statement: DataclassField['statement'] } {
  for (const item of constants.mro(composed)) {
    const statement =
      item.type === 'class' ? annotations(constants.interpreter, item).get(field.name) : undefined;
    if (item.type === 'class' && statement !== undefined) return { class: item, statement };
  }
  return { class: field.declaredIn, statement: field.statement };
}

function helpOf(context: FactsContext, field: DataclassField, place: Parameter['place']): string | undefined {
  const text = field.metadata?.get(str('help'));
  if (text === undefined || text.type === 'none') return undefined;
  if (text.type === 'str') return text.value === '' ? undefined : text.value;
  context.note(place, `help of ${field.name} is not constant`);
  return undefined;
}

function defaultOf(
  context: FactsContext,
  constants: Constants,
  field: DataclassField,
  place: Parameter['place'],
): Default {
  if (field.default !== null) {
    const made = knownDefault(context, field, field.default, place, undefined);
    return made.kind === 'value' && hangsOnPackages(context, field)
      ? { ...made, assumes: 'package versions' }
      : made;
  }
  if (field.factory === null) return { kind: 'required' };
  const { interpreter } = constants;
  const frame = interpreter.classFrame(field.declaredIn);
  const made = constants.call(
    field.factory,
    { args: [], keywords: new Map() },
    { frame, line: field.statement.line },
  );
  return knownDefault(context, field, made, place, factoryName(field.factory));
}

/** The default is made by names that mean nothing without knowing which packages are installed. */
function hangsOnPackages(context: FactsContext, field: DataclassField): boolean {
  const { value } = field.statement;
  const given = value?.kind === 'Call' ? value.keywords.find(({ arg }) => arg === 'default')?.value : value;
  if (given == null || given.kind === 'Constant') return false;
  const { binding } = field.declaredIn;
  return context.bare.evaluate(innerScope(binding.scope, binding.node), given).type === 'unknown';
}

function knownDefault(
  context: FactsContext,
  field: DataclassField,
  value: PyValue,
  place: Parameter['place'],
  factory: string | undefined,
): Default {
  const shown = withoutEnums(value);
  const json = jsonValue(shown);
  const text = repr(shown);
  if (json === undefined || text === undefined) {
    const reason =
      value.type === 'unknown' ? `${value.reason} (${value.place.path}:${value.place.line})` : value.type;
    context.note(place, `default of ${field.name}: ${reason}`);
    return { kind: 'unknown', reason };
  }
  return { kind: 'value', value: json, repr: text, ...(factory === undefined ? {} : { factory }) };
}

const factoryName = (factory: PyValue): string =>
  factory.type === 'builtin' || factory.type === 'function'
    ? factory.name
    : factory.type === 'class'
      ? factory.binding.node.name
      : 'factory';

const shortName = (item: PyValue): string => {
  if (item.type === 'class') return item.binding.node.name;
  if (item.type === 'external') return item.path.slice(item.path.lastIndexOf('.') + 1);
  return item.type === 'builtin' ? item.name : 'unknown';
};

/** Bases of the standard library that add no fields. */
const FIELDLESS = /^(typing|typing_extensions|abc|enum|collections|types)\./;

/** The first base that is not among the files: its fields are not known. */
function openBase(mro: readonly PyValue[]): Open | null {
  for (const item of mro) {
    if (item.type === 'external' && !FIELDLESS.test(item.path)) return openPath(item.path);
    if (item.type === 'unknown') return openPath(item.reason.replace(/ is not defined$/, ''));
  }
  return null;
}

export const openPath = (path: string): Open => ({ missing: path, package: path.split('.')[0] ?? path });

function docsOf(mro: readonly PyValue[]): ReadonlyMap<string, string> {
  const docs = new Map<string, string>();
  for (const item of mro) {
    const text = item.type === 'class' ? docstring(item.binding.node) : undefined;
    if (item.type === 'class' && text !== undefined) docs.set(item.binding.qualname, text);
  }
  return docs;
}

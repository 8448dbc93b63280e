import type { ArgumentClass, CatalogData, EntryPoint, Parameter } from '../../src/model/index.ts';
import type { FieldRecord, FieldsRecord } from './record.ts';

/** How one entry point of the catalog compares with what the real parser takes. */
export interface EntryComparison {
  /** The catalog's name for it; the symbol where the catalog lacks it. */
  readonly entry: string;
  readonly equal: number;
  readonly total: number;
  /** `ModelArguments.rope_scaling type: "str" is "str | None"`: what the catalog says, and what is so. */
  readonly differences: readonly string[];
}

/** Every entry point of the record, in its order. A list to which a function adds classes is known by what it begins with. */
export function compareFields(record: FieldsRecord, catalog: CatalogData): EntryComparison[] {
  return Object.entries(record.entries).map(([symbol, classes]) => {
    const entry =
      catalog.entryPoints.find((candidate) => symbolOf(candidate) === symbol) ??
      catalog.entryPoints.find((candidate) => classes.every((name, at) => candidate.classes[at] === name));
    const results = classes.map((name, index) => compareClass(record, catalog, entry, index, name));
    return {
      entry: entry?.name ?? symbol,
      equal: results.reduce((sum, result) => sum + result.equal, 0),
      total: results.reduce((sum, result) => sum + result.total, 0),
      differences: results.flatMap((result) => result.differences),
    };
  });
}

/** `350/350 train, 215/215 infer, 213/213 eval equal` */
export const summary = (comparisons: readonly EntryComparison[]): string =>
  `${comparisons.map(({ equal, total, entry }) => `${equal}/${total} ${entry}`).join(', ')} equal`;

export const isEqual = (comparisons: readonly EntryComparison[]): boolean =>
  comparisons.length > 0 && comparisons.every(({ differences }) => differences.length === 0);

const symbolOf = ({ place, symbol }: EntryPoint): string =>
  `${place.path.replace(/\.py$/, '').replaceAll('/', '.')}:${symbol}`;

function compareClass(
  record: FieldsRecord,
  catalog: CatalogData,
  entry: EntryPoint | undefined,
  index: number,
  name: string,
): Omit<EntryComparison, 'entry'> {
  const fields = record.classes[name] ?? [];
  const found = catalog.classes.find(({ qualname }) => qualname === entry?.classes[index]);
  if (found?.qualname !== name) {
    return {
      equal: 0,
      total: fields.length,
      differences: [`class ${index}: ${found?.qualname ?? 'missing'} is ${name}`],
    };
  }
  const differences = fields.map((field, position) => compareField(found, found.parameters[position], field));
  const added = found.parameters
    .slice(fields.length)
    .map((parameter) => `${found.name}.${parameter.name} is no field`);
  const equal = differences.filter((list) => list.length === 0).length;
  return { equal, total: fields.length, differences: [...differences.flat(), ...added] };
}

function compareField(owner: ArgumentClass, parameter: Parameter | undefined, field: FieldRecord): string[] {
  if (parameter?.name !== field.name)
    return [`${owner.name}: ${parameter?.name ?? 'nothing'} is ${field.name}`];
  const ours = factsOf(parameter);
  const theirs = factsOfRecord(owner.name, field);
  return Object.keys(theirs).flatMap((fact) => {
    const [mine, real] = [JSON.stringify(ours[fact]), JSON.stringify(theirs[fact])];
    return mine === real ? [] : [`${owner.name}.${field.name} ${fact}: ${mine} is ${real}`];
  });
}

type Facts = Readonly<Record<string, unknown>>;

const factsOf = (parameter: Parameter): Facts => ({
  owner: parameter.owner,
  class: parameter.class,
  type: canonical(parameter.type),
  default:
    parameter.default.kind === 'value'
      ? { value: parameter.default.value, repr: parameter.default.repr }
      : parameter.default.kind,
  choices: parameter.choices?.values ?? null,
  required: parameter.required,
  init: parameter.init,
  help: parameter.helpHash,
});

const factsOfRecord = (className: string, field: FieldRecord): Facts => ({
  owner: field.owner,
  class: className,
  type: canonical(field.type),
  // What differs from process to process no source states: unknown is right.
  default: field.default === 'varies' ? 'unknown' : (field.default ?? 'required'),
  choices: field.choices,
  required: field.required,
  init: field.init,
  help: field.help?.sha256 ?? null,
});

/**
 * Members of a union in one order: Python gives `str | dict` or `dict | str` for the same annotation, whichever
 * equal union was made first in the process.
 */
export function canonical(type: string): string {
  const [head, inner] = /^([^[|]*)\[(.*)\]$/s.exec(type)?.slice(1) ?? [];
  const members = split(type, ' | ');
  if (members.length > 1) return members.map(canonical).sort().join(' | ');
  if (head === undefined || inner === undefined || head === 'Literal') return type;
  return `${head}[${split(inner, ', ').map(canonical).join(', ')}]`;
}

/** Splits at a separator outside brackets and quotes. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [depth, start, quote] = [0, 0, ''];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === '[') depth++;
    else if (character === ']') depth--;
    else if (depth === 0 && text.startsWith(separator, at)) {
      parts.push(text.slice(start, at));
      start = at + separator.length;
    }
  }
  return [...parts, text.slice(start)];
}

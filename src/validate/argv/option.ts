import type { Parameter, TypeRef } from '../../model/index.ts';

/** How many words follow an option: exactly one, at most one, at least one, none. */
export type Arity = 'one' | 'optional' | 'some' | 'none';

/** What argparse does with the words: the Python type it calls, or the values it maps texts to. */
export type Conversion =
  | { readonly kind: 'str' | 'int' | 'float' | 'bool' | 'dict' | 'unknown' }
  /** `choice`: by the values' Python texts. `member`: by the values themselves, as an enum class is called. */
  | { readonly kind: 'choice' | 'member'; readonly values: readonly Choice[] };
export type Choice = string | number | boolean | null;

/** One action of the argument parser; `name` is the field it sets. */
export interface Option {
  readonly name: string;
  readonly parameter: Parameter;
  readonly arity: Arity;
  readonly conversion: Conversion;
  /** Choices of the field's metadata, which argparse gets as its own; checked after the conversion. */
  readonly listed?: readonly Choice[];
}

/** Every option string (`--lora_rank`, `--lora-rank`, `--no_…`) with its action, as `HfArgumentParser` adds them. */
export const optionTable = (parameters: readonly Parameter[]): ReadonlyMap<string, Option> => {
  const table = new Map<string, Option>();
  for (const parameter of parameters.filter(({ init }) => init)) {
    for (const option of optionsOf(parameter)) {
      const base = option.arity === 'none' ? `no_${parameter.name}` : parameter.name;
      table.set(`--${base}`, option);
      // Upstream writes `--no-` before the dashed name and `--no_` before the other.
      if (parameter.name.includes('_')) table.set(`--${base.replaceAll('_', '-')}`, option);
      else if (option.arity === 'none') table.set(`--no-${parameter.name}`, option);
    }
  }
  return table;
};

/** Mirrors `HfArgumentParser._parse_dataclass_field`. */
const optionsOf = (parameter: Parameter): readonly Option[] => {
  const { name, default: fallback } = parameter;
  const type = soleType(parameter.typeRef);
  const listed = parameter.choices?.from === 'metadata' ? { listed: parameter.choices.values } : {};
  const option = (arity: Arity, conversion: Conversion): Option => ({
    name,
    parameter,
    arity,
    conversion,
    ...listed,
  });
  if (type.kind === 'literal') return [option('one', { kind: 'choice', values: type.values })];
  if (type.kind === 'enum')
    return [option('one', { kind: 'choice', values: type.members.map(({ value }) => value) })];
  if (isBool(type)) {
    const optional = isPlainBool(parameter.typeRef) || (fallback.kind === 'value' && fallback.value !== null);
    const positive = option(optional ? 'optional' : 'one', { kind: 'bool' });
    const isTrue = fallback.kind === 'value' && fallback.value === true;
    return isTrue ? [positive, option('none', { kind: 'bool' })] : [positive];
  }
  if (type.kind === 'list') return [option('some', wordConversion(type.item))];
  return [option('one', wordConversion(type))];
};

/**
 * The one type that the parser takes of a union: of `X | None` the other, of `X | str` the other, and of a longer
 * union with `None` the second member, whatever it is.
 */
const soleType = (type: TypeRef): TypeRef => {
  if (type.kind !== 'union') return type;
  const [first, second] = type.members;
  if (first === undefined || second === undefined) return type;
  const hasNone = type.members.some(({ kind }) => kind === 'none');
  if (!hasNone) return isText(second) ? first : second;
  if (type.members.some(isBool))
    return type.members.length === 2 ? { kind: 'primitive', name: 'bool' } : type;
  return second.kind === 'none' ? first : second;
};

const isBool = (type: TypeRef): boolean => type.kind === 'primitive' && type.name === 'bool';
const isText = (type: TypeRef): boolean => type.kind === 'primitive' && type.name === 'str';
const isPlainBool = (type: TypeRef): boolean => isBool(type);

const wordConversion = (type: TypeRef): Conversion => {
  if (type.kind === 'dict') return { kind: 'dict' };
  if (type.kind === 'enum') return { kind: 'member', values: type.members.map(({ value }) => value) };
  return type.kind === 'primitive' && type.name !== 'bytes' ? { kind: type.name } : { kind: 'unknown' };
};

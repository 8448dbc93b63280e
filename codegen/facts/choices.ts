import type { Parameter } from '../../src/model/parameter.ts';
import type { ResolvedType } from '../python/annotations.ts';
import type { PyDict } from '../python/value.ts';
import { str } from '../python/value.ts';
import { jsonValue } from './json-value.ts';

type Choices = NonNullable<Parameter['choices']>;

/**
 * What the command line would let through, as `HfArgumentParser._parse_dataclass_field` has it
 * (transformers/hf_argparser.py): a union is first reduced to one type, then a Literal or an enum lists the choices,
 * else the field's metadata may.
 */
export function choicesOf(type: ResolvedType, metadata: PyDict | null): Choices | undefined {
  const { ref } = reduce(type);
  if (ref.kind === 'literal') return { values: ref.values, from: 'literal' };
  if (ref.kind === 'enum') return { values: ref.members.map((member) => member.value), from: 'enum' };
  const listed = metadata?.get(str('choices'));
  const values = listed === undefined ? undefined : jsonValue(listed);
  if (!Array.isArray(values) || !values.every(isPlain)) return undefined;
  return { values, from: 'metadata' };
}

const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** `Optional[X]` is X, `Union[X, str]` is X; of a longer union its second member, which is what upstream's code takes. */
function reduce(type: ResolvedType): ResolvedType {
  const { members } = type;
  const [first, second] = members;
  if (members.length < 2 || first === undefined || second === undefined) return type;
  const has = (text: string): boolean => members.some((member) => member.text === text);
  if (!has('None')) return second.text === 'str' ? first : second;
  if (has('bool')) return type;
  return second.text === 'None' ? first : second;
}

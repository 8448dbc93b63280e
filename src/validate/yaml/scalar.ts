import { float, integer, type Value } from '../../expr/python/value.ts';

/**
 * The value of a plain (unquoted) scalar as OmegaConf's loader gives it: PyYAML's YAML 1.1 resolvers, without
 * timestamps, and OmegaConf's own floats after them (`1e-5`). Mirrors `yaml/resolver.py` and `omegaconf/_yaml.py`.
 */
export const resolvePlain = (text: string): ScalarResult => {
  const tag = plainTag(text);
  return tag === 'merge' || tag === 'value' ? unconstructible(tag) : constructScalar(tag, text);
};

export type ScalarTag = 'null' | 'bool' | 'int' | 'float' | 'str';
export type ScalarResult =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

/** The implicit tag of a plain scalar. Resolvers are asked in PyYAML's order; each only for its first characters. */
export const plainTag = (text: string): ScalarTag | 'merge' | 'value' => {
  if (text === '' || NULL.has(text)) return 'null';
  const first = text.charCodeAt(0);
  if (isLetter(first)) return BOOL.has(text) ? 'bool' : 'str';
  if (text === '<<') return 'merge';
  if (text === '=') return 'value';
  if (!startsNumber(first)) return 'str';
  if (YAML_FLOAT.test(text)) return 'float';
  if (INT.test(text)) return 'int';
  return OMEGACONF_FLOAT.test(text) ? 'float' : 'str';
};

/** What a constructor makes of the text; Python's failures (`int('')`, a truth value that is none) are results. */
export const constructScalar = (tag: ScalarTag, text: string): ScalarResult => {
  switch (tag) {
    case 'null':
      return { ok: true, value: null };
    case 'str':
      return { ok: true, value: text };
    case 'bool': {
      const value = TRUTH.get(text.toLowerCase());
      return value === undefined ? { ok: false, why: `"${text}" is no truth value` } : { ok: true, value };
    }
    case 'int':
      return constructInt(text);
    case 'float':
      return constructFloat(text);
  }
};

const NULL = new Set(['~', 'null', 'Null', 'NULL']);
const TRUTH = new Map([
  ['yes', true],
  ['no', false],
  ['true', true],
  ['false', false],
  ['on', true],
  ['off', false],
]);
const BOOL = new Set(
  [...TRUTH.keys()].flatMap((word) => [word, word.toUpperCase(), word[0]?.toUpperCase() + word.slice(1)]),
);

const YAML_FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const OMEGACONF_FLOAT =
  /^(?:[-+]?[0-9]+(?:_[0-9]+)*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+(?:_[0-9]+)*[eE][-+]?[0-9]+|\.[0-9]+(?:_[0-9]+)*(?:[eE][-+][0-9]+)?|[-+]?[0-9]+(?:_[0-9]+)*(?::[0-5]?[0-9])+\.[0-9_]*)$/;

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
/** Digits, `+`, `-` and `.`. */
const startsNumber = (code: number): boolean =>
  (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;

const unconstructible = (tag: string): ScalarResult => ({
  ok: false,
  why: `YAML 1.1 gives it the tag "${tag}", which makes no value`,
});

/** Digits that Python converts in one `int()` call before it refuses for safety. */
const MAX_DIGITS = 4300;

const constructInt = (text: string): ScalarResult => {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return { ok: true, value: Number(text) };
  const digits = text.replaceAll('_', '');
  const negative = digits.startsWith('-');
  const body = /^[-+]/.test(digits) ? digits.slice(1) : digits;
  const magnitude = magnitudeOf(body);
  if (magnitude === undefined) return { ok: false, why: `"${text}" is no integer` };
  return { ok: true, value: integer(negative ? -magnitude : magnitude) };
};

const magnitudeOf = (body: string): bigint | undefined => {
  if (/^0b[01]+$/.test(body) || /^0x[0-9a-fA-F]+$/.test(body)) return BigInt(body);
  if (/^0[0-7]*$/.test(body)) return BigInt(`0o${body.slice(1) || '0'}`);
  if (body.includes(':')) return sexagesimal(body.split(':'));
  return /^[0-9]+$/.test(body) && body.length <= MAX_DIGITS ? BigInt(body) : undefined;
};

const sexagesimal = (parts: readonly string[]): bigint | undefined =>
  parts.every((part) => /^[0-9]+$/.test(part) && part.length <= MAX_DIGITS)
    ? parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n)
    : undefined;

const constructFloat = (text: string): ScalarResult => {
  const plain = text.replaceAll('_', '').toLowerCase();
  const sign = plain.startsWith('-') ? -1 : 1;
  const body = /^[-+]/.test(plain) ? plain.slice(1) : plain;
  const magnitude = floatMagnitude(body);
  return magnitude === undefined
    ? { ok: false, why: `"${text}" is no number` }
    : { ok: true, value: float(sign * magnitude) };
};

const floatMagnitude = (body: string): number | undefined => {
  if (body === '.inf') return Number.POSITIVE_INFINITY;
  if (body === '.nan') return Number.NaN;
  if (body.includes(':')) return sexagesimalFloat(body.split(':'));
  return parseFloatLiteral(body);
};

/** Summed from the last part on, as PyYAML does: the order decides the rounding. */
const sexagesimalFloat = (parts: readonly string[]): number | undefined => {
  let sum = 0;
  let base = 1;
  for (const part of parts.toReversed()) {
    const digit = parseFloatLiteral(part);
    if (digit === undefined) return undefined;
    sum += digit * base;
    base *= 60;
  }
  return sum;
};

const FLOAT_WORDS = new Map([
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['nan', Number.NaN],
]);

/** Python's `float(text)` for unsigned decimal literals. */
const parseFloatLiteral = (text: string): number | undefined =>
  (FLOAT_WORDS.get(text) ?? /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/.test(text))
    ? Number(text)
    : undefined;

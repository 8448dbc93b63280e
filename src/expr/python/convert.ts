import { float, integer, isFloat, numberOf, raise, textOf, type Value } from './value.ts';

/** What Python's `str.strip()` and `str.split()` take for white space. */
export const WHITESPACE =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const EDGES = new RegExp(`^[${WHITESPACE}]+|[${WHITESPACE}]+$`, 'gu');
/** Text of printable ASCII at both ends has nothing to strip. */
const BARE = /^[\x21-\x7e](?:.*[\x21-\x7e])?$/s;
export const strip = (text: string): string => (BARE.test(text) ? text : text.replace(EDGES, ''));

/** CPython refuses to convert longer texts to int. */
const MAX_INT_DIGITS = 4300;
const NON_ASCII = /[^\0-\x7f]/;
const DECIMAL = /^\p{Nd}$/u;
const isDecimal = (code: number): boolean => code >= 0 && DECIMAL.test(String.fromCodePoint(code));
/** Unicode has the decimal digits of each script one after the other, from zero on. */
const digitOf = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (isDecimal(zero - 1)) zero -= 1;
  return String((code - zero) % 10);
};
/** Digits of any script count as digits. */
const inAscii = (text: string): string => (NON_ASCII.test(text) ? text.replace(/\p{Nd}/gu, digitOf) : text);

/** `int(value)` */
export const toInt = (value: Value): Value => {
  const text = textOf(value);
  if (text !== undefined) return intFromText(strip(text));
  const number = numberOf(value);
  if (number === undefined) return raise('TypeError');
  if (!isFloat(value)) return integer(BigInt(number));
  const n = Number(number);
  if (Number.isNaN(n)) return raise('ValueError');
  return Number.isFinite(n) ? integer(BigInt(Math.trunc(n))) : raise('OverflowError');
};

const intFromText = (given: string): Value => {
  const text = inAscii(given);
  if (!/^[+-]?\d+(_\d+)*$/.test(text)) return raise('ValueError');
  const digits = text.replace(/_/g, '').replace(/^\+/, '');
  if (digits.length > MAX_INT_DIGITS) return raise('ValueError');
  return integer(BigInt(digits));
};

/** `float(value)` */
export const toFloat = (value: Value): Value => {
  const text = textOf(value);
  if (text !== undefined) return floatFromText(strip(text));
  const number = numberOf(value);
  if (number === undefined) return raise('TypeError');
  const n = Number(number);
  return typeof number === 'bigint' && !Number.isFinite(n) ? raise('OverflowError') : float(n);
};

const floatFromText = (given: string): Value => {
  const text = inAscii(given);
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word !== null) {
    const size = (word[2] ?? '').toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return word[1] === '-' ? -size : size;
  }
  const digits = '\\d+(?:_\\d+)*';
  const shape = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:[eE][+-]?${digits})?$`);
  return shape.test(text) ? float(Number(text.replace(/_/g, ''))) : raise('ValueError');
};

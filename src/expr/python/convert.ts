import { float, integer, isFloat, numberOf, raise, textOf, UNKNOWN, type Value } from './value.ts';

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
/** Digits of other scripts count as digits, which is left open; anything else beyond ASCII is in no number. */
const numeral = (text: string): Value => (/[^\0-\x7f\p{Nd}]/u.test(text) ? raise('ValueError') : UNKNOWN);

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

const intFromText = (text: string): Value => {
  if (NON_ASCII.test(text)) return numeral(text);
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

const floatFromText = (text: string): Value => {
  if (NON_ASCII.test(text)) return numeral(text);
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word !== null) {
    const size = (word[2] ?? '').toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return word[1] === '-' ? -size : size;
  }
  const digits = '\\d+(?:_\\d+)*';
  const shape = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:[eE][+-]?${digits})?$`);
  return shape.test(text) ? float(Number(text.replace(/_/g, ''))) : raise('ValueError');
};

import {
  isFloat,
  isUnordered,
  iterate,
  numberOf,
  PyDict,
  PyEnum,
  PyFloat,
  PySet,
  PyTuple,
  Raised,
  raise,
  textOf,
  UNKNOWN,
  type Value,
} from './value.ts';

/** Python's repr of a float: shortest digits, an exponent below 1e-4 and from 1e16 on. */
export const floatText = (value: number): string => {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    const digits = String(Math.abs(power)).padStart(2, '0');
    return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`;
  }
  const plain =
    power < 0 ? value.toFixed(Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - power)) : String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
};

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const escapeChar = (char: string): string => {
  const known = ESCAPES[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0) ?? 0;
  if (/[\p{L}\p{M}\p{N}\p{P}\p{S}]| /u.test(char)) return char;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
};

/** `repr(text)`: single quotes unless the text has some and no double ones. */
export const quote = (text: string): string => {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = [...text].map((char) => (char === mark ? `\\${char}` : escapeChar(char))).join('');
  return `${mark}${body}${mark}`;
};

const enumRepr = (member: PyEnum): string => `<${member.type.name}.${member.name}: ${repr(member.value)}>`;

/** `repr(value)`; what cannot be told is `?`. */
export const repr = (value: Value): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof PyEnum) return enumRepr(value);
  if (value === UNKNOWN || value instanceof Raised) return '?';
  if (value instanceof PyDict) {
    return `{${[...value.entries()].map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`;
  }
  const items = (iterate(value) ?? []).map(repr);
  if (value instanceof PyTuple) return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  if (value instanceof PySet) return items.length === 0 ? 'set()' : `{${items.join(', ')}}`;
  return `[${items.join(', ')}]`;
};

/** `str(value)`, also what an f-string prints: members of `(str, Enum)` as `Class.NAME`, of `StrEnum` as their text. */
export const str = (value: Value): string => {
  if (typeof value === 'string') return value;
  if (value instanceof PyEnum) {
    return value.type.base === 'StrEnum' || value.type.base === 'int'
      ? str(value.value)
      : `${value.type.name}.${value.name}`;
  }
  return repr(value);
};

/** Something in it cannot be told. */
export const isPartlyUnknown = (value: Value): boolean => {
  if (value === UNKNOWN || isUnordered(value)) return true;
  if (value === null || typeof value !== 'object') return false;
  if (value instanceof PyDict) return [...value.entries()].some((pair) => pair.some(isPartlyUnknown));
  if (value instanceof PyEnum || value instanceof PyFloat) return false;
  return iterate(value)?.some(isPartlyUnknown) ?? false;
};

/** `str(value)` and `repr(value)` as operations: what cannot be told in full cannot be told. */
export const strOf = (value: Value): Value => (isPartlyUnknown(value) ? UNKNOWN : str(value));
export const reprOf = (value: Value): Value => (isPartlyUnknown(value) ? UNKNOWN : repr(value));

/** `format(value, spec)` of the plainest specs; what others give cannot be told. */
export const formatValue = (value: Value, spec: string): Value => {
  if (spec === '') return strOf(value);
  if (spec === 's') return textOf(value) === undefined ? raise('ValueError') : str(value);
  const number = numberOf(value);
  if (spec === 'd')
    return number === undefined || isFloat(value)
      ? raise(typeof number === 'undefined' && textOf(value) === undefined ? 'TypeError' : 'ValueError')
      : String(number);
  const digits = /^\.(\d{1,2})f$/.exec(spec)?.[1];
  if (digits === undefined) return UNKNOWN;
  if (number === undefined) return raise(textOf(value) === undefined ? 'TypeError' : 'ValueError');
  return Number(number).toFixed(Number(digits));
};

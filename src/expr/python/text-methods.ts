import type { Method } from '../../model/index.ts';
import { strip, WHITESPACE } from './convert.ts';
import { str } from './text.ts';
import {
  isFloat,
  isUnordered,
  iterate,
  numberOf,
  PyTuple,
  raise,
  textOf,
  UNKNOWN,
  type Value,
} from './value.ts';

const TYPE_ERROR = raise('TypeError');
const BLANKS = new RegExp(`[${WHITESPACE}]+`, 'u');

/** What ends a line for `str.splitlines()`. */
const SEPARATORS = '\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029';
const LINE_END = new RegExp(`\\r\\n|[\\n\\r${SEPARATORS}]`);

const whole = (value: Value): number | undefined => {
  const n = isFloat(value) ? undefined : numberOf(value);
  return n === undefined ? undefined : Number(n);
};

/** Splits at most `max` times from the left; `max < 0`: everywhere. */
const cut = (text: string, separator: string, max: number): string[] => {
  const parts = text.split(separator);
  return max < 0 || parts.length <= max + 1
    ? parts
    : [...parts.slice(0, max), parts.slice(max).join(separator)];
};

const split = (text: string, args: readonly Value[], fromRight: boolean): Value => {
  const [separator = null, times = -1] = args;
  const max = whole(times);
  if (max === undefined) return TYPE_ERROR;
  if (separator === null) {
    if (max >= 0) return UNKNOWN;
    const bare = strip(text);
    return bare === '' ? [] : bare.split(BLANKS);
  }
  const mark = textOf(separator);
  if (mark === undefined) return TYPE_ERROR;
  if (mark === '') return raise('ValueError');
  return fromRight && max >= 0 ? UNKNOWN : cut(text, mark, max);
};

const trim = (text: string, chars: Value, left: boolean, right: boolean): Value => {
  const set = chars === null ? undefined : textOf(chars);
  if (chars !== null && set === undefined) return TYPE_ERROR;
  if (chars === null && left && right) return strip(text);
  const isEdge = (char: string): boolean => (set === undefined ? strip(char) === '' : set.includes(char));
  const points = [...text];
  let from = 0;
  let to = points.length;
  while (left && from < to && isEdge(points[from] as string)) from++;
  while (right && to > from && isEdge(points[to - 1] as string)) to--;
  return points.slice(from, to).join('');
};

const starts = (text: string, what: Value, test: (text: string, part: string) => boolean): Value => {
  const parts = (what instanceof PyTuple ? what.items : [what]).map(textOf);
  if (parts.some((part) => part === undefined)) return TYPE_ERROR;
  return parts.some((part) => test(text, part as string));
};

const join = (text: string, what: Value): Value => {
  const items = iterate(what);
  if (items === undefined) return TYPE_ERROR;
  if (items.includes(UNKNOWN) || isUnordered(what)) return UNKNOWN;
  const parts = items.map(textOf);
  return parts.some((part) => part === undefined) ? TYPE_ERROR : parts.join(text);
};

const replace = (text: string, args: readonly Value[]): Value => {
  const [from, to] = [textOf(args[0] ?? null), textOf(args[1] ?? null)];
  const times = whole(args[2] ?? -1);
  if (from === undefined || to === undefined || times === undefined) return TYPE_ERROR;
  if (times < 0) return text.replaceAll(from, () => to);
  return from === '' ? UNKNOWN : cut(text, from, times).join(to);
};

/** `'…{}…'.format(…)` with plain fields only. */
const format = (text: string, args: readonly Value[]): Value => {
  if (args.includes(UNKNOWN) || /\{[^}]|\}\}|\{\{/.test(text)) return UNKNOWN;
  const parts = text.split('{}');
  if (parts.length - 1 > args.length) return raise('IndexError');
  return parts.map((part, i) => (i === 0 ? part : str(args[i - 1] as Value) + part)).join('');
};

const find = (text: string, part: Value, missing: Value): Value => {
  const wanted = textOf(part);
  if (wanted === undefined) return TYPE_ERROR;
  const at = text.indexOf(wanted);
  return at < 0 ? missing : [...text.slice(0, at)].length;
};

const affix = (text: string, part: Value, front: boolean): Value => {
  const fix = textOf(part);
  if (fix === undefined) return TYPE_ERROR;
  if (fix === '') return text;
  if (front) return text.startsWith(fix) ? text.slice(fix.length) : text;
  return text.endsWith(fix) ? text.slice(0, -fix.length) : text;
};

/** `before, separator, after` around the first or the last separator. */
const partition = (text: string, separator: Value, fromRight: boolean): Value => {
  const mark = textOf(separator);
  if (mark === undefined) return TYPE_ERROR;
  if (mark === '') return raise('ValueError');
  const at = fromRight ? text.lastIndexOf(mark) : text.indexOf(mark);
  if (at >= 0) return new PyTuple([text.slice(0, at), mark, text.slice(at + mark.length)]);
  return new PyTuple(fromRight ? ['', '', text] : [text, '', '']);
};

/** Fills up to a width with a character: what goes before, given how much is missing. */
const pad = (
  text: string,
  [width = null, fill = ' ']: readonly Value[],
  before: (missing: number, wanted: number) => number,
): Value => {
  const wanted = whole(width);
  const mark = textOf(fill);
  if (wanted === undefined || mark === undefined || [...mark].length !== 1) return TYPE_ERROR;
  const missing = Math.max(0, wanted - [...text].length);
  const left = before(missing, wanted);
  return mark.repeat(left) + text + mark.repeat(missing - left);
};

const zfill = (text: string, [width = null]: readonly Value[]): Value => {
  const wanted = whole(width);
  if (wanted === undefined) return TYPE_ERROR;
  const sign = /^[+-]/.test(text) ? text.slice(0, 1) : '';
  return sign + '0'.repeat(Math.max(0, wanted - [...text].length)) + text.slice(sign.length);
};

const rfind = (text: string, part: Value): Value => {
  const wanted = textOf(part);
  if (wanted === undefined) return TYPE_ERROR;
  const at = text.lastIndexOf(wanted);
  return at < 0 ? -1 : [...text.slice(0, at)].length;
};

/** Of what is not plain ASCII too much hangs on Unicode's tables. */
const ofAscii =
  (method: (text: string) => Value): TextMethod =>
  (text) =>
    /^\p{ASCII}*$/u.test(text) ? method(text) : UNKNOWN;

const swapCase = (text: string): string =>
  [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('');

type TextMethod = (text: string, args: readonly Value[]) => Value;
const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

const METHODS: Partial<Record<Method, TextMethod>> = {
  split: (text, args) => split(text, args, false),
  rsplit: (text, args) => split(text, args, true),
  partition: (text, args) => partition(text, args[0] ?? null, false),
  rpartition: (text, args) => partition(text, args[0] ?? null, true),
  casefold: ofAscii((text) => text.toLowerCase()),
  swapcase: ofAscii(swapCase),
  zfill,
  ljust: (text, args) => pad(text, args, () => 0),
  rjust: (text, args) => pad(text, args, (missing) => missing),
  // CPython puts the odd one on the left where the width is odd too.
  center: (text, args) =>
    pad(text, args, (missing, wanted) => Math.floor(missing / 2) + (missing & wanted & 1)),
  isalnum: (text) => /^[\p{L}\p{N}]+$/u.test(text),
  isascii: (text) => /^\p{ASCII}*$/u.test(text),
  isspace: (text) => text !== '' && strip(text) === '',
  islower: ofAscii((text) => /[a-z]/.test(text) && !/[A-Z]/.test(text)),
  isupper: ofAscii((text) => /[A-Z]/.test(text) && !/[a-z]/.test(text)),
  rfind: (text, args) => (args.length > 1 ? UNKNOWN : rfind(text, args[0] ?? null)),
  splitlines: (text, args) =>
    args.length > 0
      ? UNKNOWN
      : text
          .replace(/\r?\n$/, '')
          .split(LINE_END)
          .filter((line, _, all) => all.length > 1 || line !== ''),
  strip: (text, args) => trim(text, args[0] ?? null, true, true),
  lstrip: (text, args) => trim(text, args[0] ?? null, true, false),
  rstrip: (text, args) => trim(text, args[0] ?? null, false, true),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  title: (text) => (/^[A-Za-z ]*$/.test(text) ? text.split(' ').map(capitalize).join(' ') : UNKNOWN),
  capitalize: (text) => capitalize(text),
  startswith: (text, args) =>
    args.length > 1 ? UNKNOWN : starts(text, args[0] ?? null, (whole, part) => whole.startsWith(part)),
  endswith: (text, args) =>
    args.length > 1 ? UNKNOWN : starts(text, args[0] ?? null, (whole, part) => whole.endsWith(part)),
  isdigit: (text) => /^[\p{Nd}\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+$/u.test(text),
  isdecimal: (text) => /^\p{Nd}+$/u.test(text),
  isnumeric: (text) => /^\p{N}+$/u.test(text),
  isalpha: (text) => /^\p{L}+$/u.test(text),
  isidentifier: (text) => /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u.test(text),
  replace,
  removeprefix: (text, args) => affix(text, args[0] ?? null, true),
  removesuffix: (text, args) => affix(text, args[0] ?? null, false),
  format,
  join: (text, args) => join(text, args[0] ?? null),
  find: (text, args) => (args.length > 1 ? UNKNOWN : find(text, args[0] ?? null, -1)),
  index: (text, args) => (args.length > 1 ? UNKNOWN : find(text, args[0] ?? null, raise('ValueError'))),
  count: (text, args) => {
    if (args.length > 1) return UNKNOWN;
    const part = textOf(args[0] ?? null);
    if (part === undefined) return TYPE_ERROR;
    return part === '' ? [...text].length + 1 : text.split(part).length - 1;
  },
};

/** Methods that a str has. */
export const TEXT_METHODS: ReadonlySet<Method> = new Set(Object.keys(METHODS) as Method[]);

export const textMethod = (name: Method, text: string, args: readonly Value[]): Value =>
  METHODS[name]?.(text, args) ?? raise('AttributeError');

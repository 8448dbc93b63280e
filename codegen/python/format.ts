import type { CallArguments } from './interpreter.ts';
import { repr, toText } from './repr.ts';
import { type PyValue, str } from './value.ts';

/** `[[fill]align][sign][#][0][width][grouping][.precision][type]` */
const SPEC =
  /^(?:(?<fill>[\s\S])?(?<align>[<>=^]))?(?<sign>[+ -])?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<group>[,_])?(?:\.(?<precision>\d+))?(?<type>[a-zA-Z%])?$/u;

type Spec = Readonly<Record<string, string | undefined>>;

/** `format(value, spec)`; `undefined` for what this does not know. */
export function formatValue(value: PyValue, spec: string): string | undefined {
  if (spec === '') return toText(value);
  const parts = SPEC.exec(spec)?.groups;
  if (parts === undefined || parts.alternate !== undefined) return undefined;
  const number = numberOf(value);
  if (number === undefined) return value.type === 'str' ? textIn(value.value, parts) : undefined;
  const digits = numberText(number, value.type === 'float', parts);
  if (digits === undefined) return undefined;
  const sign = isNegative(number) ? '-' : parts.sign === '+' || parts.sign === ' ' ? parts.sign : '';
  return padded(digits, parts, '>', sign);
}

const numberOf = (value: PyValue): number | bigint | undefined => {
  if (value.type === 'int' || value.type === 'float') return value.value;
  // A bool in a specification is a number.
  return value.type === 'bool' ? BigInt(value.value) : undefined;
};

const isNegative = (value: number | bigint): boolean => value < 0 || Object.is(value, -0);

function textIn(text: string, parts: Spec): string | undefined {
  const { precision, sign, group, type = 's' } = parts;
  if (type !== 's' || sign !== undefined || group !== undefined) return undefined;
  const cut = precision === undefined ? text : [...text].slice(0, Number(precision)).join('');
  return padded(cut, parts, '<', '');
}

/** The digits of its magnitude. */
function numberText(value: number | bigint, isFloat: boolean, parts: Spec): string | undefined {
  const { type, group, precision } = parts;
  const size = isNegative(value) ? -value : value;
  if (type === undefined || type === 'd') {
    if (isFloat && (type === 'd' || precision !== undefined || group !== undefined)) return undefined;
    return isFloat ? repr({ type: 'float', value: Number(size) }) : grouped(String(size), group);
  }
  if (type === 'f' || type === 'F' || type === '%') {
    const scaled = Number(size) * (type === '%' ? 100 : 1);
    const shown = fixed(scaled, Number(precision ?? 6));
    return shown === undefined ? undefined : grouped(shown, group) + (type === '%' ? '%' : '');
  }
  const base = { x: 16, o: 8, b: 2 }[type];
  return base !== undefined && !isFloat && group === undefined ? size.toString(base) : undefined;
}

const grouped = (digits: string, by: string | undefined): string => {
  const [whole = '', rest] = digits.split('.');
  const parted = by === undefined ? whole : whole.replace(/\B(?=(\d{3})+$)/g, by);
  return rest === undefined ? parted : `${parted}.${rest}`;
};

/** With so many decimals, an exact half to the even neighbour as Python has it. */
export function fixed(value: number, decimals: number): string | undefined {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21 || decimals > 50) return undefined;
  const exact = Math.abs(value).toFixed(100);
  const end = exact.indexOf('.') + 1 + decimals;
  const isHalf = /^50*$/.test(exact.slice(end));
  if (!isHalf) return value.toFixed(decimals);
  const kept = exact.slice(0, end).replace(/\.$/, '');
  // Away from zero is what is added when the last digit kept is odd.
  return Number(kept.at(-1)) % 2 === 0 ? (value < 0 ? `-${kept}` : kept) : value.toFixed(decimals);
}

function padded(text: string, { fill, align, zero, width }: Spec, usual: '<' | '>', sign: string): string {
  const side = align ?? (zero === undefined ? usual : '=');
  const filler = fill ?? (zero === undefined ? ' ' : '0');
  const missing = Math.max(0, Math.min(Number(width ?? 0), 10_000) - [...text].length - sign.length);
  const left = side === '<' ? 0 : side === '^' ? Math.floor(missing / 2) : missing;
  if (side === '=') return sign + filler.repeat(missing) + text;
  return filler.repeat(left) + sign + text + filler.repeat(missing - left);
}

/** `"{} {0!r} {name:>8}".format(…)`; fields with attributes, items or nested fields are not known. */
export function formatText(text: string, given: CallArguments): PyValue | undefined {
  let next = 0;
  let known = true;
  const filled = text.replace(
    /\{\{|\}\}|\{([^{}!:]*)(![rs])?(?::([^{}]*))?\}|[{}]/g,
    (whole, name, as, spec) => {
      if (whole === '{{' || whole === '}}') return whole.slice(1);
      const value =
        typeof name !== 'string'
          ? undefined
          : /^\d*$/.test(name)
            ? given.args[name === '' ? next++ : Number(name)]
            : given.keywords.get(name);
      const converted = value === undefined ? undefined : as === '!r' ? repr(value) : undefined;
      const shown =
        value === undefined
          ? undefined
          : as === undefined
            ? formatValue(value, spec ?? '')
            : formatValue(str(converted ?? toText(value) ?? ''), spec ?? '');
      if (shown === undefined) known = false;
      return shown ?? '';
    },
  );
  return known ? str(filled) : undefined;
}

/** `"%s of %(name)d" % value` */
export function percentText(text: string, operand: PyValue): PyValue | undefined {
  const args = operand.type === 'tuple' ? operand.items : [operand];
  let next = 0;
  let known = true;
  const filled = text.replace(
    /%(?:\((\w+)\))?([-+ 0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])|%/g,
    (_whole, name, flags = '', width = '', precision, type) => {
      if (type === '%') return '%';
      const value =
        name === undefined
          ? args[next++]
          : operand.type === 'dict'
            ? operand.entries.get(str(name))
            : undefined;
      const shown = value === undefined ? undefined : percentValue(value, type, precision, flags, width);
      if (shown === undefined) known = false;
      return shown ?? '';
    },
  );
  const used = operand.type === 'dict' || next === args.length;
  return known && used ? str(filled) : undefined;
}

function percentValue(
  value: PyValue,
  type: string | undefined,
  precision: string | undefined,
  flags: string,
  width: string,
): string | undefined {
  const align = flags.includes('-') ? '<' : flags.includes('0') ? '' : '>';
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const digits = precision === undefined ? '' : `.${precision}`;
  const plain = (kind: string): string =>
    `${align}${sign}${flags.includes('0') && align === '' ? '0' : ''}${width}${digits}${kind}`;
  if (type === 's' || type === 'r') {
    const text = type === 'r' ? repr(value) : toText(value);
    return text === undefined
      ? undefined
      : formatValue(str(text), `${align === '' ? '>' : align}${width}${digits}`);
  }
  if (type === 'd' || type === 'i') return value.type === 'int' ? formatValue(value, plain('d')) : undefined;
  return type === 'f' || type === 'x' || type === 'o' ? formatValue(value, plain(type)) : undefined;
}

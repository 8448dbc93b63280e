import type { PyValue } from './value.ts';

/** Python's `repr`. `undefined` where it would need what is not known. */
export function repr(value: PyValue): string | undefined {
  switch (value.type) {
    case 'none':
      return 'None';
    case 'ellipsis':
      return 'Ellipsis';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return value.value.toString();
    case 'float':
      return reprFloat(value.value);
    case 'str':
      return reprText(value.value);
    case 'bytes':
      return `b${reprText(value.value, 0x7f)}`;
    case 'list':
      return bracket('[', value.items.map(repr), ']');
    case 'tuple':
      return value.items.length === 1
        ? bracket('(', value.items.map(repr), ',)')
        : bracket('(', value.items.map(repr), ')');
    case 'set':
      return reprSet(value);
    case 'dict':
      return reprDict(value);
    case 'enum': {
      const inner = repr(value.value);
      return inner === undefined ? undefined : `<${value.class.binding.node.name}.${value.name}: ${inner}>`;
    }
    case 'class':
      return `<class '${value.binding.qualname}'>`;
    default:
      return undefined;
  }
}

/** Python's `str`. */
export function toText(value: PyValue): string | undefined {
  if (value.type === 'str') return value.value;
  if (value.type === 'enum') return enumText(value);
  return repr(value);
}

function enumText(value: Extract<PyValue, { type: 'enum' }>): string | undefined {
  // StrEnum and classes that define __str__ as their value print it; plain mixins print Class.MEMBER.
  const printsValue = value.class.binding.node.bases.some(
    (base) =>
      (base.kind === 'Name' && /^(StrEnum|IntEnum|IntFlag)$/.test(base.id)) ||
      (base.kind === 'Attribute' && /^(StrEnum|IntEnum|IntFlag)$/.test(base.attr)),
  );
  return printsValue ? toText(value.value) : `${value.class.binding.node.name}.${value.name}`;
}

function bracket(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.every((part) => part !== undefined) ? `${open}${parts.join(', ')}${close}` : undefined;
}

function reprSet(value: Extract<PyValue, { type: 'set' }>): string | undefined {
  const name = value.frozen ? 'frozenset' : 'set';
  if (value.items.size === 0) return `${name}()`;
  const inner = bracket('{', value.items.keys().map(repr), '}');
  return inner !== undefined && value.frozen ? `frozenset(${inner})` : inner;
}

function reprDict(value: Extract<PyValue, { type: 'dict' }>): string | undefined {
  const parts = value.entries.items().map(([key, item]) => {
    const [left, right] = [repr(key), repr(item)];
    return left === undefined || right === undefined ? undefined : `${left}: ${right}`;
  });
  return bracket('{', parts, '}');
}

/** The shortest text that reads back as the same float, in Python's notation. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const plain =
    exponent < 0
      ? value.toFixed(Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - exponent))
      : `${value}`;
  return plain.includes('.') ? plain : `${plain}.0`;
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function reprText(text: string, limit = 0x10ffff): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === quote) out += `\\${char}`;
    else if (SHORT[char] !== undefined) out += SHORT[char];
    else if (code < 0x20 || code === 0x7f || code > limit || UNPRINTABLE.test(char)) out += escapeCode(code);
    else out += char;
  }
  return quote + out + quote;
}

/** What `str.isprintable` refuses, but for the space. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

function escapeCode(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

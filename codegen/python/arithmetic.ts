import type { BinaryOperator, CompareOperator } from './ast.ts';
import { percentText } from './format.ts';
import { PyError } from './interpreter.ts';
import { compareVersions, versionText } from './package-version.ts';
import { contains, equal, truth } from './truth.ts';
import { bool, dict, float, int, list, type PyDict, type PyValue, setOf, str, tuple } from './value.ts';
import { keyOf } from './value-key.ts';

/** `left op right`; `undefined` for operands this does not know. */
export function binary(op: BinaryOperator, left: PyValue, right: PyValue): PyValue | undefined {
  const [a, b] = [plain(left), plain(right)];
  if (a.type === 'int' && b.type === 'int') return integers(op, a.value, b.value);
  const [x, y] = [asFloat(a), asFloat(b)];
  if (x !== undefined && y !== undefined) return floats(op, x, y);
  if (op === '+') return joined(a, b);
  if (op === '%' && a.type === 'str') return percentText(a.value, right);
  if (op === '*') return repeated(a, b) ?? repeated(b, a);
  if (op === '|' && a.type === 'dict' && b.type === 'dict') return merged(a.entries, b.entries);
  if (a.type === 'set' && b.type === 'set') return sets(op, a.items, b.items);
  return undefined;
}

/** Enum members with a mixin and booleans take part as their plain value. */
function plain(value: PyValue): PyValue {
  if (value.type === 'enum' && value.mixin !== null) return plain(value.value);
  return value.type === 'bool' ? int(value.value ? 1 : 0) : value;
}

const asFloat = (value: PyValue): number | undefined =>
  value.type === 'float' ? value.value : value.type === 'int' ? Number(value.value) : undefined;

const MAX_BITS = 4096n;

function integers(op: BinaryOperator, a: bigint, b: bigint): PyValue | undefined {
  if ((op === '/' || op === '//' || op === '%') && b === 0n) throw new PyError('ZeroDivisionError');
  switch (op) {
    case '+':
      return int(a + b);
    case '-':
      return int(a - b);
    case '*':
      return int(a * b);
    case '/':
      return float(Number(a) / Number(b));
    case '//':
      return int(floorDivide(a, b));
    case '%':
      return int(a - floorDivide(a, b) * b);
    case '**':
      if (b < 0n) return float(Number(a) ** Number(b));
      return b <= MAX_BITS ? int(a ** b) : undefined;
    case '<<':
      return b >= 0n && b <= MAX_BITS ? int(a << b) : undefined;
    case '>>':
      return b >= 0n ? int(a >> b) : undefined;
    case '|':
      return int(a | b);
    case '&':
      return int(a & b);
    case '^':
      return int(a ^ b);
    case '@':
      return undefined;
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function floats(op: BinaryOperator, a: number, b: number): PyValue | undefined {
  if ((op === '/' || op === '//' || op === '%') && b === 0) throw new PyError('ZeroDivisionError');
  if (op === '+') return float(a + b);
  if (op === '-') return float(a - b);
  if (op === '*') return float(a * b);
  if (op === '/') return float(a / b);
  if (op === '//') return float(Math.floor(a / b));
  if (op === '%') return float(a - Math.floor(a / b) * b);
  return op === '**' ? float(a ** b) : undefined;
}

function joined(a: PyValue, b: PyValue): PyValue | undefined {
  if (a.type === 'str' && b.type === 'str') return str(a.value + b.value);
  if (a.type === 'list' && b.type === 'list') return list([...a.items, ...b.items]);
  if (a.type === 'tuple' && b.type === 'tuple') return tuple([...a.items, ...b.items]);
  return undefined;
}

const MAX_REPEAT = 100_000;

function repeated(a: PyValue, b: PyValue): PyValue | undefined {
  if (b.type !== 'int') return undefined;
  const times = b.value < 0n ? 0 : Number(b.value);
  if (a.type === 'str' && times * a.value.length <= MAX_REPEAT) return str(a.value.repeat(times));
  if ((a.type === 'list' || a.type === 'tuple') && times * a.items.length <= MAX_REPEAT) {
    return { type: a.type, items: Array.from({ length: times }, () => a.items).flat() };
  }
  return undefined;
}

function merged(a: PyDict, b: PyDict): PyValue {
  const result = a.copy();
  for (const [key, value] of b.items()) result.set(key, value);
  return dict(result);
}

function sets(op: BinaryOperator, a: PyDict, b: PyDict): PyValue | undefined {
  if (op === '|') return setOf([...a.keys(), ...b.keys()]);
  if (op === '&') return setOf(a.keys().filter((key) => b.has(key)));
  if (op === '-') return setOf(a.keys().filter((key) => !b.has(key)));
  return undefined;
}

/** One comparison; `undefined` where it is not known. */
export function compare(op: CompareOperator, left: PyValue, right: PyValue): boolean | undefined {
  switch (op) {
    case '==':
      return equal(left, right);
    case '!=':
      return negate(equal(left, right));
    case 'in':
      return contains(right, left);
    case 'not in':
      return negate(contains(right, left));
    case 'is':
      return identical(left, right);
    case 'is not':
      return negate(identical(left, right));
    default:
      return ordered(op, plain(left), plain(right));
  }
}

const negate = (verdict: boolean | undefined): boolean | undefined =>
  verdict === undefined ? undefined : !verdict;

function identical(left: PyValue, right: PyValue): boolean | undefined {
  if (left.type === 'unknown' || right.type === 'unknown') return undefined;
  if (left.type === 'external' || right.type === 'external') {
    // Something imported from outside may be anything, but it is not None, True or False.
    return left.type === 'none' || right.type === 'none'
      ? false
      : left.type === right.type
        ? undefined
        : false;
  }
  return left.type === right.type && keyOf(left) === keyOf(right);
}

function ordered(op: '<' | '<=' | '>' | '>=', a: PyValue, b: PyValue): boolean | undefined {
  const sign = order(a, b);
  if (sign === undefined) return undefined;
  if (op === '<') return sign < 0;
  if (op === '<=') return sign <= 0;
  return op === '>' ? sign > 0 : sign >= 0;
}

/** Sign of the order of two numbers, texts or sequences of them. */
export function order(a: PyValue, b: PyValue): number | undefined {
  const [x, y] = [plain(a), plain(b)];
  if (x.type === 'int' && y.type === 'int') return x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
  const [p, q] = [asFloat(x), asFloat(y)];
  if (p !== undefined && q !== undefined) return p - q;
  const [v, w] = [versionText(x), versionText(y)];
  if (v !== undefined && w !== undefined) return compareVersions(v, w);
  if (x.type === 'str' && y.type === 'str') return x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
  if ((x.type === 'list' || x.type === 'tuple') && x.type === y.type) {
    for (const [index, item] of x.items.entries()) {
      const other = y.items[index];
      if (other === undefined) return 1;
      const sign = order(item, other);
      if (sign !== 0) return sign;
    }
    return x.items.length - y.items.length;
  }
  return undefined;
}

/** `not value`, `-value`, `+value`, `~value`. */
export function unary(op: 'not' | '-' | '+' | '~', operand: PyValue): PyValue | undefined {
  if (op === 'not') {
    const verdict = truth(operand);
    return verdict === undefined ? undefined : bool(!verdict);
  }
  const value = plain(operand);
  if (value.type === 'int') return int(op === '-' ? -value.value : op === '~' ? ~value.value : value.value);
  if (value.type === 'float' && op !== '~') return float(op === '-' ? -value.value : value.value);
  return undefined;
}

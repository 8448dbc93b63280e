import { binary, order } from './arithmetic.ts';
import { classMembers } from './comprehend.ts';
import { fixed } from './format.ts';
import {
  type CallArguments,
  type Interpreter,
  isUnknown,
  PyError,
  type Site,
  unknown,
} from './interpreter.ts';
import { iterate, pair } from './iterate.ts';
import { repr, toText } from './repr.ts';
import { truth } from './truth.ts';
import { bool, dict, float, int, list, NONE, PyDict, type PyValue, setOf, str, tuple } from './value.ts';

/** A call of a builtin function or type. */
export function callBuiltin(self: Interpreter, name: string, given: CallArguments, at: Site): PyValue {
  const handler = BUILTIN[name];
  const understood = [...given.keywords.keys()].every(
    (keyword) => name === 'dict' || KEYWORDS[name]?.includes(keyword),
  );
  const result = understood ? handler?.(given.args, given, self, at) : undefined;
  return result ?? given.args.find(isUnknown) ?? unknown(at, `${name}()`);
}

/** What handlers make of keywords; a call with any other is not understood. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  sorted: ['key', 'reverse'],
  min: ['default'],
  max: ['default'],
  sum: ['start'],
  enumerate: ['start'],
  print: ['end', 'file', 'flush', 'sep'],
};

type Handler = (
  args: readonly PyValue[],
  given: CallArguments,
  self: Interpreter,
  at: Site,
) => PyValue | undefined;

const items = (self: Interpreter, value: PyValue | undefined): PyValue[] | undefined =>
  value === undefined ? [] : (iterate(value) ?? classMembers(self, value));

const collect =
  (make: (found: PyValue[]) => PyValue): Handler =>
  ([first], _given, self) => {
    const found = items(self, first);
    return found === undefined ? undefined : make(found);
  };

const verdict = (value: boolean | undefined): PyValue | undefined =>
  value === undefined ? undefined : bool(value);

/** A member of an enum that is a number or a text besides counts as that. */
const unmixed = (value: PyValue | undefined): PyValue | undefined =>
  value?.type === 'enum' && value.mixin !== null ? value.value : value;

const toInt: Handler = ([given, base]) => {
  const first = unmixed(given);
  if (first === undefined) return int(0);
  if (base !== undefined) return undefined;
  if (first.type === 'int') return first;
  if (first.type === 'bool') return int(first.value ? 1 : 0);
  if (first.type === 'float') return int(Math.trunc(first.value));
  if (first.type !== 'str') return undefined;
  const text = first.value.trim().replaceAll('_', '');
  if (!/^[+-]?\d+$/.test(text)) throw new PyError('ValueError');
  return int(BigInt(text.replace(/^\+/, '')));
};

const toFloat: Handler = ([given]) => {
  const first = unmixed(given);
  if (first === undefined) return float(0);
  if (first.type === 'float') return first;
  if (first.type === 'int') return float(Number(first.value));
  if (first.type === 'bool') return float(first.value ? 1 : 0);
  if (first.type !== 'str') return undefined;
  const text = first.value.trim().toLowerCase();
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(text);
  if (special !== null)
    return float(special[2] === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) throw new PyError('ValueError');
  return float(Number(text));
};

const toDict: Handler = ([first], given) => {
  const entries = first?.type === 'dict' ? first.entries.copy() : new PyDict();
  if (first !== undefined && first.type !== 'dict') {
    for (const item of iterate(first) ?? [NONE]) {
      const [key, value] = iterate(item) ?? [];
      if (key === undefined || value === undefined) return undefined;
      entries.set(key, value);
    }
  }
  for (const [key, value] of given.keywords) entries.set(str(key), value);
  return dict(entries);
};

const range: Handler = (args) => {
  const numbers = args.map((arg) => (arg.type === 'int' ? Number(arg.value) : undefined));
  if (numbers.includes(undefined) || numbers.length === 0) return undefined;
  const [start = 0, end = 0, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const count = Math.max(0, Math.ceil((end - start) / step));
  if (step === 0 || count > 100_000) return undefined;
  return list(Array.from({ length: count }, (_, index) => int(start + index * step)));
};

const extreme =
  (sign: number): Handler =>
  (args, given, self) => {
    const found = args.length === 1 ? items(self, args[0]) : [...args];
    if (found === undefined || given.keywords.has('key')) return undefined;
    let best: PyValue | undefined;
    for (const item of found) {
      const compared: number | undefined = best === undefined ? -1 : order(item, best);
      if (compared === undefined) return undefined;
      if (best === undefined || compared * sign < 0) best = item;
    }
    return best ?? given.keywords.get('default');
  };

const sorted: Handler = ([first], given, self, at) => {
  const found = items(self, first);
  if (found === undefined) return undefined;
  const key = given.keywords.get('key');
  const keyed = found.map((item) => ({
    item,
    key:
      key === undefined || key.type === 'none'
        ? item
        : self.call(key, { args: [item], keywords: new Map() }, at),
  }));
  if (keyed.some((entry) => order(entry.key, entry.key) === undefined)) return undefined;
  keyed.sort((a, b) => order(a.key, b.key) ?? 0);
  const reverse = given.keywords.get('reverse');
  const result = keyed.map((entry) => entry.item);
  return list(reverse !== undefined && truth(reverse) === true ? result.reverse() : result);
};

const quantified =
  (stop: boolean): Handler =>
  ([first], _given, self) => {
    const verdicts = items(self, first)?.map(truth);
    if (verdicts === undefined) return undefined;
    if (verdicts.includes(stop)) return bool(stop);
    return verdicts.includes(undefined) ? undefined : bool(!stop);
  };

const attributeOr: Handler = ([owner, name, fallback], _given, self, at) => {
  if (owner === undefined || name?.type !== 'str') return undefined;
  try {
    return self.attribute(owner, name.value, at);
  } catch (thrown) {
    if (thrown instanceof PyError && fallback !== undefined) return fallback;
    throw thrown;
  }
};

const TYPES = new Map<PyValue['type'], string>([
  ['str', 'str'],
  ['int', 'int'],
  ['float', 'float'],
  ['bool', 'bool'],
  ['bytes', 'bytes'],
  ['list', 'list'],
  ['tuple', 'tuple'],
  ['set', 'set'],
  ['dict', 'dict'],
]);

function isInstance(value: PyValue, kind: PyValue, self: Interpreter): boolean | undefined {
  if (kind.type === 'tuple') {
    const verdicts = kind.items.map((item) => isInstance(value, item, self));
    return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
  }
  if (isUnknown(value) || value.type === 'external') return undefined;
  const own = TYPES.get(value.type) ?? (value.type === 'enum' ? (value.mixin ?? undefined) : undefined);
  if (kind.type === 'builtin') {
    if (own !== undefined) return own === kind.name || (own === 'bool' && kind.name === 'int');
    return value.type === 'none' ? false : undefined;
  }
  if (kind.type === 'class') {
    if (value.type !== 'instance' && value.type !== 'enum') return false;
    return self
      .mro(value.class)
      .some((item) => item.type === 'class' && item.binding.node === kind.binding.node);
  }
  return own !== undefined || value.type === 'none' ? false : undefined;
}

const BUILTIN: Readonly<Record<string, Handler>> = {
  str: ([first]) => {
    const text = first === undefined ? '' : isUnknown(first) ? undefined : toText(first);
    return text === undefined ? undefined : str(text);
  },
  repr: ([first]) => {
    const text = first === undefined ? undefined : repr(first);
    return text === undefined ? undefined : str(text);
  },
  int: toInt,
  float: toFloat,
  bool: ([first]) => verdict(first === undefined ? false : truth(first)),
  list: collect(list),
  tuple: collect(tuple),
  set: collect((found) => setOf(found)),
  frozenset: collect((found) => setOf(found, true)),
  iter: collect(list),
  dict: toDict,
  len: ([first], _given, self) => {
    const found = items(self, first);
    return found === undefined ? undefined : int(found.length);
  },
  range,
  min: extreme(1),
  max: extreme(-1),
  sorted,
  reversed: collect((found) => list(found.reverse())),
  sum: ([first, start], given, self) =>
    items(self, first)?.reduce<PyValue | undefined>(
      (total, item) => (total === undefined ? undefined : binary('+', total, item)),
      start ?? given.keywords.get('start') ?? int(0),
    ),
  any: quantified(true),
  all: quantified(false),
  abs: ([first]) =>
    first?.type === 'int'
      ? int(first.value < 0n ? -first.value : first.value)
      : first?.type === 'float'
        ? float(Math.abs(first.value))
        : undefined,
  enumerate: ([first, second], given, self) => {
    const start = second ?? given.keywords.get('start');
    if (start !== undefined && start.type !== 'int') return undefined;
    const from = Number(start?.value ?? 0);
    const found = items(self, first);
    return found === undefined ? undefined : list(found.map((item, index) => pair(int(index + from), item)));
  },
  zip: (args, _given, self) => {
    const columns = args.map((arg) => items(self, arg));
    if (columns.includes(undefined)) return undefined;
    const rows = Math.min(...columns.map((column) => column?.length ?? 0));
    const row = (index: number): PyValue => tuple(columns.flatMap((column) => column?.[index] ?? []));
    return list(Array.from({ length: args.length === 0 ? 0 : rows }, (_, index) => row(index)));
  },
  map: ([callee, first], _given, self, at) => {
    const found = items(self, first);
    if (callee === undefined || found === undefined) return undefined;
    return list(found.map((item) => self.call(callee, { args: [item], keywords: new Map() }, at)));
  },
  isinstance: ([value, kind], _given, self) =>
    value === undefined || kind === undefined ? undefined : verdict(isInstance(value, kind, self)),
  getattr: attributeOr,
  hasattr: ([owner, name], given, self, at) => {
    if (owner === undefined || isUnknown(owner) || owner.type === 'external') return undefined;
    const missing: PyValue = { type: 'builtin', name: 'missing', self: null };
    const found = attributeOr([owner, name ?? NONE, missing], given, self, at);
    return found === undefined || isUnknown(found) ? undefined : bool(found !== missing);
  },
  round: ([first, digits]) => {
    if (first?.type === 'int' && digits === undefined) return first;
    if (first?.type !== 'float' || (digits !== undefined && (digits.type !== 'int' || digits.value < 0n)))
      return undefined;
    const text = fixed(first.value, Number(digits?.value ?? 0));
    if (text === undefined) return undefined;
    return digits === undefined ? int(BigInt(text)) : float(Number(text));
  },
  next: ([first, fallback]) => {
    // Iterators and generators are lists of their own here, used up from the front.
    const found = first?.type === 'list' ? first.items : undefined;
    if (found?.length === 0 && fallback === undefined) throw new PyError('StopIteration');
    return found === undefined ? undefined : (found.shift() ?? fallback);
  },
  print: () => NONE,
  callable: ([first]) =>
    first?.type === 'function' || first?.type === 'class' || first?.type === 'builtin'
      ? bool(true)
      : undefined,
};

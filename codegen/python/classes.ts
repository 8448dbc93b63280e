import type { Frame } from './frame.ts';
import { readName } from './frame.ts';
import { type Interpreter, isUnknown, type Site, unknown } from './interpreter.ts';
import { mergeOrders } from './merge-orders.ts';
import { type ClassValue, type EnumMember, int, type PyValue, str } from './value.ts';
import { keyOf } from './value-key.ts';

/** The bases of a class as values, in order. */
export function baseValues(self: Interpreter, value: ClassValue): PyValue[] {
  const frame = self.frameOf(value.binding.scope);
  return value.binding.node.bases.map((base) => self.evaluate(frame, base));
}

/**
 * C3 linearisation, the class first, `object` left out. A base that is not among the files is itself, without
 * bases of its own. An order that Python would refuse falls back to depth first. `self.mro` remembers it.
 */
export function linearize(self: Interpreter, value: ClassValue): PyValue[] {
  const bases = baseValues(self, value)
    .map(originOf)
    .filter((base) => !(base.type === 'builtin' && base.name === 'object'));
  const isItself = (base: PyValue): boolean =>
    base.type === 'class' && base.binding.node === value.binding.node;
  const lines = bases.map((base) =>
    base.type === 'class' ? self.mro(base).filter((above) => !isItself(above)) : [base],
  );
  return [value, ...(mergeOrders([...lines, bases], keyOf) ?? unique(lines.flat()))];
}

/** `Generic[T]` and `List[int]` stand for their origin in an MRO. */
const originOf = (base: PyValue): PyValue => (base.type === 'external' ? { ...base, args: null } : base);

const unique = (items: readonly PyValue[]): PyValue[] => {
  const found = new Map<string, PyValue>();
  for (const item of items) if (!found.has(keyOf(item))) found.set(keyOf(item), item);
  return [...found.values()];
};

const ENUM_BASES = new Set(
  ['Enum', 'StrEnum', 'IntEnum', 'Flag', 'IntFlag', 'ReprEnum'].map((name) => `enum.${name}`),
);

/** Whether a class is an enum, and what its members mix in. */
export function enumKind(
  self: Interpreter,
  value: ClassValue,
): { readonly mixin: 'str' | 'int' | null; readonly base: string } | undefined {
  const mro = self.mro(value);
  const base = mro.find((item) => item.type === 'external' && ENUM_BASES.has(item.path));
  if (base?.type !== 'external') return undefined;
  const has = (name: string): boolean => mro.some((item) => item.type === 'builtin' && item.name === name);
  const text = has('str') || base.path === 'enum.StrEnum';
  const number = has('int') || base.path === 'enum.IntEnum' || base.path === 'enum.IntFlag';
  return { mixin: text ? 'str' : number ? 'int' : null, base: base.path };
}

/** Members in order of definition, without aliases; `undefined` if the class is no enum. */
export const enumMembers = (self: Interpreter, value: ClassValue): EnumMember[] | undefined => {
  const named = namedMembers(self, value);
  return named === undefined ? undefined : [...new Set(named.values())];
};

/** By every name; a second name for a value stands for the member that has it. */
function namedMembers(self: Interpreter, value: ClassValue): ReadonlyMap<string, EnumMember> | undefined {
  const kind = enumKind(self, value);
  if (kind === undefined) return undefined;
  const frame = self.classFrame(value);
  const members = new Map<string, EnumMember>();
  for (const name of assignedNames(value, frame)) {
    const held = readName(frame, name);
    if (held === undefined || name.startsWith('_') || held.type === 'function' || held.type === 'class')
      continue;
    const before = [...members.values()];
    const raw = isAuto(held) ? autoValue(kind.base, name, before) : held;
    const first = before.find((other) => !isUnknown(raw) && keyOf(other.value) === keyOf(raw));
    members.set(name, first ?? { type: 'enum', class: value, name, value: raw, mixin: kind.mixin });
  }
  return members;
}

const assignedNames = (value: ClassValue, frame: Frame): string[] =>
  [...frame.names.keys()].filter((name) =>
    value.binding.node.body.some(
      (statement) =>
        statement.kind === 'Assign' &&
        statement.targets.some(
          (target) =>
            (target.kind === 'Name' && target.id === name) ||
            (target.kind === 'Tuple' && target.elts.some((part) => part.kind === 'Name' && part.id === name)),
        ),
    ),
  );

const isAuto = (value: PyValue): boolean => value.type === 'external' && value.path === 'enum.auto()';

function autoValue(base: string, name: string, before: readonly EnumMember[]): PyValue {
  if (base === 'enum.StrEnum') return str(name.toLowerCase());
  const numbers: bigint[] = before.flatMap(({ value }) => (value.type === 'int' ? [value.value] : []));
  let most = 0n;
  for (const value of numbers) if (value > most) most = value;
  return int(most + 1n);
}

/** `Class.name` through the MRO; an enum's members are members. */
export function classAttribute(
  self: Interpreter,
  owner: ClassValue,
  name: string,
  at: Site,
): PyValue | undefined {
  if (name === '__name__') return str(owner.binding.node.name);
  const member = namedMembers(self, owner)?.get(name);
  if (member !== undefined) return member;
  for (const item of self.mro(owner)) {
    if (item.type === 'class') {
      const held = readName(self.classFrame(item), name);
      if (held !== undefined) return held;
    } else if (isUnknown(item) || (item.type === 'external' && !ENUM_BASES.has(item.path))) {
      return unknown(at, `${name} may come from a base that is not here`);
    }
  }
  return undefined;
}

/** `EnumClass(value)`: the member with that value. */
export const memberByValue = (members: readonly EnumMember[], value: PyValue): EnumMember | undefined =>
  members.find(
    (member) => member === value || keyOf(member.value) === keyOf(value) || keyOf(member) === keyOf(value),
  );

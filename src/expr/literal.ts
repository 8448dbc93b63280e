import type { EnumType, Literal } from '../model/index.ts';
import {
  type EnumClass,
  integer,
  PyDict,
  PyEnum,
  PyFloat,
  PySet,
  PyTuple,
  Raised,
  UNKNOWN,
  type Value,
} from './python/value.ts';

const SPECIAL_FLOATS = {
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
} as const;

/** The enums of a table as classes, so that members are compared by class and name. */
export class Enums {
  readonly #types: readonly EnumType[];
  readonly #members = new Map<string, PyEnum>();

  constructor(types: readonly EnumType[]) {
    this.#types = types;
  }

  /** Member by name; `undefined` for a name it has not. */
  member(index: number, name: string): PyEnum | undefined {
    const key = `${index}.${name}`;
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const type = this.#types[index];
    const found = type?.members.find((member) => member.name === name);
    if (type === undefined || found === undefined) return undefined;
    const made = new PyEnum(type, name, toValue(found.value, this));
    this.#members.set(key, made);
    return made;
  }

  /** Every member of an enum, aliases as the member they stand for. */
  members(index: number): readonly PyEnum[] {
    const type = this.#types[index];
    return (type?.members ?? []).flatMap((member) => this.member(index, member.name) ?? []);
  }

  indexOf(type: EnumClass): number {
    const types: readonly EnumClass[] = this.#types;
    return types.indexOf(type);
  }
}

/** The Python value that a constant of the table stands for. */
export const toValue = (literal: Literal, enums: Enums): Value => {
  if (literal === null || typeof literal !== 'object') return literal;
  if ('float' in literal) return floatValue(literal.float);
  if ('int' in literal) return integer(BigInt(literal.int));
  if ('enum' in literal) return enums.member(literal.enum, literal.member) ?? UNKNOWN;
  if ('list' in literal) return literal.list.map((item) => toValue(item, enums));
  if ('tuple' in literal) return new PyTuple(literal.tuple.map((item) => toValue(item, enums)));
  if ('set' in literal) return new PySet(literal.set.map((item) => toValue(item, enums)));
  return new PyDict(literal.dict.map(([key, value]) => [toValue(key, enums), toValue(value, enums)]));
};

const floatValue = (value: number | 'inf' | '-inf' | 'nan' | '-0'): Value => {
  if (value === '-0') return new PyFloat(-0);
  return typeof value === 'string' ? SPECIAL_FLOATS[value] : new PyFloat(value);
};

/** The constant for a value, `undefined` for what is none: unknown, raised, or holding such. */
export const toLiteral = (value: Value, enums: Enums): Literal | undefined => {
  if (value === UNKNOWN || value instanceof Raised) return undefined;
  if (typeof value === 'bigint') return { int: String(value) };
  if (typeof value === 'number') return numberLiteral(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof PyFloat) return { float: Object.is(value.value, -0) ? '-0' : value.value };
  if (value instanceof PyEnum) return { enum: enums.indexOf(value.type), member: value.name };
  if (value instanceof PyDict) return dictLiteral(value, enums);
  const items = (Array.isArray(value) ? value : (value as PyTuple | PySet).items).map((item) =>
    toLiteral(item, enums),
  );
  if (items.some((item) => item === undefined)) return undefined;
  const known = items as Literal[];
  if (Array.isArray(value)) return { list: known };
  return value instanceof PyTuple ? { tuple: known } : { set: known };
};

const numberLiteral = (value: number): Literal => {
  if (Number.isNaN(value)) return { float: 'nan' };
  if (!Number.isFinite(value)) return { float: value > 0 ? 'inf' : '-inf' };
  return value;
};

const dictLiteral = (dict: PyDict, enums: Enums): Literal | undefined => {
  const entries: [Literal, Literal][] = [];
  for (const [key, value] of dict.entries()) {
    const [k, v] = [toLiteral(key, enums), toLiteral(value, enums)];
    if (k === undefined || v === undefined) return undefined;
    entries.push([k, v]);
  }
  return { dict: entries };
};

/**
 * Python values in JavaScript, chosen so that what configs hold is a primitive:
 * None, bool and str are themselves; an integral number is an int, any other number a float;
 * a float whose value is integral is a `PyFloat` (`1.0` is not `1`), an int beyond 2^53 a bigint;
 * a list is an array; tuple, set, dict and enum members have classes.
 *
 * Two more outcomes travel as values, so that nothing is thrown on the way: `UNKNOWN` (cannot be told here) and
 * `Raised` (Python raises at this place).
 */

/** A float with an integral value, or minus zero. */
export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** A frozen or ordinary set, in order of insertion (Python's own order is arbitrary). */
export class PySet {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

export interface EnumClass {
  readonly name: string;
  readonly base: 'plain' | 'str' | 'StrEnum' | 'int';
}

export class PyEnum {
  readonly type: EnumClass;
  readonly name: string;
  readonly value: Value;
  constructor(type: EnumClass, name: string, value: Value) {
    this.type = type;
    this.name = name;
    this.value = value;
  }
}

/** Python raises here. `at` indexes `RulesData.places`. */
export class Raised {
  readonly exception: string;
  readonly at: number;
  constructor(exception: string, at: number) {
    this.exception = exception;
    this.at = at;
  }
}

/** Cannot be told: hidden input, hidden environment, code that is not interpreted. */
export class Unknowable {
  readonly kind = 'unknown';
}
export const UNKNOWN = new Unknowable();

/** A mapping with Python's key equality (`1`, `1.0` and `True` are one key), in order of insertion. */
export class PyDict {
  readonly #values: Map<unknown, Value>;
  /** Original keys that differ from what they are looked up by: bools, integral floats, enum members, tuples. */
  #odd: Map<unknown, Value> | undefined;

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    this.#values = new Map();
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#values.size;
  }
  has(key: Value): boolean {
    return this.#values.has(hashKey(key));
  }
  get(key: Value): Value | undefined {
    return this.#values.get(hashKey(key));
  }
  set(key: Value, value: Value): this {
    const hash = hashKey(key);
    if (hash !== key && !this.#values.has(hash)) {
      this.#odd ??= new Map();
      this.#odd.set(hash, key);
    }
    this.#values.set(hash, value);
    return this;
  }
  delete(key: Value): boolean {
    const hash = hashKey(key);
    this.#odd?.delete(hash);
    return this.#values.delete(hash);
  }
  keys(): IterableIterator<Value> {
    return this.#odd === undefined ? (this.#values.keys() as IterableIterator<Value>) : this.#originals();
  }
  *#originals(): IterableIterator<Value> {
    for (const hash of this.#values.keys()) yield this.#original(hash);
  }
  values(): IterableIterator<Value> {
    return this.#values.values();
  }
  *entries(): IterableIterator<[Value, Value]> {
    for (const [hash, value] of this.#values) yield [this.#original(hash), value];
  }
  copy(): PyDict {
    return new PyDict(this.entries());
  }
  #original(hash: unknown): Value {
    return this.#odd?.has(hash) ? (this.#odd.get(hash) as Value) : (hash as Value);
  }
}

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | PyTuple
  | PySet
  | PyEnum
  | PyDict
  | readonly Value[]
  | Unknowable
  | Raised;

/** What a key is looked up by: equal keys give the same primitive. */
export const hashKey = (key: Value): unknown => {
  if (typeof key === 'string' || typeof key === 'number') return key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (key instanceof PyFloat) return key.value;
  if (key instanceof PyEnum && key.type.base !== 'plain') return hashKey(key.value);
  if (key instanceof PyTuple)
    return `\u0000(${key.items.map((item) => JSON.stringify(hashKey(item))).join()})`;
  return key;
};

/** Neither a value: strict operations hand it on. */
export const isOutcome = (value: Value): value is Unknowable | Raised =>
  value instanceof Raised || value === UNKNOWN;

/** A Python float: `1` becomes `PyFloat(1)`, `0.5` stays. */
export const float = (value: number): Value => (Number.isInteger(value) ? new PyFloat(value) : value);

/** A Python int from an exact one. */
export const integer = (value: bigint): Value =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;

const PENDING = new Map<string, Raised>();

/** What an operation gives when Python raises; whoever runs the operation adds the place. */
export const raise = (exception: string): Raised => {
  let raised = PENDING.get(exception);
  if (raised === undefined) {
    raised = new Raised(exception, -1);
    PENDING.set(exception, raised);
  }
  return raised;
};

/** A str-like value as text: a str or a member of a str enum. */
export const textOf = (value: Value): string | undefined => {
  if (typeof value === 'string') return value;
  if (value instanceof PyEnum && (value.type.base === 'str' || value.type.base === 'StrEnum'))
    return textOf(value.value);
  return undefined;
};

/** A number-like value as a JavaScript number: bool, int, float, member of an int enum. */
export const numberOf = (value: Value): number | bigint | undefined => {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof PyFloat) return value.value;
  if (value instanceof PyEnum && value.type.base === 'int') return numberOf(value.value);
  return undefined;
};

export const isFloat = (value: Value): boolean =>
  value instanceof PyFloat || (typeof value === 'number' && !Number.isInteger(value));

/** Items of what a `for` accepts, or `undefined` where it is not iterable. */
export const iterate = (value: Value): readonly Value[] | undefined => {
  if (Array.isArray(value)) return value;
  if (value instanceof PyTuple || value instanceof PySet) return value.items;
  if (value instanceof PyDict) return [...value.keys()];
  const text = textOf(value);
  return text === undefined ? undefined : [...text];
};

/** A set of several: Python iterates over it in an order of its own. */
export const isUnordered = (value: Value): boolean => value instanceof PySet && value.items.length > 1;

/** A str, number, tuple of such and the like: what a set or dict can hold. */
export const isHashable = (value: Value): boolean =>
  !(Array.isArray(value) || value instanceof PyDict || value instanceof PySet) &&
  !(value instanceof PyTuple && !value.items.every(isHashable));

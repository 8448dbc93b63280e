/**
 * What a config file can hold, as Python sees it. Integers and floats differ (`8` is not `8.0`), integers have no
 * bound, mappings keep their order and may have keys that are no strings.
 */
export type PyData =
  | null
  | boolean
  | string
  /** An integer that a double holds exactly. */
  | number
  /** An integer beyond that. */
  | bigint
  | PyFloat
  | readonly PyData[]
  | PyDict
  | PyOpaque;

export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A value of a type that no parameter takes (bytes, a path object); only its Python type is known. */
export class PyOpaque {
  readonly type: string;
  constructor(type: string) {
    this.type = type;
  }
}

export type PyKey = null | boolean | string | number | bigint | PyFloat;

/** Python's dict: insertion order, `1`, `1.0` and `True` are one key, the first spelling of a key stays. */
export class PyDict {
  readonly #entries = new Map<string | number, { readonly key: PyKey; value: PyData }>();

  static of(pairs: Iterable<readonly [PyKey, PyData]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of pairs) dict.set(key, value);
    return dict;
  }

  get size(): number {
    return this.#entries.size;
  }

  set(key: PyKey, value: PyData): void {
    const identity = keyIdentity(key);
    const entry = this.#entries.get(identity);
    if (entry === undefined) this.#entries.set(identity, { key, value });
    else entry.value = value;
  }

  get(key: PyKey): PyData | undefined {
    return this.#entries.get(keyIdentity(key))?.value;
  }

  has(key: PyKey): boolean {
    return this.#entries.has(keyIdentity(key));
  }

  *[Symbol.iterator](): IterableIterator<readonly [PyKey, PyData]> {
    for (const { key, value } of this.#entries.values()) yield [key, value];
  }
}

const keyIdentity = (key: PyKey): string | number => {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'number') return key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (key === null) return 'null';
  if (typeof key === 'bigint') return `i${key}`;
  return Number.isInteger(key.value) && !Number.isSafeInteger(key.value)
    ? `i${BigInt(key.value)}`
    : key.value;
};

/** The name Python prints for the type: `int`, `NoneType`, `dict`. */
export const pyTypeName = (value: PyData): string => {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyDict) return 'dict';
  return value instanceof PyOpaque ? value.type : 'list';
};

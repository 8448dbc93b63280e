import type { Place } from '../../src/model/place.ts';
import type { FunctionDef, Lambda } from './ast.ts';
import type { ClassBinding } from './binding.ts';
import type { Frame } from './frame.ts';
import type { PyModule } from './program.ts';
import { keyOf } from './value-key.ts';

/**
 * What a Python expression evaluates to, as far as it can be known without running anything.
 * Lists, sets, dictionaries and instances are shared and mutable, as in Python.
 */
export type PyValue =
  | { readonly type: 'none' }
  | { readonly type: 'ellipsis' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'str'; readonly value: string }
  /** One character per byte. */
  | { readonly type: 'bytes'; readonly value: string }
  | { readonly type: 'list' | 'tuple'; readonly items: PyValue[] }
  | { readonly type: 'set'; readonly items: PyDict; readonly frozen: boolean }
  | { readonly type: 'dict'; readonly entries: PyDict; readonly factory: PyValue | null; readonly of: string }
  | EnumMember
  | ClassValue
  | FunctionValue
  | InstanceValue
  | FieldValue
  | { readonly type: 'module'; readonly module: PyModule }
  /** Something outside the files, by its dotted path; `args` when it was subscribed: `Optional[int]`. */
  | { readonly type: 'external'; readonly path: string; readonly args: readonly PyValue[] | null }
  /** A builtin, or a method of a builtin value. */
  | { readonly type: 'builtin'; readonly name: string; readonly self: PyValue | null }
  | { readonly type: 'slice'; readonly parts: readonly [PyValue, PyValue, PyValue] }
  | UnknownValue;

export interface EnumMember {
  readonly type: 'enum';
  readonly class: ClassValue;
  readonly name: string;
  readonly value: PyValue;
  /** What its class mixes in: a `str` or `int` enum equals its plain value. */
  readonly mixin: 'str' | 'int' | null;
}
export interface ClassValue {
  readonly type: 'class';
  readonly binding: ClassBinding;
}
export interface FunctionValue {
  readonly type: 'function';
  readonly name: string;
  readonly node: FunctionDef | Lambda;
  /** The frame it was made in. */
  readonly frame: Frame;
  /** Receiver of a bound method. */
  readonly self: PyValue | null;
}
export interface InstanceValue {
  readonly type: 'instance';
  readonly class: ClassValue;
  readonly attributes: Map<string, PyValue>;
}
/** What `dataclasses.field(…)` returns. */
export interface FieldValue {
  readonly type: 'field';
  readonly default: PyValue | null;
  readonly factory: PyValue | null;
  readonly init: boolean;
  readonly kwOnly: boolean;
  readonly metadata: PyDict;
}
export interface UnknownValue {
  readonly type: 'unknown';
  readonly place: Place;
  readonly reason: string;
}

export const NONE: PyValue = { type: 'none' };
export const str = (value: string): PyValue => ({ type: 'str', value });
export const bool = (value: boolean): PyValue => ({ type: 'bool', value });
export const int = (value: bigint | number): PyValue => ({ type: 'int', value: BigInt(value) });
export const float = (value: number): PyValue => ({ type: 'float', value });
export const list = (items: PyValue[]): PyValue => ({ type: 'list', items });
export const tuple = (items: PyValue[]): PyValue => ({ type: 'tuple', items });
export const external = (path: string): PyValue => ({ type: 'external', path, args: null });
export const dict = (
  entries: PyDict = new PyDict(),
  of = 'dict',
  factory: PyValue | null = null,
): PyValue => ({
  type: 'dict',
  entries,
  factory,
  of,
});

/** An insertion-ordered mapping keyed as Python hashes: `1`, `1.0` and `True` are one key. Also backs sets. */
export class PyDict {
  readonly #entries = new Map<string, { readonly key: PyValue; value: PyValue }>();

  get size(): number {
    return this.#entries.size;
  }
  get(key: PyValue): PyValue | undefined {
    return this.#entries.get(keyOf(key))?.value;
  }
  has(key: PyValue): boolean {
    return this.#entries.has(keyOf(key));
  }
  set(key: PyValue, value: PyValue): void {
    const id = keyOf(key);
    const known = this.#entries.get(id);
    if (known === undefined) this.#entries.set(id, { key, value });
    else known.value = value;
  }
  delete(key: PyValue): boolean {
    return this.#entries.delete(keyOf(key));
  }
  keys(): PyValue[] {
    return [...this.#entries.values()].map((entry) => entry.key);
  }
  values(): PyValue[] {
    return [...this.#entries.values()].map((entry) => entry.value);
  }
  items(): (readonly [PyValue, PyValue])[] {
    return [...this.#entries.values()].map((entry) => [entry.key, entry.value] as const);
  }
  copy(): PyDict {
    const copied = new PyDict();
    for (const [key, value] of this.items()) copied.set(key, value);
    return copied;
  }
}

export function setOf(items: readonly PyValue[], frozen = false): PyValue {
  const entries = new PyDict();
  for (const item of items) entries.set(item, NONE);
  return { type: 'set', items: entries, frozen };
}

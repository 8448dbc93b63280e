import type { Ref } from '../../src/model/index.ts';
import type { Expression, FunctionDef, Lambda } from '../python/ast.ts';
import type { PyModule } from '../python/program.ts';
import type { ClassInfo } from './class-info.ts';
import type { Frame } from './frame.ts';
import type { Item } from './run.ts';

/**
 * What the symbolic executor computes with. Data (what can be in a config) is a node of the expression table; the
 * rest are things of the program itself, known concretely: classes, functions, modules, objects.
 */
export type Value =
  | Data
  | Cell
  | Instance
  | Sequence
  | Mapping
  | Choice
  | { readonly kind: 'class'; readonly cls: ClassInfo }
  | FunctionValue
  | { readonly kind: 'bound'; readonly fn: FunctionValue; readonly self: Value }
  | { readonly kind: 'super'; readonly after: ClassInfo; readonly self: Value }
  | { readonly kind: 'module'; readonly module: PyModule }
  | External
  | { readonly kind: 'builtin'; readonly name: string }
  | Method
  /** `object.__dict__` */
  | { readonly kind: 'attributes'; readonly of: Instance }
  | { readonly kind: 'config' }
  /** The config's entries with these names: `{k: v for k, v in args.items() if k in names}`. */
  | { readonly kind: 'configSubset'; readonly names: ReadonlySet<string> }
  /** The config's keys without these names. */
  | { readonly kind: 'configKeys'; readonly without: ReadonlySet<string> }
  | { readonly kind: 'configItems' }
  | Field
  | Partial
  /** `weakref.ref(object)` */
  | { readonly kind: 'reference'; readonly to: Value }
  | RaisedValue
  /** A logger and the methods it has. */
  | { readonly kind: 'logger'; readonly methods: ReadonlySet<string> }
  | Path
  /** `packaging.version.parse(text)` */
  | { readonly kind: 'version'; readonly text: string }
  /** `type(value)` of what only a config tells. */
  | { readonly kind: 'typeOf'; readonly of: Ref }
  /** `Literal["a", "b"]` */
  | { readonly kind: 'literals'; readonly items: readonly Value[] }
  /** An attribute or name that is not set on this path. */
  | { readonly kind: 'absent' };

export interface Data {
  readonly kind: 'data';
  readonly ref: Ref;
}
/** A list, dict or set made by the program: known by identity, its content is in the store. */
export interface Cell {
  readonly kind: 'cell';
  readonly id: number;
}
export interface Instance {
  readonly kind: 'instance';
  readonly id: number;
  readonly cls: ClassInfo;
}
/** A list, tuple or set whose items are known one by one. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly type: 'list' | 'tuple' | 'set';
  readonly items: readonly Value[];
}
/** A dict whose keys are constants. */
export interface Mapping {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<Ref, Value>;
}
/** One of two values of which at least one is no data. */
export interface Choice {
  readonly kind: 'choice';
  readonly test: Ref;
  readonly yes: Value;
  readonly no: Value;
}
export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  readonly qualname: string;
  readonly module: PyModule;
  readonly node: FunctionDef | Lambda;
  /** Where a nested function finds the names around it. */
  readonly closure: Frame | null;
  /** The class whose body defines it, for `super()`. */
  readonly owner: ClassInfo | null;
  /** Decorators change what calling it does in a way that is not understood. */
  readonly opaque: boolean;
}
/** Something of a library that is not interpreted; `called`: what calling it gave. */
export interface External {
  readonly kind: 'external';
  readonly path: string;
  readonly called: boolean;
}
/** A method of data, found but not yet called; `target` is the expression it was found on. */
export interface Method {
  readonly kind: 'method';
  readonly receiver: Value;
  readonly name: string;
  readonly target: Expression | null;
}
/** `functools.partial(…)`, `functools.partialmethod(…)`: a call whose first arguments are given already. */
export interface Partial {
  readonly kind: 'partial';
  readonly callee: Value;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}
/** `pathlib.Path(…)`, known by its text as `str()` gives it. */
export interface Path {
  readonly kind: 'path';
  readonly text: Ref;
}
/** An exception; in a handler `caught` has what may have raised it, each where it did. */
export interface RaisedValue {
  readonly kind: 'exception';
  readonly name: string;
  readonly message: Ref | null;
  readonly caught?: readonly Item[];
}
/** `dataclasses.field(…)` */
export interface Field {
  readonly kind: 'field';
  readonly name: string;
  readonly default: Value | null;
  readonly factory: Value | null;
  readonly metadata: Value | null;
  readonly init: boolean;
}

export const NO_ARGUMENTS = { positional: [], named: new Map<string, Value>(), spread: null } as const;
export const data = (ref: Ref): Data => ({ kind: 'data', ref });
export const ABSENT: Value = { kind: 'absent' };
export const external = (path: string, called = false): External => ({ kind: 'external', path, called });
export const sequence = (type: Sequence['type'], items: readonly Value[]): Sequence => ({
  kind: 'sequence',
  type,
  items,
});

/** The same thing, so that no choice between the two is needed. */
export const same = (a: Value, b: Value): boolean => {
  if (a === b) return true;
  if (a.kind === 'data' && b.kind === 'data') return a.ref === b.ref;
  if (a.kind === 'path' && b.kind === 'path') return a.text === b.text;
  if (a.kind === 'cell' && b.kind === 'cell') return a.id === b.id;
  if (a.kind === 'instance' && b.kind === 'instance') return a.id === b.id;
  if (a.kind === 'class' && b.kind === 'class') return a.cls === b.cls;
  if (a.kind === 'external' && b.kind === 'external') return a.path === b.path;
  if (a.kind === 'builtin' && b.kind === 'builtin') return a.name === b.name;
  if (a.kind === 'function' && b.kind === 'function') return a.node === b.node && a.closure === b.closure;
  if (a.kind === 'sequence' && b.kind === 'sequence') return a.type === b.type && sameItems(a.items, b.items);
  if (a.kind === 'mapping' && b.kind === 'mapping') return sameEntries(a, b);
  if (a.kind === 'choice' && b.kind === 'choice')
    return a.test === b.test && same(a.yes, b.yes) && same(a.no, b.no);
  return false;
};

const sameItems = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((item, i) => same(item, b[i] as Value));

const sameEntries = (a: Mapping, b: Mapping): boolean =>
  a.entries.size === b.entries.size &&
  sameItems([...a.entries.values()], [...b.entries.values()]) &&
  [...a.entries.keys()].every((key) => b.entries.has(key));

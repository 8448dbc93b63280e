import type { ClassDef } from '../python/ast.ts';
import type { PyModule } from '../python/program.ts';
import type { Scope } from '../python/scope.ts';
import type { External, Field, FunctionValue, Value } from './value.ts';

/** What a name in a class body is. */
export type Member =
  | { readonly kind: 'method'; readonly fn: FunctionValue }
  | {
      readonly kind: 'property';
      readonly fn: FunctionValue;
      readonly cached: boolean;
      readonly setter: FunctionValue | null;
    }
  | { readonly kind: 'classmethod' | 'staticmethod'; readonly fn: FunctionValue }
  | { readonly kind: 'value'; readonly value: Value };

/** A class as the executor sees it: everything about it is known concretely. */
export interface ClassInfo {
  readonly name: string;
  readonly qualname: string;
  readonly module: PyModule;
  readonly node: ClassDef;
  readonly scope: Scope;
  /** C3 order, the class itself first; what is not among the files is `external`. */
  readonly mro: readonly (ClassInfo | External)[];
  readonly members: ReadonlyMap<string, Member>;
  /** Fields of a dataclass in Python's order; `null` for any other class. */
  readonly fields: readonly Field[] | null;
  /** What a dataclass takes for `__post_init__` alone: `InitVar`. */
  readonly initOnly: readonly Field[];
  /** A dataclass whose objects refuse to be changed. */
  readonly isFrozen: boolean;
  /** Index in the table's enums; `null` for what is no enum. */
  readonly enumIndex: number | null;
}

export const isClass = (base: ClassInfo | External): base is ClassInfo => !('kind' in base);

/** A member as attribute look-up on the class finds it, `after` for `super()`. */
export const findMember = (cls: ClassInfo, name: string, after?: ClassInfo): Member | undefined => {
  const from = after === undefined ? 0 : cls.mro.indexOf(after) + 1;
  for (const base of cls.mro.slice(from)) {
    const member = isClass(base) ? base.members.get(name) : undefined;
    if (member !== undefined) return member;
  }
  return undefined;
};

/** One of its bases is this class of a library: `enum.Enum`. */
export const derivesFrom = (cls: ClassInfo, path: RegExp): boolean =>
  cls.mro.some((base) => !isClass(base) && path.test(base.path));

/** `class Check(NamedTuple)`: a tuple whose items are its annotated names. */
export const isNamedTuple = (cls: ClassInfo): boolean =>
  derivesFrom(cls, /^typing(_extensions)?\.NamedTuple$/);

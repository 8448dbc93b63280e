import type { ClassDef, Expression, FunctionDef, Parameter, Statement } from './ast.ts';
import type { Guard } from './definitions.ts';
import type { PyModule } from './program.ts';
import type { Scope } from './scope.ts';

export interface ClassBinding {
  readonly kind: 'class';
  /** `llamafactory.hparams.model_args.ModelArguments`; for a class in a function `module.function.Class`. */
  readonly qualname: string;
  readonly module: PyModule;
  readonly node: ClassDef;
  /** Scope the class statement is in; names in its bases and body are looked up from here. */
  readonly scope: Scope;
}

export interface FunctionBinding {
  readonly kind: 'function';
  /** `module.name`, `module.Class.method`. */
  readonly qualname: string;
  readonly module: PyModule;
  readonly node: FunctionDef;
  readonly scope: Scope;
}

/** A name assigned an expression, to be read in `scope`. */
export interface ValueBinding {
  readonly kind: 'value';
  readonly qualname: string;
  readonly module: PyModule;
  readonly statement: Statement;
  readonly value: Expression;
  /** Way to the part when the statement unpacks a tuple; mostly empty. */
  readonly index: readonly number[];
  readonly scope: Scope;
}

/**
 * What a name stands for.
 * - `external`: a dotted path into a package that is not among the files (`torch.nn.Module`), or the standard library
 * - `missing`: its module is among the files and has no such name
 * - `variants`: bound in branches; see `variants.ts` for choosing one
 */
export type Binding =
  | ClassBinding
  | FunctionBinding
  | ValueBinding
  | { readonly kind: 'module'; readonly module: PyModule }
  | { readonly kind: 'external'; readonly path: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'parameter'; readonly function: string; readonly parameter: Parameter }
  | { readonly kind: 'variants'; readonly variants: readonly Variant[]; readonly scope: Scope }
  | {
      readonly kind: 'opaque';
      readonly module: PyModule;
      readonly statement: Statement;
      readonly reason: string;
    }
  | { readonly kind: 'missing'; readonly path: string };

/** A binding under branches; the guards' tests are to be read in the `variants` binding's scope. */
export interface Variant {
  /** Outermost first; empty for what holds when no other variant does. */
  readonly guards: readonly Guard[];
  readonly binding: Binding;
}

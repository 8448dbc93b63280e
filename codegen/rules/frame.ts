import type { Ref } from '../../src/model/index.ts';
import type { FunctionDef, Lambda } from '../python/ast.ts';
import type { PyModule } from '../python/program.ts';
import type { ClassInfo } from './class-info.ts';
import type { Store } from './store.ts';
import type { Value } from './value.ts';

/** A way out of a block: where it was taken, and what the store was there. */
export interface Exit {
  readonly path: Ref;
  readonly store: Store;
  readonly value: Value;
}

/** Exits of the loop that is being run. */
export interface LoopExits {
  readonly breaks: Exit[];
  readonly continues: Exit[];
}

/** `YieldFrom`: the value holds those that are yielded. */
export type OnYield = (value: Value, how: 'Yield' | 'YieldFrom') => boolean;

/** One call being executed, or a class or module body. */
export interface Frame {
  readonly id: number;
  readonly kind: 'function' | 'class' | 'module';
  /** The function that is called. */
  readonly node?: FunctionDef | Lambda;
  /** A comprehension's, in which `:=` binds nothing. */
  readonly isComprehension?: boolean;
  readonly module: PyModule;
  /** `llamafactory.hparams.parser._verify_model_args` */
  readonly function: string;
  readonly parent: Frame | null;
  /** The class that defines the method. */
  readonly owner: ClassInfo | null;
  /** In a helper's code everything counts as done at this line, which called it. `null`: in the parser's own packages. */
  readonly calledAt: number | null;
  /** Names that `global` makes the module's. */
  readonly globals: Set<string>;
  /** … and those that `nonlocal` makes an enclosing function's. */
  readonly nonlocals: Set<string>;
  /** Locals of a call that is over, as functions made in it find them. */
  readonly kept: Map<string, Value>;
  readonly returns: Exit[];
  readonly loops: LoopExits[];
  /** In a generator: what is done with each value it yields; `false` where the end of that is never reached. */
  readonly onYield?: OnYield;
  /** Names a class body annotates, in order. */
  readonly annotated: string[];
  /** … and as `InitVar`. */
  readonly initOnly: string[];
}

import type { Attribute, Call, Expression, FunctionDef, ImportFrom, Name, Span } from '../python/ast.ts';

/** One condition passed on the way to a place: linked outwards, so that siblings share their common way. */
export interface Step {
  readonly outer: Path;
  readonly test: Expression;
  readonly holds: boolean;
}
export type Path = Step | null;

/** Where a site stands: the conditions on the way, and the names that an inner function or lambda takes for itself. */
export interface Position {
  readonly path: Path;
  readonly shadowed: ReadonlySet<string>;
}

export interface AttributeRef {
  readonly receiver: Expression;
  readonly attr: string;
}

/**
 * What could be a read of a parameter: `X.name`, `getattr(X, "name")`, or a bare name that may turn out to hold one.
 * Whether it is one is known only when the whole program is linked.
 */
export interface Use extends Position {
  readonly at: Span;
  readonly what: AttributeRef | { readonly name: string };
  /** Set for the condition of an `if`: the ways into its branches on which something happens. */
  readonly effects: readonly Path[] | null;
  /** What the surrounding assignment sets: reading a field to set the same field only normalises it. */
  readonly assigned: AttributeRef | null;
}
export interface CallSite extends Position {
  readonly call: Call;
  /** The call only logs, raises or checks; what it passes on is not used by it. */
  readonly idle: boolean;
  readonly effects: readonly Path[] | null;
  readonly assigned: AttributeRef | null;
}
/** A name or attribute that is mentioned, and so may be a function, class or method that runs. */
export interface Mention extends Position {
  readonly expr: Name | Attribute;
}
export interface Write extends Position {
  readonly at: Span;
  readonly receiver: Expression;
  readonly attr: string;
  readonly value: Expression | null;
}
/** `X.to_dict()`, `asdict(X)`, `vars(X)`: reads every field of an arguments object. */
export interface Dump extends Position {
  readonly at: Span;
  readonly object: Expression;
}

/** A function, a method, or the statements of a module or class body (`node` is null), with all that happens in it. */
export interface FunctionScan {
  /** `llamafactory.train.tuner:run_exp`, `…:Trainer.train`, `…:<module>`. */
  readonly key: string;
  readonly module: string;
  readonly path: string;
  readonly owner: string | null;
  readonly name: string;
  readonly node: FunctionDef | null;
  readonly formals: readonly string[];
  /** Names stored exactly once by a plain assignment, with what is assigned; `null` for names stored otherwise. */
  readonly stores: ReadonlyMap<string, Expression | null>;
  readonly imports: readonly ImportFrom[];
  readonly uses: readonly Use[];
  readonly calls: readonly CallSite[];
  readonly mentions: readonly Mention[];
  readonly writes: readonly Write[];
  readonly dumps: readonly Dump[];
}

export interface ClassScan {
  /** `module:Name` */
  readonly key: string;
  readonly module: string;
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly methods: readonly string[];
  /** Constants assigned in the class body: an enum's members. */
  readonly members: ReadonlyMap<string, Expression>;
}

export interface ModuleScan {
  readonly name: string;
  readonly functions: readonly FunctionScan[];
  readonly classes: readonly ClassScan[];
}

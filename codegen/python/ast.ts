/**
 * Python's abstract syntax, as its own `ast` module names it, so that everything known of Python's grammar applies.
 * `parse.ts` lowers tree-sitter's concrete tree to this once per file; nothing else sees tree-sitter.
 * A construct the lowering does not know becomes `Unparsed`, never an exception.
 */

/** Where a node begins and ends. Lines count from 1, columns from 0 in UTF-16 units. */
export interface Span {
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
}

interface Node extends Span {
  readonly kind: string;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '|' | '&' | '^';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

export type Constant =
  | { readonly type: 'none' }
  | { readonly type: 'ellipsis' }
  | { readonly type: 'bool'; readonly value: boolean }
  /** Integers are exact: Python's are unbounded. */
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  /** `3j`; kept as written, nothing here computes with it. */
  | { readonly type: 'complex'; readonly text: string }
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'bytes'; readonly text: string };

export interface ConstantExpr extends Node {
  readonly kind: 'Constant';
  /** Implicit concatenation, escapes, raw and triple-quoted strings are already resolved. */
  readonly constant: Constant;
}
export interface Name extends Node {
  readonly kind: 'Name';
  readonly id: string;
}
export interface Attribute extends Node {
  readonly kind: 'Attribute';
  readonly value: Expression;
  readonly attr: string;
}
export interface Subscript extends Node {
  readonly kind: 'Subscript';
  readonly value: Expression;
  /** `a[b, c]` has a Tuple here, as in Python. */
  readonly slice: Expression;
}
export interface Slice extends Node {
  readonly kind: 'Slice';
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}
export interface Keyword extends Span {
  /** `null` for `**mapping`. */
  readonly arg: string | null;
  readonly value: Expression;
}
export interface Call extends Node {
  readonly kind: 'Call';
  readonly func: Expression;
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
}
export interface BoolOp extends Node {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly values: readonly Expression[];
}
export interface BinOp extends Node {
  readonly kind: 'BinOp';
  readonly left: Expression;
  readonly op: BinaryOperator;
  readonly right: Expression;
}
export interface UnaryOp extends Node {
  readonly kind: 'UnaryOp';
  readonly op: 'not' | '-' | '+' | '~';
  readonly operand: Expression;
}
export interface Compare extends Node {
  readonly kind: 'Compare';
  readonly left: Expression;
  readonly ops: readonly CompareOperator[];
  readonly comparators: readonly Expression[];
}
export interface IfExp extends Node {
  readonly kind: 'IfExp';
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}
export interface SequenceExpr extends Node {
  readonly kind: 'List' | 'Tuple' | 'Set';
  readonly elts: readonly Expression[];
}
export interface DictExpr extends Node {
  readonly kind: 'Dict';
  /** `null` for `**mapping`. */
  readonly keys: readonly (Expression | null)[];
  readonly values: readonly Expression[];
}
export interface Comprehension {
  readonly target: Expression;
  readonly iter: Expression;
  readonly ifs: readonly Expression[];
  readonly isAsync: boolean;
}
export interface ComprehensionExpr extends Node {
  readonly kind: 'ListComp' | 'SetComp' | 'GeneratorExp';
  readonly elt: Expression;
  readonly generators: readonly Comprehension[];
}
export interface DictComp extends Node {
  readonly kind: 'DictComp';
  readonly key: Expression;
  readonly value: Expression;
  readonly generators: readonly Comprehension[];
}
/** An f-string (with its implicitly concatenated neighbours): constant pieces and replacement fields. */
export interface JoinedStr extends Node {
  readonly kind: 'JoinedStr';
  readonly values: readonly (string | FormattedValue)[];
}
export interface FormattedValue extends Span {
  readonly value: Expression;
  readonly conversion: 's' | 'r' | 'a' | null;
  /** The format after `:`, as written; `null` if none. */
  readonly formatSpec: string | null;
}
export interface NamedExpr extends Node {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expression;
}
export interface Lambda extends Node {
  readonly kind: 'Lambda';
  readonly args: Arguments;
  readonly body: Expression;
}
export interface Starred extends Node {
  readonly kind: 'Starred';
  readonly value: Expression;
}
export interface AwaitOrYield extends Node {
  readonly kind: 'Await' | 'Yield' | 'YieldFrom';
  readonly value: Expression | null;
}
/** Anything the lowering does not know, or that tree-sitter marked as an error. */
export interface Unparsed extends Node {
  readonly kind: 'Unparsed';
  /** tree-sitter's node type, or `ERROR`. */
  readonly syntax: string;
  readonly text: string;
}

export type Expression =
  | ConstantExpr
  | Name
  | Attribute
  | Subscript
  | Slice
  | Call
  | BoolOp
  | BinOp
  | UnaryOp
  | Compare
  | IfExp
  | SequenceExpr
  | DictExpr
  | ComprehensionExpr
  | DictComp
  | JoinedStr
  | NamedExpr
  | Lambda
  | Starred
  | AwaitOrYield
  | Unparsed;

export interface Parameter extends Span {
  readonly name: string;
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}
export interface Arguments {
  readonly posOnly: readonly Parameter[];
  readonly args: readonly Parameter[];
  readonly vararg: Parameter | null;
  readonly kwOnly: readonly Parameter[];
  readonly kwarg: Parameter | null;
}

export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly args: Arguments;
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly returns: Expression | null;
  readonly isAsync: boolean;
}
export interface ClassDef extends Node {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
}
export interface Assign extends Node {
  readonly kind: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}
export interface AugAssign extends Node {
  readonly kind: 'AugAssign';
  readonly target: Expression;
  readonly op: BinaryOperator;
  readonly value: Expression;
}
export interface AnnAssign extends Node {
  readonly kind: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
}
export interface ExprStatement extends Node {
  readonly kind: 'Expr';
  readonly value: Expression;
}
export interface If extends Node {
  readonly kind: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  /** An `elif` is one nested If here, as in Python. */
  readonly orelse: readonly Statement[];
}
export interface For extends Node {
  readonly kind: 'For';
  readonly target: Expression;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
  readonly isAsync: boolean;
}
export interface While extends Node {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface WithItem {
  readonly context: Expression;
  readonly target: Expression | null;
}
export interface With extends Node {
  readonly kind: 'With';
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
}
export interface ExceptHandler extends Span {
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
}
export interface Try extends Node {
  readonly kind: 'Try';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}
export interface Raise extends Node {
  readonly kind: 'Raise';
  readonly exc: Expression | null;
  readonly cause: Expression | null;
}
export interface Assert extends Node {
  readonly kind: 'Assert';
  readonly test: Expression;
  readonly msg: Expression | null;
}
export interface Return extends Node {
  readonly kind: 'Return';
  readonly value: Expression | null;
}
export interface Delete extends Node {
  readonly kind: 'Delete';
  readonly targets: readonly Expression[];
}
export interface ImportAlias extends Span {
  /** `*` for a star import. */
  readonly name: string;
  readonly asname: string | null;
}
export interface Import extends Node {
  readonly kind: 'Import';
  readonly names: readonly ImportAlias[];
}
export interface ImportFrom extends Node {
  readonly kind: 'ImportFrom';
  /** `null` for `from . import x`. */
  readonly module: string | null;
  readonly names: readonly ImportAlias[];
  /** Leading dots. */
  readonly level: number;
}
export interface Scope extends Node {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
}
export interface Simple extends Node {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}
export interface TypeAlias extends Node {
  readonly kind: 'TypeAlias';
  readonly name: string;
  readonly value: Expression;
}
export interface MatchCase {
  readonly pattern: Unparsed;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}
export interface Match extends Node {
  readonly kind: 'Match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export type Statement =
  | FunctionDef
  | ClassDef
  | Assign
  | AugAssign
  | AnnAssign
  | ExprStatement
  | If
  | For
  | While
  | With
  | Try
  | Raise
  | Assert
  | Return
  | Delete
  | Import
  | ImportFrom
  | Scope
  | Simple
  | TypeAlias
  | Match
  | Unparsed;

export interface SyntaxFault extends Span {
  readonly text: string;
}

export interface Module {
  readonly body: readonly Statement[];
  /** Places tree-sitter could not parse. Empty for a file Python would accept. */
  readonly faults: readonly SyntaxFault[];
}

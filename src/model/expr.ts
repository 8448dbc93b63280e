import { z } from 'zod';

/**
 * Expr: the one small language for conditions and derived values, with Python's semantics. An expression is a node of
 * a hash-consed table (`RulesData.nodes`) and refers to others by index; a node's parts always come before it, so one
 * pass over the table in order meets every part first. Written out as trees the same rules would be millions of nodes.
 */

/** Index of a node in its table. */
export const Ref = z.int().nonnegative();
export type Ref = z.infer<typeof Ref>;

/** Index into `RulesData.places`: where upstream does this, and so where Python says it failed. */
const At = z.int().nonnegative();

/**
 * A Python constant in JSON. An integral number is an `int`, any other number a `float`; what that cannot say is
 * tagged: `{float: 1}` is `1.0`, `{int: "…"}` an integer beyond 2^53, `{enum: 3, member: "NO"}` a member of
 * `RulesData.enums[3]`. Containers are tagged by their Python type.
 */
export type Literal =
  | null
  | boolean
  | number
  | string
  | { float: number | 'inf' | '-inf' | 'nan' | '-0' }
  | { int: string }
  | { enum: number; member: string }
  | { list: Literal[] }
  | { tuple: Literal[] }
  | { set: Literal[] }
  | { dict: [Literal, Literal][] };
export const Literal: z.ZodType<Literal> = z.lazy(() =>
  z.union([
    z.string(),
    z.null(),
    z.boolean(),
    z.number(),
    z.strictObject({ float: z.union([z.number(), z.enum(['inf', '-inf', 'nan', '-0'])]) }),
    z.strictObject({ int: z.string() }),
    z.strictObject({ enum: z.int().nonnegative(), member: z.string() }),
    z.strictObject({ list: z.array(Literal) }),
    z.strictObject({ tuple: z.array(Literal) }),
    z.strictObject({ set: z.array(Literal) }),
    z.strictObject({ dict: z.array(z.tuple([Literal, Literal])) }),
  ]),
);

/**
 * Operations on values. All but the first group are partial: given the wrong type or value they raise, as Python
 * does, at the place `at`. `ne`, `is not` and `not in` are written as `not` of their opposite.
 */
export const TOTAL_OPERATIONS = [
  'truth',
  'eq',
  'is',
  'str',
  'repr',
  'callable',
  /** The keys of the config that are not in a list of names. */
  'unusedKeys',
] as const;
export const PARTIAL_OPERATIONS = [
  // comparison
  'lt',
  'le',
  'gt',
  'ge',
  'in',
  // arithmetic
  'add',
  /** `+=`: a list takes whatever can be gone over. */
  'iadd',
  'sub',
  'mul',
  'div',
  'floordiv',
  'mod',
  'pow',
  'neg',
  'pos',
  'bitor',
  'bitand',
  'bitxor',
  'abs',
  'round',
  // conversion
  'int',
  'float',
  'len',
  'list',
  'tuple',
  'set',
  'dict',
  'sorted',
  'reversed',
  'enumerate',
  'range',
  'zip',
  'min',
  'max',
  'sum',
  'json.loads',
  'base64.urlsafe_b64decode',
  'bytes.decode',
  'timedelta',
  /** Whether a value has a method of this name; raises where it has none. */
  'method of',
  // containers; `setitem` and `delitem` give the container as it is afterwards
  'getitem',
  'slice',
  'setitem',
  'delitem',
  /** The keys of a mapping that are not in a list of names; raises where `f(**mapping)` would. */
  'extraKeys',
  // file system, answered by the environment
  'path.exists',
  'path.isfile',
  'path.isdir',
  'path.join',
  'path.expanduser',
  'path.basename',
  'path.dirname',
  // what `pathlib` makes of paths, as text
  'pathlib.Path',
  'pathlib.name',
  'pathlib.stem',
  'pathlib.suffix',
  'pathlib.parent',
  'listdir',
  'read',
  'omegaconf.load',
  // libraries that refuse some values
  'random.seed',
  'numpy.random.seed',
  'torch.manual_seed',
] as const;

/** Methods of str, list, dict and set that give a value and change nothing. */
export const METHODS = [
  'split',
  'rsplit',
  'partition',
  'rpartition',
  'splitlines',
  'strip',
  'lstrip',
  'rstrip',
  'lower',
  'upper',
  'title',
  'capitalize',
  'casefold',
  'swapcase',
  'zfill',
  'ljust',
  'rjust',
  'center',
  'startswith',
  'endswith',
  'isdigit',
  'isnumeric',
  'isdecimal',
  'isalpha',
  'isalnum',
  'isascii',
  'isspace',
  'islower',
  'isupper',
  'isidentifier',
  'replace',
  'removeprefix',
  'removesuffix',
  'format',
  'join',
  'find',
  'rfind',
  'count',
  'index',
  'get',
  'keys',
  'values',
  'items',
  'copy',
  'union',
  'intersection',
  'difference',
  'issubset',
  'issuperset',
  'isdisjoint',
  'symmetric_difference',
  'is_integer',
  /** What `pop()` and `popitem()` take away. */
  'pop',
  'popitem',
] as const;

/** Methods that change their receiver: the node is the receiver as it is afterwards. */
export const MUTATORS = [
  'append',
  'extend',
  'insert',
  'remove',
  'pop',
  'clear',
  'sort',
  'reverse',
  'update',
  'setdefault',
  'add',
  'discard',
  'difference_update',
  'intersection_update',
  'popitem',
] as const;

const args = z.array(Ref);

/** What happens inside a loop body, in order; the same shape as a rule of an entry point (see rule.ts). */
export const RuleKind = z.enum(['error', 'warning', 'requirement', 'partial', 'mayRaise']);
export type RuleKind = z.infer<typeof RuleKind>;
export const RuleStep = z.object({
  kind: RuleKind,
  /** The condition under which it happens. */
  when: Ref,
  /** `partial`: what is computed, and raises at its own places if it cannot be. */
  value: Ref.optional(),
  /** `error`, `requirement`: `ValueError`. */
  exception: z.string().optional(),
  /** `requirement`: `vllm>=0.4.3`; `mayRaise`: the code outside that is called. */
  subject: z.string().optional(),
  at: At,
});
export type RuleStep = z.infer<typeof RuleStep>;

export const ExprNode = z.discriminatedUnion('op', [
  z.object({ op: z.literal('const'), value: Literal }),
  /** The whole config as a mapping. */
  z.object({ op: z.literal('config') }),
  /** The config's value for a parameter, else its default (absent where it is required). */
  z.object({ op: z.literal('input'), name: z.string(), default: Ref.optional() }),
  /** Whether the config has the key. */
  z.object({ op: z.literal('given'), name: z.string() }),
  /** A fact of the machine, launch or installation: `env:USE_RAY`, `torch.cuda.device_count()`. */
  z.object({ op: z.literal('atom'), name: z.string() }),
  /** Cannot be told: a value made by code that is not interpreted, or by a construct that is not understood. */
  z.object({ op: z.literal('unknown'), why: z.string(), notNone: z.boolean(), at: At.optional() }),
  /** Bound by the enclosing `collect` or `fold`. */
  z.object({ op: z.literal('variable'), id: z.int() }),
  z.object({ op: z.literal('not'), args }),
  /** Two arguments; the second is only looked at when the first does not decide. Both are booleans. */
  z.object({ op: z.enum(['and', 'or']), args }),
  /** Condition, then, else. */
  z.object({ op: z.literal('if'), args }),
  z.object({ op: z.enum(['newList', 'newTuple', 'newSet']), args }),
  /** Keys and values alternate. */
  z.object({ op: z.literal('newDict'), args }),
  /** An f-string: `text[0] {args[0]} text[1] …`; `conversions` has one of '', 's', 'r', 'a' and `specs` the format each. */
  z.object({
    op: z.literal('format'),
    args,
    text: z.array(z.string()),
    conversions: z.array(z.string()),
    specs: z.array(z.string()),
    /** Set where a format may refuse its value. */
    at: At.optional(),
  }),
  /** Names of Python's built-in types, or `enum:3` for a class of `RulesData.enums`. */
  z.object({ op: z.literal('isinstance'), args, types: z.array(z.string()) }),
  /** The member of an enum with this value; what has none was refused before. */
  z.object({ op: z.literal('member'), args, enum: z.int().nonnegative() }),
  /** Whether computing the argument raises one of these exceptions; an empty list: any. */
  z.object({ op: z.literal('raises'), args, exceptions: z.array(z.string()) }),
  z.object({ op: z.enum(TOTAL_OPERATIONS), args }),
  /** Without `at` where it is known that it cannot fail. */
  z.object({ op: z.enum(PARTIAL_OPERATIONS), args, at: At.optional() }),
  z.object({ op: z.literal('method'), name: z.enum(METHODS), args, at: At }),
  z.object({ op: z.literal('mutated'), name: z.enum(MUTATORS), args, at: At }),
  /**
   * A comprehension over `args[0]`: for each item bound to `variable`, where `args[1]` holds, `args[2]`
   * (`into: 'dict'`: key `args[2]`, value `args[3]`). `any` and `all` stop early.
   */
  z.object({
    op: z.literal('collect'),
    into: z.enum(['list', 'set', 'dict', 'any', 'all']),
    args,
    variable: z.int(),
    steps: z.array(RuleStep),
    at: At,
  }),
  /**
   * A loop over `args[0]` that carries n values: variables `carried`, first values `args[1..n]`, each next value
   * `args[n+1..2n]`. Its own value is the list of the carried ones at the end; `carried` picks one.
   */
  z.object({
    op: z.literal('fold'),
    args,
    variable: z.int(),
    carried: z.array(z.int()),
    steps: z.array(RuleStep),
    at: At,
  }),
  z.object({ op: z.literal('carried'), args, index: z.int().nonnegative() }),
]);
export type ExprNode = z.infer<typeof ExprNode>;
export type TotalOperation = (typeof TOTAL_OPERATIONS)[number];
export type PartialOperation = (typeof PARTIAL_OPERATIONS)[number];
export type Method = (typeof METHODS)[number];
export type Mutator = (typeof MUTATORS)[number];

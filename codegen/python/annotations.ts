import type { TypeRef } from '../../src/model/type-ref.ts';
import type { Expression } from './ast.ts';
import type { Binding, ClassBinding } from './binding.ts';
import type { Constants } from './constants.ts';
import { iterate } from './iterate.ts';
import { parseModule } from './parse.ts';
import { repr } from './repr.ts';
import type { Scope } from './scope.ts';
import type { ClassValue, PyValue } from './value.ts';

/** An annotation as `typing.get_type_hints` resolves it. */
export interface ResolvedType {
  readonly ref: TypeRef;
  /** Python's text of it, unions as `a | b`, names without their modules: `dict[str, Any] | str | None`. */
  readonly text: string;
  /** Members of a union, in order; one for everything else. */
  readonly members: readonly ResolvedType[];
}

/** Resolves an annotation that stands in `scope`. What cannot be resolved is `unknown` inside the whole. */
export function resolveType(constants: Constants, scope: Scope, annotation: Expression): ResolvedType {
  return resolve({ constants, seen: 0 }, scope, annotation);
}

interface Context {
  readonly constants: Constants;
  /** Aliases followed so far. */
  readonly seen: number;
}

const MAX_ALIASES = 30;

const single = (ref: TypeRef, text: string): ResolvedType => {
  const type: ResolvedType = { ref, text, members: [] };
  return { ...type, members: [type] };
};

const unresolved = (text: string, reason: string): ResolvedType =>
  single({ kind: 'unknown', text, reason }, text);
const NONE = single({ kind: 'none' }, 'None');
const ANY = single({ kind: 'any' }, 'Any');

function resolve(context: Context, scope: Scope, node: Expression): ResolvedType {
  switch (node.kind) {
    case 'Constant':
      if (node.constant.type === 'none') return NONE;
      if (node.constant.type === 'str') return forwardReference(context, scope, node.constant.value);
      return node.constant.type === 'ellipsis'
        ? single({ kind: 'any' }, '...')
        : unresolved('?', 'constant as type');
    case 'BinOp':
      if (node.op !== '|') return unresolved('?', `${node.op} in a type`);
      return union([resolve(context, scope, node.left), resolve(context, scope, node.right)]);
    case 'Name':
    case 'Attribute':
      return named(context, scope, node);
    case 'Subscript':
      return generic(context, scope, node.value, node.slice);
    case 'List':
      return single(
        { kind: 'any' },
        `[${node.elts.map((part) => resolve(context, scope, part).text).join(', ')}]`,
      );
    default:
      return unresolved('?', `${node.kind} as type`);
  }
}

/** A type in quotes. */
function forwardReference(context: Context, scope: Scope, text: string): ResolvedType {
  const { body, faults } = parseModule(text.trim());
  const [statement] = body;
  if (faults.length > 0 || body.length !== 1 || statement?.kind !== 'Expr')
    return unresolved(text, 'not a type');
  return resolve(context, scope, statement.value);
}

function named(context: Context, scope: Scope, node: Expression): ResolvedType {
  const binding = context.constants.interpreter.program.resolve(scope, node);
  if (binding === undefined) return unresolved(node.kind === 'Attribute' ? node.attr : '?', 'not resolved');
  return fromBinding(context, binding);
}

function fromBinding(context: Context, given: Binding): ResolvedType {
  const { binding } = context.constants.choose(given);
  if (binding === undefined) return unresolved('?', 'bound in no branch that is taken');
  switch (binding.kind) {
    case 'class':
      return fromClass(context, binding);
    case 'builtin':
      return bare(binding.name, binding.name);
    case 'external':
      return bare(binding.path, lastPart(binding.path));
    case 'value': {
      if (context.seen > MAX_ALIASES) return unresolved('?', 'an alias of itself');
      return alias({ ...context, seen: context.seen + 1 }, binding);
    }
    case 'missing':
      return unresolved(lastPart(binding.path), `${binding.path} is not defined`);
    default:
      return unresolved('?', `${binding.kind} as type`);
  }
}

/** `Alias = Union[…]`; `Name = NewType("Name", base)` prints its own name and means its base. */
function alias(context: Context, binding: Extract<Binding, { kind: 'value' }>): ResolvedType {
  const { value, scope, module, qualname } = binding;
  if (value.kind !== 'Call') return resolve(context, scope, value);
  const callee = context.constants.interpreter.program.resolve(scope, value.func);
  const [, base] = value.args;
  if (callee?.kind === 'external' && callee.path === 'typing.NewType' && base !== undefined) {
    return single(resolve(context, scope, base).ref, `${module.name}.${lastPart(qualname)}`);
  }
  return unresolved(lastPart(qualname), 'made by a call');
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const PRIMITIVES = ['str', 'int', 'float', 'bool', 'bytes'] as const;

/** A name without brackets. A bare `typing.List` prints its brackets, empty; a bare `list` does not. */
function bare(path: string, name: string): ResolvedType {
  const primitive = PRIMITIVES.find((known) => known === path);
  if (primitive !== undefined) return single({ kind: 'primitive', name: primitive }, name);
  if (path === 'typing.Any' || path === 'typing_extensions.Any') return ANY;
  if (path === 'object') return single({ kind: 'any' }, name);
  const container = CONTAINERS[path];
  if (container === undefined) return single({ kind: 'class', name, qualname: path }, name);
  return single(shape(container, []), path.startsWith('typing.') ? `${container}[]` : container);
}

type Container = 'list' | 'set' | 'frozenset' | 'dict' | 'tuple';

const CONTAINERS: Readonly<Record<string, Container>> = {
  list: 'list',
  set: 'set',
  frozenset: 'frozenset',
  dict: 'dict',
  tuple: 'tuple',
  'typing.List': 'list',
  'typing.Set': 'set',
  'typing.FrozenSet': 'frozenset',
  'typing.Dict': 'dict',
  'typing.Tuple': 'tuple',
};

function shape(container: Container, args: readonly ResolvedType[]): TypeRef {
  const ref = (index: number): TypeRef => args[index]?.ref ?? { kind: 'any' };
  if (container === 'list') return { kind: 'list', item: ref(0) };
  if (container === 'set' || container === 'frozenset') return { kind: 'set', item: ref(0) };
  if (container === 'dict') return { kind: 'dict', key: ref(0), value: ref(1) };
  const variadic = args.length === 0 || args.at(-1)?.text === '...';
  const items = args.filter((arg) => arg.text !== '...').map((arg) => arg.ref);
  return { kind: 'tuple', items: args.length === 0 ? [{ kind: 'any' }] : items, variadic };
}

function generic(context: Context, scope: Scope, head: Expression, slice: Expression): ResolvedType {
  const found = context.constants.interpreter.program.resolve(scope, head);
  const { binding } = found === undefined ? { binding: undefined } : context.constants.choose(found);
  const path =
    binding?.kind === 'external' ? binding.path : binding?.kind === 'builtin' ? binding.name : undefined;
  const name = path === undefined ? '' : lastPart(path);
  const parts = slice.kind === 'Tuple' ? slice.elts : [slice];
  if (path !== undefined && TYPING.test(path)) {
    if (name === 'Literal') return literal(context, scope, parts);
    if (name === 'Union') return union(parts.map((part) => resolve(context, scope, part)));
    if (name === 'Optional') return union([...parts.map((part) => resolve(context, scope, part)), NONE]);
    if (TRANSPARENT.has(name) && parts[0] !== undefined) return resolve(context, scope, parts[0]);
  }
  const args = parts.map((part) => resolve(context, scope, part));
  const inner = args.map((arg) => arg.text).join(', ');
  const container = path === undefined ? undefined : CONTAINERS[path];
  if (container !== undefined) return single(shape(container, args), `${container}[${inner}]`);
  if (path !== undefined) return single({ kind: 'class', name, qualname: path }, `${name}[${inner}]`);
  const whole = named(context, scope, head);
  return single(whole.ref, `${whole.text}[${inner}]`);
}

const TYPING = /^typing(_extensions)?\./;
/** `get_type_hints` drops `Annotated`; the others say nothing of the value. */
const TRANSPARENT = new Set(['Annotated', 'Required', 'NotRequired', 'Final', 'ClassVar', 'InitVar']);

/** Flattened and without repetition, as `typing` has it. */
function union(parts: readonly ResolvedType[]): ResolvedType {
  const members: ResolvedType[] = [];
  for (const member of parts.flatMap((part) => part.members)) {
    if (!members.some((other) => other.text === member.text)) members.push(member);
  }
  const [only] = members;
  if (members.length === 1 && only !== undefined) return only;
  const text = members.map((member) => member.text).join(' | ');
  return { ref: { kind: 'union', members: members.map((member) => member.ref) }, text, members };
}

/** The values of one part; a `Literal` inside another stands for its own. */
function literalParts(context: Context, scope: Scope, part: Expression): readonly PyValue[] {
  if (part.kind === 'Starred') {
    const value = context.constants.evaluate(scope, part.value);
    return iterate(value) ?? [value];
  }
  const value = context.constants.evaluate(scope, part);
  // `Literal[NAMES]` of a tuple is the same as of its items.
  if (value.type === 'tuple') return value.items;
  if (part.kind !== 'Name' && part.kind !== 'Attribute' && part.kind !== 'Subscript') return [value];
  const inner = value.type === 'external' && LITERAL.test(value.path) ? value.args : null;
  return inner?.flatMap(innerLiteral) ?? [value];
}

const innerLiteral = (value: PyValue): readonly PyValue[] =>
  value.type === 'external' && LITERAL.test(value.path) && value.args !== null
    ? value.args.flatMap(innerLiteral)
    : [value];

const LITERAL = /^typing(_extensions)?\.Literal$/;

function literal(context: Context, scope: Scope, parts: readonly Expression[]): ResolvedType {
  const values: (string | number | boolean | null)[] = [];
  const texts: string[] = [];
  for (const value of parts.flatMap((part) => literalParts(context, scope, part))) {
    const plain = value.type === 'enum' ? value.value : value;
    const text = repr(value);
    const json = literalValue(plain);
    if (json === undefined || text === undefined)
      return unresolved('Literal', 'a value that is not constant');
    if (texts.includes(text)) continue;
    values.push(json);
    texts.push(text);
  }
  return single({ kind: 'literal', values }, `Literal[${texts.join(', ')}]`);
}

function literalValue(value: PyValue): string | number | boolean | null | undefined {
  if (value.type === 'none') return null;
  if (value.type === 'str' || value.type === 'bool' || value.type === 'float') return value.value;
  return value.type === 'int' ? Number(value.value) : undefined;
}

function fromClass(context: Context, binding: ClassBinding): ResolvedType {
  const { qualname, node } = binding;
  const value: ClassValue = { type: 'class', binding };
  const members = context.constants.enumMembers(value);
  if (members !== undefined) {
    const listed = members.flatMap((member) => {
      const plain = literalValue(member.value);
      return typeof plain === 'string' || typeof plain === 'number'
        ? [{ name: member.name, value: plain }]
        : [];
    });
    return single({ kind: 'enum', name: node.name, qualname, members: listed }, node.name);
  }
  const base = context.constants
    .mro(value)
    .flatMap((item) => (item.type === 'builtin' ? (CONTAINERS[item.name] ?? []) : []))[0];
  // A class of dictionaries takes what a dictionary takes; its text keeps its own name.
  return single(
    base === undefined ? { kind: 'class', name: node.name, qualname } : shape(base, []),
    node.name,
  );
}

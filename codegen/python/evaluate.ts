import { binary, compare, unary } from './arithmetic.ts';
import type { BoolOp, Compare, Comprehension, Expression, JoinedStr, Subscript } from './ast.ts';
import type { Binding } from './binding.ts';
import { callExpression } from './call.ts';
import type { Guard } from './definitions.ts';
import { DISTRIBUTIONS } from './externals.ts';
import { bindName, type Frame, makeFrame, readName } from './frame.ts';
import { type Interpreter, isUnknown, PyError, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { repr, toText } from './repr.ts';
import { innerScope, type Scope } from './scope.ts';
import { subscript } from './subscript.ts';
import { truth } from './truth.ts';
import {
  bool,
  dict,
  external,
  float,
  int,
  list,
  NONE,
  PyDict,
  type PyValue,
  setOf,
  str,
  tuple,
} from './value.ts';
import { choose } from './variants.ts';

/** An expression in a frame. What cannot be known is an `unknown` that keeps the place it came from. */
export function evaluateExpression(self: Interpreter, frame: Frame, expression: Expression): PyValue {
  self.step();
  const at: Site = { frame, line: expression.line };
  const value = (part: Expression): PyValue => self.evaluate(frame, part);
  switch (expression.kind) {
    case 'Constant':
      return constant(expression.constant);
    case 'Name':
      return nameValue(self, frame, expression.id, at);
    case 'Attribute':
      return self.attribute(value(expression.value), expression.attr, at);
    case 'Subscript':
      return subscriptValue(self, frame, expression, at);
    case 'Slice': {
      const part = (side: Expression | null): PyValue => (side === null ? NONE : value(side));
      return {
        type: 'slice',
        parts: [part(expression.lower), part(expression.upper), part(expression.step)],
      };
    }
    case 'Call':
      return callExpression(self, frame, expression, at);
    case 'BoolOp':
      return booleanValue(self, frame, expression, at);
    case 'BinOp': {
      const [left, right] = [value(expression.left), value(expression.right)];
      if (isUnknown(left)) return left;
      if (isUnknown(right)) return right;
      return (
        binary(expression.op, left, right) ??
        unionType(expression.op, left, right) ??
        unknown(at, `${expression.op} of ${left.type} and ${right.type}`)
      );
    }
    case 'UnaryOp': {
      const operand = value(expression.operand);
      if (isUnknown(operand)) return operand;
      return unary(expression.op, operand) ?? unknown(at, `${expression.op} of ${operand.type}`);
    }
    case 'Compare':
      return compareValue(self, frame, expression, at);
    case 'IfExp': {
      const test = value(expression.test);
      const verdict = truth(test);
      if (verdict === undefined) return isUnknown(test) ? test : unknown(at, 'condition');
      return value(verdict ? expression.body : expression.orelse);
    }
    case 'List':
      return list(elements(self, frame, expression.elts));
    case 'Tuple':
      return tuple(elements(self, frame, expression.elts));
    case 'Set':
      return setOf(elements(self, frame, expression.elts));
    case 'Dict':
      return dictValue(self, frame, expression.keys, expression.values, at);
    case 'ListComp':
    case 'GeneratorExp':
    case 'SetComp': {
      const items: PyValue[] = [];
      const stopped = comprehend(self, frame, expression.generators, (inner) => {
        items.push(self.evaluate(inner, expression.elt));
      });
      return stopped ?? (expression.kind === 'SetComp' ? setOf(items) : list(items));
    }
    case 'DictComp': {
      const entries = new PyDict();
      const stopped = comprehend(self, frame, expression.generators, (inner) => {
        entries.set(self.evaluate(inner, expression.key), self.evaluate(inner, expression.value));
      });
      return stopped ?? dict(entries);
    }
    case 'JoinedStr':
      return joinedValue(self, frame, expression, at);
    case 'NamedExpr': {
      const assigned = value(expression.value);
      bindName(frame, expression.target.id, assigned);
      return assigned;
    }
    case 'Lambda':
      return { type: 'function', name: '<lambda>', node: expression, frame, self: null };
    case 'Starred':
    case 'Await':
    case 'Yield':
    case 'YieldFrom':
      return unknown(at, expression.kind);
    case 'Unparsed':
      return unknown(at, `not understood: ${expression.syntax}`);
  }
}

function constant(held: Extract<Expression, { kind: 'Constant' }>['constant']): PyValue {
  switch (held.type) {
    case 'none':
      return NONE;
    case 'ellipsis':
      return { type: 'ellipsis' };
    case 'bool':
      return bool(held.value);
    case 'int':
      return int(held.value);
    case 'float':
      return float(held.value);
    case 'str':
      return str(held.value);
    case 'bytes':
      return { type: 'bytes', value: held.text };
    case 'complex':
      return external(held.text);
  }
}

/** Frames from the inside out, then what the name is bound to by the program, then builtins. */
function nameValue(self: Interpreter, frame: Frame, name: string, at: Site): PyValue {
  for (let inner: Frame | null = frame; inner !== null; inner = inner.parent) {
    if (inner.scope.kind === 'class' && inner !== frame) continue;
    const held = readName(inner, name);
    if (held !== undefined) return held;
  }
  // A module may be imported or run as a program.
  if (name === '__name__') return unknown(at, '__name__');
  return bindingValue(self, self.program.resolveName(frame.scope, name), at);
}

/** What a binding stands for as a value. */
export function bindingValue(self: Interpreter, binding: Binding, at: Site): PyValue {
  switch (binding.kind) {
    case 'class':
      return { type: 'class', binding };
    case 'function':
      if (binding.scope.kind === 'module' && binding.node.decorators.length > 0) {
        return readName(self.moduleFrame(binding.module), binding.node.name) ?? unknown(at, 'not bound yet');
      }
      return {
        type: 'function',
        name: binding.node.name,
        node: binding.node,
        frame: self.frameOf(binding.scope),
        self: null,
      };
    case 'value':
      return definedValue(self, binding, at);
    case 'module':
      return { type: 'module', module: binding.module };
    case 'external':
      return external(binding.path);
    case 'builtin':
      return { type: 'builtin', name: binding.name, self: null };
    case 'variants': {
      const { binding: chosen } = choose(binding, (guard, scope) => decideGuard(self, guard, scope));
      return chosen === undefined
        ? unknown(at, 'bound in no branch that is taken')
        : bindingValue(self, chosen, at);
    }
    case 'parameter':
      return unknown(at, `parameter ${binding.parameter.name}`);
    case 'opaque':
      return unknown({ ...at, line: binding.statement.line }, binding.reason);
    case 'missing':
      return unknown(at, `${binding.path} is not defined`);
  }
}

/** A module's and a class's names hold what running it leaves; a function's are taken from their one definition. */
function definedValue(self: Interpreter, binding: Extract<Binding, { kind: 'value' }>, at: Site): PyValue {
  if (binding.scope.kind === 'module') {
    const name = binding.qualname.slice(binding.scope.name.length + 1);
    const held = readName(self.moduleFrame(binding.module), name);
    if (held !== undefined) return held;
  }
  if (pending.has(binding.value)) return unknown(at, 'defined by itself');
  pending.add(binding.value);
  try {
    return part(self.evaluate(self.frameOf(binding.scope), binding.value), binding.index, at);
  } finally {
    pending.delete(binding.value);
  }
}

/** Values of definitions being evaluated right now. */
const pending = new Set<Expression>();

function part(whole: PyValue, index: readonly number[], at: Site): PyValue {
  let value = whole;
  for (const position of index) {
    if (isUnknown(value)) return value;
    value = subscript(value, int(position)) ?? unknown(at, 'unpacking');
  }
  return value;
}

/** For `choose`: whether a branch is taken in this world. */
export function decideGuard(self: Interpreter, guard: Guard, scope: Scope): boolean | undefined {
  if (guard.kind !== 'if') return undefined;
  const verdict = truth(self.evaluate(self.frameOf(scope), guard.test));
  return verdict === undefined ? undefined : verdict === guard.holds;
}

function subscriptValue(self: Interpreter, frame: Frame, expression: Subscript, at: Site): PyValue {
  const owner = self.evaluate(frame, expression.value);
  if (isUnknown(owner)) return owner;
  if (owner.type === 'external' || owner.type === 'builtin' || owner.type === 'class') {
    return generic(self, frame, owner, expression, at);
  }
  const index = self.evaluate(frame, expression.slice);
  if (isUnknown(index)) return index;
  if (owner.type === 'dict') {
    const found = owner.entries.get(index);
    if (found !== undefined) return found;
    if (owner.factory === null) throw new PyError('KeyError', repr(index));
    const made = self.call(owner.factory, { args: [], keywords: new Map() }, at);
    owner.entries.set(index, made);
    return made;
  }
  return subscript(owner, index) ?? unknown(at, `subscript of ${owner.type}`);
}

/** `Enum["NAME"]` is a member; any other class subscribed is a type. */
function generic(self: Interpreter, frame: Frame, owner: PyValue, expression: Subscript, at: Site): PyValue {
  const { slice } = expression;
  const parts = slice.kind === 'Tuple' ? slice.elts : [slice];
  const args = parts.map((part) => self.evaluate(frame, part));
  const [first] = args;
  if (owner.type === 'class') {
    const member = first?.type === 'str' ? self.attribute(owner, first.value, at) : undefined;
    return member?.type === 'enum' ? member : owner;
  }
  const path =
    owner.type === 'external' ? owner.path : owner.type === 'builtin' ? `builtins.${owner.name}` : '';
  if (path === 'os.environ' && first?.type === 'str') {
    self.asked.add(first.value);
    const set = self.world.env.get(first.value);
    if (set === undefined) throw new PyError('KeyError', first.value);
    return str(set);
  }
  // Every package is taken to come from the distribution of its own name.
  if (path === DISTRIBUTIONS && first?.type === 'str') return list([str(first.value.replaceAll('_', '-'))]);
  return { type: 'external', path, args };
}

function unionType(op: string, left: PyValue, right: PyValue): PyValue | undefined {
  const isType = (value: PyValue): boolean => ['external', 'builtin', 'class', 'none'].includes(value.type);
  if (op !== '|' || !isType(left) || !isType(right)) return undefined;
  return { type: 'external', path: 'typing.Union', args: [left, right] };
}

function booleanValue(self: Interpreter, frame: Frame, expression: BoolOp, at: Site): PyValue {
  const stop = expression.op === 'or';
  let undecided: PyValue | undefined;
  let last: PyValue = NONE;
  for (const part of expression.values) {
    last = self.evaluate(frame, part);
    const verdict = truth(last);
    // `unknown and False` is falsy whatever the first is: good enough for a condition.
    if (verdict === stop) return undecided === undefined ? last : bool(stop);
    if (verdict === undefined) undecided ??= isUnknown(last) ? last : unknown(at, 'condition');
  }
  return undecided ?? last;
}

function compareValue(self: Interpreter, frame: Frame, expression: Compare, at: Site): PyValue {
  let left = self.evaluate(frame, expression.left);
  for (const [index, op] of expression.ops.entries()) {
    const part = expression.comparators[index];
    if (part === undefined) break;
    const right = self.evaluate(frame, part);
    const verdict = environment(self, op, left, right) ?? compare(op, left, right);
    if (verdict === undefined) {
      return isUnknown(left)
        ? left
        : isUnknown(right)
          ? right
          : unknown(at, `${op} of ${left.type} and ${right.type}`);
    }
    if (!verdict) return bool(false);
    left = right;
  }
  return bool(true);
}

/** `"NAME" in os.environ` */
function environment(self: Interpreter, op: string, left: PyValue, right: PyValue): boolean | undefined {
  if (right.type !== 'external' || right.path !== 'os.environ' || left.type !== 'str') return undefined;
  if (op !== 'in' && op !== 'not in') return undefined;
  self.asked.add(left.value);
  return self.world.env.has(left.value) === (op === 'in');
}

function elements(self: Interpreter, frame: Frame, parts: readonly Expression[]): PyValue[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'Starred') return [self.evaluate(frame, part)];
    const spread = self.evaluate(frame, part.value);
    return iterate(spread) ?? [unknown({ frame, line: part.line }, 'spread of what is not known')];
  });
}

function dictValue(
  self: Interpreter,
  frame: Frame,
  keys: readonly (Expression | null)[],
  values: readonly Expression[],
  at: Site,
): PyValue {
  const entries = new PyDict();
  for (const [index, part] of values.entries()) {
    const key = keys[index] ?? null;
    const value = self.evaluate(frame, part);
    if (key !== null) entries.set(self.evaluate(frame, key), value);
    else if (value.type === 'dict') for (const [name, item] of value.entries.items()) entries.set(name, item);
    else return unknown(at, 'spread of what is not known');
  }
  return dict(entries);
}

/** Runs `visit` for every binding of the generators; returns what stopped it when something is not known. */
function comprehend(
  self: Interpreter,
  frame: Frame,
  generators: readonly Comprehension[],
  visit: (frame: Frame) => void,
): PyValue | undefined {
  const inner = makeFrame(frame.scope, frame);
  const run = (depth: number): PyValue | undefined => {
    const generator = generators[depth];
    if (generator === undefined) {
      visit(inner);
      return undefined;
    }
    const source = self.evaluate(inner, generator.iter);
    const at: Site = { frame, line: generator.iter.line };
    const items = iterate(source) ?? classMembers(self, source);
    if (items === undefined) return isUnknown(source) ? source : unknown(at, `iteration over ${source.type}`);
    for (const item of items) {
      assignTarget(self, inner, generator.target, item);
      const verdicts = generator.ifs.map((test) => truth(self.evaluate(inner, test)));
      if (verdicts.includes(false)) continue;
      if (verdicts.includes(undefined)) return unknown(at, 'condition');
      const stopped = run(depth + 1);
      if (stopped !== undefined) return stopped;
    }
    return undefined;
  };
  return run(0);
}

/** `for member in EnumClass` */
export function classMembers(self: Interpreter, value: PyValue): PyValue[] | undefined {
  if (value.type !== 'class') return undefined;
  const frame = self.classFrame(value);
  const members = [...frame.names.keys()].map((name) =>
    self.attribute(value, name, { frame, line: value.binding.node.line }),
  );
  const found = members.filter((member) => member.type === 'enum');
  return found.length > 0 ? found : undefined;
}

/** Assigns to names, attributes, items and nested tuples of them. */
export function assignTarget(self: Interpreter, frame: Frame, target: Expression, value: PyValue): void {
  const at: Site = { frame, line: target.line };
  if (target.kind === 'Name') bindName(frame, target.id, value);
  else if (target.kind === 'Tuple' || target.kind === 'List') {
    const items = isUnknown(value) ? undefined : iterate(value);
    for (const [index, part] of target.elts.entries()) {
      const item = part.kind === 'Starred' ? undefined : items?.[index];
      const goal = part.kind === 'Starred' ? part.value : part;
      assignTarget(self, frame, goal, item ?? (isUnknown(value) ? value : unknown(at, 'unpacking')));
    }
  } else if (target.kind === 'Subscript') {
    const owner = self.evaluate(frame, target.value);
    const index = self.evaluate(frame, target.slice);
    if (owner.type === 'dict') owner.entries.set(index, value);
    else if (owner.type === 'list' && index.type === 'int') owner.items[Number(index.value)] = value;
  } else if (target.kind === 'Attribute') {
    const owner = self.evaluate(frame, target.value);
    if (owner.type === 'instance') owner.attributes.set(target.attr, value);
    else if (owner.type === 'class') bindName(self.classFrame(owner), target.attr, value);
  }
}

function joinedValue(self: Interpreter, frame: Frame, expression: JoinedStr, at: Site): PyValue {
  let text = '';
  for (const piece of expression.values) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const value = self.evaluate(frame, piece.value);
    if (isUnknown(value)) return value;
    const shown = piece.conversion === 'r' ? repr(value) : toText(value);
    if (shown === undefined || piece.conversion === 'a') return unknown(at, `text of ${value.type}`);
    if (piece.formatSpec !== null && piece.formatSpec !== '') return unknown(at, 'format specification');
    text += shown;
  }
  return str(text);
}

/** The frame that a scope's expressions are read in. */
export function scopeFrame(self: Interpreter, scope: Scope): Frame {
  if (scope.kind === 'module') return self.moduleFrame(scope.module);
  const parent = scope.parent === null ? null : self.frameOf(scope.parent);
  if (scope.kind === 'class' && scope.parent !== null) {
    const binding = [...scope.parent.definitions.byName.values()]
      .flat()
      .find(
        ({ source }) => source.kind === 'class' && innerScope(scope.parent ?? scope, source.node) === scope,
      );
    if (binding?.source.kind === 'class') {
      const { node } = binding.source;
      const { module } = scope;
      return self.classFrame({
        type: 'class',
        binding: { kind: 'class', qualname: scope.name, module, node, scope: scope.parent },
      });
    }
  }
  return makeFrame(scope, parent);
}

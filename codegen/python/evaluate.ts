import { binary, compare, unary } from './arithmetic.ts';
import type { BoolOp, Compare, Expression, JoinedStr } from './ast.ts';
import { nameValue } from './binding-value.ts';
import { callExpression } from './call.ts';
import { comprehend } from './comprehend.ts';
import { subscriptValue } from './evaluate-subscript.ts';
import { formatValue } from './format.ts';
import { bindName, type Frame } from './frame.ts';
import { type Interpreter, isUnknown, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { repr, toText } from './repr.ts';
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

function joinedValue(self: Interpreter, frame: Frame, expression: JoinedStr, at: Site): PyValue {
  let text = '';
  for (const piece of expression.values) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const value = self.evaluate(frame, piece.value);
    if (isUnknown(value)) return value;
    const spec = piece.formatSpec ?? '';
    const converted =
      piece.conversion === 'r' ? repr(value) : piece.conversion === 's' ? toText(value) : null;
    const shown =
      converted === undefined || piece.conversion === 'a'
        ? undefined
        : formatValue(converted === null ? value : str(converted), spec);
    if (shown === undefined) return unknown(at, `text of ${value.type}`);
    text += shown;
  }
  return str(text);
}

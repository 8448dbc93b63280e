import * as build from '../../src/expr/build.ts';
import { and, not } from '../../src/expr/logic.ts';
import { repr, str } from '../../src/expr/python/text.ts';
import type { Literal, PartialOperation, Ref } from '../../src/model/index.ts';
import type * as ast from '../python/ast.ts';
import { isApart } from '../python/looked-at.ts';
import { assign } from './assign.ts';
import { under } from './branch.ts';
import { callExpression } from './call-expression.ts';
import { compareValues } from './compare.ts';
import { comprehension, dictComprehension } from './comprehension.ts';
import { boolOp } from './condition.ts';
import { force } from './emit-item.ts';
import { withEntries, withEntry } from './entries.ts';
import type { Frame } from './frame.ts';
import { giveUp } from './give-up.ts';
import { iterated } from './iterate.ts';
import { joinValues } from './join.ts';
import { bindingFrame } from './local.ts';
import { nameValue } from './names.ts';
import { isPath, pathOf } from './paths.ts';
import { allocate, asData, asText, constant, content, notUnderstood } from './read.ts';
import type { Run } from './run.ts';
import { subscript } from './subscript.ts';
import { data, sequence, type Value } from './value.ts';

/** The value of an expression on the current path; its effects are done to the run. */
export const evaluate = (run: Run, frame: Frame, node: ast.Expression): Value => {
  switch (node.kind) {
    case 'Constant':
      return constantValue(run, frame, node);
    case 'Name':
      return nameValue(run, frame, node);
    case 'List':
    case 'Set':
    case 'Tuple':
      return sequenceDisplay(run, frame, node);
    case 'Dict':
      return dictDisplay(run, frame, node);
    case 'JoinedStr':
      return data(formatted(run, frame, node));
    case 'BoolOp':
      return boolOp(run, frame, node);
    case 'UnaryOp':
      return unary(run, frame, node);
    case 'BinOp':
      return binary(run, frame, node);
    case 'Compare':
      return data(comparison(run, frame, node));
    case 'IfExp':
      return ifExp(run, frame, node);
    case 'Attribute':
      return run.attribute(
        frame,
        run.evaluate(frame, node.value),
        node.attr,
        run.places.ofName(frame, node),
        node.value,
      );
    case 'Subscript':
      return subscript(run, frame, node);
    case 'Call':
      return callExpression(run, frame, node);
    case 'NamedExpr': {
      const value = run.evaluate(frame, node.value);
      assign(run, bindingFrame(frame), node.target, value);
      return value;
    }
    case 'Lambda':
      return {
        kind: 'function',
        name: '<lambda>',
        qualname: `${frame.function}.<lambda>`,
        module: frame.module,
        node,
        closure: frame,
        owner: frame.owner,
        opaque: false,
      };
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return comprehension(run, frame, node, node.kind === 'SetComp' ? 'set' : 'list');
    case 'DictComp':
      return dictComprehension(run, frame, node);
    default:
      return notUnderstood(run, run.places.of(frame, node), `${node.kind} expression`);
  }
};

const constantValue = (run: Run, frame: Frame, node: ast.ConstantExpr): Value => {
  if (isApart(node)) return data(run.table.addApart(node, () => literalOf(node.constant) ?? null));
  const literal = literalOf(node.constant);
  return literal === undefined
    ? notUnderstood(run, run.places.of(frame, node), `constant of type ${node.constant.type}`)
    : data(run.table.literal(literal));
};

const literalOf = (constant: ast.Constant): Literal | undefined => {
  switch (constant.type) {
    case 'none':
      return null;
    case 'bool':
    case 'str':
      return constant.value;
    case 'int':
      return Number.isSafeInteger(Number(constant.value))
        ? Number(constant.value)
        : { int: String(constant.value) };
    case 'float':
      return Number.isInteger(constant.value) ? { float: constant.value } : constant.value;
    default:
      return undefined;
  }
};

/** `[a, *b]`: what is spread is known item by item, else the lists between the stars are put together. */
const sequenceDisplay = (run: Run, frame: Frame, node: ast.SequenceExpr): Value => {
  const type = ({ List: 'list', Set: 'set', Tuple: 'tuple' } as const)[node.kind];
  const made = (value: Value): Value => (type === 'tuple' ? value : allocate(run, value));
  const at = run.places.of(frame, node);
  const values = node.elts.map((one) => run.evaluate(frame, one.kind === 'Starred' ? one.value : one));
  const isSpread = (i: number): boolean => node.elts[i]?.kind === 'Starred';
  const parts = values.map((value, i) => (isSpread(i) ? iterated(run, value) : [value]));
  if (parts.every((part) => part !== null)) return made(sequence(type, parts.flat()));
  const lists = values.map((value, i) => {
    const whole = isSpread(i) ? value : sequence('list', [value]);
    const list = build.operation(run.table, 'list', [asData(run, whole)], at);
    force(run, frame, list, at);
    return list;
  });
  const joined = lists.reduce((all, list) => build.operation(run.table, 'add', [all, list], at));
  return made(data(type === 'list' ? joined : build.operation(run.table, type, [joined], at)));
};

/** Arguments of a call; `*other` is spread where what it holds is known. */
export const spreadArguments = (run: Run, frame: Frame, nodes: readonly ast.Expression[]): Value[] =>
  nodes.flatMap((node) => {
    if (node.kind !== 'Starred') return [run.evaluate(frame, node)];
    const spread = iterated(run, run.evaluate(frame, node.value));
    return spread ?? [giveUp(run, frame, run.places.of(frame, node), 'starred item of unknown length')];
  });

const dictDisplay = (run: Run, frame: Frame, node: ast.DictExpr): Value => {
  const at = run.places.of(frame, node);
  let entries: Value = { kind: 'mapping', entries: new Map() };
  node.keys.forEach((key, i) => {
    const value = run.evaluate(frame, node.values[i] as ast.Expression);
    entries =
      key === null
        ? withEntries(run, frame, entries, content(run, value), at)
        : withEntry(run, entries, asData(run, run.evaluate(frame, key)), value, at);
  });
  return allocate(run, entries);
};

const formatted = (run: Run, frame: Frame, node: ast.JoinedStr): Ref => {
  const text = [''];
  const args: Ref[] = [];
  const conversions: string[] = [];
  const specs: string[] = [];
  for (const part of node.values) {
    if (typeof part === 'string') text.push((text.pop() ?? '') + part);
    else {
      const asIs = part.conversion === 'r' || part.conversion === 'a';
      args.push((asIs ? asData : asText)(run, run.evaluate(frame, part.value)));
      conversions.push(part.conversion ?? '');
      specs.push(part.formatSpec ?? '');
      text.push('');
    }
  }
  if (args.length === 0) return run.table.literal(text.join(''));
  const plain = plainly(run, args, conversions, specs);
  if (plain !== null) return run.table.literal(text.map((part, i) => part + (plain[i] ?? '')).join(''));
  const at = specs.some((spec) => spec !== '') ? { at: run.places.of(frame, node) } : {};
  return run.table.add({ op: 'format', args, text, conversions, specs, ...at });
};

/** The texts of constants that are formatted in no special way. */
const plainly = (
  run: Run,
  args: readonly Ref[],
  conversions: readonly string[],
  specs: readonly string[],
): readonly string[] | null => {
  const texts = args.map((arg, i) => {
    const value = run.table.valueOf(arg);
    if (value === undefined || specs[i] !== '' || conversions[i] === 'a') return null;
    return conversions[i] === 'r' ? repr(value) : str(value);
  });
  return texts.every((one) => typeof one === 'string') ? texts : null;
};

const unary = (run: Run, frame: Frame, node: ast.UnaryOp): Value => {
  if (node.op === 'not') return data(run.condition(frame, node));
  const operand = run.evaluate(frame, node.operand);
  if (node.op === '~') {
    // ~n is -n - 1
    const at = run.places.of(frame, node);
    const negative = build.operation(run.table, 'neg', [asData(run, operand)], at);
    return data(build.operation(run.table, 'sub', [negative, run.table.literal(1)], at));
  }
  const op = node.op === '-' ? 'neg' : 'pos';
  return data(build.operation(run.table, op, [asData(run, operand)], run.places.of(frame, node)));
};

const BINARY: Partial<Record<ast.BinaryOperator, PartialOperation>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '|': 'bitor',
  '&': 'bitand',
  '^': 'bitxor',
};

const binary = (run: Run, frame: Frame, node: ast.BinOp): Value => {
  const left = run.evaluate(frame, node.left);
  const right = run.evaluate(frame, node.right);
  return binaryOperation(run, frame, node.op, left, right, run.places.of(frame, node));
};

export const binaryOperation = (
  run: Run,
  frame: Frame,
  sign: ast.BinaryOperator,
  left: Value,
  right: Value,
  at: number,
): Value => {
  const [a, b] = [content(run, left), content(run, right)];
  if (sign === '+' && a.kind === 'sequence' && b.kind === 'sequence' && a.type === b.type)
    return a.type === 'list'
      ? allocate(run, sequence('list', [...a.items, ...b.items]))
      : sequence(a.type, [...a.items, ...b.items]);
  if (sign === '/' && (isPath(a) || isPath(b))) return pathOf(run, frame, [a, b], at);
  // `str | None` in an annotation or an alias.
  if (a.kind === 'class' || a.kind === 'builtin' || b.kind === 'class' || b.kind === 'builtin')
    return constant(run, null);
  if (sign === '<<' || sign === '>>') return shifted(run, sign, a, b, at);
  const op = BINARY[sign];
  if (op === undefined) return notUnderstood(run, at, `operator ${sign}`);
  return data(build.operation(run.table, op, [asData(run, a), asData(run, b)], at));
};

/** `n << k` is n * 2**k, `n >> k` is n // 2**k. */
const shifted = (run: Run, sign: '<<' | '>>', a: Value, b: Value, at: number): Value => {
  const power = build.operation(run.table, 'pow', [run.table.literal(2), asData(run, b)], at);
  const op = sign === '<<' ? 'mul' : 'floordiv';
  return data(build.operation(run.table, op, [asData(run, a), power], at));
};

/** `a < b < c`: each middle operand once. */
const comparison = (run: Run, frame: Frame, node: ast.Compare): Ref => {
  const at = run.places.of(frame, node);
  let left = run.evaluate(frame, node.left);
  let result = run.table.literal(true);
  node.ops.forEach((op, i) => {
    const right = run.evaluate(frame, node.comparators[i] as ast.Expression);
    result = and(run.table, result, compareValues(run, op, left, right, at));
    left = right;
  });
  return result;
};

const ifExp = (run: Run, frame: Frame, node: ast.IfExp): Value => {
  const test = run.condition(frame, node.test);
  force(run, frame, test, run.places.of(frame, node));
  const none = constant(run, null);
  const yes = under(run, test, () => run.evaluate(frame, node.body), none);
  const no = under(run, not(run.table, test), () => run.evaluate(frame, node.orelse), none);
  return joinValues(run, test, [yes, run.store], [no, run.store]);
};

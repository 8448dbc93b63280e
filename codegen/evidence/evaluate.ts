import type { Attribute, Call, Compare, Expression } from '../python/ast.ts';
import { compare } from './compare.ts';
import { callAtom, constantAtom, objectAtom, tableAtom } from './environment.ts';
import { type Frame, frameOf, type Names } from './frame.ts';
import { both, either } from './guard.ts';
import type { Position } from './sites.ts';
import {
  atomCondition,
  type Condition,
  conjoined,
  disjoined,
  known,
  negated,
  PERHAPS,
  scalar,
  truthOf,
  UNKNOWN,
  type Value,
} from './value.ts';
import { dumpedObject, namedAttribute } from './walk-expression.ts';

/** Definitions followed one through another; beyond this a value counts as unknown. */
const DEEPEST = 10;
const NOTHING: ReadonlySet<string> = new Set();

/** One evaluation: what is known, where it stands, and how deep it has gone. */
interface Scope {
  readonly names: Names;
  readonly frame: Frame;
  readonly shadowed: ReadonlySet<string>;
  readonly depth: number;
}

export const valueAt = (
  names: Names,
  frame: Frame,
  position: Pick<Position, 'shadowed'>,
  expr: Expression,
): Value => value({ names, frame, shadowed: position.shadowed, depth: 0 }, expr);

export const conditionAt = (
  names: Names,
  frame: Frame,
  position: Pick<Position, 'shadowed'>,
  expr: Expression,
): Condition => truthOf(valueAt(names, frame, position, expr));

const value = (scope: Scope, expr: Expression): Value => {
  const before = scope.frame.known.get(expr);
  if (before !== undefined) return before;
  if (scope.depth > DEEPEST) return UNKNOWN;
  const found = evaluate({ ...scope, depth: scope.depth + 1 }, expr);
  scope.frame.known.set(expr, found);
  return found;
};

const condition = (scope: Scope, expr: Expression): Condition => truthOf(value(scope, expr));
const truth = (when: Condition): Value => ({ kind: 'truth', when });

const evaluate = (scope: Scope, expr: Expression): Value => {
  switch (expr.kind) {
    case 'Constant':
      return constant(expr.constant);
    case 'List':
    case 'Tuple':
    case 'Set':
      return { kind: 'list', items: expr.elts.map((item) => value(scope, item)) };
    case 'Name':
      return name(scope, expr.id);
    case 'Attribute':
      return attribute(scope, expr.value, expr.attr);
    case 'Call':
      return call(scope, expr);
    case 'BoolOp': {
      const conditions = expr.values.map((part) => condition(scope, part));
      return truth(conditions.reduce(expr.op === 'and' ? conjoined : disjoined));
    }
    case 'UnaryOp':
      if (expr.op === 'not') return truth(negated(condition(scope, expr.operand)));
      return minus(expr.op, value(scope, expr.operand));
    case 'IfExp':
      return choice(condition(scope, expr.test), condition(scope, expr.body), condition(scope, expr.orelse));
    case 'Compare':
      return truth(comparison(scope, expr));
    case 'NamedExpr':
      return value(scope, expr.value);
    default:
      return UNKNOWN;
  }
};

const constant = (constant: Extract<Expression, { kind: 'Constant' }>['constant']): Value => {
  switch (constant.type) {
    case 'none':
      return scalar(null);
    case 'bool':
    case 'float':
    case 'str':
      return scalar(constant.value);
    case 'int':
      return scalar(Number(constant.value));
    default:
      return UNKNOWN;
  }
};

const minus = (op: string, operand: Value): Value =>
  op === '-' && operand.kind === 'scalar' && typeof operand.value === 'number'
    ? scalar(-operand.value)
    : UNKNOWN;

const choice = (test: Condition, body: Condition, orelse: Condition): Value =>
  truth({
    yes: either(both(test.yes, body.yes), both(test.no, orelse.yes)),
    no: either(both(test.yes, body.no), both(test.no, orelse.no)),
  });

const name = (scope: Scope, id: string): Value => {
  const { frame, names, shadowed } = scope;
  const byName = (): Value => {
    if (names.arguments.holders.has(id)) return { kind: 'arguments', origin: 'user' };
    const atom = objectAtom(id);
    return atom === undefined ? UNKNOWN : { kind: 'presence', atom };
  };
  if (shadowed.has(id)) return byName();
  if (id === 'self' && frame.fn.owner !== null)
    return names.arguments.classes.has(frame.fn.owner) ? { kind: 'arguments', origin: 'user' } : UNKNOWN;
  if (frame.fn.formals.includes(id)) return frame.bound.get(id) ?? formal(scope, id) ?? byName();
  if (frame.fn.stores.has(id)) {
    const stored = frame.fn.stores.get(id) ?? null;
    const found = stored === null ? UNKNOWN : value({ ...scope, shadowed: NOTHING }, stored);
    return found.kind === 'unknown' ? byName() : found;
  }
  const outer = names.constantNamed(frame.fn, id);
  if (outer === undefined) return byName();
  return value({ ...scope, frame: frameOf(outer.home), shadowed: NOTHING }, outer.expr);
};

/** A formal that its caller said nothing of is an arguments object if it is annotated as one. */
const formal = ({ frame, names }: Scope, id: string): Value | undefined => {
  const args = frame.fn.node?.args;
  if (args === undefined) return undefined;
  const found = [...args.posOnly, ...args.args, ...args.kwOnly].find((one) => one.name === id);
  if (found?.annotation == null) return undefined;
  return mentionsClass(found.annotation, names.arguments.classes)
    ? { kind: 'arguments', origin: 'user' }
    : undefined;
};

/** An annotation that names one of the classes anywhere: `Optional["TrainingArguments"]`. */
export const mentionsClass = (annotation: Expression, classes: ReadonlySet<string>): boolean =>
  classNamesIn(annotation).some((name) => classes.has(name));

export const classNamesIn = (annotation: Expression): readonly string[] => {
  switch (annotation.kind) {
    case 'Name':
      return [annotation.id];
    case 'Attribute':
      return [annotation.attr];
    case 'Constant':
      return annotation.constant.type === 'str' ? annotation.constant.value.split(/\W+/) : [];
    case 'Subscript':
      return classNamesIn(annotation.slice);
    case 'Tuple':
      return annotation.elts.flatMap(classNamesIn);
    case 'BinOp':
      return [...classNamesIn(annotation.left), ...classNamesIn(annotation.right)];
    default:
      return [];
  }
};

const attribute = (scope: Scope, receiver: Expression, attr: string): Value => {
  const { names, frame } = scope;
  const of = value(scope, receiver);
  if (of.kind === 'arguments') {
    if (names.arguments.parameters.has(attr)) return parameterOf(of.origin, attr);
    const derived = of.origin === 'user' ? names.derived(attr, null) : undefined;
    if (derived !== undefined) return value({ ...scope, frame: frameOf(derived.home) }, derived.expr);
  }
  const atom = objectAtom(attr);
  if (atom !== undefined) return { kind: 'presence', atom };
  if (of.kind === 'arguments') return UNKNOWN;
  if (of.kind === 'scalar' && attr === 'value') return of;
  if (receiver.kind === 'Name') {
    const member = names.classNamed(frame.fn, receiver.id)?.members.get(attr);
    if (member !== undefined) return value(scope, member);
    const own = receiver.id === 'self' ? names.derived(attr, frame.fn.owner) : undefined;
    const held =
      own === undefined
        ? UNKNOWN
        : value({ ...scope, frame: frameOf(own.home), shadowed: NOTHING }, own.expr);
    if (held.kind !== 'unknown') return held;
  }
  return names.arguments.holders.has(attr) ? { kind: 'arguments', origin: 'user' } : UNKNOWN;
};

const parameterOf = (origin: 'user' | 'copy' | 'fresh', name: string): Value =>
  origin === 'fresh' ? UNKNOWN : { kind: origin === 'user' ? 'parameter' : 'copied', name };

const call = (scope: Scope, expr: Call): Value => {
  const { func, args } = expr;
  const first = args[0];
  if (func.kind === 'Name' && func.id === 'getattr' && first !== undefined) {
    const attr = namedAttribute(expr);
    return attr === undefined ? UNKNOWN : attribute(scope, first, attr);
  }
  const called = func.kind === 'Name' ? func.id : func.kind === 'Attribute' ? func.attr : '';
  const atom = callAtom(called);
  if (atom !== undefined) return truth(atomCondition(atom));
  if (called === 'bool' && first !== undefined) return truth(condition(scope, first));
  return made(scope, expr) ?? dumped(scope, expr) ?? UNKNOWN;
};

/** `model_args.to_dict()` holds what the arguments hold; a class made from it is a copy. */
const dumped = (scope: Scope, expr: Call): Value | undefined => {
  const object = dumpedObject(expr);
  const of = object === undefined ? UNKNOWN : value(scope, object);
  return of.kind === 'arguments' && of.origin !== 'fresh' ? { kind: 'arguments', origin: 'copy' } : undefined;
};

/** `ModelArguments.copyfrom(model_args, …)` copies the user's, `FinetuningArguments()` is all defaults. */
const made = (scope: Scope, { func, args, keywords }: Call): Value | undefined => {
  const root = func.kind === 'Attribute' ? func.value : func;
  const passed = [...args, ...keywords.map((keyword) => keyword.value)].map((one) => value(scope, one));
  const copies = passed.some((one) => one.kind === 'arguments' && one.origin !== 'fresh');
  if (root.kind === 'Name' && scope.names.arguments.classes.has(root.id))
    return { kind: 'arguments', origin: copies ? 'copy' : 'fresh' };
  const called = func.kind === 'Name' ? func.id : func.kind === 'Attribute' ? func.attr : '';
  if ((called === 'deepcopy' || called === 'copy' || called === 'replace') && copies)
    return { kind: 'arguments', origin: 'copy' };
  return undefined;
};

const lastNames = (expr: Expression): string => {
  if (expr.kind === 'Name') return expr.id;
  return expr.kind === 'Attribute' ? `${lastName(expr.value)}.${expr.attr}` : '';
};
const lastName = (expr: Expression): string =>
  expr.kind === 'Name' ? expr.id : expr.kind === 'Attribute' ? (expr as Attribute).attr : '';

const comparison = (scope: Scope, { left, ops, comparators }: Compare): Condition => {
  let total = known(true);
  let before = left;
  for (const [position, op] of ops.entries()) {
    const after = comparators[position];
    if (after === undefined) return PERHAPS;
    total = conjoined(total, bridged(op, after) ?? compare(op, value(scope, before), value(scope, after)));
    before = after;
  }
  return total;
};

/** A comparison with a table or constant that stands for an atom of the environment. */
const bridged = (op: Compare['ops'][number], right: Expression): Condition | undefined => {
  const isTable = op === 'in' || op === 'not in';
  const atom = isTable ? tableAtom(lastName(right)) : constantAtom(lastNames(right));
  if (atom === undefined) return undefined;
  const holds = atomCondition(atom);
  return op === 'in' || op === '==' || op === 'is' ? holds : negated(holds);
};

import type { Call, FunctionDef, Parameter, Statement } from './ast.ts';
import { callBuiltin } from './builtin-calls.ts';
import { childExpressions } from './children.ts';
import { enumMembers, memberByValue } from './classes.ts';
import { dataclassFields, isDataclass } from './dataclass.ts';
import { branches } from './definitions.ts';
import { executeBlock } from './execute.ts';
import { callExternal } from './externals.ts';
import { type Frame, makeFrame, readName } from './frame.ts';
import {
  type CallArguments,
  GiveUp,
  type Interpreter,
  isUnknown,
  PyError,
  type Site,
  unknown,
} from './interpreter.ts';
import { iterate } from './iterate.ts';
import { callMethod } from './methods.ts';
import { innerScope } from './scope.ts';
import {
  type ClassValue,
  dict,
  type FunctionValue,
  NONE,
  PyDict,
  type PyValue,
  str,
  tuple,
} from './value.ts';
import { headExpressions } from './walrus.ts';

/** A call expression: callee, arguments with their spreads, then the call. */
export function callExpression(self: Interpreter, frame: Frame, node: Call, at: Site): PyValue {
  const callee = self.evaluate(frame, node.func);
  const args: PyValue[] = [];
  for (const part of node.args) {
    if (part.kind !== 'Starred') {
      args.push(self.evaluate(frame, part));
      continue;
    }
    const spread = self.evaluate(frame, part.value);
    const items = isUnknown(spread) ? undefined : iterate(spread);
    if (items === undefined) return isUnknown(spread) ? spread : unknown(at, 'spread of what is not known');
    args.push(...items);
  }
  const keywords = new Map<string, PyValue>();
  for (const keyword of node.keywords) {
    const value = self.evaluate(frame, keyword.value);
    if (keyword.arg !== null) keywords.set(keyword.arg, value);
    else if (value.type === 'dict') {
      for (const [key, item] of value.entries.items()) if (key.type === 'str') keywords.set(key.value, item);
    } else return isUnknown(value) ? value : unknown(at, 'spread of what is not known');
  }
  return self.call(callee, { args, keywords }, at);
}

export function callValue(self: Interpreter, callee: PyValue, given: CallArguments, at: Site): PyValue {
  switch (callee.type) {
    case 'unknown':
      return callee;
    case 'function':
      return callFunction(self, callee, given, at);
    case 'class':
      return construct(self, callee, given, at);
    case 'builtin':
      return callee.self === null
        ? callBuiltin(self, callee.name, given, at)
        : callMethod(self, callee.self, callee.name, given, at);
    case 'external':
      return callExternal(self, callee, given, at);
    default:
      return unknown(at, `call of ${callee.type}`);
  }
}

let depth = 0;
const MAX_DEPTH = 40;

function callFunction(self: Interpreter, callee: FunctionValue, given: CallArguments, at: Site): PyValue {
  if (depth >= MAX_DEPTH) throw new GiveUp('calls too deep');
  const { node } = callee;
  const args = callee.self === null ? given.args : [callee.self, ...given.args];
  if (node.kind === 'FunctionDef' && (node.isAsync || isGenerator(node)))
    return unknown(at, `${callee.name} is no plain function`);
  const scope = node.kind === 'Lambda' ? callee.frame.scope : innerScope(callee.frame.scope, node);
  const frame = makeFrame(scope, callee.frame);
  bindArguments(self, frame, callee, { args, keywords: given.keywords });
  depth += 1;
  try {
    if (node.kind === 'Lambda') return self.evaluate(frame, node.body);
    const outcome = executeBlock(self, frame, node.body);
    return outcome.kind === 'return' ? outcome.value : NONE;
  } finally {
    depth -= 1;
  }
}

/** Python's rules for positional, keyword, default and collected arguments. */
function bindArguments(self: Interpreter, frame: Frame, callee: FunctionValue, given: CallArguments): void {
  const { posOnly, args, vararg, kwOnly, kwarg } = callee.node.args;
  const positional = [...posOnly, ...args];
  const keywords = new Map(given.keywords);
  const bind = (parameter: Parameter, value: PyValue | undefined): void => {
    const found = value ?? takeKeyword(keywords, parameter.name) ?? defaultOf(self, callee, parameter);
    if (found === undefined) throw new PyError('TypeError', `${callee.name}() lacks ${parameter.name}`);
    frame.names.set(parameter.name, found);
  };
  positional.forEach((parameter, index) => {
    bind(parameter, given.args[index]);
  });
  for (const parameter of kwOnly) bind(parameter, undefined);
  const extra = given.args.slice(positional.length);
  if (vararg !== null) frame.names.set(vararg.name, tuple(extra));
  else if (extra.length > 0) throw new PyError('TypeError', `${callee.name}() takes fewer arguments`);
  if (kwarg !== null) {
    const rest = new PyDict();
    for (const [name, value] of keywords) rest.set(str(name), value);
    frame.names.set(kwarg.name, dict(rest));
  } else if (keywords.size > 0) throw new PyError('TypeError', `${callee.name}() got unexpected arguments`);
}

function takeKeyword(keywords: Map<string, PyValue>, name: string): PyValue | undefined {
  const value = keywords.get(name);
  keywords.delete(name);
  return value;
}

/** Defaults are made once where the function is defined; here they are constant or fresh, which is the same. */
const defaultOf = (self: Interpreter, callee: FunctionValue, parameter: Parameter): PyValue | undefined =>
  parameter.default === null ? undefined : self.evaluate(callee.frame, parameter.default);

const generators = new WeakMap<FunctionDef['body'], boolean>();

function isGenerator({ body }: FunctionDef): boolean {
  const known = generators.get(body) ?? yields(body);
  generators.set(body, known);
  return known;
}

function yields(body: readonly Statement[]): boolean {
  return body.some(
    (statement) =>
      headExpressions(statement).some(containsYield) ||
      branches(statement).some(([, block]) => yields(block)),
  );
}

function containsYield(expression: Parameters<typeof childExpressions>[0]): boolean {
  if (expression.kind === 'Yield' || expression.kind === 'YieldFrom' || expression.kind === 'Await')
    return true;
  return expression.kind !== 'Lambda' && childExpressions(expression).some(containsYield);
}

/** Bases that give an instance no state of their own. */
const STATELESS = /^(abc\.ABC|typing\.(Generic|Protocol|NamedTuple)|typing_extensions\.(Generic|Protocol))$/;

/** `Class(…)`: an enum's member, or an instance made by `__init__` or by a dataclass's own. */
function construct(self: Interpreter, owner: ClassValue, given: CallArguments, at: Site): PyValue {
  const members = enumMembers(self, owner);
  if (members !== undefined) {
    const [wanted] = given.args;
    if (wanted === undefined || isUnknown(wanted)) return wanted ?? unknown(at, 'enum without value');
    const member = memberByValue(members, wanted);
    if (member === undefined) throw new PyError('ValueError');
    return member;
  }
  const outside = self
    .mro(owner)
    .find((item) => item.type !== 'class' && !(item.type === 'external' && STATELESS.test(item.path)));
  if (outside !== undefined)
    return unknown(at, `instance of ${owner.binding.node.name}, whose base is not here`);
  const instance: PyValue = { type: 'instance', class: owner, attributes: new Map() };
  const init = methodOf(self, owner, '__init__');
  if (init !== undefined) {
    if (init.type !== 'function') return unknown(at, '__init__');
    self.call({ ...init, self: instance }, given, at);
    return instance;
  }
  if (isDataclass(self, owner)) return constructDataclass(self, instance, given, at);
  return instance;
}

function methodOf(self: Interpreter, owner: ClassValue, name: string): PyValue | undefined {
  for (const item of self.mro(owner)) {
    const held = item.type === 'class' ? readName(self.classFrame(item), name) : undefined;
    if (held !== undefined) return held;
  }
  return undefined;
}

function constructDataclass(
  self: Interpreter,
  instance: Extract<PyValue, { type: 'instance' }>,
  given: CallArguments,
  at: Site,
): PyValue {
  const fields = dataclassFields(self, instance.class).filter((field) => field.init);
  fields.forEach((field, index) => {
    const value =
      given.args[index] ??
      given.keywords.get(field.name) ??
      field.default ??
      (field.factory === null ? undefined : self.call(field.factory, { args: [], keywords: new Map() }, at));
    if (value === undefined) throw new PyError('TypeError', `missing ${field.name}`);
    instance.attributes.set(field.name, value);
  });
  const after = methodOf(self, instance.class, '__post_init__');
  if (after?.type === 'function')
    self.call({ ...after, self: instance }, { args: [], keywords: new Map() }, at);
  return instance;
}

import { binary } from './arithmetic.ts';
import type { Expression, Statement, Try } from './ast.ts';
import { branches } from './definitions.ts';
import { assignTarget, bindingValue, classMembers } from './evaluate.ts';
import { bindName, type Frame, readName } from './frame.ts';
import { type Interpreter, isUnknown, PyError, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { absoluteName } from './modules.ts';
import type { PyModule } from './program.ts';
import { truth } from './truth.ts';
import { NONE, type PyValue } from './value.ts';

/** How a block ended. */
export type Outcome =
  | { readonly kind: 'next' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: PyValue };

const NEXT: Outcome = { kind: 'next' };
const MAX_ROUNDS = 10_000;

/** Statements in order until one leaves the block. */
export function executeBlock(self: Interpreter, frame: Frame, body: readonly Statement[]): Outcome {
  for (const statement of body) {
    const outcome = execute(self, frame, statement);
    if (outcome.kind !== 'next') return outcome;
  }
  return NEXT;
}

export function execute(self: Interpreter, frame: Frame, statement: Statement): Outcome {
  self.step();
  const at: Site = { frame, line: statement.line };
  switch (statement.kind) {
    case 'FunctionDef':
      bindName(frame, statement.name, decorated(self, frame, statement, at));
      return NEXT;
    case 'ClassDef': {
      const { module } = frame.scope;
      const qualname = `${frame.scope.name}.${statement.name}`;
      const binding = { kind: 'class', qualname, module, node: statement, scope: frame.scope } as const;
      bindName(frame, statement.name, { type: 'class', binding });
      return NEXT;
    }
    case 'Assign': {
      const value = self.evaluate(frame, statement.value);
      for (const target of statement.targets) assignTarget(self, frame, target, value);
      return NEXT;
    }
    case 'AnnAssign':
      if (statement.value !== null)
        assignTarget(self, frame, statement.target, self.evaluate(frame, statement.value));
      return NEXT;
    case 'AugAssign':
      augment(self, frame, statement, at);
      return NEXT;
    case 'Expr':
      self.evaluate(frame, statement.value);
      return NEXT;
    case 'Return':
      return {
        kind: 'return',
        value: statement.value === null ? NONE : self.evaluate(frame, statement.value),
      };
    case 'If': {
      const verdict = truth(self.evaluate(frame, statement.test));
      if (verdict === undefined) return undecided(self, frame, statement, at);
      return executeBlock(self, frame, verdict ? statement.body : statement.orelse);
    }
    case 'For':
      return loop(self, frame, statement, at);
    case 'While':
      return repeat(self, frame, statement, at);
    case 'With':
      for (const item of statement.items) {
        self.evaluate(frame, item.context);
        if (item.target !== null) assignTarget(self, frame, item.target, unknown(at, 'with target'));
      }
      return executeBlock(self, frame, statement.body);
    case 'Try':
      return attempt(self, frame, statement, at);
    case 'Raise':
      throw new PyError(exceptionName(self, frame, statement));
    case 'Import':
      for (const { name, asname } of statement.names) {
        const [top = name] = name.split('.');
        bindName(frame, asname ?? top, moduleThunk(self, asname === null ? top : name, at));
      }
      return NEXT;
    case 'ImportFrom':
      importFrom(self, frame, statement, at);
      return NEXT;
    case 'Global':
      for (const name of statement.names) frame.globals.add(name);
      return NEXT;
    case 'Break':
      return { kind: 'break' };
    case 'Continue':
      return { kind: 'continue' };
    case 'TypeAlias':
      bindName(frame, statement.name, self.evaluate(frame, statement.value));
      return NEXT;
    case 'Match':
    case 'Unparsed':
      forget(frame, statement, at);
      return NEXT;
    case 'Assert':
    case 'Delete':
    case 'Nonlocal':
    case 'Pass':
      return NEXT;
  }
}

/** Decorators that leave a function callable as it is written. */
const TRANSPARENT = new Set([
  'functools.lru_cache',
  'functools.cache',
  'functools.wraps',
  'staticmethod',
  'classmethod',
  'property',
  'abc.abstractmethod',
  'typing.overload',
  'typing.no_type_check',
]);

function decorated(
  self: Interpreter,
  frame: Frame,
  node: Extract<Statement, { kind: 'FunctionDef' }>,
  at: Site,
): PyValue {
  for (const decorator of node.decorators) {
    const target = decorator.kind === 'Call' ? decorator.func : decorator;
    const binding = self.program.resolve(frame.scope, target);
    const path =
      binding?.kind === 'external' ? binding.path : binding?.kind === 'builtin' ? binding.name : '';
    if (!TRANSPARENT.has(path)) return unknown(at, 'decorated function');
  }
  return { type: 'function', name: node.name, node, frame, self: null };
}

function augment(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'AugAssign' }>,
  at: Site,
): void {
  const before = self.evaluate(frame, statement.target);
  const operand = self.evaluate(frame, statement.value);
  if (statement.op === '+' && before.type === 'list') {
    before.items.push(...(iterate(operand) ?? [unknown(at, 'extended by what is not known')]));
    return;
  }
  const known = isUnknown(before) || isUnknown(operand) ? undefined : binary(statement.op, before, operand);
  assignTarget(self, frame, statement.target, known ?? unknown(at, `${statement.op}=`));
}

/** A branch nobody can decide: what both sides bind is resolved by name, everything else they do is not known. */
function undecided(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'If' }>,
  at: Site,
): Outcome {
  for (const name of boundNames([statement])) {
    if (frame.scope.kind === 'function') bindName(frame, name, unknown(at, 'bound under a condition'));
    else bindName(frame, name, () => resolved(self, frame, name, at));
  }
  return frame.scope.kind === 'function' && leaves([statement])
    ? { kind: 'return', value: unknown(at, 'condition') }
    : NEXT;
}

/** Imports, classes and functions can be told from their definitions; a value under a condition cannot. */
function resolved(self: Interpreter, frame: Frame, name: string, at: Site): PyValue {
  const binding = self.program.resolveName(frame.scope, name);
  const settled = binding.kind === 'variants' ? binding.variants[0]?.binding : binding;
  if (settled === undefined || settled.kind === 'value') return unknown(at, 'bound under a condition');
  return bindingValue(self, settled, at);
}

function forget(frame: Frame, statement: Statement, at: Site): void {
  for (const name of boundNames([statement]))
    bindName(frame, name, unknown(at, `${statement.kind} statement`));
}

function boundNames(body: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const statement of body) {
    if (statement.kind === 'ClassDef' || statement.kind === 'FunctionDef') names.add(statement.name);
    if (statement.kind === 'Assign')
      for (const target of statement.targets) if (target.kind === 'Name') names.add(target.id);
    if (
      (statement.kind === 'AnnAssign' || statement.kind === 'AugAssign') &&
      statement.target.kind === 'Name'
    ) {
      names.add(statement.target.id);
    }
    if (statement.kind === 'Import') {
      for (const { name, asname } of statement.names) names.add(asname ?? name.split('.')[0] ?? name);
    }
    if (statement.kind === 'ImportFrom')
      for (const { name, asname } of statement.names) names.add(asname ?? name);
    for (const [, block] of branches(statement)) for (const name of boundNames(block)) names.add(name);
  }
  names.delete('*');
  return names;
}

const leaves = (body: readonly Statement[]): boolean =>
  body.some(
    (statement) =>
      statement.kind === 'Return' ||
      statement.kind === 'Raise' ||
      branches(statement).some(([, block]) => leaves(block)),
  );

function loop(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'For' }>,
  at: Site,
): Outcome {
  const source = self.evaluate(frame, statement.iter);
  const items = iterate(source) ?? classMembers(self, source);
  if (items === undefined) {
    assignTarget(self, frame, statement.target, unknown(at, 'loop over what is not known'));
    forget(frame, statement, at);
    return frame.scope.kind === 'function' && leaves(statement.body)
      ? { kind: 'return', value: unknown(at, 'loop over what is not known') }
      : NEXT;
  }
  for (const item of items) {
    assignTarget(self, frame, statement.target, item);
    const outcome = executeBlock(self, frame, statement.body);
    if (outcome.kind === 'return') return outcome;
    if (outcome.kind === 'break') return NEXT;
  }
  return executeBlock(self, frame, statement.orelse);
}

function repeat(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'While' }>,
  at: Site,
): Outcome {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const verdict = truth(self.evaluate(frame, statement.test));
    if (verdict === false) return executeBlock(self, frame, statement.orelse);
    if (verdict === undefined) break;
    const outcome = executeBlock(self, frame, statement.body);
    if (outcome.kind === 'return') return outcome;
    if (outcome.kind === 'break') return NEXT;
  }
  forget(frame, statement, at);
  return frame.scope.kind === 'function' && leaves(statement.body)
    ? { kind: 'return', value: unknown(at, 'loop') }
    : NEXT;
}

function attempt(self: Interpreter, frame: Frame, statement: Try, at: Site): Outcome {
  let outcome: Outcome = NEXT;
  try {
    outcome = executeBlock(self, frame, statement.body);
    if (outcome.kind === 'next') outcome = executeBlock(self, frame, statement.orelse);
  } catch (thrown) {
    if (!(thrown instanceof PyError)) throw thrown;
    const handler = statement.handlers.find(({ type }) => type === null || catches(type, thrown.exception));
    if (handler === undefined) throw thrown;
    if (handler.name !== null) bindName(frame, handler.name, unknown(at, 'caught exception'));
    outcome = executeBlock(self, frame, handler.body);
  }
  const last = executeBlock(self, frame, statement.finalbody);
  return last.kind === 'next' ? outcome : last;
}

const WIDE = new Set(['Exception', 'BaseException', 'LookupError', 'ArithmeticError', 'OSError']);

/** By name: the exceptions met here are the builtin ones that operations raise. */
function catches(type: Expression, exception: string): boolean {
  if (type.kind === 'Tuple') return type.elts.some((part) => catches(part, exception));
  return type.kind === 'Name' && (type.id === exception || WIDE.has(type.id));
}

function exceptionName(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'Raise' }>,
): string {
  const raised = statement.exc?.kind === 'Call' ? statement.exc.func : statement.exc;
  const binding = raised == null ? undefined : self.program.resolve(frame.scope, raised);
  return binding?.kind === 'builtin' ? binding.name : 'Exception';
}

const moduleThunk =
  (self: Interpreter, name: string, at: Site): (() => PyValue) =>
  () => {
    const module = self.program.module(name);
    return bindingValue(
      self,
      module === undefined ? { kind: 'external', path: name } : { kind: 'module', module },
      at,
    );
  };

function importFrom(
  self: Interpreter,
  frame: Frame,
  statement: Extract<Statement, { kind: 'ImportFrom' }>,
  at: Site,
): void {
  const target = absoluteName(frame.scope.module, statement.level, statement.module);
  for (const { name, asname } of statement.names) {
    // Names of a star import are found through the program when they are asked for.
    if (name === '*') continue;
    bindName(frame, asname ?? name, () => {
      const module = target === undefined ? undefined : self.program.module(target);
      if (module === undefined)
        return bindingValue(self, { kind: 'external', path: `${target}.${name}` }, at);
      if (module === frame.scope.module) return bindingValue(self, self.program.lookup(module, name), at);
      return moduleName(self, module, name, at);
    });
  }
}

/** What running a module leaves under a name; a submodule, a re-export or a lazy export otherwise. */
export function moduleName(self: Interpreter, module: PyModule, name: string, at: Site): PyValue {
  const binding = self.program.lookup(module, name);
  // Only a value made by statements needs them to be run.
  if (binding.kind === 'value' || binding.kind === 'opaque' || binding.kind === 'variants') {
    const home = binding.kind === 'variants' ? binding.scope.module : binding.module;
    const own = home === module ? readName(self.moduleFrame(module), name) : undefined;
    if (own !== undefined) return own;
  }
  return bindingValue(self, binding, at);
}

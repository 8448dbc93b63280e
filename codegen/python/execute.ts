import { binary } from './arithmetic.ts';
import { assignTarget } from './assign.ts';
import type { Expression, Statement, Try } from './ast.ts';
import { leavesCalls } from './decorators.ts';
import { importFrom, moduleThunk } from './execute-import.ts';
import { loop, repeat } from './execute-loop.ts';
import { bindName, type Frame } from './frame.ts';
import { type Interpreter, isUnknown, PyError, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { chosenCase } from './match.ts';
import { truth } from './truth.ts';
import { forget, forgetValues, undecided } from './undecided.ts';
import { NONE, type PyValue } from './value.ts';

/** How a block ended. */
export type Outcome =
  | { readonly kind: 'next' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: PyValue };

export const NEXT: Outcome = { kind: 'next' };
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
    case 'Match': {
      const taken = chosenCase(self, frame, statement);
      if (taken === undefined) forget(frame, statement, at);
      return taken == null ? NEXT : executeBlock(self, frame, taken.body);
    }
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

function decorated(
  self: Interpreter,
  frame: Frame,
  node: Extract<Statement, { kind: 'FunctionDef' }>,
  at: Site,
): PyValue {
  const isKept = node.decorators.every((decorator) => leavesCalls(self.program, frame.scope, decorator));
  if (!isKept) return unknown(at, 'decorated function');
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

function attempt(self: Interpreter, frame: Frame, statement: Try, at: Site): Outcome {
  let outcome: Outcome = NEXT;
  try {
    outcome = executeBlock(self, frame, statement.body);
    if (outcome.kind === 'next') outcome = executeBlock(self, frame, statement.orelse);
    const doubtful = doubtfulImport(self, statement);
    if (doubtful !== undefined)
      forgetValues(frame, statement, unknown(at, `whether ${doubtful} is installed`));
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

/** A package that the block imports, that may be missing, and whose lack is caught. */
function doubtfulImport(self: Interpreter, { body, handlers }: Try): string | undefined {
  const caught = (name: string): boolean => handlers.some(({ type }) => type === null || catches(type, name));
  if (!caught('ImportError') && !caught('ModuleNotFoundError')) return undefined;
  const names = body.flatMap((statement) =>
    statement.kind === 'Import'
      ? statement.names.map(({ name }) => name)
      : statement.kind === 'ImportFrom' && statement.level === 0
        ? [statement.module ?? '']
        : [],
  );
  return names.find(
    (name) => self.program.module(name) === undefined && self.world.installed(name) === undefined,
  );
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

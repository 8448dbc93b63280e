import type { Expression, FunctionDef, Statement } from './ast.ts';
import { branches, collectDefinitions } from './definitions.ts';
import type { Program } from './program.ts';
import type { Scope } from './scope.ts';

/** Decorators of Python's own library that leave what a call gives as it is. */
const LIBRARY =
  /^(functools\.(lru_cache|cache|wraps)|enum\.unique|typing\.\w+|typing_extensions\.\w+|abc\.abstractmethod)$/;

const BUILTIN: ReadonlySet<string> = new Set(['property', 'classmethod', 'staticmethod']);

/**
 * Whether a decorated function gives what it gives without the decorator: one of Python's own that is known to, or one
 * of the program's that hands the function back after it has noted or marked it.
 */
export function leavesCalls(program: Program, scope: Scope, decorator: Expression): boolean {
  const isMade = decorator.kind === 'Call';
  const found = program.resolve(scope, isMade ? decorator.func : decorator);
  if (found?.kind === 'builtin') return BUILTIN.has(found.name);
  if (found?.kind === 'external') return LIBRARY.test(found.path);
  if (found?.kind !== 'function') return false;
  return isMade ? makesOne(found.node) : handsBack(found.node);
}

/** `def mark(fn): fn.marked = True; return fn`. */
function handsBack(node: FunctionDef): boolean {
  const [first] = [...node.args.posOnly, ...node.args.args];
  if (first === undefined || !isPlain(node)) return false;
  return !isBound(node.body, first.name) && givesOnly(node.body, (value) => isName(value, first.name));
}

/** `def marked(name): def mark(fn): …; return fn; return mark`. */
function makesOne(node: FunctionDef): boolean {
  const inner = new Map(
    node.body.flatMap((statement) =>
      statement.kind === 'FunctionDef' ? [[statement.name, statement] as const] : [],
    ),
  );
  return (
    isPlain(node) &&
    givesOnly(node.body, (value) => {
      const made = value?.kind === 'Name' ? inner.get(value.id) : undefined;
      return made !== undefined && !isBoundAgain(node.body, made.name) && handsBack(made);
    })
  );
}

const isPlain = ({ isAsync, decorators }: FunctionDef): boolean => !isAsync && decorators.length === 0;

const isName = (value: Expression | null, name: string): boolean =>
  value?.kind === 'Name' && value.id === name;

const definitionsOf = (body: readonly Statement[], name: string) =>
  collectDefinitions(body).byName.get(name) ?? [];
const isBound = (body: readonly Statement[], name: string): boolean => definitionsOf(body, name).length > 0;
const isBoundAgain = (body: readonly Statement[], name: string): boolean =>
  definitionsOf(body, name).length > 1;

/** Whether the body ends with a return, and every return gives what is asked for. */
const givesOnly = (body: readonly Statement[], isIt: (value: Expression | null) => boolean): boolean =>
  body.at(-1)?.kind === 'Return' && returns(body).every(isIt);

const returns = (body: readonly Statement[]): readonly (Expression | null)[] =>
  body.flatMap((statement) =>
    statement.kind === 'Return'
      ? [statement.value]
      : branches(statement).flatMap(([, block]) => returns(block)),
  );

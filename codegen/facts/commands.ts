import type { Expression, Statement } from '../python/ast.ts';
import type { FunctionBinding } from '../python/binding.ts';
import { childExpressions } from '../python/children.ts';
import { branches } from '../python/definitions.ts';
import { iterate } from '../python/iterate.ts';
import { innerScope, moduleScope, type Scope } from '../python/scope.ts';
import type { PyValue } from '../python/value.ts';
import { headExpressions } from '../python/walrus.ts';
import type { CallIndex, CallSite } from './calls.ts';
import type { FactsContext } from './context.ts';

/** A command of upstream's command line and the functions it calls first. */
export interface Command {
  readonly name: string;
  readonly functions: readonly FunctionBinding[];
}

/**
 * Commands found by what launchers do: compare a word taken from `sys.argv` with constants and call something in that
 * branch, or look it up in a dictionary of functions.
 */
export function findCommands(context: FactsContext, index: CallIndex): Command[] {
  const commands: Command[] = [];
  const modules = context.program
    .modules(context.package)
    .filter((name) => context.program.says(name, 'sys.argv'))
    .flatMap((name) => context.program.module(name) ?? []);
  const visit = (body: readonly Statement[], scope: Scope): void => {
    for (const statement of body) {
      if (statement.kind === 'If') {
        for (const name of comparedWords(context, statement.test, scope)) {
          commands.push({ name, functions: calledIn(context, index, statement.body, scope) });
        }
      }
      commands.push(...tableCommands(context, statement, scope));
      for (const [, block] of branches(statement)) visit(block, scope);
      if (statement.kind === 'FunctionDef') visit(statement.body, innerScope(scope, statement));
    }
  };
  for (const module of modules) visit(module.ast.body, moduleScope(module));
  return commands;
}

/** `command == "api"`, `command == Command.API`, `command in ("train", "sft")` where `command` comes from `sys.argv`. */
function comparedWords(context: FactsContext, test: Expression, scope: Scope): string[] {
  if (test.kind !== 'Compare' || test.left.kind !== 'Name' || !isFromArguments(context, test.left, scope))
    return [];
  const [op] = test.ops;
  const [right] = test.comparators;
  if (right === undefined || (op !== '==' && op !== 'in')) return [];
  const value = context.constants.evaluate(scope, right);
  const words = op === '==' ? [value] : (iterate(value) ?? []);
  return words.flatMap((word) => plainText(word) ?? []);
}

const plainText = (value: PyValue): string[] | undefined =>
  value.type === 'str' ? [value.value] : value.type === 'enum' ? plainText(value.value) : undefined;

function isFromArguments(context: FactsContext, name: Expression, scope: Scope): boolean {
  const binding = context.program.resolve(scope, name);
  const values = binding?.kind === 'value' ? [binding.value] : [];
  return values.some(mentionsArguments);
}

const mentionsArguments = (expression: Expression): boolean =>
  (expression.kind === 'Attribute' && expression.attr === 'argv') ||
  childExpressions(expression).some(mentionsArguments);

function calledIn(
  _context: FactsContext,
  index: CallIndex,
  body: readonly Statement[],
  scope: Scope,
): FunctionBinding[] {
  const from = body[0]?.line ?? 0;
  const to = body.at(-1)?.endLine ?? 0;
  return index.sites
    .filter((site: CallSite) => site.scope === scope && site.node.line >= from && site.node.endLine <= to)
    .flatMap((site) => index.functions(site));
}

/** `COMMANDS = {"api": run_api, …}` looked up by a word of `sys.argv`. */
function tableCommands(context: FactsContext, statement: Statement, scope: Scope): Command[] {
  return headExpressions(statement).flatMap((expression) => {
    const looked = lookups(expression).find(([, key]) => isFromArguments(context, key, scope));
    if (looked === undefined) return [];
    const table = context.constants.evaluate(scope, looked[0]);
    if (table.type !== 'dict') return [];
    return table.entries.items().flatMap(([key, value]): Command[] => {
      const [name] = plainText(key) ?? [];
      const binding =
        value.type === 'function' ? context.program.resolveName(value.frame.scope, value.name) : undefined;
      return name !== undefined && binding?.kind === 'function' ? [{ name, functions: [binding] }] : [];
    });
  });
}

function lookups(expression: Expression): (readonly [Expression, Expression])[] {
  const below = childExpressions(expression).flatMap(lookups);
  if (expression.kind === 'Subscript') return [[expression.value, expression.slice], ...below];
  return below;
}

/** Names of the commands from which one of `targets` can be reached. */
export function commandsReaching(
  index: CallIndex,
  commands: readonly Command[],
  targets: readonly FunctionBinding[],
): string[] {
  const wanted = new Set(targets.map((target) => target.node));
  const reaches = (start: readonly FunctionBinding[]): boolean => {
    const seen = new Set<object>();
    const queue = [...start];
    for (const next of queue) {
      if (wanted.has(next.node)) return true;
      if (seen.has(next.node)) continue;
      seen.add(next.node);
      queue.push(...index.callees(next));
    }
    return false;
  };
  return [
    ...new Set(commands.filter((command) => reaches(command.functions)).map((command) => command.name)),
  ];
}

import type * as ast from '../python/ast.ts';
import type { ValueBinding } from '../python/binding.ts';
import type { PyModule } from '../python/program.ts';
import { moduleScope } from '../python/scope.ts';
import { callsIn, changedBy } from './give-up.ts';
import { importOrder } from './import-order.ts';
import { namesUsed } from './names-used.ts';
import type { Run } from './run.ts';

/** A statement run at import that may change what a module's name holds. */
export interface Change {
  readonly module: PyModule;
  readonly statement: ast.Statement;
}

/**
 * The changes to what a name holds once the parser's module is imported, in their order: those of its own module, and
 * those of other modules, which fill a registry by decorators and calls. `beyond`: by modules that are only imported
 * elsewhere, before or after.
 */
export const changesAtImport = (
  run: Run,
  binding: ValueBinding,
): { readonly changes: readonly Change[]; readonly beyond: readonly Change[] } => {
  const { module, statement, value } = binding;
  const from = module.ast.body.indexOf(statement);
  if (from < 0) return { changes: [], beyond: [] };
  const own = changesIn(run, binding, module, module.ast.body.slice(from + 1));
  if (!FILLED.has(value.kind)) return { changes: own, beyond: [] };
  const others = otherModules(run, binding);
  if (others.length === 0) return { changes: own, beyond: [] };
  const imported = importOrder(run.program, run.stack[0]?.module ?? module);
  const all = (modules: readonly PyModule[]): readonly Change[] =>
    modules.flatMap((one) => changesIn(run, binding, one, one.ast.body));
  return {
    changes: [...own, ...all(imported.filter((one) => others.includes(one)))],
    beyond: all(others.filter((one) => !imported.includes(one))),
  };
};

/** What can be made empty and filled later. */
const FILLED: ReadonlySet<string> = new Set([
  'List',
  'Dict',
  'Set',
  'Call',
  'ListComp',
  'DictComp',
  'SetComp',
]);

/** Modules that name it, or a function of its module that does. */
const otherModules = (run: Run, binding: ValueBinding): readonly PyModule[] => {
  const { program } = run;
  const { module } = binding;
  const words = [nameOf(binding), ...fillersOf(binding)];
  return program
    .modules(module.name.split('.')[0] ?? '')
    .filter((name) => name !== module.name && words.some((word) => program.says(name, word)))
    .flatMap((name) => program.module(name) ?? []);
};

const nameOf = ({ qualname, module }: ValueBinding): string => qualname.slice(module.name.length + 1);

const fillersOf = (binding: ValueBinding): readonly string[] =>
  binding.module.ast.body.flatMap((one) =>
    one.kind === 'FunctionDef' && namesUsed(one).has(nameOf(binding)) ? [one.name] : [],
  );

const changesIn = (
  run: Run,
  binding: ValueBinding,
  module: PyModule,
  body: readonly ast.Statement[],
): readonly Change[] =>
  body.filter((one) => changes(run, binding, module, one)).map((statement) => ({ module, statement }));

const changes = (run: Run, binding: ValueBinding, module: PyModule, node: ast.Statement): boolean => {
  if (node.kind === 'FunctionDef' || node.kind === 'ClassDef')
    return node.decorators.some((decorator) => fills(run, binding, module, decorator));
  if (node.kind === 'If' || node.kind === 'Try') return false;
  if (node.kind === 'Expr' && callsIn(node.value).some((call) => fills(run, binding, module, call)))
    return true;
  const isAnew = (node.kind === 'Assign' || node.kind === 'AnnAssign') && !changesItem(node);
  return !isAnew && changedBy(node).some((one) => isOf(run, binding, module, one));
};

const changesItem = (node: ast.Assign | ast.AnnAssign): boolean =>
  (node.kind === 'Assign' ? node.targets : [node.target]).some(({ kind }) => kind === 'Subscript');

/** A decorator or a call: of a function beside the name whose code has it, or of a method of what it holds. */
const fills = (run: Run, binding: ValueBinding, module: PyModule, node: ast.Expression): boolean => {
  const callee = node.kind === 'Call' ? node.func : node;
  const found = run.program.resolve(moduleScope(module), callee);
  if (found?.kind === 'function')
    return found.module === binding.module && namesUsed(found.node).has(nameOf(binding));
  return callee.kind === 'Attribute' && isOf(run, binding, module, callee.value);
};

/** Whether an expression is what the name stands for, or an item or an attribute of it. */
const isOf = (run: Run, binding: ValueBinding, module: PyModule, node: ast.Expression): boolean => {
  const found = run.program.resolve(moduleScope(module), node);
  if (found?.kind === 'value' && found.qualname === binding.qualname) return true;
  return (node.kind === 'Subscript' || node.kind === 'Attribute') && isOf(run, binding, module, node.value);
};

import type { Expression, Statement } from './ast.ts';
import { branches } from './definitions.ts';
import type { Modules } from './modules.ts';
import type { PyModule } from './program.ts';

type Exports = ReadonlyMap<string, string>;

const tables = new WeakMap<PyModule, Exports>();

/**
 * The submodule that a lazy package (`sys.modules[__name__] = _LazyModule(…)`, as transformers has them) takes a
 * name from. Two forms: a dictionary of submodule to names, however it is built up in the module, and
 * `define_import_structure(__file__)`, which means every public name of every submodule.
 */
export function lazyExport(module: PyModule, name: string, modules: Modules): PyModule | undefined {
  if (!replacesItself(module)) return undefined;
  const known = tables.get(module) ?? readTable(module);
  tables.set(module, known);
  const submodule = known.get(name);
  if (submodule !== undefined) return modules.module(`${module.name}.${submodule}`);
  return callsDefineStructure(module) ? searchSubmodules(module, name, modules) : undefined;
}

/** The module puts something else in its own place: `sys.modules[__name__] = …`. */
const replacesItself = (module: PyModule): boolean =>
  flatten(module.ast.body).some(
    (statement) =>
      statement.kind === 'Assign' &&
      statement.targets.some(
        (target) =>
          target.kind === 'Subscript' && target.slice.kind === 'Name' && target.slice.id === '__name__',
      ),
  );

/** Every dictionary from texts to lists of texts that the module's own statements build. */
function readTable(module: PyModule): Exports {
  const table = new Map<string, string>();
  const add = (key: Expression | null | undefined, names: Expression): void => {
    if (key?.kind !== 'Constant' || key.constant.type !== 'str' || names.kind !== 'List') return;
    for (const item of names.elts) {
      if (item.kind === 'Constant' && item.constant.type === 'str')
        table.set(item.constant.value, key.constant.value);
    }
  };
  for (const statement of flatten(module.ast.body)) {
    if (statement.kind === 'Assign') {
      const [target] = statement.targets;
      const { value } = statement;
      if (value.kind === 'Dict')
        for (const [index, names] of value.values.entries()) add(value.keys[index], names);
      if (target?.kind === 'Subscript') add(target.slice, value);
    } else if (statement.kind === 'Expr' && statement.value.kind === 'Call') {
      const { func, args } = statement.value;
      const [names] = args;
      if (func.kind !== 'Attribute' || func.value.kind !== 'Subscript' || names === undefined) continue;
      if (func.attr === 'extend') add(func.value.slice, names);
      if (func.attr === 'append') add(func.value.slice, { ...names, kind: 'List', elts: [names] });
    }
  }
  return table;
}

const callsDefineStructure = (module: PyModule): boolean =>
  flatten(module.ast.body).some(
    (statement) =>
      statement.kind === 'Assign' &&
      statement.value.kind === 'Call' &&
      statement.value.func.kind === 'Name' &&
      statement.value.func.id === 'define_import_structure',
  );

function searchSubmodules(module: PyModule, name: string, modules: Modules): PyModule | undefined {
  for (const candidate of modules.names(module.name)) {
    const submodule = candidate === module.name ? undefined : modules.module(candidate);
    if (submodule === undefined || !submodule.text.includes(name)) continue;
    const defines = submodule.ast.body.some(
      (statement) =>
        ((statement.kind === 'ClassDef' || statement.kind === 'FunctionDef') && statement.name === name) ||
        (statement.kind === 'Assign' &&
          statement.targets.some((target) => target.kind === 'Name' && target.id === name)),
    );
    if (defines) return submodule;
  }
  return undefined;
}

/** Statements of a block and of the branches below it. */
function flatten(body: readonly Statement[]): Statement[] {
  return body.flatMap((statement) => [
    statement,
    ...branches(statement).flatMap(([, block]) => flatten(block)),
  ]);
}

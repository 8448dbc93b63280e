import type { ClassDef, ImportFrom, Module, Name, Statement } from '../python/ast.ts';
import { branches } from '../python/definitions.ts';
import type { Modules } from '../python/modules.ts';
import { parseModule } from '../python/parse.ts';
import type { PyModule } from '../python/program.ts';

/** A class that is given further bases, as if its own file said so. */
export interface Graft {
  /** The class statement as the file has it. */
  readonly into: ClassDef;
  readonly module: string;
  /** Module and name of each further base, put after those that the class has. */
  readonly bases: readonly { readonly module: string; readonly name: string }[];
}

/**
 * The same modules with classes grafted. This is done to the syntax tree, so that fields, rules and evidence all see one
 * program; its line numbers stay the file's own. The tree is made anew: scopes are
 * kept by node, and those of the plain tree must not be met again.
 */
export function graftedModules(modules: Modules, grafts: readonly Graft[]): Modules {
  const made = new Map<string, PyModule>();
  const module = (name: string): PyModule | undefined => {
    const own = grafts.filter(({ module }) => module === name);
    const plain = modules.module(name);
    if (own.length === 0 || plain === undefined) return plain;
    const grafted = made.get(name) ?? graftedModule(plain, own);
    made.set(name, grafted);
    return grafted;
  };
  return {
    names: modules.names,
    module,
    says: (name, word) => module(name)?.text.includes(word) ?? false,
  };
}

/** The names stand below the text too: a name is looked for there before the tree is. */
function graftedModule(plain: PyModule, grafts: readonly Graft[]): PyModule {
  const names = grafts.flatMap(({ into, bases }) => bases.map((_, index) => `\n# ${alias(into, index)}`));
  return {
    ...plain,
    text: plain.text + names.join(''),
    ast: grafts.reduce(graftedTree, parseModule(plain.text)),
  };
}

function graftedTree(tree: Module, { into, bases }: Graft): Module {
  const { line, col, endLine, endCol } = into;
  const span = { line, col, endLine, endCol };
  const imports = bases.map(({ module, name }, index): ImportFrom => {
    const names = [{ ...span, name, asname: alias(into, index) }];
    return { kind: 'ImportFrom', module, names, level: 0, ...span };
  });
  const added = bases.map((_, index): Name => ({ kind: 'Name', id: alias(into, index), ...span }));
  const body = tree.body.flatMap((statement): Statement[] =>
    isSame(statement, into)
      ? [...imports, { ...statement, bases: [...statement.bases, ...added] }]
      : [statement],
  );
  return { ...tree, body };
}

/** A name that no file has. */
const alias = (into: ClassDef, index: number): string => `__extra_${into.name}_${index}`;

/** By name and line, as a tree may have been made anew. */
const isSame = (statement: Statement, { name, line }: ClassDef): statement is ClassDef =>
  statement.kind === 'ClassDef' && statement.name === name && statement.line === line;

/** Class statements of a module, in branches too. */
export const classStatements = (body: readonly Statement[]): readonly ClassDef[] =>
  body.flatMap((statement) =>
    statement.kind === 'ClassDef'
      ? [statement]
      : statement.kind === 'FunctionDef'
        ? []
        : branches(statement).flatMap(([, block]) => classStatements(block)),
  );

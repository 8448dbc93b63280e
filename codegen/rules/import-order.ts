import type * as ast from '../python/ast.ts';
import { branches } from '../python/definitions.ts';
import type { Program, PyModule } from '../python/program.ts';
import { modulesIn } from './present.ts';

/** The modules of a package that importing one of them imports, in the order in which they are done. */
export const importOrder = (program: Program, start: PyModule): readonly PyModule[] => {
  const top = start.name.split('.')[0] ?? '';
  const met = new Set<string>();
  const done: PyModule[] = [];
  const visit = (name: string): void => {
    if (met.has(name) || name.split('.')[0] !== top) return;
    met.add(name);
    const dot = name.lastIndexOf('.');
    if (dot > 0) visit(name.slice(0, dot));
    const module = program.module(name);
    if (module === undefined) return;
    for (const target of importedBy(module)) visit(target);
    done.push(module);
  };
  visit(start.name);
  return done;
};

/** What its statements import when it is run. */
const importedBy = (module: PyModule): readonly string[] =>
  atTop(module.ast.body).flatMap((statement) => modulesIn(module, statement));

/** Statements that are run at import, in branches too, but for those that only type checkers see. */
const atTop = (body: readonly ast.Statement[]): readonly ast.Statement[] =>
  body.flatMap((statement) => [
    statement,
    ...(statement.kind === 'If' && isForCheckers(statement.test)
      ? atTop(statement.orelse)
      : branches(statement).flatMap(([, inner]) => atTop(inner))),
  ]);

const isForCheckers = (test: ast.Expression): boolean =>
  (test.kind === 'Name' && test.id === 'TYPE_CHECKING') ||
  (test.kind === 'Attribute' && test.attr === 'TYPE_CHECKING');

import type { Import, ImportAlias, ImportFrom } from './ast.ts';
import type { Cst } from './cst.ts';
import { field, fields, identifier, type Lowering, ofType } from './lowering.ts';

/** `import a.b as c, d` */
export function lowerImport(node: Cst, lowering: Lowering): Import {
  return { kind: 'Import', ...lowering.span(node), names: aliases(node, lowering) };
}

/** `from ..a import b as c`, `from a import *`, `from __future__ import d` */
export function lowerImportFrom(node: Cst, lowering: Lowering): ImportFrom {
  const from = field(node, 'module_name');
  const prefix = from?.type === 'relative_import' ? ofType(from, 'import_prefix') : undefined;
  const path = from?.type === 'relative_import' ? ofType(from, 'dotted_name') : from;
  const star = ofType(node, 'wildcard_import');
  const future = node.type === 'future_import_statement' ? '__future__' : null;
  return {
    kind: 'ImportFrom',
    ...lowering.span(node),
    module: path === undefined ? future : dotted(path, lowering),
    names:
      star === undefined ? aliases(node, lowering) : [{ ...lowering.span(star), name: '*', asname: null }],
    level: prefix === undefined ? 0 : lowering.source(prefix).replace(/[^.]/g, '').length,
  };
}

function aliases(node: Cst, lowering: Lowering): ImportAlias[] {
  return fields(node, 'name').map((item) => {
    const path = field(item, 'name') ?? item;
    const alias = field(item, 'alias');
    const asname = alias === undefined ? null : identifier(lowering.source(alias));
    return { ...lowering.span(item), name: dotted(path, lowering), asname };
  });
}

/** Spaces and line breaks may stand around the dots. */
const dotted = (node: Cst, lowering: Lowering): string =>
  node.children
    .filter((child) => child.type === 'identifier')
    .map((child) => identifier(lowering.source(child)))
    .join('.');

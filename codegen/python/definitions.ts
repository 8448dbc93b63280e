import type { ClassDef, ExceptHandler, Expression, FunctionDef, If, Statement, Try } from './ast.ts';
import { walrusTargets } from './walrus.ts';

/** One branch a statement lies in. */
export type Guard =
  | { readonly kind: 'if'; readonly node: If; readonly test: Expression; readonly holds: boolean }
  | {
      readonly kind: 'try';
      readonly node: Try;
      readonly part: 'body' | 'else' | 'finally';
      readonly handler: null;
    }
  | { readonly kind: 'try'; readonly node: Try; readonly part: 'handler'; readonly handler: ExceptHandler }
  /** The body of a loop or a match case: runs any number of times. */
  | { readonly kind: 'repeated'; readonly node: Statement };

export type DefinitionSource =
  | { readonly kind: 'class'; readonly node: ClassDef }
  | { readonly kind: 'function'; readonly node: FunctionDef }
  /** `import a.b` binds module `a`, `import a.b as c` module `a.b`. */
  | { readonly kind: 'import'; readonly module: string }
  | { readonly kind: 'from'; readonly level: number; readonly module: string | null; readonly name: string }
  /** `name = value`; `index` leads to the part when a tuple is unpacked: `(a, b) = value` gives `[0]`, `[1]`. */
  | { readonly kind: 'value'; readonly value: Expression; readonly index: readonly number[] }
  /** `name: annotation` alone. */
  | { readonly kind: 'declared'; readonly annotation: Expression }
  /** Loop targets, `with … as`, `except … as`, `del`, `global`, `+=`. */
  | { readonly kind: 'opaque'; readonly reason: string };

/** A statement that binds a name in one scope. */
export interface Definition {
  readonly name: string;
  readonly statement: Statement;
  readonly source: DefinitionSource;
  /** Branches around the statement, outermost first. */
  readonly guards: readonly Guard[];
}

/** What the statements of one scope (module, class body or function body) bind, in source order. */
export interface Definitions {
  readonly byName: ReadonlyMap<string, readonly Definition[]>;
  /** `from x import *`, in source order. */
  readonly stars: readonly Definition[];
}

/** All definitions of a scope; nested functions and classes are scopes of their own. */
export function collectDefinitions(body: readonly Statement[]): Definitions {
  const byName = new Map<string, Definition[]>();
  const stars: Definition[] = [];
  const add: Add = (name, statement, source, guards) => {
    const definition = { name, statement, source, guards };
    if (name === '*') stars.push(definition);
    else if (byName.has(name)) byName.get(name)?.push(definition);
    else byName.set(name, [definition]);
  };
  visit(body, [], add);
  return { byName, stars };
}

type Add = (name: string, statement: Statement, source: DefinitionSource, guards: readonly Guard[]) => void;

function visit(body: readonly Statement[], guards: readonly Guard[], add: Add): void {
  for (const statement of body) {
    bind(statement, guards, add);
    for (const [guard, block] of branches(statement))
      visit(block, guard === null ? guards : [...guards, guard], add);
    for (const target of walrusTargets(statement)) {
      add(target.target.id, statement, { kind: 'value', value: target.value, index: [] }, guards);
    }
  }
}

/** The blocks below a compound statement that bind in the same scope, each with the guard it is under. */
export function branches(statement: Statement): readonly (readonly [Guard | null, readonly Statement[]])[] {
  switch (statement.kind) {
    case 'If':
      return [
        [{ kind: 'if', node: statement, test: statement.test, holds: true }, statement.body],
        [{ kind: 'if', node: statement, test: statement.test, holds: false }, statement.orelse],
      ];
    case 'Try':
      return [
        [{ kind: 'try', node: statement, part: 'body', handler: null }, statement.body],
        ...statement.handlers.map(
          (handler) => [{ kind: 'try', node: statement, part: 'handler', handler }, handler.body] as const,
        ),
        [{ kind: 'try', node: statement, part: 'else', handler: null }, statement.orelse],
        [{ kind: 'try', node: statement, part: 'finally', handler: null }, statement.finalbody],
      ];
    case 'For':
    case 'While':
      return [
        [{ kind: 'repeated', node: statement }, statement.body],
        [null, statement.orelse],
      ];
    case 'With':
      return [[null, statement.body]];
    case 'Match':
      return statement.cases.map((item) => [{ kind: 'repeated', node: statement }, item.body] as const);
    default:
      return [];
  }
}

function bind(statement: Statement, guards: readonly Guard[], add: Add): void {
  const opaque = (target: Expression, reason: string): void =>
    bindTarget(target, { kind: 'opaque', reason }, statement, guards, add);
  switch (statement.kind) {
    case 'ClassDef':
      add(statement.name, statement, { kind: 'class', node: statement }, guards);
      return;
    case 'FunctionDef':
      add(statement.name, statement, { kind: 'function', node: statement }, guards);
      return;
    case 'Assign':
      for (const target of statement.targets) bindValue(target, statement.value, [], statement, guards, add);
      return;
    case 'AnnAssign':
      if (statement.value !== null) {
        bindValue(statement.target, statement.value, [], statement, guards, add);
        return;
      }
      bindTarget(
        statement.target,
        { kind: 'declared', annotation: statement.annotation },
        statement,
        guards,
        add,
      );
      return;
    case 'TypeAlias':
      add(statement.name, statement, { kind: 'value', value: statement.value, index: [] }, guards);
      return;
    case 'Import':
      for (const { name, asname } of statement.names) {
        const [top = name] = name.split('.');
        add(asname ?? top, statement, { kind: 'import', module: asname === null ? top : name }, guards);
      }
      return;
    case 'ImportFrom':
      for (const { name, asname } of statement.names) {
        const { level, module } = statement;
        add(asname ?? name, statement, { kind: 'from', level, module, name }, guards);
      }
      return;
    case 'For':
      opaque(statement.target, 'loop target');
      return;
    case 'With':
      for (const item of statement.items) if (item.target !== null) opaque(item.target, 'with target');
      return;
    case 'Try':
      for (const handler of statement.handlers) {
        if (handler.name !== null) {
          add(handler.name, statement, { kind: 'opaque', reason: 'caught exception' }, guards);
        }
      }
      return;
    case 'Delete':
      for (const target of statement.targets) opaque(target, 'deleted');
      return;
  }
}

function bindValue(
  target: Expression,
  value: Expression,
  index: readonly number[],
  statement: Statement,
  guards: readonly Guard[],
  add: Add,
): void {
  if (target.kind === 'Name') add(target.id, statement, { kind: 'value', value, index }, guards);
  if (target.kind !== 'Tuple' && target.kind !== 'List') return;
  const starred = target.elts.some((element) => element.kind === 'Starred');
  target.elts.forEach((element, position) => {
    if (starred) bindTarget(element, { kind: 'opaque', reason: 'starred unpacking' }, statement, guards, add);
    else bindValue(element, value, [...index, position], statement, guards, add);
  });
}

function bindTarget(
  target: Expression,
  source: DefinitionSource,
  statement: Statement,
  guards: readonly Guard[],
  add: Add,
): void {
  if (target.kind === 'Name') add(target.id, statement, source, guards);
  else if (target.kind === 'Starred') bindTarget(target.value, source, statement, guards, add);
  else if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const element of target.elts) bindTarget(element, source, statement, guards, add);
  }
}

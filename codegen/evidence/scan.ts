import type { ClassDef, Expression, FunctionDef, ImportFrom, Statement } from '../python/ast.ts';
import { remembered } from '../python/looked-at.ts';
import type { PyModule } from '../python/program.ts';
import type { ClassScan, FunctionScan, ModuleScan } from './sites.ts';
import { formalNames, type Walk, walkExpression } from './walk-expression.ts';
import { blocksOf, collectStores, walkBlock } from './walk-statement.ts';

const startWalk = (aliases: ReadonlySet<string>): Walk => ({
  found: { uses: [], calls: [], mentions: [], writes: [], dumps: [] },
  path: null,
  shadowed: new Set(),
  idle: false,
  effects: null,
  assigned: null,
  aliases,
});

const importsIn = (body: readonly Statement[]): ImportFrom[] =>
  body.flatMap((statement) =>
    statement.kind === 'ImportFrom' ? [statement] : blocksOf(statement).flatMap(importsIn),
  );

const aliasesOf = (stores: ReadonlyMap<string, Expression | null>, formals: readonly string[]): Set<string> =>
  new Set(
    [...stores].filter(([name, value]) => value !== null && !formals.includes(name)).map(([name]) => name),
  );

interface Written {
  readonly module: PyModule;
  readonly node: FunctionDef;
  readonly owner: string | null;
}

const writtens = new WeakMap<FunctionDef, Written>();

/** The same object for as long as the body stays: an edit is one of some functions of a module. */
const scanFunction = (module: PyModule, node: FunctionDef, owner: string | null): FunctionScan => {
  const known = writtens.get(node);
  const written = known?.module === module && known.owner === owner ? known : { module, node, owner };
  writtens.set(node, written);
  return functionScanned(written);
};

const functionScanned = remembered(({ module, node, owner }: Written): FunctionScan => {
  const formals = formalNames(node.args);
  const stores = new Map<string, Expression | null>();
  collectStores(node.body, stores);
  for (const name of formals) stores.delete(name);
  const walk = startWalk(aliasesOf(stores, formals));
  for (const { default: value } of [...node.args.posOnly, ...node.args.args, ...node.args.kwOnly])
    if (value !== null) walkExpression(walk, value);
  walkBlock(walk, node.body);
  return {
    key: `${module.name}:${owner === null ? '' : `${owner}.`}${node.name}`,
    module: module.name,
    path: module.path,
    owner,
    name: node.name,
    node,
    formals,
    stores,
    imports: importsIn(node.body),
    ...walk.found,
  };
});

const scanBody = (module: PyModule, body: readonly Statement[], definitions: Definitions): FunctionScan => {
  const walk = startWalk(new Set());
  const loose = body.filter(({ kind }) => kind !== 'FunctionDef' && kind !== 'ClassDef');
  walkBlock(walk, loose.map(withoutDefinitions));
  for (const { body: inner } of definitions.classes)
    walkBlock(
      walk,
      inner.filter(({ kind }) => kind !== 'FunctionDef'),
    );
  return {
    key: `${module.name}:<module>`,
    module: module.name,
    path: module.path,
    owner: null,
    name: '<module>',
    node: null,
    formals: [],
    stores: new Map(),
    imports: [],
    ...walk.found,
  };
};

/** Definitions under an `if` or `try` of the module are its own functions, not part of its statements. */
const withoutDefinitions = (statement: Statement): Statement => {
  if (statement.kind !== 'If' && statement.kind !== 'Try') return statement;
  const keep = (body: readonly Statement[]): Statement[] =>
    body.filter(({ kind }) => kind !== 'FunctionDef' && kind !== 'ClassDef').map(withoutDefinitions);
  if (statement.kind === 'If')
    return { ...statement, body: keep(statement.body), orelse: keep(statement.orelse) };
  return { ...statement, body: keep(statement.body), orelse: keep(statement.orelse) };
};

interface Definitions {
  readonly functions: FunctionDef[];
  readonly classes: ClassDef[];
}

const definitionsIn = (body: readonly Statement[], found: Definitions): Definitions => {
  for (const statement of body) {
    if (statement.kind === 'FunctionDef') found.functions.push(statement);
    else if (statement.kind === 'ClassDef') found.classes.push(statement);
    else if (statement.kind === 'If' || statement.kind === 'Try')
      for (const inner of blocksOf(statement)) definitionsIn(inner, found);
  }
  return found;
};

const methodsOf = (node: ClassDef): FunctionDef[] =>
  definitionsIn(node.body, { functions: [], classes: [] }).functions;

const scanClass = (module: PyModule, node: ClassDef): ClassScan => {
  const members = new Map<string, Expression>();
  for (const statement of node.body) {
    if (statement.kind !== 'Assign') continue;
    const [target] = statement.targets;
    if (target?.kind === 'Name') members.set(target.id, statement.value);
  }
  const methods = methodsOf(node).map(({ name }) => name);
  return {
    key: `${module.name}:${node.name}`,
    module: module.name,
    name: node.name,
    bases: node.bases,
    methods,
    members,
  };
};

/** Everything that happens in a module, as far as it can be told without looking at any other. */
const scanModule = (module: PyModule): ModuleScan => {
  const definitions = definitionsIn(module.ast.body, { functions: [], classes: [] });
  return {
    name: module.name,
    functions: [
      scanBody(module, module.ast.body, definitions),
      ...definitions.functions.map((node) => scanFunction(module, node, null)),
      ...definitions.classes.flatMap((owner) =>
        methodsOf(owner).map((node) => scanFunction(module, node, owner.name)),
      ),
    ],
    classes: definitions.classes.map((node) => scanClass(module, node)),
  };
};

/** A module of which nothing changed is scanned once in the life of a process. */
export const scanned = remembered(scanModule);

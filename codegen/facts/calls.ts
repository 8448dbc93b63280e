import type { Call, Expression, Statement } from '../python/ast.ts';
import type { Binding, FunctionBinding } from '../python/binding.ts';
import { childExpressions } from '../python/children.ts';
import { branches, type Guard } from '../python/definitions.ts';
import { remembered } from '../python/looked-at.ts';
import type { Program, PyModule } from '../python/program.ts';
import { innerScope, moduleScope, type Scope } from '../python/scope.ts';
import { headExpressions } from '../python/walrus.ts';

/** A call, the scope it stands in and the branches around it within that scope. */
export interface CallSite {
  readonly node: Call;
  readonly scope: Scope;
  readonly guards: readonly Guard[];
}

/** Every call in the modules of a package, by the last part of its callee's name. */
export interface CallIndex {
  readonly sites: readonly CallSite[];
  /** Calls whose callee resolves to this function; a class counts as its `__init__`. */
  readonly callers: (target: FunctionBinding) => readonly CallSite[];
  /** Functions that the body of a function calls, methods of constructed classes included. */
  readonly callees: (caller: FunctionBinding) => readonly FunctionBinding[];
  /** Functions of the package that one call runs. */
  readonly functions: (site: CallSite) => readonly FunctionBinding[];
}

export function indexCalls(program: Program, packageName: string): CallIndex {
  const modules = program.modules(packageName).flatMap((name) => program.module(name) ?? []);
  const sites = modules.flatMap(callsIn);
  const known = definedNames(modules);
  const resolved = new Map<CallSite, readonly Callee[]>();
  const callees = (site: CallSite): readonly Callee[] => {
    const found = resolved.get(site) ?? functionsOf(program, site, known);
    resolved.set(site, found);
    return found;
  };
  const functions = (site: CallSite): FunctionBinding[] => callees(site).map((item) => item.function);
  const byName = groupBy(sites, (site) => calleeName(site.node.func));
  const byScope = groupBy(sites, (site) => site.scope);
  return {
    sites,
    callers: (target) => {
      const names = [target.node.name, target.scope.kind === 'class' ? lastPart(target.scope.name) : ''];
      return names
        .flatMap((name) => byName.get(name) ?? [])
        .flatMap((site) => {
          const found = callees(site).find((item) => item.function.node === target.node);
          return found === undefined ? [] : [{ ...site, guards: [...site.guards, ...found.guards] }];
        });
    },
    callees: (caller) => (byScope.get(innerScope(caller.scope, caller.node)) ?? []).flatMap(functions),
    functions,
  };
}

function groupBy<K>(sites: readonly CallSite[], key: (site: CallSite) => K): ReadonlyMap<K, CallSite[]> {
  const groups = new Map<K, CallSite[]>();
  for (const site of sites) {
    const group = groups.get(key(site));
    if (group === undefined) groups.set(key(site), [site]);
    else group.push(site);
  }
  return groups;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const calleeName = (callee: Expression): string =>
  callee.kind === 'Name' ? callee.id : callee.kind === 'Attribute' ? callee.attr : '';

/** A module of which nothing changed is not walked again. */
const callsIn = remembered(walkCalls);

function walkCalls(module: PyModule): readonly CallSite[] {
  const found: CallSite[] = [];
  const inExpression = (expression: Expression, scope: Scope, guards: readonly Guard[]): void => {
    if (expression.kind === 'Call') found.push({ node: expression, scope, guards });
    for (const child of childExpressions(expression)) inExpression(child, scope, guards);
  };
  const inBlock = (body: readonly Statement[], scope: Scope, guards: readonly Guard[]): void => {
    for (const statement of body) {
      for (const expression of headExpressions(statement)) inExpression(expression, scope, guards);
      for (const [guard, block] of branches(statement)) {
        inBlock(block, scope, guard === null ? guards : [...guards, guard]);
      }
      if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') {
        inBlock(statement.body, innerScope(scope, statement), []);
      }
    }
  };
  inBlock(module.ast.body, moduleScope(module), []);
  return found;
}

/** A function that a call may run, and the branches under which its name stands for it. */
interface Callee {
  readonly function: FunctionBinding;
  readonly guards: readonly Guard[];
}

/** What a call runs, as far as its name tells: a function, the `__init__` of a class, a function handed on. */
function functionsOf(program: Program, site: CallSite, known: ReadonlySet<string>): Callee[] {
  const name = calleeName(site.node.func);
  // A name that the package nowhere defines or imports under another one is not followed out of it.
  const callee = known.has(name) ? program.resolve(site.scope, site.node.func) : undefined;
  const own = callee === undefined ? superMethod(program, site) : flatten(program, callee);
  // A function given as an argument is called by whoever gets it: threads, retries, executors.
  const handed = [...site.node.args, ...site.node.keywords.map((keyword) => keyword.value)].flatMap(
    (argument) => {
      const binding =
        argument.kind === 'Name' && known.has(argument.id)
          ? program.resolve(site.scope, argument)
          : undefined;
      return binding?.kind === 'function' ? [{ function: binding, guards: [] }] : [];
    },
  );
  return [...own, ...handed];
}

function flatten(program: Program, binding: Binding): Callee[] {
  if (binding.kind === 'function') return [{ function: binding, guards: [] }];
  if (binding.kind === 'variants') {
    return binding.variants.flatMap((variant) =>
      flatten(program, variant.binding).map((item) => ({
        ...item,
        guards: [...variant.guards, ...item.guards],
      })),
    );
  }
  if (binding.kind !== 'class') return [];
  const init = program.member(binding, '__init__');
  return init?.kind === 'function' ? [{ function: init, guards: [] }] : [];
}

/** `super().method()` in a class body. */
function superMethod(program: Program, site: CallSite): Callee[] {
  const { func } = site.node;
  const owner = site.scope.parent;
  if (
    func.kind !== 'Attribute' ||
    func.value.kind !== 'Call' ||
    owner?.kind !== 'class' ||
    owner.parent === null
  )
    return [];
  if (func.value.func.kind !== 'Name' || func.value.func.id !== 'super') return [];
  const self = program.resolveName(owner.parent, lastPart(owner.name));
  if (self.kind !== 'class') return [];
  return self.node.bases.flatMap((base) => {
    const binding = program.resolve(self.scope, base);
    const method = binding === undefined ? undefined : program.member(binding, func.attr);
    return method?.kind === 'function' ? [{ function: method, guards: [] }] : [];
  });
}

/** Names of functions and classes anywhere in the modules, and names they are imported under. */
function definedNames(modules: readonly PyModule[]): ReadonlySet<string> {
  const each = modules.map(namesOf);
  const names = new Set(each.flatMap(({ defined }) => defined));
  for (const { renamed } of each)
    for (const [name, asname] of renamed) if (names.has(name)) names.add(asname);
  return names;
}

const namesOf = remembered(({ ast }: PyModule) => {
  const defined: string[] = [];
  const renamed: (readonly [string, string])[] = [];
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') {
        defined.push(statement.name);
        visit(statement.body);
      }
      if (statement.kind === 'ImportFrom') {
        for (const { name, asname } of statement.names) if (asname !== null) renamed.push([name, asname]);
      }
      for (const [, block] of branches(statement)) visit(block);
    }
  };
  visit(ast.body);
  return { defined, renamed };
});

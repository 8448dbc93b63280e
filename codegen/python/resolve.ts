import type { Expression } from './ast.ts';
import type { Binding, ClassBinding, ValueBinding, Variant } from './binding.ts';
import { BUILTINS } from './builtins.ts';
import type { Definition, Guard } from './definitions.ts';
import { lazyExport } from './lazy-exports.ts';
import { absoluteName, type Modules } from './modules.ts';
import type { Program, PyModule } from './program.ts';
import { innerScope, moduleScope, type Scope } from './scope.ts';
import { inForce } from './variants.ts';

type Resolver = Pick<Program, 'lookup' | 'resolveName' | 'resolve' | 'member'>;

/** Following names through modules. Look-ups in progress are remembered, so circular imports end in `missing`. */
export function createResolver(modules: Modules): Resolver {
  const known = new Map<string, Binding>();
  const active = new Set<string>();
  const following = new Set<Expression>();

  /** `undefined` if the module has no such name and no such submodule. */
  function find(module: PyModule, name: string): Binding | undefined {
    const key = `${module.name}:${name}`;
    const done = known.get(key);
    if (done !== undefined) return done.kind === 'missing' ? undefined : done;
    if (active.has(key)) return undefined;
    active.add(key);
    const found = findNow(module, name);
    active.delete(key);
    // A miss while others are in progress may only be due to the circle.
    if (found !== undefined || active.size === 0) {
      known.set(key, found ?? { kind: 'missing', path: `${module.name}.${name}` });
    }
    return found;
  }

  function findNow(module: PyModule, name: string): Binding | undefined {
    // A name that does not occur in the text needs no tree: star imports look into many modules.
    if (!module.isPackage && !module.text.includes(name) && !STAR_IMPORT.test(module.text)) return undefined;
    const scope = moduleScope(module);
    return (
      fromDefinitions(scope, name) ??
      fromSubmodule(module, name) ??
      fromStars(scope, name) ??
      fromLazyExport(module, name)
    );
  }

  function fromDefinitions(scope: Scope, name: string): Binding | undefined {
    const definitions = scope.definitions.byName.get(name);
    if (definitions === undefined) return undefined;
    const variants = inForce(definitions).flatMap((definition): Variant[] => {
      const binding = bindingOf(definition, scope);
      return binding === undefined ? [] : [{ guards: definition.guards, binding }];
    });
    // What is imported for type checkers only is what the name means where nothing else binds it.
    const atRunTime = variants.filter(
      (variant) => !variant.guards.some((guard) => forTypeCheckers(guard, scope)),
    );
    const kept = atRunTime.length > 0 ? atRunTime : variants;
    const [only] = kept;
    // Where the name is there at all, its one definition is what it stands for.
    if (only === undefined || kept.length === 1) return only?.binding;
    return { kind: 'variants', variants: kept, scope };
  }

  function bindingOf(definition: Definition, scope: Scope): Binding | undefined {
    const { source, statement, name } = definition;
    const { module } = scope;
    const qualname = `${scope.name}.${name}`;
    switch (source.kind) {
      case 'class':
        return { kind: 'class', qualname, module, node: source.node, scope };
      case 'function':
        return { kind: 'function', qualname, module, node: source.node, scope };
      case 'value':
        return {
          kind: 'value',
          qualname,
          module,
          statement,
          value: source.value,
          index: source.index,
          scope,
        };
      case 'import':
        return importModule(source.module);
      case 'from':
        return importName(module, source.level, source.module, source.name);
      case 'declared':
        return undefined;
      case 'opaque':
        return { kind: 'opaque', module, statement, reason: source.reason };
    }
  }

  function importModule(name: string): Binding {
    const module = modules.module(name);
    return module === undefined ? absent(name) : { kind: 'module', module };
  }

  function importName(from: PyModule, level: number, path: string | null, name: string): Binding {
    const target = absoluteName(from, level, path);
    if (target === undefined) return { kind: 'missing', path: `${'.'.repeat(level)}${path ?? ''}.${name}` };
    const module = modules.module(target);
    if (module === undefined) return absent(`${target}.${name}`);
    // `from . import x` inside the package that binds x by just this statement means the submodule.
    return find(module, name) ?? submodule(target, name) ?? { kind: 'missing', path: `${target}.${name}` };
  }

  const submodule = (target: string, name: string): Binding | undefined => {
    const module = modules.module(`${target}.${name}`);
    return module === undefined ? undefined : { kind: 'module', module };
  };

  /** What is not among the files: outside if its top package is, a gap in the source otherwise. */
  function absent(path: string): Binding {
    const [top = path] = path.split('.');
    return modules.module(top) === undefined ? { kind: 'external', path } : { kind: 'missing', path };
  }

  function fromStars(scope: Scope, name: string): Binding | undefined {
    if (name.startsWith('__')) return undefined;
    for (const { source } of scope.definitions.stars.toReversed()) {
      if (source.kind !== 'from') continue;
      const target = absoluteName(scope.module, source.level, source.module);
      const module = target === undefined ? undefined : modules.module(target);
      const found = module === undefined ? undefined : find(module, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  const fromSubmodule = (module: PyModule, name: string): Binding | undefined =>
    module.isPackage ? submodule(module.name, name) : undefined;

  function fromLazyExport(module: PyModule, name: string): Binding | undefined {
    const from = module.isPackage ? lazyExport(module, name, modules) : undefined;
    return from === undefined ? undefined : find(from, name);
  }

  function lookup(module: PyModule, name: string): Binding {
    return find(module, name) ?? { kind: 'missing', path: `${module.name}.${name}` };
  }

  function resolveName(scope: Scope, name: string): Binding {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      // Functions do not see the names of a class body around them.
      if (at.kind === 'class' && at !== scope) continue;
      const local = at.kind === 'module' ? find(at.module, name) : fromDefinitions(at, name);
      if (local !== undefined) return local;
      const parameter = at.parameters.get(name);
      if (parameter !== undefined) return { kind: 'parameter', function: at.name, parameter };
    }
    if (BUILTINS.has(name)) return { kind: 'builtin', name };
    return { kind: 'missing', path: `${scope.module.name}.${name}` };
  }

  function resolve(scope: Scope, expression: Expression): Binding | undefined {
    if (expression.kind === 'Name') return resolveName(scope, expression.id);
    if (expression.kind !== 'Attribute') return undefined;
    const owner = resolve(scope, expression.value);
    return owner === undefined ? undefined : attribute(owner, expression.attr);
  }

  function attribute(owner: Binding, name: string): Binding | undefined {
    switch (owner.kind) {
      case 'module':
        return lookup(owner.module, name);
      case 'external':
        return { kind: 'external', path: `${owner.path}.${name}` };
      case 'class':
        return member(owner, name);
      case 'value': {
        const target = owner.index.length === 0 ? followed(owner) : undefined;
        return target === undefined ? undefined : attribute(target, name);
      }
      case 'variants': {
        const variants = owner.variants.flatMap(({ guards, binding }): Variant[] => {
          const found = attribute(binding, name);
          return found === undefined ? [] : [{ guards, binding: found }];
        });
        return variants.length === 0 ? undefined : { kind: 'variants', variants, scope: owner.scope };
      }
      default:
        return undefined;
    }
  }

  /** What a name was assigned; nothing where that leads back to itself: `model = model.inner` in a branch. */
  function followed({ scope, value }: ValueBinding): Binding | undefined {
    if (following.has(value)) return undefined;
    following.add(value);
    const target = resolve(scope, value);
    following.delete(value);
    return target;
  }

  function member(
    binding: Binding,
    name: string,
    seen: ReadonlySet<ClassBinding['node']> = new Set(),
  ): Binding | undefined {
    if (binding.kind !== 'class' || seen.has(binding.node)) return undefined;
    const own = fromDefinitions(innerScope(binding.scope, binding.node), name);
    if (own !== undefined) return own;
    for (const base of binding.node.bases) {
      const target = resolve(binding.scope, base);
      const found = target === undefined ? undefined : member(target, name, new Set([...seen, binding.node]));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return { lookup, resolveName, resolve, member: (binding, name) => member(binding, name) };
}

const STAR_IMPORT = /import\s*\*/;

/** `if TYPE_CHECKING:`, by whatever name `typing` or its constant was imported. */
function forTypeCheckers(guard: Guard, scope: Scope): boolean {
  if (guard.kind !== 'if' || !guard.holds) return false;
  const { test } = guard;
  if (test.kind === 'Attribute') return test.attr === 'TYPE_CHECKING';
  if (test.kind !== 'Name') return false;
  return (
    scope.definitions.byName
      .get(test.id)
      ?.some(({ source }) => source.kind === 'from' && source.name === 'TYPE_CHECKING') ?? false
  );
}

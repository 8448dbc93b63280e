import type { Expression } from '../python/ast.ts';
import type { FunctionBinding } from '../python/binding.ts';
import type { Constants } from '../python/constants.ts';
import type { Guard } from '../python/definitions.ts';
import { innerScope, type Scope } from '../python/scope.ts';
import { truth } from '../python/truth.ts';
import type { CallIndex, CallSite } from './calls.ts';

/** The function whose body a scope is; `undefined` at module level. */
export function enclosingFunction(scope: Scope): FunctionBinding | undefined {
  if (scope.kind !== 'function' || scope.parent === null) return undefined;
  const name = scope.name.slice(scope.parent.name.length + 1);
  const outer = scope.parent;
  const definition = outer.definitions.byName
    .get(name)
    ?.find(({ source }) => source.kind === 'function' && innerScope(outer, source.node) === scope);
  if (definition?.source.kind !== 'function') return undefined;
  const { node } = definition.source;
  return { kind: 'function', qualname: scope.name, module: scope.module, node, scope: scope.parent };
}

/**
 * Whether some way to a function is open in a world: guards that are not known count as open. What is only tried out
 * here is called from outside: by scripts beside the package, by users.
 */
export const reachable = (index: CallIndex, constants: Constants, target: FunctionBinding): boolean =>
  wayTo(index, constants, target, []) !== 'closed';

/** `unsaid`: nothing but trials and circles lead there. */
type Way = 'open' | 'closed' | 'unsaid';

function wayTo(
  index: CallIndex,
  constants: Constants,
  target: FunctionBinding,
  path: readonly FunctionBinding[],
): Way {
  if (path.some((other) => other.node === target.node)) return 'unsaid';
  if (path.length > 6) return 'open';
  const sites = index.callers(target);
  if (sites.length === 0) return 'open';
  const way = (site: CallSite): Way => {
    if (site.guards.some((guard) => isClosed(constants, site.scope, guard))) return 'closed';
    if (isTrial(site)) return 'unsaid';
    const caller = enclosingFunction(site.scope);
    return caller === undefined ? 'open' : wayTo(index, constants, caller, [...path, target]);
  };
  // All are asked, so that every environment variable on the way is seen.
  const ways = sites.map(way);
  return ways.includes('open') ? 'open' : ways.includes('closed') ? 'closed' : 'unsaid';
}

/** A branch on arguments is open; one on the environment may be closed. */
function isClosed(constants: Constants, scope: Scope, guard: Guard): boolean {
  if (guard.kind !== 'if' || isProgramGuard(guard.test)) return false;
  const verdict = truth(constants.evaluate(scope, guard.test));
  return verdict !== undefined && verdict !== guard.holds;
}

/**
 * A call under `if __name__ == "__main__"`: a way in for modules right below the package; in deeper ones somebody tries
 * a part out, which says nothing of who reaches it.
 */
const isTrial = (site: CallSite): boolean =>
  site.scope.module.name.split('.').length > 2 &&
  site.guards.some((guard) => guard.kind === 'if' && isProgramGuard(guard.test));

const isProgramGuard = (test: Expression): boolean =>
  test.kind === 'Compare' && test.left.kind === 'Name' && test.left.id === '__name__';

/** The maker and the functions of its own module that lead to it, up to those called from other modules. */
export function waysOut(index: CallIndex, constants: Constants, maker: FunctionBinding): FunctionBinding[] {
  const found = [maker];
  for (const target of found) {
    for (const site of index.callers(target)) {
      const caller = enclosingFunction(site.scope);
      const closed = site.guards.some((guard) => isClosed(constants, site.scope, guard));
      if (caller === undefined || closed || caller.module !== maker.module) continue;
      if (!found.some((other) => other.node === caller.node)) found.push(caller);
    }
  }
  return found;
}

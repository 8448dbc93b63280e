import type { Call, Expression } from '../python/ast.ts';
import type { FunctionBinding } from '../python/binding.ts';
import { moduleScope, type Scope } from '../python/scope.ts';
import type { PyValue } from '../python/value.ts';
import type { FactsContext } from './context.ts';

/** Calls that a module makes at its top level to one function of the package: a registry being filled. */
export interface Registration {
  readonly target: FunctionBinding;
  readonly scope: Scope;
  readonly calls: readonly Call[];
}

/** Fewer calls of one function are no registry. */
const MIN_CALLS = 3;

/** Registries of the whole package. */
export function findRegistrations(context: FactsContext): Registration[] {
  const found = new Map<string, { target: FunctionBinding; scope: Scope; calls: Call[] }>();
  for (const name of context.program.modules(context.package)) {
    const module = context.program.module(name);
    if (module === undefined) continue;
    const scope = moduleScope(module);
    for (const statement of module.ast.body) {
      if (statement.kind !== 'Expr' || statement.value.kind !== 'Call') continue;
      const target = context.program.resolve(scope, statement.value.func);
      if (target?.kind !== 'function' || !target.module.name.startsWith(context.package)) continue;
      const key = `${module.name} ${target.qualname}`;
      const known = found.get(key) ?? { target, scope, calls: [] };
      found.set(key, known);
      known.calls.push(statement.value);
    }
  }
  return [...found.values()].filter((item) => item.calls.length >= MIN_CALLS);
}

/** The arguments of a registering call by parameter name, those not given at their defaults. */
export function bound(
  { target }: Registration,
  call: Call,
): ReadonlyMap<string, { value: Expression; given: boolean }> {
  const { posOnly, args, kwOnly } = target.node.args;
  const positional = [...posOnly, ...args];
  const result = new Map<string, { value: Expression; given: boolean }>();
  for (const [index, parameter] of [...positional, ...kwOnly].entries()) {
    const keyword = call.keywords.find(({ arg }) => arg === parameter.name)?.value;
    const value = keyword ?? (index < positional.length ? call.args[index] : undefined);
    if (value !== undefined) result.set(parameter.name, { value, given: true });
    else if (parameter.default !== null)
      result.set(parameter.name, { value: parameter.default, given: false });
  }
  return result;
}

/** Their values, by parameter name. */
export const evaluated = (
  context: FactsContext,
  registration: Registration,
  call: Call,
): ReadonlyMap<string, PyValue> =>
  new Map(
    [...bound(registration, call)].map(([name, { value, given }]) => [
      name,
      context.constants.evaluate(given ? registration.scope : registration.target.scope, value),
    ]),
  );

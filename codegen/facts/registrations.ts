import type { ModelInfo, TemplateInfo } from '../../src/model/catalog.ts';
import type { Call, Expression } from '../python/ast.ts';
import type { FunctionBinding } from '../python/binding.ts';
import { moduleScope, type Scope } from '../python/scope.ts';
import type { PyValue } from '../python/value.ts';
import { type FactsContext, placeOf } from './context.ts';

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
function bound(
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

/**
 * Models: a registry whose calls take a dictionary from name to dictionary from hub to id. Its text argument is the
 * template they are talked to with, its boolean argument says that they take more than text.
 */
export function extractModels(context: FactsContext, registrations: readonly Registration[]): ModelInfo[] {
  const models = new Map<string, ModelInfo>();
  for (const registration of registrations) {
    for (const call of registration.calls) {
      const values = evaluated(context, registration, call);
      const table = values.find((value) => hubTable(value) !== undefined);
      const named = table === undefined ? undefined : hubTable(table);
      if (named === undefined) continue;
      const template = values.flatMap((value) => (value.type === 'str' ? [value.value] : []))[0] ?? null;
      const multimodal = values.some((value) => value.type === 'bool' && value.value);
      const place = placeOf(registration.scope.module, call);
      for (const [name, hubs] of named) models.set(name, { name, hubs, template, multimodal, place });
    }
  }
  return [...models.values()];
}

const evaluated = (context: FactsContext, registration: Registration, call: Call): PyValue[] =>
  [...bound(registration, call).values()].map(({ value, given }) =>
    context.constants.evaluate(given ? registration.scope : registration.target.scope, value),
  );

/** `{"Name": {hub: "id"}}` with at least one entry. */
function hubTable(value: PyValue): (readonly [string, Record<string, string>])[] | undefined {
  if (value.type !== 'dict' || value.entries.size === 0) return undefined;
  const rows: (readonly [string, Record<string, string>])[] = [];
  for (const [name, hubs] of value.entries.items()) {
    if (name.type !== 'str' || hubs.type !== 'dict') return undefined;
    const ids = hubs.entries.items().map(([hub, id]) => [textOf(hub), textOf(id)] as const);
    if (ids.length === 0 || ids.some(([hub, id]) => hub === undefined || id === undefined)) return undefined;
    rows.push([name.value, Object.fromEntries(ids)]);
  }
  return rows;
}

const textOf = (value: PyValue): string | undefined =>
  value.type === 'str' ? value.value : value.type === 'enum' ? textOf(value.value) : undefined;

/** The share of the models' templates that a registry must know to be the one of templates. */
const MIN_SHARE = 0.8;

/**
 * Templates: the registry whose calls are each given a text of their own, among them the templates of the models. One
 * that hands over an object of another class than the function's default (a plugin) takes more than text.
 */
export function extractTemplates(
  context: FactsContext,
  registrations: readonly Registration[],
  models: readonly ModelInfo[],
): TemplateInfo[] {
  const wanted = new Set(models.flatMap(({ template }) => template ?? []));
  for (const registration of registrations) {
    const named = registration.calls.map((call) => ({
      call,
      name: registeredName(context, registration, call),
    }));
    const names = new Set(named.map((item) => item.name));
    const share = [...wanted].filter((name) => names.has(name)).length / Math.max(1, wanted.size);
    if (wanted.size === 0 || share < MIN_SHARE) continue;
    return named.flatMap(({ call, name }) =>
      name === undefined
        ? []
        : [
            {
              name,
              multimodal: handsPlugin(context, registration, call),
              place: placeOf(registration.scope.module, call),
            },
          ],
    );
  }
  return [];
}

/** The first text among the arguments. */
function registeredName(context: FactsContext, registration: Registration, call: Call): string | undefined {
  const [first] = bound(registration, call).values();
  const value = first?.given ? context.constants.evaluate(registration.scope, first.value) : undefined;
  return value?.type === 'str' ? value.value : undefined;
}

function handsPlugin(context: FactsContext, registration: Registration, call: Call): boolean {
  const { posOnly, args, kwOnly } = registration.target.node.args;
  const given = bound(registration, call);
  return [...posOnly, ...args, ...kwOnly].some((parameter) => {
    const argument = given.get(parameter.name);
    if (parameter.default?.kind !== 'Call' || argument === undefined || !argument.given) return false;
    const ordinary = context.constants.evaluate(registration.target.scope, parameter.default);
    const value = context.constants.evaluate(registration.scope, argument.value);
    return classOf(ordinary) !== classOf(value);
  });
}

const classOf = (value: PyValue): string =>
  value.type === 'instance'
    ? value.class.binding.qualname
    : value.type === 'unknown'
      ? 'unknown'
      : value.type;

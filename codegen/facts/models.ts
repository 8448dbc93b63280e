import type { ModelInfo, TemplateInfo } from '../../src/model/catalog.ts';
import type { Call } from '../python/ast.ts';
import type { PyValue } from '../python/value.ts';
import { type FactsContext, placeOf } from './context.ts';
import { bound, evaluated, findRegistrations, type Registration } from './registrations.ts';

/** A model as it is registered, with every text beside its ids: one of them may be its template. */
interface RegisteredModel {
  readonly model: Omit<ModelInfo, 'template'>;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Models and templates, each known by the other. Models: registries whose calls take a dictionary from name to
 * dictionary from hub to id; a boolean argument says that they take more than text. Templates: the registry whose
 * calls are each given a text of their own, among them nearly all that the models' calls give under one name.
 */
export function extractModelsAndTemplates(context: FactsContext): {
  readonly models: ModelInfo[];
  readonly templates: TemplateInfo[];
} {
  const registrations = findRegistrations(context);
  const registered = registrations.flatMap((registration) => registeredModels(context, registration));
  const named = registrations.map((registration) => templatesOf(context, registration));
  const match = bestMatch(registered, named);
  const models = new Map<string, ModelInfo>();
  for (const { model, texts } of registered)
    models.set(model.name, { ...model, template: texts.get(match?.parameter ?? '') ?? null });
  return { models: [...models.values()], templates: [...(match?.templates ?? [])] };
}

function registeredModels(context: FactsContext, registration: Registration): RegisteredModel[] {
  return registration.calls.flatMap((call) => {
    const values = evaluated(context, registration, call);
    const table = [...values.values()].find((value) => hubTable(value) !== undefined);
    const named = table === undefined ? undefined : hubTable(table);
    if (named === undefined) return [];
    const texts = new Map(
      [...values].flatMap(([name, value]) => (value.type === 'str' ? [[name, value.value] as const] : [])),
    );
    const multimodal = [...values.values()].some((value) => value.type === 'bool' && value.value);
    const place = placeOf(registration.scope.module, call);
    return named.map(([name, hubs]) => ({ model: { name, hubs, multimodal, place }, texts }));
  });
}

/** The hub of ids that upstream gives without one, as it did while it knew no other. */
const ONLY_HUB = 'hf';

/** `{"Name": {hub: "id"}}`, or `{"Name": "id"}`, with at least one entry. */
function hubTable(value: PyValue): (readonly [string, Record<string, string>])[] | undefined {
  if (value.type !== 'dict' || value.entries.size === 0) return undefined;
  const rows: (readonly [string, Record<string, string>])[] = [];
  for (const [name, hubs] of value.entries.items()) {
    const ids = idsOf(hubs);
    if (name.type !== 'str' || ids === undefined) return undefined;
    rows.push([name.value, ids]);
  }
  return rows;
}

function idsOf(hubs: PyValue): Record<string, string> | undefined {
  if (hubs.type === 'str') return { [ONLY_HUB]: hubs.value };
  if (hubs.type !== 'dict') return undefined;
  const ids = hubs.entries.items().map(([hub, id]) => [textOf(hub), textOf(id)] as const);
  const known = ids.length > 0 && ids.every(([hub, id]) => hub !== undefined && id !== undefined);
  return known ? Object.fromEntries(ids) : undefined;
}

const textOf = (value: PyValue): string | undefined =>
  value.type === 'str' ? value.value : value.type === 'enum' ? textOf(value.value) : undefined;

/** The share of the models' texts that a registry must know to be the one of templates. */
const MIN_SHARE = 0.8;

/** The argument of the models' calls and the registry that go together best. */
function bestMatch(
  models: readonly RegisteredModel[],
  registries: readonly (readonly TemplateInfo[])[],
): { readonly parameter: string; readonly templates: readonly TemplateInfo[] } | undefined {
  const parameters = new Set(models.flatMap(({ texts }) => [...texts.keys()]));
  const pairs = [...parameters].flatMap((parameter) => {
    const wanted = new Set(models.flatMap(({ texts }) => texts.get(parameter) ?? []));
    return registries.map((templates) => {
      const names = new Set(templates.map(({ name }) => name));
      const known = [...wanted].filter((name) => names.has(name)).length;
      return { parameter, templates, known, share: known / wanted.size };
    });
  });
  return pairs
    .filter(({ share }) => share >= MIN_SHARE)
    .reduce<(typeof pairs)[number] | undefined>(
      (best, pair) => (best === undefined || pair.known > best.known ? pair : best),
      undefined,
    );
}

/** What a registry's calls name; one that hands over an object of another class than the function's default (a plugin) takes more than text. */
const templatesOf = (context: FactsContext, registration: Registration): readonly TemplateInfo[] =>
  registration.calls.flatMap((call) => {
    const name = registeredName(context, registration, call);
    if (name === undefined) return [];
    const place = placeOf(registration.scope.module, call);
    return [{ name, multimodal: handsPlugin(context, registration, call), place }];
  });

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

import { type Catalog, checkerOf, findModel, templateFor } from '../catalog/index.ts';
import { exampleFrequencies } from '../decisions/examples.ts';
import {
  type DecisionInput,
  type Decisions,
  type DimensionName,
  dimensionsOf,
  filterParameters,
  type Gate,
  parseDecisions,
} from '../decisions/index.ts';
import { type Finding, fromJson, PyDict } from '../expr/index.ts';
import { formatPlace, type Json, type ModelInfo, type Parameter, UserError } from '../model/index.ts';
import { environmentFrom, LAUNCHED } from '../validate/environment.ts';
import { alternatives, type Plan, planRun } from './decide.ts';
import { configOf, repair, type Surroundings } from './repair.ts';
import { type Chosen, usualValue } from './value.ts';

export interface StarterOptions {
  readonly decisions?: DecisionInput | undefined;
  /** Model to start from: hub id or path. */
  readonly model?: string | undefined;
  /** Data set, as `dataset_info.json` names it. */
  readonly dataset?: string | undefined;
  /** Chat template; found by the model where upstream knows it. */
  readonly template?: string | undefined;
  /** Further values that are decided. */
  readonly set?: Readonly<Record<string, Json>> | undefined;
}

/** A config to start from, checked against upstream's rules. */
export interface Starter {
  readonly entry: string;
  /** Every dimension, also those the user left open. */
  readonly decisions: Decisions;
  /** Those left open. */
  readonly filled: readonly DimensionName[];
  /** By class in the parser's order, in each what was decided first. */
  readonly values: readonly Chosen[];
  readonly config: Readonly<Record<string, Json>>;
  /** What the rules made us leave out or add, and why. */
  readonly remarks: readonly string[];
}

const ENTRY = 'train';
/** A parameter that this share of like examples sets belongs into a starter config. */
const USUAL = 0.5;
/** A default that nearly every like example says is worth seeing. */
const ALWAYS_SAID = 0.8;

/**
 * Chooses the parameters a run with these decisions says, with upstream's usual values, and mends what its rules refuse.
 * What is left open is filled from the most alike example.
 * @throws UserError IMPOSSIBLE_DECISIONS (naming the rule), UNKNOWN_PARAMETER (in `set`), and as `parseDecisions`
 */
export const starterConfig = (catalog: Catalog, options: StarterOptions = {}): Starter => {
  const asked = parseDecisions(catalog, options.decisions ?? {});
  const plan = planRun(catalog, ENTRY, asked, decidedByModel(catalog, options.model));
  let refusal: Finding | undefined;
  for (const candidate of [plan, ...alternatives(catalog, plan)]) {
    const tried = attempt(catalog, candidate, options);
    if ('config' in tried) return tried;
    refusal ??= tried.refusal;
    if (!refusal.parameters.some((name) => gateOfOpen(catalog, plan, name))) break;
  }
  throw impossible(plan, refusal);
};

/** What upstream's registry tells of a model: whether it sees and hears. */
const decidedByModel = (catalog: Catalog, model: string | undefined): Decisions => {
  const found = model === undefined ? undefined : findModel(catalog, model);
  return found === undefined ? {} : { modality: found.multimodal ? 'multimodal' : 'text' };
};

/** What refuses one plain process, but not those of torchrun. */
const launchOf = (catalog: Catalog, values: Readonly<Record<string, Json>>): readonly string[] => {
  const checker = checkerOf(catalog, ENTRY);
  const config = fromJson(values);
  if (checker === undefined || !(config instanceof PyDict)) return [];
  const finding = checker.first(config, environmentFrom({ launch: 'single' }));
  return finding === null || checker.first(config, environmentFrom({ launch: 'torchrun' })) !== null
    ? []
    : [`${LAUNCHED}: ${finding.condition} is refused (${formatPlace(finding.place)})`];
};

/** A chat format cannot be guessed: who names a model that upstream does not know must say it. */
const withoutTemplate = (values: readonly Chosen[], { model }: StarterOptions): readonly string[] =>
  model === undefined || values.some(({ name }) => name === 'template')
    ? []
    : [`template left out: upstream names none for ${model}; give the one that the model was trained with`];

/** Whether a parameter is a gate of a dimension that the user left open, so that another value there may help. */
const gateOfOpen = (catalog: Catalog, plan: Plan, name: string): boolean =>
  dimensionsOf(catalog).some(
    (dimension) => plan.filled.includes(dimension.name) && dimension.gateParameters.includes(name),
  );

const attempt = (catalog: Catalog, plan: Plan, options: StarterOptions): Starter | { refusal: Finding } => {
  const { decisions } = plan;
  const parameters = new Map(catalog.parametersOf(ENTRY).map((parameter) => [parameter.name, parameter]));
  const frequencies = exampleFrequencies(catalog, ENTRY, decisions).byName;
  const around: Surroundings = { catalog, entry: ENTRY, parameters, frequencies };
  const gates = gatesOf(catalog, decisions).filter((gate) => parameters.has(gate.parameter));
  const fixed = decided(around, gates, plan, options);
  const isNone = (name: string): boolean =>
    fixed.has(name) ||
    IDENTITY.has(name) ||
    (options.dataset !== undefined && OF_DEMOS.has(name)) ||
    gates.some((gate) => gate.parameter === name);
  const usual = filterParameters(catalog, { entry: ENTRY, decisions, level: 'focused' }).parameters.flatMap(
    ({ name, standing }) => (isNone(name) ? [] : usually(around, name, plan, standing === 'pinned')),
  );
  const result = repair(around, [...fixed.values(), ...usual]);
  if ('refusal' in result) return result;
  const values = inOrder([...parameters.values()], result.values);
  return {
    entry: ENTRY,
    decisions,
    filled: plan.filled,
    values,
    config: configOf(values),
    remarks: [
      ...result.remarks,
      ...withoutTemplate(result.values, options),
      ...launchOf(catalog, configOf(values)),
    ],
  };
};

/** Class by class as the parser has them, in each what was decided first. */
const inOrder = (parameters: readonly Parameter[], values: readonly Chosen[]): readonly Chosen[] => {
  const classes = [...new Set(parameters.map((parameter) => parameter.class))];
  const names = parameters.map(({ name }) => name);
  const rank = ({ name, origin }: Chosen): readonly number[] => {
    const at = names.indexOf(name);
    return [classes.indexOf(parameters[at]?.class ?? ''), origin === 'decided' ? 0 : 1, at];
  };
  return values
    .map((chosen) => ({ chosen, rank: rank(chosen) }))
    .toSorted((a, b) => a.rank.map((own, i) => own - (b.rank[i] ?? 0)).find((by) => by !== 0) ?? 0)
    .map(({ chosen }) => chosen);
};

const gatesOf = (catalog: Catalog, decisions: Decisions): readonly Gate[] =>
  dimensionsOf(catalog).flatMap(
    ({ name, values }) => values.find(({ value }) => value === decisions[name])?.gates ?? [],
  );

/** What the decisions and the user say outright. */
const decided = (
  around: Surroundings,
  gates: readonly Gate[],
  plan: Plan,
  options: StarterOptions,
): ReadonlyMap<string, Chosen> => {
  const { catalog, parameters, frequencies } = around;
  const values = new Map<string, Chosen>();
  const put = (name: string, value: Json, origin: Chosen['origin']): void => {
    if (parameters.has(name)) values.set(name, { name, value, origin });
  };
  for (const gate of gates) {
    const parameter = parameters.get(gate.parameter);
    if (parameter === undefined) continue;
    if ('value' in gate) put(gate.parameter, gate.value, 'decided');
    else if (gate.state === 'set')
      put(gate.parameter, usualValue(parameter, frequencies.get(gate.parameter)), 'decided');
  }
  put('do_train', true, 'decided');
  for (const [name, value] of Object.entries(identity(catalog, plan, options))) put(name, value, 'given');
  for (const [name, value] of Object.entries(options.set ?? {}))
    put(catalog.find(name, ENTRY)[0].parameter.name, value, 'given');
  return values;
};

/** What only makes sense together, and comes from one place. */
const IDENTITY: ReadonlySet<string> = new Set(['model_name_or_path', 'template', 'dataset', 'output_dir']);
/** An example cuts its data to the size of a demo: that is nothing for the user's own. */
const OF_DEMOS: ReadonlySet<string> = new Set(['max_samples']);

/** Model, template and data belong together: all from the user and upstream's registry, or all from one example. */
const identity = (catalog: Catalog, plan: Plan, options: StarterOptions): Record<string, Json> => {
  const example = plan.data?.values ?? {};
  const shown = example.model_name_or_path === undefined ? registeredModel(catalog, plan) : example;
  const model = options.model ?? shown.model_name_or_path;
  const template =
    options.template ?? (options.model === undefined ? shown.template : templateFor(catalog, options.model));
  const dataset = options.dataset ?? example.dataset;
  const { stage = 'run', method = 'run' } = plan.decisions;
  const name = typeof model === 'string' ? (model.split('/').at(-1) ?? model) : 'model';
  return defined({
    model_name_or_path: model,
    template,
    dataset,
    output_dir: `saves/${name}/${method}/${stage}`,
  });
};

/** Where no example names a model: the first of the registry that has a template, and sees or does not as decided. */
const registeredModel = ({ data }: Catalog, { decisions }: Plan): Readonly<Record<string, Json>> => {
  const { models = [], templates = [] } = data;
  const usable = models.filter(({ template }) => templates.some(({ name }) => name === template));
  const isWanted = ({ multimodal }: ModelInfo) => multimodal === (decisions.modality === 'multimodal');
  const found = usable.find(isWanted) ?? usable[0];
  const [id] = Object.values(found?.hubs ?? {});
  return found === undefined || id === undefined ? {} : { model_name_or_path: id, template: found.template };
};

const defined = (record: Readonly<Record<string, Json | undefined>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** The value that like examples agree to set. Saying the default is noise, unless it belongs to what was decided. */
const usually = (around: Surroundings, name: string, plan: Plan, pinned: boolean): readonly Chosen[] => {
  const [parameter, frequency] = [around.parameters.get(name), around.frequencies.get(name)];
  const own = plan.model?.values[name];
  if (parameter?.init !== true || frequency === undefined) return [];
  if (frequency.alike < USUAL && !(pinned && own !== undefined)) return [];
  const value = own ?? frequency.value;
  const shown = pinned || frequency.alike >= ALWAYS_SAID;
  if (value === undefined || value === null || (!shown && isDefault(parameter, value))) return [];
  return [{ name, value, origin: 'usual' }];
};

const isDefault = ({ default: preset }: Parameter, value: Json): boolean =>
  preset.kind === 'value' && JSON.stringify(preset.value) === JSON.stringify(value);

const impossible = (plan: Plan, refusal: Finding | undefined): UserError => {
  const taken = Object.entries(plan.decisions)
    .filter(([name]) => !plan.filled.some((filled) => filled === name))
    .map(([name, value]) => `${name}=${value}`);
  const rule = refusal === undefined ? '' : `: ${refusal.condition} (${formatPlace(refusal.place)})`;
  return new UserError({
    code: 'IMPOSSIBLE_DECISIONS',
    message: `LLaMA Factory refuses ${taken.join(', ') || 'this run'}${rule}.`,
    next: `Change one of ${refusal?.parameters.join(', ') || 'the decisions'}.`,
    ...(refusal === undefined ? {} : { place: formatPlace(refusal.place) }),
  });
};

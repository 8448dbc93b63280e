import { type Catalog, findModel } from '../catalog/index.ts';
import { type ExampleGroup, exampleGroups, likeness } from '../decisions/examples.ts';
import { type Decisions, type DimensionName, dimensionsOf } from '../decisions/index.ts';

/** A plain first run, where neither the user nor a like example says otherwise. */
const PLAIN: Decisions = {
  stage: 'sft',
  method: 'lora',
  quantization: 'none',
  optimizer: 'standard',
  distributed: 'single',
  precision: 'bf16',
  data_strategy: 'normal',
  modality: 'text',
};

/** What is not the user's to say for a machine nobody has seen: one device, as long as nothing else is asked. */
const MACHINE: readonly DimensionName[] = ['distributed'];

/** Every dimension decided, and the examples of upstream that are most like it. */
export interface Plan {
  readonly decisions: Decisions;
  /** Dimensions the user left open. */
  readonly filled: readonly DimensionName[];
  readonly model: ExampleGroup | undefined;
  /** The same among those of this stage and modality, whose data has the right form, with a model that upstream's registry names. */
  readonly data: ExampleGroup | undefined;
}

/**
 * Fills what the user left open: by what is known of the model, then from the most alike example, else from a plain run.
 */
export const planRun = (catalog: Catalog, entry: string, asked: Decisions, ofModel: Decisions = {}): Plan => {
  const dimensions = dimensionsOf(catalog);
  const decided = { ...ofModel, ...asked };
  const examples = exampleGroups(catalog, entry);
  const known = examples.filter((group) => hasKnownModel(catalog, group));
  const model = mostAlike(known, decided) ?? mostAlike(examples, decided);
  const filled = dimensions.map(({ name }) => name).filter((name) => asked[name] === undefined);
  const offered = (name: DimensionName, value: string | undefined): boolean =>
    dimensions.some(
      (dimension) => dimension.name === name && dimension.values.some((each) => each.value === value),
    );
  const values = filled.flatMap((name) => {
    const value =
      ofModel[name] ?? (MACHINE.includes(name) ? undefined : model?.decisions[name]) ?? PLAIN[name];
    return value !== undefined && offered(name, value) ? [[name, value] as const] : [];
  });
  const taken: Decisions = { ...Object.fromEntries(values), ...asked };
  const decisions = Object.fromEntries(
    dimensions.flatMap(({ name }) => (taken[name] === undefined ? [] : [[name, taken[name]]])),
  );
  const sameData = examples.filter(({ decisions: has }) =>
    DATA.every((name) => (has[name] ?? PLAIN[name]) === taken[name]),
  );
  const data =
    mostAlike(
      known.filter((group) => sameData.includes(group)),
      taken,
    ) ?? mostAlike(sameData, taken);
  return { decisions, filled, model, data: data ?? model };
};

/** Not a folder that another step made, nor one quantized before. */
const hasKnownModel = (catalog: Catalog, { values: { model_name_or_path: model } }: ExampleGroup): boolean =>
  typeof model === 'string' && findModel(catalog, model) !== undefined;

/** What says which form the data has. */
const DATA: readonly DimensionName[] = ['stage', 'modality'];

/** Ties go to what is most like a plain run, then to what says what most do, then to upstream's order. */
const mostAlike = (examples: readonly ExampleGroup[], decided: Decisions): ExampleGroup | undefined => {
  const scored = examples.map((group) => ({
    group,
    score:
      likeness(decided, group.decisions) +
      likeness({ ...PLAIN, ...decided }, group.decisions) / 10 +
      ordinariness(examples, group) / 100,
  }));
  return scored.toSorted((a, b) => b.score - a.score)[0]?.group;
};

/** Share of the examples that set a key of this one, and set it to the same value, on average: 0 to 1. A show of one feature is rare. */
const ordinariness = (examples: readonly ExampleGroup[], { values }: ExampleGroup): number => {
  const pairs = Object.entries(values);
  const shares = pairs.map(([key, value]) => {
    const setting = examples.filter((one) => key in one.values);
    const same = setting.filter((one) => JSON.stringify(one.values[key]) === JSON.stringify(value));
    return setting.length + same.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, 2 * pairs.length * examples.length);
};

/** The same plan with other values in one dimension the user left open; nearest to a plain run first. */
export const alternatives = (catalog: Catalog, plan: Plan): readonly Plan[] =>
  plan.filled.flatMap((name) =>
    (dimensionsOf(catalog).find((dimension) => dimension.name === name)?.values ?? [])
      .filter(({ value }) => value !== plan.decisions[name])
      .toSorted((a, b) => Number(b.value === PLAIN[name]) - Number(a.value === PLAIN[name]))
      .map(({ value }) => ({ ...plan, decisions: { ...plan.decisions, [name]: value } })),
  );

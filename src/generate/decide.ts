import type { Catalog } from '../catalog/index.ts';
import { likeness, type Settled, settledExamples } from '../decisions/examples.ts';
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

/** Every dimension decided, and the example of upstream that is most like it. */
export interface Plan {
  readonly decisions: Decisions;
  /** Dimensions the user left open. */
  readonly filled: readonly DimensionName[];
  readonly model: Settled | undefined;
}

/** Fills what the user left open from the most alike example, else from a plain run. */
export const planRun = (catalog: Catalog, entry: string, decided: Decisions): Plan => {
  const dimensions = dimensionsOf(catalog);
  const model = mostAlike(settledExamples(catalog, entry), decided);
  const filled = dimensions.map(({ name }) => name).filter((name) => decided[name] === undefined);
  const offered = (name: DimensionName, value: string | undefined): boolean =>
    dimensions.some(
      (dimension) => dimension.name === name && dimension.values.some((each) => each.value === value),
    );
  const values = filled.flatMap((name) => {
    const value = (MACHINE.includes(name) ? undefined : model?.decisions[name]) ?? PLAIN[name];
    return value !== undefined && offered(name, value) ? [[name, value] as const] : [];
  });
  return { decisions: { ...Object.fromEntries(values), ...decided }, filled, model };
};

/** Ties go to what is most like a plain run, then to the first in upstream's order. */
const mostAlike = (examples: readonly Settled[], decided: Decisions): Settled | undefined => {
  const scored = examples.map((settled) => ({
    settled,
    score: likeness(decided, settled.decisions) + likeness({ ...PLAIN, ...decided }, settled.decisions) / 10,
  }));
  return scored.toSorted((a, b) => b.score - a.score)[0]?.settled;
};

/** The same plan with other values in one dimension the user left open; nearest to a plain run first. */
export const alternatives = (catalog: Catalog, plan: Plan): readonly Plan[] =>
  plan.filled.flatMap((name) =>
    (dimensionsOf(catalog).find((dimension) => dimension.name === name)?.values ?? [])
      .filter(({ value }) => value !== plan.decisions[name])
      .toSorted((a, b) => Number(b.value === PLAIN[name]) - Number(a.value === PLAIN[name]))
      .map(({ value }) => ({ ...plan, decisions: { ...plan.decisions, [name]: value } })),
  );

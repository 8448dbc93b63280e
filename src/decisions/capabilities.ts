import type { Catalog } from '../catalog/index.ts';
import type { Json } from '../model/index.ts';
import { dimensionsOf } from './dimension.ts';
import type { DimensionName } from './dimensions.ts';

type Scalar = string | number | boolean | null;

/** A parameter that offers a closed list. */
export interface Offer {
  readonly parameter: string;
  readonly class: string;
  /** Absent when required or not known. */
  readonly default?: Json;
  readonly values: readonly Scalar[];
}

/** What this LLaMA Factory can do, as far as its parameters say. */
export interface Capabilities {
  readonly entry: string;
  readonly stages: readonly Scalar[];
  readonly methods: readonly Scalar[];
  /** Upstream's own optimizers (a switch each), then those of transformers (`optim`). */
  readonly optimizers: { readonly switches: readonly string[]; readonly optim: readonly Scalar[] };
  readonly schedulers: readonly Scalar[];
  readonly quantizationMethods: readonly Scalar[];
  readonly attention: readonly Scalar[];
  /** Losses to choose from, by parameter. */
  readonly losses: Readonly<Record<string, readonly Scalar[]>>;
  /** Chat templates, by name. */
  readonly templates: readonly string[];
  readonly decisions: Readonly<Partial<Record<DimensionName, readonly string[]>>>;
  /** Every parameter with choices, the above included, in the parser's order. */
  readonly choices: readonly Offer[];
}

/**
 * Read from choices and enums; a list the source does not have is empty.
 * @throws UserError UNKNOWN_ENTRY
 */
export const capabilitiesOf = (catalog: Catalog, entry = 'train'): Capabilities => {
  const { name } = catalog.entryPoint(entry);
  const choices = offersOf(catalog, name);
  const dimensions = dimensionsOf(catalog);
  const offered = (parameter: string): readonly Scalar[] =>
    choices.find((offer) => offer.parameter === parameter)?.values ?? [];
  const valuesOf = (dimension: DimensionName): readonly string[] =>
    dimensions.find((each) => each.name === dimension)?.values.map(({ value }) => value) ?? [];
  return {
    entry: name,
    stages: offered('stage'),
    methods: offered('finetuning_type'),
    optimizers: {
      switches: valuesOf('optimizer').filter((value) => value !== 'standard'),
      optim: offered('optim'),
    },
    schedulers: offered('lr_scheduler_type'),
    quantizationMethods: offered('quantization_method'),
    attention: offered('flash_attn'),
    losses: Object.fromEntries(
      choices
        .filter(({ parameter }) => parameter.split('_').includes('loss'))
        .map(({ parameter, values }) => [parameter, values]),
    ),
    templates: (catalog.data.templates ?? []).map(({ name: template }) => template),
    decisions: Object.fromEntries(dimensions.map((dimension) => [dimension.name, valuesOf(dimension.name)])),
    choices,
  };
};

const offersOf = (catalog: Catalog, entry: string): readonly Offer[] =>
  catalog.parametersOf(entry).flatMap((parameter) =>
    parameter.choices === undefined
      ? []
      : [
          {
            parameter: parameter.name,
            class: parameter.class,
            ...(parameter.default.kind === 'value' ? { default: parameter.default.value } : {}),
            values: parameter.choices.values,
          },
        ],
  );

import { toJson } from '../expr/python/from-json.ts';
import { PyDict } from '../expr/python/value.ts';
import type { DerivedValue } from '../expr/verdict.ts';
import type { Json, Parameter, ValidationResult } from '../model/index.ts';
import type { ConfigDocument } from '../validate/document.ts';
import { environmentFrom } from '../validate/environment.ts';
import type { ValidateOptions, Validator } from '../validate/validator.ts';

/** Where the effective value of a parameter comes from. */
export type Origin = 'config' | 'default' | 'derived';

export interface ResolvedValue {
  /** Absent where it cannot be told here: it depends on the machine, or is no plain value (a torch type). */
  readonly value?: Json;
  readonly origin: Origin;
  /** Composed class that holds it. */
  readonly class: string;
  /** `derived`: the line of upstream that assigned it last. */
  readonly at?: string;
}

/** The effective value of every parameter of an entry point, and what validation says of the config. */
export interface Resolution extends ValidationResult {
  readonly values: Readonly<Record<string, ResolvedValue>>;
}

/**
 * What the parser ends with: the config's values, the defaults of the rest, and what upstream derives from both. For a
 * config that is not accepted the values are those up to where they can be told.
 * @throws UserError UNKNOWN_ENTRY
 */
export const resolveConfig = (
  validator: Validator,
  document: ConfigDocument,
  options: ValidateOptions = {},
): Resolution => {
  const result = validator.validate(document, options);
  const view = validator.entryFor(result.entry, []);
  const config = new PyDict(document.entries.map(({ key, value }) => [key, value]));
  const environment = options.environment ?? environmentFrom();
  const derived = view.checker()?.run(config, environment).derived();
  const values = [...view.parameters.values()].map(
    (parameter) => [parameter.name, effectiveValue(parameter, config, derived)] as const,
  );
  return { ...result, values: Object.fromEntries(values) };
};

const effectiveValue = (
  parameter: Parameter,
  config: PyDict,
  derived: ReadonlyMap<string, DerivedValue> | undefined,
): ResolvedValue => {
  const { name, class: owner, init } = parameter;
  const made = derived?.get(`${owner}.${name}`);
  if (made?.place) {
    const at = `${made.place.path}:${made.place.line}`;
    return { ...plain(toJson(made.value)), origin: 'derived', class: owner, at };
  }
  const given = init ? config.get(name) : undefined;
  if (given !== undefined) return { ...plain(toJson(given)), origin: 'config', class: owner };
  const fallback = parameter.default.kind === 'value' ? parameter.default.value : undefined;
  return { ...plain(fallback), origin: 'default', class: owner };
};

const plain = (value: Json | undefined): { readonly value?: Json } => (value === undefined ? {} : { value });

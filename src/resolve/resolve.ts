import { effectiveValue, type Origin, type ResolvedValue } from '../expr/effective.ts';
import { PyDict } from '../expr/python/value.ts';
import type { ValidationResult } from '../model/index.ts';
import type { ConfigDocument } from '../validate/document.ts';
import { environmentFrom } from '../validate/environment.ts';
import type { ValidateOptions, Validator } from '../validate/validator.ts';

export type { Origin, ResolvedValue };

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

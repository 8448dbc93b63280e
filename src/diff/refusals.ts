import type { Diagnostic } from '../model/index.ts';
import { readConfig } from '../validate/read.ts';
import type { Validator } from '../validate/validator.ts';

/** A config under one release: its YAML text, and that release's validator. */
export interface ConfigUnder {
  readonly text: string;
  readonly validator: Validator;
}

/**
 * What the later release certainly refuses and the earlier one did not: the same finding (code, key and message) does
 * not count twice, wherever it stands.
 * @throws UserError UNKNOWN_ENTRY
 */
export const newRefusals = (
  before: ConfigUnder,
  after: ConfigUnder,
  entry: string,
): readonly Diagnostic[] => {
  const known = new Set(refusalsOf(before, entry).map(same));
  return refusalsOf(after, entry).filter((refusal) => !known.has(same(refusal)));
};

const refusalsOf = ({ text, validator }: ConfigUnder, entry: string): readonly Diagnostic[] =>
  validator
    .validate(readConfig(text, 'yaml'), { entry })
    .diagnostics.filter(({ severity, certainty }) => severity === 'error' && certainty === 'certain');

const same = ({ code, key, message }: Diagnostic): string => JSON.stringify([code, key, message]);

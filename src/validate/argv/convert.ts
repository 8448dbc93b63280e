import { equals } from '../../expr/python/compare.ts';
import { toFloat, toInt } from '../../expr/python/convert.ts';
import { PyDict, Raised, UNKNOWN, type Value } from '../../expr/python/value.ts';
import type { Choice, Conversion, Option } from './option.ts';

export type Converted =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: 'argument-value' | 'argument-choice'; readonly expected: string };

/** One word as argparse converts it and then looks it up among the choices of the field's metadata. */
export const convertWord = (word: string, { conversion, listed }: Option): Converted => {
  const converted = converts(word, conversion);
  return converted.ok && listed !== undefined && !isAmong(converted.value, listed)
    ? notAmong(listed)
    : converted;
};

const converts = (word: string, conversion: Conversion): Converted => {
  switch (conversion.kind) {
    case 'str':
      return { ok: true, value: word };
    case 'int':
      return orFail(toInt(word), 'an integer');
    case 'float':
      return orFail(toFloat(word), 'a number');
    case 'bool':
      return orFail(TRUTH.get(word.toLowerCase()), 'yes, true, t, y, 1 or no, false, f, n, 0');
    case 'dict':
      // `dict(text)` takes pairs, and a letter is none.
      return orFail(word === '' ? new PyDict() : undefined, 'a mapping: none can be given in one word');
    case 'choice':
      return toChoice(word, conversion.values);
    case 'member':
      return conversion.values.includes(word) ? { ok: true, value: word } : notAmong(conversion.values);
    case 'unknown':
      return { ok: true, value: UNKNOWN };
  }
};

const orFail = (value: Value | undefined, expected: string): Converted =>
  value === undefined || value instanceof Raised
    ? { ok: false, code: 'argument-value', expected }
    : { ok: true, value };

/** Mirrors `string_to_bool` of transformers' `hf_argparser.py`. */
const TRUTH = new Map([
  ...['yes', 'true', 't', 'y', '1'].map((word) => [word, true] as const),
  ...['no', 'false', 'f', 'n', '0'].map((word) => [word, false] as const),
]);

/** The choice whose Python text is the word. */
const toChoice = (word: string, choices: readonly Choice[]): Converted => {
  const found = choices.find((choice) => pythonText(choice) === word);
  return found === undefined ? notAmong(choices) : { ok: true, value: found };
};

const isAmong = (value: Value, choices: readonly Choice[]): boolean =>
  value === UNKNOWN || choices.some((choice) => equals(value, choice) !== false);

const notAmong = (choices: readonly Choice[]): Converted => ({
  ok: false,
  code: 'argument-choice',
  expected: choices.map(pythonText).join(', '),
});

const pythonText = (choice: Choice): string => {
  if (choice === null) return 'None';
  if (typeof choice === 'boolean') return choice ? 'True' : 'False';
  return String(choice);
};

import { float, integer, UNKNOWN, type Value } from '../../expr/python/value.ts';
import type { Choice, Conversion } from './option.ts';

export type Converted =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: 'argument-value' | 'argument-choice'; readonly expected: string };

/** One word as argparse converts and checks it. */
export const convertWord = (word: string, conversion: Conversion): Converted => {
  switch (conversion.kind) {
    case 'str':
      return { ok: true, value: word };
    case 'int':
      return orFail(toInt(word), 'an integer');
    case 'float':
      return orFail(toFloat(word), 'a number');
    case 'bool':
      return orFail(TRUTH.get(word.toLowerCase()), 'yes, true, t, y, 1 or no, false, f, n, 0');
    case 'choice':
      return toChoice(word, conversion.values);
    case 'unknown':
      return { ok: true, value: UNKNOWN };
  }
};

const orFail = (value: Value | undefined, expected: string): Converted =>
  value === undefined ? { ok: false, code: 'argument-value', expected } : { ok: true, value };

/** Mirrors `string_to_bool` of transformers' `hf_argparser.py`. */
const TRUTH = new Map([
  ...['yes', 'true', 't', 'y', '1'].map((word) => [word, true] as const),
  ...['no', 'false', 'f', 'n', '0'].map((word) => [word, false] as const),
]);

/** Python's `int(text)` in base ten. */
const toInt = (word: string): Value | undefined => {
  const text = word.trim();
  return /^[-+]?[0-9]+(?:_[0-9]+)*$/.test(text)
    ? integer(BigInt(text.replaceAll('_', '').replace(/^\+/, '')))
    : undefined;
};

const DIGITS = '[0-9]+(?:_[0-9]+)*';
const DECIMAL = new RegExp(`^[-+]?(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:e[-+]?${DIGITS})?$`);

/** Python's `float(text)`. */
const toFloat = (word: string): Value | undefined => {
  const text = word.trim().toLowerCase();
  if (DECIMAL.test(text)) return float(Number(text.replaceAll('_', '')));
  const special = /^([-+]?)(inf|infinity|nan)$/.exec(text);
  if (special === null) return undefined;
  const magnitude = special[2] === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
  return special[1] === '-' ? -magnitude : magnitude;
};

/** The choice whose Python text is the word. */
const toChoice = (word: string, choices: readonly Choice[]): Converted => {
  const found = choices.find((choice) => pythonText(choice) === word);
  return found === undefined
    ? { ok: false, code: 'argument-choice', expected: choices.map(pythonText).join(', ') }
    : { ok: true, value: found };
};

const pythonText = (choice: Choice): string => {
  if (choice === null) return 'None';
  if (typeof choice === 'boolean') return choice ? 'True' : 'False';
  return String(choice);
};

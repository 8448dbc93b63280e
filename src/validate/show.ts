import { floatText, repr } from '../expr/python/text.ts';
import {
  isFloat,
  PyDict,
  PyEnum,
  PySet,
  PyTuple,
  Raised,
  UNKNOWN,
  type Value,
} from '../expr/python/value.ts';

/** A longer text is cut in messages. */
const MAX_TEXT = 60;

/** A value as one would write it in YAML: `sft`, `"8"`, `[a, b]`, `null`. */
export const showValue = (value: Value): string => {
  if (value === null) return 'null';
  if (typeof value === 'string') return showText(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return cut(String(value));
  if (typeof value === 'number') return isFloat(value) ? floatText(value) : String(value);
  if (value instanceof PyEnum) return showValue(value.value);
  if (value === UNKNOWN || value instanceof Raised) return '?';
  if (value instanceof PyDict)
    return cut(
      `{${[...value.entries()].map(([key, item]) => `${showValue(key)}: ${showValue(item)}`).join(', ')}}`,
    );
  const items = value instanceof PyTuple || value instanceof PySet ? value.items : value;
  return Array.isArray(items) ? cut(`[${items.map(showValue).join(', ')}]`) : repr(value);
};

/** Quoted where YAML would read it as something else, or where its end would not be seen. */
const showText = (text: string): string => {
  const plain = /^[\p{L}_./][\p{L}\p{N}_./@+-]*$/u.test(text) && !WORDS.has(text.toLowerCase());
  return plain ? cut(text) : cut(JSON.stringify(text));
};

const WORDS = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', '.inf', '.nan']);

const cut = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`);

import { floatText } from '../../../../src/expr/python/text.ts';
import { isFloat, PyDict, PyFloat, type Value } from '../../../../src/expr/python/value.ts';
import type { ConfigDocument } from '../../../../src/validate/document.ts';

/** The typed form of `record.py`. */
export const encode = (value: Value): unknown => {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return { str: value };
  if (value instanceof PyFloat) return { float: floatText(value.value) };
  if (typeof value === 'number' || typeof value === 'bigint')
    return isFloat(value) ? { float: floatText(Number(value)) } : { int: String(value) };
  if (value instanceof PyDict)
    return { dict: [...value.entries()].map(([key, item]) => [encode(key), encode(item)]) };
  return Array.isArray(value) ? { list: value.map(encode) } : { opaque: 'bytes' };
};

export const encodeDocument = (document: ConfigDocument): unknown => ({
  dict: document.entries.map(({ key, value }) => [encode(key), encode(value)]),
});

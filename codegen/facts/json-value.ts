import type { Json } from '../../src/model/json.ts';
import { reprFloat, toText } from '../python/repr.ts';
import type { PyValue } from '../python/value.ts';

/** A value in JSON: enums by value, tuples and sets as lists, inf and nan as Python writes them. */
export function jsonValue(value: PyValue): Json | undefined {
  switch (value.type) {
    case 'none':
      return null;
    case 'bool':
    case 'str':
      return value.value;
    case 'int':
      return Number(value.value);
    case 'float':
      return Number.isFinite(value.value) ? value.value : reprFloat(value.value);
    case 'enum':
      return jsonValue(value.value);
    case 'list':
    case 'tuple':
      return jsonList(value.items);
    case 'set':
      return jsonList(value.items.keys());
    case 'dict':
      return jsonDict(value.entries.items());
    default:
      return undefined;
  }
}

function jsonList(items: readonly PyValue[]): Json | undefined {
  const converted = items.map(jsonValue);
  return converted.every((item) => item !== undefined) ? converted : undefined;
}

/** Keys as JSON has them: the value of an enum, the text of anything else. */
function jsonDict(items: readonly (readonly [PyValue, PyValue])[]): Json | undefined {
  const result: Record<string, Json> = {};
  for (const [key, item] of items) {
    const name = key.type === 'enum' ? toText(key.value) : toText(key);
    const converted = jsonValue(item);
    if (name === undefined || converted === undefined) return undefined;
    result[name] = converted;
  }
  return result;
}

/** The same value with enum members replaced by their values, as defaults are shown. */
export function withoutEnums(value: PyValue): PyValue {
  if (value.type === 'enum') return withoutEnums(value.value);
  if (value.type === 'list' || value.type === 'tuple')
    return { ...value, items: value.items.map(withoutEnums) };
  return value;
}

import { equals } from '../expr/python/compare.ts';
import { isFloat, PyDict, UNKNOWN, type Value } from '../expr/python/value.ts';
import type { TypeRef } from '../model/index.ts';

/**
 * `fits`: the value is one of the type. `loose`: Python takes it for one in most places (`1` for a truth value, `8.0`
 * for an integer). `wrong`: neither.
 */
export type Fit = 'fits' | 'loose' | 'wrong';

/** How a value, as YAML or JSON gives it, fits a declared type. What cannot be told fits. */
export const fitOf = (value: Value, type: TypeRef): Fit => {
  if (value === UNKNOWN) return 'fits';
  switch (type.kind) {
    case 'any':
    case 'unknown':
    case 'class':
      return 'fits';
    case 'none':
      return value === null ? 'fits' : 'wrong';
    case 'primitive':
      return primitiveFit(value, type.name);
    case 'literal':
      return type.values.some((each) => equals(each, value) === true) ? 'fits' : 'wrong';
    case 'enum':
      return type.members.some((each) => equals(each.value, value) === true) ? 'fits' : 'wrong';
    case 'list':
    case 'set':
      return Array.isArray(value) ? worstOf(value, type.item) : 'wrong';
    case 'tuple':
      return Array.isArray(value) ? 'fits' : 'wrong';
    case 'dict':
      return value instanceof PyDict ? 'fits' : 'wrong';
    case 'union':
      return bestOf(value, type.members);
  }
};

/** Loops, not array methods: this runs for every value of thousands of configs a second. */
const bestOf = (value: Value, types: readonly TypeRef[]): Fit => {
  let best: Fit = 'wrong';
  for (const type of types) {
    const fit = fitOf(value, type);
    if (fit === 'fits') return fit;
    if (fit === 'loose') best = fit;
  }
  return best;
};

const worstOf = (items: readonly Value[], type: TypeRef): Fit => {
  let worst: Fit = 'fits';
  for (const item of items) {
    const fit = fitOf(item, type);
    if (fit === 'wrong') return fit;
    if (fit === 'loose') worst = fit;
  }
  return worst;
};

const primitiveFit = (value: Value, name: 'str' | 'int' | 'float' | 'bool' | 'bytes'): Fit => {
  switch (name) {
    case 'str':
      return typeof value === 'string' ? 'fits' : 'wrong';
    case 'bool':
      if (typeof value === 'boolean') return 'fits';
      return value === 0 || value === 1 ? 'loose' : 'wrong';
    case 'int':
      if (typeof value === 'bigint' || (typeof value === 'number' && !isFloat(value))) return 'fits';
      return typeof value === 'boolean' || isFloat(value) ? 'loose' : 'wrong';
    case 'float':
      if (typeof value === 'number' || typeof value === 'bigint' || isFloat(value)) return 'fits';
      return typeof value === 'boolean' ? 'loose' : 'wrong';
    case 'bytes':
      return 'wrong';
  }
};

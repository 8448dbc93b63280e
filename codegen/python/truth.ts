import type { PyValue } from './value.ts';
import { keyOf } from './value-key.ts';

/** Python's truth of a value; `undefined` where it is not known. */
export function truth(value: PyValue): boolean | undefined {
  switch (value.type) {
    case 'none':
      return false;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'str':
    case 'bytes':
      return value.value !== '';
    case 'list':
    case 'tuple':
      return value.items.length > 0;
    case 'set':
      return value.items.size > 0;
    case 'dict':
      return value.entries.size > 0;
    case 'enum':
      return value.mixin === null ? true : truth(value.value);
    case 'class':
    case 'function':
    case 'module':
    case 'ellipsis':
    case 'field':
    case 'slice':
      return true;
    case 'builtin':
      return true;
    case 'instance':
    case 'external':
    case 'unknown':
      return undefined;
  }
}

/** Python's `==`; `undefined` where it is not known. */
export function equal(left: PyValue, right: PyValue): boolean | undefined {
  if (left === right && left.type !== 'float' && left.type !== 'unknown') return true;
  if (opaque(left) || opaque(right)) return undefined;
  if (left.type === 'float' && Number.isNaN(left.value)) return false;
  return keyOf(left) === keyOf(right);
}

const opaque = (value: PyValue): boolean =>
  value.type === 'unknown' ||
  value.type === 'external' ||
  value.type === 'instance' ||
  ((value.type === 'list' || value.type === 'tuple') && value.items.some(opaque)) ||
  (value.type === 'dict' && value.entries.values().some(opaque)) ||
  (value.type === 'set' && value.items.keys().some(opaque));

/** `item in container`; `undefined` where it is not known or `container` is no container. */
export function contains(container: PyValue, item: PyValue): boolean | undefined {
  if (container.type === 'str') return item.type === 'str' ? container.value.includes(item.value) : undefined;
  const members =
    container.type === 'list' || container.type === 'tuple'
      ? container.items
      : container.type === 'set'
        ? container.items.keys()
        : container.type === 'dict'
          ? container.entries.keys()
          : undefined;
  if (members === undefined) return undefined;
  const verdicts = members.map((member) => equal(member, item));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

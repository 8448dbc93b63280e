import type { PyValue } from './value.ts';

let serial = 0;
const identities = new WeakMap<object, number>();

/** Equal texts for values that Python's `==` and `hash` hold equal; identity for everything that is not a value. */
export function keyOf(value: PyValue): string {
  switch (value.type) {
    case 'none':
    case 'ellipsis':
      return value.type;
    case 'bool':
      return `n${value.value ? 1 : 0}`;
    case 'int':
      return `n${value.value}`;
    case 'float':
      return Number.isInteger(value.value) ? `n${BigInt(value.value)}` : `n${value.value}`;
    case 'str':
      return `s${value.value}`;
    case 'bytes':
      return `b${value.value}`;
    case 'tuple':
    case 'list':
      return `${value.type}(${value.items.map((item) => JSON.stringify(keyOf(item))).join()})`;
    case 'set':
      return `set(${value.items
        .keys()
        .map(keyOf)
        .sort()
        .map((key) => JSON.stringify(key))
        .join()})`;
    case 'dict':
      return `dict(${value.entries
        .items()
        .map(([key, item]) => JSON.stringify([keyOf(key), keyOf(item)]))
        .sort()
        .join()})`;
    case 'enum':
      // A `str` enum hashes and compares as its text.
      return value.mixin === null ? `e${value.class.binding.qualname}.${value.name}` : keyOf(value.value);
    case 'class':
      return `c${value.binding.qualname}`;
    case 'external':
      return `x${value.path}${value.args === null ? '' : `[${value.args.map(keyOf).join()}]`}`;
    case 'module':
      return `m${value.module.name}`;
    default:
      return identity(value);
  }
}

function identity(value: object): string {
  const known = identities.get(value);
  if (known !== undefined) return `#${known}`;
  serial += 1;
  identities.set(value, serial);
  return `#${serial}`;
}

import { classAttribute } from './classes.ts';
import { moduleName } from './execute-import.ts';
import { hasDecorator } from './idioms.ts';
import { type Interpreter, isUnknown, PyError, type Site, unknown } from './interpreter.ts';
import { baseVersion, versionText } from './package-version.ts';
import type { FunctionValue, InstanceValue, PyValue } from './value.ts';
import { external, int, str, tuple } from './value.ts';

/** `owner.name` */
export function attributeValue(self: Interpreter, owner: PyValue, name: string, at: Site): PyValue {
  switch (owner.type) {
    case 'unknown':
      return owner;
    case 'module':
      return moduleName(self, owner.module, name, at);
    case 'external':
      return fromExternal(self, owner, name, at);
    case 'class':
      return fromClass(self, owner, name, at);
    case 'enum':
      if (name === 'value' || name === '_value_') return owner.value;
      if (name === 'name' || name === '_name_') return str(owner.name);
      return enumMethod(self, owner, name, at);
    case 'instance':
      return owner.attributes.get(name) ?? fromInstance(self, owner, name, at);
    case 'function':
      return name === '__name__' ? str(owner.name) : unknown(at, `attribute ${name} of a function`);
    default:
      return { type: 'builtin', name, self: owner };
  }
}

function fromExternal(
  self: Interpreter,
  owner: Extract<PyValue, { type: 'external' }>,
  name: string,
  at: Site,
): PyValue {
  const version = versionText(owner);
  if (version !== undefined) {
    const numbers = baseVersion(version).split('.').map(Number);
    if (name === 'base_version' || name === 'public') return str(baseVersion(version));
    if (name === 'major' || name === 'minor' || name === 'micro') {
      return int(numbers[['major', 'minor', 'micro'].indexOf(name)] ?? 0);
    }
    if (name === 'release') return tuple(numbers.map(int));
    return unknown(at, `attribute ${name} of a version`);
  }
  if (owner.path === 'sys' && name === 'version_info' && self.world.python !== undefined)
    return tuple(self.world.python.map(int));
  const known = name === '__version__' ? self.world.version(owner.path) : undefined;
  return known === undefined ? external(`${owner.path}.${name}`) : str(known);
}

function fromClass(
  self: Interpreter,
  owner: Extract<PyValue, { type: 'class' }>,
  name: string,
  at: Site,
): PyValue {
  if (name === '__members__') return unknown(at, '__members__');
  const held = classAttribute(self, owner, name, at);
  if (held === undefined) throw new PyError('AttributeError', name);
  if (held.type === 'function' && decoratedWith(held, 'classmethod')) return { ...held, self: owner };
  return held;
}

function fromInstance(self: Interpreter, owner: InstanceValue, name: string, at: Site): PyValue {
  const held = classAttribute(self, owner.class, name, at);
  if (held === undefined) throw new PyError('AttributeError', name);
  return bound(self, held, owner, at);
}

/** Own methods of the enum, then those of the text or number it is. */
function enumMethod(
  self: Interpreter,
  owner: Extract<PyValue, { type: 'enum' }>,
  name: string,
  at: Site,
): PyValue {
  const held = classAttribute(self, owner.class, name, at);
  if (held !== undefined && !isUnknown(held)) return bound(self, held, owner, at);
  return owner.mixin === null
    ? unknown(at, `attribute ${name}`)
    : { type: 'builtin', name, self: owner.value };
}

function bound(self: Interpreter, held: PyValue, owner: PyValue, at: Site): PyValue {
  if (held.type !== 'function' || decoratedWith(held, 'staticmethod')) return held;
  const method: FunctionValue = { ...held, self: owner };
  return decoratedWith(held, 'property') ? self.call(method, { args: [], keywords: new Map() }, at) : method;
}

const decoratedWith = (value: FunctionValue, name: string): boolean =>
  value.node.kind === 'FunctionDef' && hasDecorator(value.node, name);

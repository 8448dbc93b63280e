import type { Subscript } from './ast.ts';
import { DISTRIBUTIONS } from './externals.ts';
import type { Frame } from './frame.ts';
import { type Interpreter, isUnknown, PyError, type Site, unknown } from './interpreter.ts';
import { repr } from './repr.ts';
import { subscript } from './subscript.ts';
import { list, type PyValue, str } from './value.ts';

export function subscriptValue(self: Interpreter, frame: Frame, expression: Subscript, at: Site): PyValue {
  const owner = self.evaluate(frame, expression.value);
  if (isUnknown(owner)) return owner;
  if (owner.type === 'external' || owner.type === 'builtin' || owner.type === 'class') {
    return generic(self, frame, owner, expression, at);
  }
  const index = self.evaluate(frame, expression.slice);
  if (isUnknown(index)) return index;
  if (owner.type === 'dict') {
    const found = owner.entries.get(index);
    if (found !== undefined) return found;
    if (owner.factory === null) throw new PyError('KeyError', repr(index));
    const made = self.call(owner.factory, { args: [], keywords: new Map() }, at);
    owner.entries.set(index, made);
    return made;
  }
  return subscript(owner, index) ?? unknown(at, `subscript of ${owner.type}`);
}

/** `Enum["NAME"]` is a member; any other class subscribed is a type. */
function generic(self: Interpreter, frame: Frame, owner: PyValue, expression: Subscript, at: Site): PyValue {
  const { slice } = expression;
  const parts = slice.kind === 'Tuple' ? slice.elts : [slice];
  const args = parts.map((part) => self.evaluate(frame, part));
  const [first] = args;
  if (owner.type === 'class') {
    const member = first?.type === 'str' ? self.attribute(owner, first.value, at) : undefined;
    return member?.type === 'enum' ? member : owner;
  }
  const path =
    owner.type === 'external' ? owner.path : owner.type === 'builtin' ? `builtins.${owner.name}` : '';
  if (path === 'os.environ' && first?.type === 'str') {
    self.asked.add(first.value);
    const set = self.world.env.get(first.value);
    if (set === undefined) throw new PyError('KeyError', first.value);
    return str(set);
  }
  // Every package is taken to come from the distribution of its own name.
  if (path === DISTRIBUTIONS && first?.type === 'str') return list([str(first.value.replaceAll('_', '-'))]);
  return { type: 'external', path, args };
}

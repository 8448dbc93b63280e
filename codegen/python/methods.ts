import { order } from './arithmetic.ts';
import {
  type CallArguments,
  type Interpreter,
  isUnknown,
  PyError,
  type Site,
  unknown,
} from './interpreter.ts';
import { iterate, pair } from './iterate.ts';
import { textMethod } from './text-methods.ts';
import { equal } from './truth.ts';
import { dict, int, list, NONE, type PyDict, type PyValue, setOf, str } from './value.ts';

/** A method of a builtin value. */
export function callMethod(
  self: Interpreter,
  owner: PyValue,
  name: string,
  given: CallArguments,
  at: Site,
): PyValue {
  const result = methodOf(self, owner, name, given, at);
  return result ?? given.args.find(isUnknown) ?? unknown(at, `${owner.type}.${name}()`);
}

function methodOf(
  self: Interpreter,
  owner: PyValue,
  name: string,
  given: CallArguments,
  at: Site,
): PyValue | undefined {
  switch (owner.type) {
    case 'str':
      return textMethod(owner.value, name, given);
    case 'list':
      return listMethod(owner.items, name, given);
    case 'tuple':
      return name === 'index' || name === 'count' ? listMethod(owner.items, name, given) : undefined;
    case 'dict':
      return dictMethod(owner, name, given);
    case 'set':
      return setMethod(owner.items, name, given);
    case 'builtin':
      return classMethod(self, owner.name, name, given, at);
    default:
      return undefined;
  }
}

/** `dict.fromkeys(…)`, `str.join(…)`: a builtin class as the receiver. */
function classMethod(
  self: Interpreter,
  owner: string,
  name: string,
  given: CallArguments,
  at: Site,
): PyValue | undefined {
  const [first, second] = given.args;
  if (owner === 'dict' && name === 'fromkeys' && first !== undefined) {
    const made = dict();
    if (made.type === 'dict') for (const key of iterate(first) ?? []) made.entries.set(key, second ?? NONE);
    return made;
  }
  if (first === undefined || first.type !== owner) return undefined;
  return callMethod(self, first, name, { args: given.args.slice(1), keywords: given.keywords }, at);
}

function listMethod(items: PyValue[], name: string, given: CallArguments): PyValue | undefined {
  const [first, second] = given.args;
  switch (name) {
    case 'append':
      if (first !== undefined) items.push(first);
      return NONE;
    case 'extend': {
      const added = first === undefined ? undefined : iterate(first);
      if (added !== undefined) items.push(...added);
      return added === undefined ? undefined : NONE;
    }
    case 'insert':
      if (first?.type !== 'int' || second === undefined) return undefined;
      items.splice(Number(first.value), 0, second);
      return NONE;
    case 'remove':
    case 'index': {
      const found = first === undefined ? -1 : items.findIndex((item) => equal(item, first) === true);
      if (found < 0) throw new PyError('ValueError');
      if (name === 'index') return int(found);
      items.splice(found, 1);
      return NONE;
    }
    case 'pop': {
      const at = first?.type === 'int' ? Number(first.value) : items.length - 1;
      const [taken] = items.splice(at < 0 ? at + items.length : at, 1);
      if (taken === undefined) throw new PyError('IndexError');
      return taken;
    }
    case 'copy':
      return list([...items]);
    case 'reverse':
      items.reverse();
      return NONE;
    case 'count':
      return first === undefined
        ? undefined
        : int(items.filter((item) => equal(item, first) === true).length);
    case 'sort':
      if (given.keywords.size > 0 || items.some((item) => order(item, item) === undefined)) return undefined;
      items.sort((a, b) => order(a, b) ?? 0);
      return NONE;
    default:
      return undefined;
  }
}

function dictMethod(
  owner: Extract<PyValue, { type: 'dict' }>,
  name: string,
  given: CallArguments,
): PyValue | undefined {
  const { entries } = owner;
  const [first, second] = given.args;
  switch (name) {
    case 'keys':
      return list(entries.keys());
    case 'values':
      return list(entries.values());
    case 'items':
      return list(entries.items().map(([key, value]) => pair(key, value)));
    case 'copy':
      return dict(entries.copy(), owner.of, owner.factory);
    case 'get':
      return first === undefined || isUnknown(first) ? undefined : (entries.get(first) ?? second ?? NONE);
    case 'pop': {
      const held = first === undefined ? undefined : entries.get(first);
      if (first !== undefined) entries.delete(first);
      if (held === undefined && second === undefined) throw new PyError('KeyError');
      return held ?? second;
    }
    case 'setdefault': {
      if (first === undefined) return undefined;
      const held = entries.get(first) ?? second ?? NONE;
      entries.set(first, held);
      return held;
    }
    case 'update':
      if (first !== undefined && first.type !== 'dict') return undefined;
      if (first?.type === 'dict') for (const [key, value] of first.entries.items()) entries.set(key, value);
      for (const [key, value] of given.keywords) entries.set(str(key), value);
      return NONE;
    default:
      return undefined;
  }
}

function setMethod(items: PyDict, name: string, given: CallArguments): PyValue | undefined {
  const [first] = given.args;
  switch (name) {
    case 'add':
      if (first !== undefined) items.set(first, NONE);
      return NONE;
    case 'discard':
    case 'remove':
      if (first !== undefined) items.delete(first);
      return NONE;
    case 'update': {
      const added = given.args.map(iterate);
      if (added.includes(undefined)) return undefined;
      for (const item of added.flatMap((part) => part ?? [])) items.set(item, NONE);
      return NONE;
    }
    case 'union': {
      const added = given.args.map(iterate);
      return added.includes(undefined)
        ? undefined
        : setOf([...items.keys(), ...added.flatMap((part) => part ?? [])]);
    }
    case 'copy':
      return setOf(items.keys());
    default:
      return undefined;
  }
}

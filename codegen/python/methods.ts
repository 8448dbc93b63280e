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
import { toText } from './repr.ts';
import { equal } from './truth.ts';
import { bool, dict, int, list, NONE, type PyDict, type PyValue, setOf, str } from './value.ts';

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

const texts = (args: readonly PyValue[]): string[] | undefined => {
  const found = args.map((arg) =>
    arg.type === 'str'
      ? arg.value
      : arg.type === 'enum' && arg.mixin === 'str'
        ? toText(arg.value)
        : undefined,
  );
  return found.every((text) => text !== undefined) ? found : undefined;
};

function textMethod(text: string, name: string, given: CallArguments): PyValue | undefined {
  const { args } = given;
  const [first = '', second = ''] = texts(args) ?? [];
  const simple = TEXT[name];
  if (simple !== undefined && args.length === 0) return simple(text);
  switch (name) {
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return texts(args) === undefined ? undefined : str(strip(text, name, first));
    case 'startswith':
    case 'endswith':
      return affix(text, name, args[0]);
    case 'removeprefix':
      return str(text.startsWith(first) ? text.slice(first.length) : text);
    case 'removesuffix':
      return str(first !== '' && text.endsWith(first) ? text.slice(0, -first.length) : text);
    case 'replace':
      return args.length === 2 && texts(args) !== undefined ? str(text.replaceAll(first, second)) : undefined;
    case 'split':
      return split(text, args);
    case 'join': {
      const parts = args[0] === undefined ? undefined : texts(iterate(args[0]) ?? [NONE]);
      return parts === undefined ? undefined : str(parts.join(text));
    }
    case 'count':
      return first === '' ? undefined : int(text.split(first).length - 1);
    case 'find':
      return texts(args) !== undefined && args.length === 1 ? int(text.indexOf(first)) : undefined;
    case 'format':
      return format(text, given);
    default:
      return undefined;
  }
}

const TEXT: Readonly<Record<string, (text: string) => PyValue>> = {
  lower: (text) => str(text.toLowerCase()),
  upper: (text) => str(text.toUpperCase()),
  casefold: (text) => str(text.toLowerCase()),
  capitalize: (text) => str(text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
  title: (text) =>
    str(text.toLowerCase().replace(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1))),
  isdigit: (text) => bool(/^\d+$/.test(text)),
  isupper: (text) => bool(text !== text.toLowerCase() && text === text.toUpperCase()),
  islower: (text) => bool(text !== text.toUpperCase() && text === text.toLowerCase()),
  splitlines: (text) => list(text.split(/\r\n|\n|\r/).map(str)),
};

function strip(text: string, name: 'strip' | 'lstrip' | 'rstrip', characters: string): string {
  const drops = (char: string | undefined): boolean =>
    char !== undefined && (characters === '' ? /\s/.test(char) : characters.includes(char));
  let [start, end] = [0, text.length];
  while (name !== 'rstrip' && start < end && drops(text[start])) start += 1;
  while (name !== 'lstrip' && end > start && drops(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function affix(
  text: string,
  name: 'startswith' | 'endswith',
  given: PyValue | undefined,
): PyValue | undefined {
  const options = given === undefined ? undefined : texts(given.type === 'tuple' ? given.items : [given]);
  return options === undefined
    ? undefined
    : bool(
        options.some((option) => (name === 'startswith' ? text.startsWith(option) : text.endsWith(option))),
      );
}

function split(text: string, args: readonly PyValue[]): PyValue | undefined {
  const [by, limit] = args;
  if (limit !== undefined && limit.type !== 'int') return undefined;
  if (by === undefined || by.type === 'none') return list(text.split(/\s+/).filter(Boolean).map(str));
  if (by.type !== 'str' || by.value === '') return undefined;
  const parts = text.split(by.value);
  const most = limit === undefined || limit.value < 0n ? parts.length : Number(limit.value) + 1;
  const kept =
    parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(by.value)];
  return list(kept.map(str));
}

/** `"{} {0} {name}".format(…)`, without format specifications. */
function format(text: string, given: CallArguments): PyValue | undefined {
  let next = 0;
  let known = true;
  const filled = text.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (whole, name: string | undefined) => {
    if (name === undefined) return whole.slice(0, 1);
    const value = /^\d*$/.test(name)
      ? given.args[name === '' ? next++ : Number(name)]
      : given.keywords.get(name);
    const shown = value === undefined ? undefined : toText(value);
    if (shown === undefined) known = false;
    return shown ?? '';
  });
  return known ? str(filled) : undefined;
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

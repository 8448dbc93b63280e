import * as build from '../../src/expr/build.ts';
import {
  METHODS,
  type Method as MethodName,
  MUTATORS,
  type Mutator,
  type Ref,
} from '../../src/model/index.ts';
import { changeShared } from './alias.ts';
import { setAttribute, setContent } from './assign.ts';
import { attributesOf } from './attributes.ts';
import { forEach } from './branch.ts';
import { emit, force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { giveUp } from './give-up.ts';
import { described } from './label.ts';
import { lookUp } from './lookup.ts';
import { callOnPath } from './path-methods.ts';
import { allocate, asData, constant, content } from './read.ts';
import type { Arguments, Run } from './run.ts';
import { attributeKey, contentKey } from './state.ts';
import {
  ABSENT,
  data,
  type Instance,
  type Mapping,
  type Method,
  type Sequence,
  sequence,
  type Value,
} from './value.ts';

const isMethod = (name: string): name is MethodName => (METHODS as readonly string[]).includes(name);
const isMutator = (name: string): name is Mutator => (MUTATORS as readonly string[]).includes(name);

/** A method that some type of data has, as far as methods are known. */
export const isKnownMethod = (name: string): boolean => isMethod(name) || isMutator(name);

/** Calls a method of data, a container, the config, an object's `__dict__` or a logger. */
export const callMethod = (run: Run, frame: Frame, method: Method, args: Arguments, at: number): Value => {
  const { receiver, name } = method;
  if (receiver.kind === 'logger') return log(run, frame, name, args, at);
  if (receiver.kind === 'attributes') return callOnDict(run, frame, receiver.of, name, args, at);
  const arranged = inOrder(run, name, args);
  return forEach(run, receiver, (one) =>
    arranged === null
      ? giveUp(run, frame, at, `method ${name} with what it is told by name`)
      : callOn(run, frame, one, name, arranged, at),
  );
};

/** What methods call their arguments, as far as they can be given by name. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  split: ['sep', 'maxsplit'],
  rsplit: ['sep', 'maxsplit'],
  splitlines: ['keepends'],
  decode: ['encoding', 'errors'],
};

/** The arguments in the method's own order; `null` where a name among them means something else. */
const inOrder = (run: Run, name: string, { positional, named }: Arguments): readonly Value[] | null => {
  if (named.size === 0) return positional;
  if (name === 'update') {
    const entries = new Map([...named].map(([key, value]) => [run.table.literal(key), value] as const));
    const added = allocate(run, { kind: 'mapping', entries });
    const [first] = positional;
    if (first === undefined) return [added];
    const held = content(run, first);
    return held.kind === 'mapping'
      ? [allocate(run, { kind: 'mapping', entries: new Map([...held.entries, ...entries]) })]
      : null;
  }
  const names = PARAMETERS[name];
  if (names === undefined || [...named.keys()].some((key) => !names.includes(key))) return null;
  const last = Math.max(...[...named.keys()].map((key) => names.indexOf(key)));
  return names
    .slice(0, Math.max(positional.length, last + 1))
    .map(
      (key, i) =>
        positional[i] ?? named.get(key) ?? (key === 'maxsplit' ? constant(run, -1) : constant(run, null)),
    );
};

const log = (run: Run, frame: Frame, name: string, { positional }: Arguments, at: number): Value => {
  if (name === 'getEffectiveLevel')
    return { kind: 'external', path: 'logging.getLogger().getEffectiveLevel()', called: true };
  const [message] = positional;
  if (name.startsWith('warn')) {
    emit(run, frame, at, {
      kind: 'warning',
      ...(message === undefined ? {} : { message: asData(run, message) }),
    });
  }
  return constant(run, null);
};

/** Methods of `self.__dict__`: taking an attribute away, setting some, and whatever only reads. */
const callOnDict = (
  run: Run,
  frame: Frame,
  owner: Instance,
  name: string,
  args: Arguments,
  at: number,
): Value => {
  const none = constant(run, null);
  if (name === 'update') return setAttributes(run, frame, owner, args, at);
  const [first, otherwise = none] = args.positional;
  const attribute = first === undefined ? undefined : run.table.valueOf(asData(run, first));
  if (name === 'pop' && typeof attribute === 'string') {
    const key = attributeKey(owner.id, attribute);
    const held = run.store.get(key) ?? otherwise;
    run.store.set(key, ABSENT);
    return held;
  }
  const mapping = isMutator(name) ? null : attributesOf(run, owner);
  return mapping === null
    ? giveUp(run, frame, at, `method ${name} of the attributes of an object`)
    : callOn(run, frame, mapping, name, args.positional, at);
};

const setAttributes = (run: Run, frame: Frame, owner: Instance, args: Arguments, at: number): Value => {
  const [more] = inOrder(run, 'update', args) ?? [];
  const held = more === undefined ? undefined : content(run, more);
  const names = held?.kind === 'mapping' ? [...held.entries.keys()].map((key) => run.table.valueOf(key)) : [];
  if (held?.kind !== 'mapping' || !names.every((name) => typeof name === 'string'))
    return giveUp(run, frame, at, 'update of the attributes of an object');
  [...held.entries.values()].forEach((value, i) => {
    setAttribute(run, frame, owner, names[i] as string, value, at);
  });
  return constant(run, null);
};

const callOn = (
  run: Run,
  frame: Frame,
  receiver: Value,
  name: string,
  args: readonly Value[],
  at: number,
): Value => {
  const held = content(run, receiver);
  if (held.kind === 'path') return callOnPath(run, frame, held, name, args, at);
  if (held.kind === 'choice')
    return forEach(run, held, (one) => {
      if (receiver.kind !== 'cell') return callOn(run, frame, one, name, args, at);
      run.store.set(contentKey(receiver), one);
      return callOn(run, frame, receiver, name, args, at);
    });
  const known =
    isMutator(name) && isShared(receiver)
      ? undefined
      : held.kind === 'sequence'
        ? onSequence(run, held, receiver, name, args)
        : held.kind === 'mapping'
          ? onMapping(run, frame, held, receiver, name, args, at)
          : onConfig(run, held, receiver, name, args);
  if (known !== undefined) {
    for (const arg of args) forceParts(run, frame, arg, at);
    return known;
  }
  if (isMutator(name) && isShared(receiver)) {
    changeShared(run, receiver);
    return giveUp(run, frame, at, 'change of a shared container');
  }
  const refs = [asData(run, held), ...args.map((arg) => asData(run, arg))];
  if (isMutator(name) && !isImmutable(run, held)) return mutate(run, frame, receiver, name, refs, at);
  if (isMethod(name)) {
    const result = data(
      described(run, { op: 'method', name, args: refs, at }, build.method(run.table, name, refs, at)),
    );
    return isNewList(run, name, result) ? allocate(run, result) : result;
  }
  if (name === 'decode') return data(build.operation(run.table, 'bytes.decode', refs.slice(0, 1), at));
  return giveUp(run, frame, at, `method ${name} of data`);
};

/** A list, dict or set that was made when a module or a class was: it has no identity of its own. */
const isShared = (receiver: Value): boolean =>
  receiver.kind === 'mapping' || (receiver.kind === 'sequence' && receiver.type !== 'tuple');

/** What was put into a container of the program before was computed then. */
const forceParts = (run: Run, frame: Frame, arg: Value, at: number): void => {
  const held = content(run, arg);
  if (held.kind === 'data') force(run, frame, held.ref, at);
  const parts =
    held.kind === 'sequence' ? held.items : held.kind === 'mapping' ? [...held.entries.values()] : [];
  for (const part of parts) if (part.kind !== 'cell') forceParts(run, frame, part, at);
};

/** A container of its own, which may be changed without changing an equal one elsewhere. */
const isNewList = (run: Run, name: MethodName, result: Value): boolean =>
  name === 'copy' || (result.kind === 'data' && Array.isArray(run.table.valueOf(result.ref)));

/** `remove`, `pop` and so on of text do not exist: the ordinary operation says so when it is run. */
const isImmutable = (run: Run, held: Value): boolean =>
  held.kind === 'data' && typeof run.table.valueOf(held.ref) === 'string';

/** A method that changes its receiver: forced here, and from here on the receiver holds what it left. */
const mutate = (
  run: Run,
  frame: Frame,
  receiver: Value,
  name: Mutator,
  refs: readonly Ref[],
  at: number,
): Value => {
  const { table } = run;
  const after = build.mutated(table, name, refs, at);
  force(run, frame, after, at);
  const result = data(givenBy(run, name, refs, after, at));
  force(run, frame, result.ref, at);
  if (receiver.kind === 'cell' || receiver.kind === 'data') setContent(run, receiver, data(after));
  return result;
};

/** What a method that changes its receiver gives besides; where it is refused nothing is looked at. */
const givenBy = (run: Run, name: Mutator, refs: readonly Ref[], after: Ref, at: number): Ref => {
  const { table } = run;
  const [owner, key, otherwise] = refs as [Ref, Ref?, Ref?];
  if (name === 'setdefault' && key !== undefined) return build.operation(table, 'getitem', [after, key], at);
  if (name === 'popitem' || (name === 'pop' && key === undefined))
    return build.method(table, name, [owner], at);
  if (name !== 'pop' || key === undefined) return table.literal(null);
  return otherwise === undefined
    ? build.operation(table, 'getitem', [owner, key], at)
    : build.method(table, 'get', [owner, key, otherwise], at);
};

const onSequence = (
  run: Run,
  held: Sequence,
  receiver: Value,
  name: string,
  args: readonly Value[],
): Value | undefined => {
  const set = (items: readonly Value[]): Value => {
    if (receiver.kind === 'cell' || receiver.kind === 'data')
      setContent(run, receiver, sequence(held.type, items));
    return constant(run, null);
  };
  const [first] = args;
  if (name === 'append' && held.type === 'list' && first !== undefined) return set([...held.items, first]);
  if (name === 'copy') return allocate(run, held);
  if (name === 'extend' && first !== undefined) {
    const more = content(run, first);
    return more.kind === 'sequence' ? set([...held.items, ...more.items]) : undefined;
  }
  return undefined;
};

const onMapping = (
  run: Run,
  frame: Frame,
  held: Mapping,
  receiver: Value,
  name: string,
  args: readonly Value[],
  at: number,
): Value | undefined => {
  const { table } = run;
  const set = (entries: Iterable<readonly [Ref, Value]>): void => {
    if (receiver.kind === 'cell' || receiver.kind === 'data')
      setContent(run, receiver, { kind: 'mapping', entries: new Map(entries) });
  };
  if (name === 'keys') return sequence('list', [...held.entries.keys()].map(data));
  if (name === 'values') return sequence('list', [...held.entries.values()]);
  if (name === 'items')
    return sequence(
      'list',
      [...held.entries].map(([key, value]) => sequence('tuple', [data(key), value])),
    );
  if (name === 'copy') return allocate(run, held);
  const [first, otherwise] = args;
  if (name === 'update' && first !== undefined) {
    const more = content(run, first);
    if (more.kind !== 'mapping') return undefined;
    set([...held.entries, ...more.entries]);
    return constant(run, null);
  }
  const key = first === undefined ? undefined : asData(run, first);
  if (key !== undefined && name === 'get' && table.valueOf(key) === undefined)
    return lookUp(run, frame, held, key, otherwise ?? constant(run, null), at);
  if (key === undefined || table.valueOf(key) === undefined) return undefined;
  const found = held.entries.get(key);
  if (name === 'get') return found ?? otherwise ?? constant(run, null);
  if (name === 'pop' && (found !== undefined || otherwise !== undefined)) {
    set([...held.entries].filter(([other]) => other !== key));
    return found ?? otherwise;
  }
  if (name !== 'setdefault') return undefined;
  if (found === undefined) set([...held.entries, [key, otherwise ?? constant(run, null)]]);
  return found ?? otherwise ?? constant(run, null);
};

/** What `parse_dict` does with the config as a whole. */
const onConfig = (
  run: Run,
  held: Value,
  receiver: Value,
  name: string,
  args: readonly Value[],
): Value | undefined => {
  if (held.kind === 'config' && name === 'keys') return { kind: 'configKeys', without: new Set() };
  if (held.kind === 'config' && name === 'items') return { kind: 'configItems' };
  if (held.kind === 'configSubset' && name === 'keys') return held;
  if (held.kind !== 'configKeys' || name !== 'difference_update') return undefined;
  const gone = args[0] === undefined ? undefined : content(run, args[0]);
  if (gone?.kind !== 'configSubset' || (receiver.kind !== 'cell' && receiver.kind !== 'data'))
    return undefined;
  setContent(run, receiver, { kind: 'configKeys', without: new Set([...held.without, ...gone.names]) });
  return constant(run, null);
};

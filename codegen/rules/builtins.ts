import * as build from '../../src/expr/build.ts';
import type { PartialOperation } from '../../src/model/index.ts';
import { getAttribute, hasAttribute, setAttributeByName } from './attribute-by-name.ts';
import { findMember, type Member } from './class-info.ts';
import { fail, failIf, force } from './emit-item.ts';
import { withEntries } from './entries.ts';
import type { Frame } from './frame.ts';
import { giveUp } from './give-up.ts';
import { iterated } from './iterate.ts';
import { described } from './label.ts';
import { callOrdered } from './ordered.ts';
import { quantify } from './quantify.ts';
import { allocate, asData, asText, constant, content, isData, notUnderstood } from './read.ts';
import type { Arguments, Run } from './run.ts';
import { select } from './state.ts';
import { isInstance } from './type-test.ts';
import { data, external, NO_ARGUMENTS, sequence, type Value } from './value.ts';

/** Operations of one value that the run computes. */
const OPERATIONS: Readonly<Record<string, PartialOperation>> = {
  int: 'int',
  float: 'float',
  len: 'len',
  sorted: 'sorted',
  reversed: 'reversed',
  enumerate: 'enumerate',
  abs: 'abs',
  min: 'min',
  max: 'max',
  sum: 'sum',
  range: 'range',
  zip: 'zip',
  round: 'round',
  floordiv: 'floordiv',
  mod: 'mod',
};

/** Of these only the first argument is part of the operation. */
const ALONE: ReadonlySet<string> = new Set(['sum', 'enumerate', 'sorted', 'int', 'float']);

const CONTAINERS: Readonly<Record<string, 'list' | 'tuple' | 'set' | 'dict'>> = {
  list: 'list',
  tuple: 'tuple',
  set: 'set',
  frozenset: 'set',
  dict: 'dict',
};

export const callBuiltin = (run: Run, frame: Frame, name: string, args: Arguments, at: number): Value => {
  const [first, second, third] = args.positional;
  if (name === 'super') return superOf(run, frame);
  if (/(Error|Exception|Warning|Interrupt|Exit)$/.test(name)) {
    return { kind: 'exception', name, message: first === undefined ? null : asData(run, first) };
  }
  if (name in CONTAINERS) return container(run, frame, CONTAINERS[name] as 'list', args, at);
  if (first === undefined) return notUnderstood(run, at, `call of ${name}`);
  switch (name) {
    case 'isinstance':
      return data(isInstance(run, first, second ?? first));
    case 'hasattr':
      return second === undefined
        ? notUnderstood(run, at, 'hasattr')
        : data(hasAttribute(run, frame, first, second, at));
    case 'getattr':
      return second === undefined
        ? notUnderstood(run, at, 'getattr')
        : getAttribute(run, frame, first, second, third, at);
    case 'setattr':
      return setAttributeByName(run, frame, first, second, third, at);
    case 'any':
    case 'all':
      return data(quantify(run, name, first, at));
    case 'bool':
      return data(build.truth(run.table, asData(run, first)));
    case 'str':
    case 'repr':
      return text(run, name, first);
    case 'type':
      return typeOf(run, first, at);
    case 'map':
      return second === undefined ? notUnderstood(run, at, 'map') : mapped(run, frame, first, second, at);
    case 'divmod': {
      const parts = (['floordiv', 'mod'] as const).map((op) => operation(run, frame, op, args, at));
      return sequence('tuple', parts);
    }
    case 'next':
      return nextOf(run, frame, first, second, at);
    case 'callable':
      return isCallable(run, first);
    case 'iter':
      return first;
    case 'vars':
      return run.attribute(frame, first, '__dict__', at, null);
    case 'issubclass':
    case 'id':
    case 'print':
    case 'dir':
      return name === 'print' ? constant(run, null) : notUnderstood(run, at, `call of ${name}`);
    case 'open':
      return opened(run, frame, first, at);
    default:
      return operation(run, frame, name, args, at);
  }
};

const operation = (run: Run, frame: Frame, name: string, args: Arguments, at: number): Value => {
  const op = OPERATIONS[name];
  if (op === undefined || args.spread !== null) return giveUp(run, frame, at, `call of ${name}`);
  if (args.named.size > 0 || (args.positional.length > 1 && ALONE.has(name)))
    return callOrdered(run, frame, name, args, at) ?? notUnderstood(run, at, `call of ${name}`);
  const own = name === 'len' ? lengthMethod(run, args.positional[0] as Value) : undefined;
  if (own !== undefined) return run.invoke(own.fn, { ...NO_ARGUMENTS, positional: args.positional }, at);
  const known = name === 'len' ? knownLength(run, args.positional[0] as Value) : undefined;
  if (known !== undefined) return constant(run, known);
  const several = (name === 'min' || name === 'max') && args.positional.length > 1;
  const refs = several
    ? [asData(run, sequence('tuple', args.positional))]
    : args.positional.map((arg) => asData(run, arg));
  return data(described(run, { op, args: refs, at }, build.operation(run.table, op, refs, at)));
};

const isCallable = (run: Run, value: Value): Value => {
  const held = content(run, value);
  if (held.kind === 'choice')
    return select(run.table, held.test, isCallable(run, held.yes), isCallable(run, held.no));
  if (held.kind === 'instance') return constant(run, findMember(held.cls, '__call__') !== undefined);
  return constant(run, !NOT_CALLED.has(held.kind));
};

const NOT_CALLED: ReadonlySet<Value['kind']> = new Set([
  'data',
  'cell',
  'sequence',
  'mapping',
  'config',
  'absent',
]);

/** `next(iterator, otherwise)` of one that nothing was taken from. */
const nextOf = (run: Run, frame: Frame, from: Value, otherwise: Value | undefined, at: number): Value => {
  const items = iterated(run, from);
  if (items !== null) return items[0] ?? otherwise ?? fail(run, frame, at, 'StopIteration');
  const { table } = run;
  const list = build.operation(table, 'list', [asData(run, from)], at);
  force(run, frame, list, at);
  const isEmpty = build.eq(table, build.operation(table, 'len', [list], at), table.literal(0));
  if (otherwise === undefined) failIf(run, frame, isEmpty, at, 'StopIteration');
  const item = build.operation(table, 'getitem', [list, table.literal(0)], at);
  return select(table, isEmpty, otherwise ?? constant(run, null), data(item));
};

const lengthMethod = (run: Run, value: Value): Extract<Member, { kind: 'method' }> | undefined => {
  const held = content(run, value);
  const member = held.kind === 'instance' ? findMember(held.cls, '__len__') : undefined;
  return member?.kind === 'method' ? member : undefined;
};

const knownLength = (run: Run, value: Value): number | undefined => {
  const held = content(run, value);
  if (held.kind === 'sequence') return held.items.length;
  return held.kind === 'mapping' ? held.entries.size : undefined;
};

const superOf = (run: Run, frame: Frame): Value => {
  let owner: Frame | null = frame;
  while (owner !== null && owner.owner === null) owner = owner.parent;
  const method = run.stack.at(-1);
  const parameter =
    method === undefined || !('args' in method.node) ? undefined : method.node.args.args[0]?.name;
  const self =
    parameter === undefined
      ? undefined
      : run.evaluate(frame, { kind: 'Name', id: parameter, line: 1, col: 0, endLine: 1, endCol: 0 });
  return owner?.owner == null || self === undefined
    ? { kind: 'absent' }
    : { kind: 'super', after: owner.owner, self };
};

/** `list(…)`, `tuple(…)`, `set(…)`, `dict(…)`: a new container each time. */
const container = (
  run: Run,
  frame: Frame,
  op: 'list' | 'tuple' | 'set' | 'dict',
  args: Arguments,
  at: number,
): Value => {
  const [source] = args.positional;
  if (op === 'dict') return dictOf(run, frame, source, args, at);
  if (source === undefined) return allocate(run, sequence(op, []));
  const held = content(run, source);
  if (held.kind === 'configKeys' || held.kind === 'configSubset') return allocate(run, held);
  const items = iterated(run, source);
  if (items !== null) return op === 'tuple' ? sequence(op, items) : allocate(run, sequence(op, items));
  const made = build.operation(run.table, op, [asData(run, source)], at);
  force(run, frame, made, at);
  return allocate(run, data(made));
};

/** `dict(mapping, name=…, **more)` */
const dictOf = (run: Run, frame: Frame, source: Value | undefined, args: Arguments, at: number): Value => {
  const named: Value = {
    kind: 'mapping',
    entries: new Map([...args.named].map(([name, value]) => [run.table.literal(name), value] as const)),
  };
  const parts = [source, named, args.spread ?? undefined].filter((part) => part !== undefined);
  const empty: Value = { kind: 'mapping', entries: new Map() };
  return allocate(
    run,
    parts.reduce((all, part) => withEntries(run, frame, all, content(run, part), at), empty),
  );
};

const text = (run: Run, name: 'str' | 'repr', value: Value): Value => {
  const ref = name === 'str' ? asText(run, value) : asData(run, value);
  if (name === 'str' && run.table.node(ref).op === 'format') return data(ref);
  return data(build.operation(run.table, name, [ref]));
};

const typeOf = (run: Run, value: Value, at: number): Value => {
  const held = content(run, value);
  if (held.kind === 'instance') return { kind: 'class', cls: held.cls };
  if (held.kind === 'sequence') return { kind: 'builtin', name: held.type };
  if (held.kind === 'mapping') return { kind: 'builtin', name: 'dict' };
  if (held.kind === 'data') return { kind: 'typeOf', of: held.ref };
  if (held.kind === 'exception') return external('exception.__class__');
  return isData(run, held)
    ? { kind: 'typeOf', of: asData(run, held) }
    : notUnderstood(run, at, 'type of data');
};

/** `map(float, values)` as the list of what it gives. */
const mapped = (run: Run, frame: Frame, fn: Value, values: Value, at: number): Value => {
  const apply = (item: Value): Value =>
    run.call(frame, fn, { positional: [item], named: new Map(), spread: null }, at);
  const items = iterated(run, values);
  if (items !== null) return allocate(run, sequence('list', items.map(apply)));
  const { table } = run;
  const variable = run.variables++;
  const element = asData(run, apply(data(table.add({ op: 'variable', id: variable }))));
  run.variables = variable;
  const args = [asData(run, values), table.literal(true), element];
  return allocate(run, data(table.add({ op: 'collect', into: 'list', args, variable, steps: [], at })));
};

/** An open file is known by its text. */
export const opened = (run: Run, frame: Frame, path: Value, at: number): Value => {
  const text = build.operation(run.table, 'read', [asText(run, path)], at);
  force(run, frame, text, at);
  return data(text);
};

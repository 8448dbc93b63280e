import * as build from '../../src/expr/build.ts';
import { and, ifThenElse, not } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import { isEnvironmentModule, isHelper } from './boundary.ts';
import { under } from './branch.ts';
import { type ClassInfo, derivesFrom, findMember } from './class-info.ts';
import { failIf, force } from './emit-item.ts';
import { outside } from './externals.ts';
import type { Frame } from './frame.ts';
import { allocate, asData, constant, content, notUnderstood, snapshot } from './read.ts';
import type { Arguments, Run } from './run.ts';
import { attributeKey, select } from './state.ts';
import { asUnit } from './unit.ts';
import { data, type Field, type Value } from './value.ts';

/** Calling a class: an enum converts, a dataclass is filled field by field, another class runs its `__init__`. */
export const construct = (run: Run, frame: Frame, cls: ClassInfo, args: Arguments, at: number): Value => {
  if (cls.enumIndex !== null) return convertToEnum(run, frame, cls, cls.enumIndex, args, at);
  if (isEnvironmentModule(cls.module.name) || asksMachine(cls, args))
    return outside(run, frame, cls.qualname, args, at);
  if (derivesFrom(cls, /^(builtins\.)?dict$/)) return copyOfMapping(run, frame, args, at);
  if (derivesFrom(cls, /^(builtins\.)?\w*(Exception|Error|Warning)$/))
    return { kind: 'exception', name: cls.name, message: null };
  const init = findMember(cls, '__init__');
  if (init?.kind === 'method') {
    const self: Value = { kind: 'instance', id: ++run.counter, cls };
    run.invoke(init.fn, { ...args, positional: [self, ...args.positional] }, at);
    return self;
  }
  const spread = ofConfig(run, args);
  if (spread === null) return fill(run, frame, cls, args, at);
  return asUnit(run, frame, cls, [...spread.names], at, () => fill(run, frame, cls, { ...args, spread }, at));
};

/** The entries of the config that an object is made of alone; `null` where it is made of anything else. */
const ofConfig = (run: Run, { positional, named, spread }: Arguments): ConfigSubset | null => {
  const held = spread === null ? null : content(run, spread);
  const isAlone = positional.length === 0 && named.size === 0;
  return isAlone && held?.kind === 'configSubset' ? held : null;
};

type ConfigSubset = Extract<Value, { kind: 'configSubset' }>;

const fill = (run: Run, frame: Frame, cls: ClassInfo, args: Arguments, at: number): Value => {
  const self: Value = { kind: 'instance', id: ++run.counter, cls };
  if (cls.fields === null) return self;
  const initOnly = fillFields(run, frame, cls, self, args, at);
  const after = findMember(cls, '__post_init__');
  if (after?.kind === 'method')
    run.invoke(after.fn, { positional: [self, ...initOnly], named: new Map(), spread: null }, at);
  return self;
};

/** A helper's object that is told nothing of the config: what it holds is the machine's. */
const asksMachine = (cls: ClassInfo, { positional, named, spread }: Arguments): boolean =>
  isHelper(cls.module.name) && positional.length === 0 && named.size === 0 && spread === null;

type Instance = Extract<Value, { kind: 'instance' }>;

const copyOfMapping = (run: Run, frame: Frame, args: Arguments, at: number): Value => {
  const [source] = args.positional;
  if (source === undefined) return allocate(run, { kind: 'mapping', entries: new Map() });
  const copied = build.operation(run.table, 'dict', [asData(run, source)], at);
  force(run, frame, copied, at);
  return allocate(run, data(copied));
};

/** What a dataclass's generated `__init__` does. Gives what it hands on to `__post_init__`. */
const fillFields = (
  run: Run,
  frame: Frame,
  cls: ClassInfo,
  self: Instance,
  args: Arguments,
  at: number,
): readonly Value[] => {
  const taken = [...(cls.fields ?? []).filter((field) => field.init), ...cls.initOnly];
  const given = new Map(args.named);
  taken.slice(0, args.positional.length).forEach((field, i) => {
    given.set(field.name, args.positional[i] as Value);
  });
  const spread = args.spread === null ? null : content(run, args.spread);
  const names = new Set(taken.map((field) => field.name));
  if (spread !== null) refuseExtraKeys(run, frame, spread, names, at);
  if ([...given.keys()].some((name) => !names.has(name))) failIf(run, frame, run.path, at, 'TypeError');
  const initial = (field: Field, isTaken: boolean): Value => {
    const value =
      given.get(field.name) ??
      (isTaken ? spreadValue(run, frame, field, spread, at) : undefined) ??
      defaultOf(run, frame, field, at);
    if (value === null) failIf(run, frame, run.table.literal(true), at, 'TypeError');
    return value ?? constant(run, null);
  };
  for (const field of cls.fields ?? [])
    run.store.set(attributeKey(self.id, field.name), initial(field, field.init));
  // The config's parser knows fields only, and an `InitVar` is none.
  return cls.initOnly.map((field) => initial(field, spread?.kind !== 'configSubset'));
};

/** The value a fresh object gets where none is given; `null` for a required field. */
export const defaultOf = (run: Run, frame: Frame, field: Field, at: number): Value | null => {
  if (field.default !== null) return field.default;
  if (field.factory === null) return null;
  return run.call(frame, field.factory, { positional: [], named: new Map(), spread: null }, at);
};

const refuseExtraKeys = (
  run: Run,
  frame: Frame,
  spread: Value,
  names: ReadonlySet<string>,
  at: number,
): void => {
  if (spread.kind === 'configSubset') return;
  if (spread.kind === 'mapping') {
    const keys = [...spread.entries.keys()].map((key) => run.table.valueOf(key));
    if (!keys.every((key) => typeof key === 'string' && names.has(key)))
      failIf(run, frame, run.path, at, 'TypeError');
    return;
  }
  const list = run.table.literal({ list: [...names] });
  const extra = build.operation(run.table, 'extraKeys', [asData(run, spread), list], at);
  force(run, frame, extra, at);
  failIf(run, frame, build.truth(run.table, extra), at, 'TypeError');
};

/** What `**mapping` gives for a field; of the config itself it is the config's value or the default. */
const spreadValue = (
  run: Run,
  frame: Frame,
  field: Field,
  spread: Value | null,
  at: number,
): Value | undefined => {
  const { table } = run;
  if (spread === null) return undefined;
  if (spread.kind === 'configSubset') return inputOf(run, frame, field, at);
  if (spread.kind === 'mapping') return spread.entries.get(table.literal(field.name));
  const otherwise = defaultOf(run, frame, field, at);
  if (otherwise === null)
    return data(build.operation(table, 'getitem', [asData(run, spread), table.literal(field.name)], at));
  return data(
    build.method(table, 'get', [asData(run, spread), table.literal(field.name), asData(run, otherwise)], at),
  );
};

const inputOf = (run: Run, frame: Frame, field: Field, at: number): Value => {
  const { table } = run;
  const otherwise = defaultOf(run, frame, field, at);
  if (otherwise === null) {
    failIf(run, frame, not(table, table.add({ op: 'given', name: field.name })), at, 'TypeError');
    return data(table.add({ op: 'input', name: field.name }));
  }
  const whole = asData(run, snapshot(run, otherwise));
  const input = table.add({ op: 'input', name: field.name, default: whole });
  if (table.node(whole).op !== 'if') return data(input);
  // A default that depends on the machine is kept apart, so that conditions can be worked out on each alternative.
  return data(ifThenElse(table, table.add({ op: 'given', name: field.name }), input, whole));
};

/** `Enum(value)`: the member with that value, else what `_missing_` says, else a ValueError. */
const convertToEnum = (
  run: Run,
  frame: Frame,
  cls: ClassInfo,
  index: number,
  args: Arguments,
  at: number,
): Value => {
  const { table } = run;
  const [given] = args.positional;
  if (given === undefined) return notUnderstood(run, at, `${cls.name} made without a value`);
  const value = asData(run, given);
  force(run, frame, value, at);
  const values = table.enums.members(index).flatMap((member) => table.constant(member.value) ?? []);
  const unknown = not(table, build.operation(table, 'in', [value, constantList(run, values)]));
  const known = build.member(table, index, value);
  if (table.valueOf(unknown) === false) return data(known);
  const missing = findMember(cls, '_missing_');
  if (missing?.kind !== 'classmethod') {
    failIf(run, frame, unknown, at, 'ValueError');
    return data(known);
  }
  const self: Value = { kind: 'class', cls };
  const instead = under(
    run,
    unknown,
    () => run.invoke(missing.fn, { positional: [self, given], named: new Map(), spread: null }, at),
    data(known),
  );
  const none = build.is(table, asData(run, instead), table.literal(null));
  failIf(run, frame, and(table, unknown, none), at, 'ValueError');
  return select(table, unknown, instead, data(known));
};

const constantList = (run: Run, refs: readonly Ref[]): Ref => {
  const literals = refs.flatMap((ref) => {
    const node = run.table.node(ref);
    return node.op === 'const' ? [node.value] : [];
  });
  return run.table.literal({ list: literals });
};

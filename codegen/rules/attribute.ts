import * as build from '../../src/expr/build.ts';
import { PyDict } from '../../src/expr/index.ts';
import { and, not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Expression } from '../python/ast.ts';
import { forEach } from './branch.ts';
import { type ClassInfo, findMember, isClass, type Member } from './class-info.ts';
import { fail, failIf } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { labelRead } from './label.ts';
import { pathAttribute } from './paths.ts';
import { constant, content } from './read.ts';
import type { Run } from './run.ts';
import { attributeKey, heldAttribute, select } from './state.ts';
import { typeNames } from './type-test.ts';
import { type Data, data, external, type Value } from './value.ts';

/** `owner.name` on every alternative of the owner. */
export const attribute = (
  run: Run,
  frame: Frame,
  owner: Value,
  name: string,
  at: number,
  target: Expression | null,
): Value =>
  forEach(
    run,
    owner,
    (one) => attributeOf(run, frame, one, name, at, target) ?? missing(run, frame, one, name, at),
  );

const missing = (run: Run, frame: Frame, owner: Value, name: string, at: number): Value => {
  if (owner.kind !== 'instance' && owner.kind !== 'logger' && owner.kind !== 'class')
    return external(`${owner.kind}.${name}`);
  return fail(run, frame, at, 'AttributeError');
};

/** `undefined` where the owner has no such attribute. */
export const attributeOf = (
  run: Run,
  frame: Frame,
  owner: Value,
  name: string,
  at: number,
  target: Expression | null,
): Value | undefined => {
  const held = content(run, owner);
  switch (held.kind) {
    case 'instance':
      return instanceAttribute(run, frame, held, name, at);
    case 'class':
      return classAttribute(run, held.cls, name);
    case 'super': {
      const cls = held.self.kind === 'instance' || held.self.kind === 'class' ? held.self.cls : held.after;
      const member = findMember(cls, name, held.after);
      return member === undefined ? external(`super().${name}`) : bound(run, frame, member, held.self, at);
    }
    case 'module':
      return run.bindingValue(run.program.lookup(held.module, name));
    case 'external':
      return external(`${held.path}.${name}`, held.called);
    case 'logger':
      return held.methods.has(name) ? { kind: 'method', receiver: held, name, target } : undefined;
    case 'typeOf':
      return name === '__name__' || name === '__qualname__'
        ? data(typeNames(run, held.of))
        : { kind: 'method', receiver: held, name, target };
    case 'builtin':
      return name === '__name__' ? constant(run, held.name) : external(`builtins.${held.name}.${name}`);
    case 'path':
      return pathAttribute(run, held, name) ?? { kind: 'method', receiver: held, name, target };
    case 'field':
      return fieldAttribute(run, held, name);
    case 'function':
    case 'bound':
      return name === '__name__'
        ? constant(run, held.kind === 'function' ? held.name : held.fn.name)
        : undefined;
    case 'exception':
      return external(`exception.${name}`);
    case 'data':
      return (
        enumAttribute(run, held.ref, name) ??
        memberAttribute(run, frame, held, name, at) ?? { kind: 'method', receiver: owner, name, target }
      );
    case 'absent':
      return fail(run, frame, at, 'AttributeError');
    default:
      return { kind: 'method', receiver: owner, name, target };
  }
};

type Instance = Extract<Value, { kind: 'instance' }>;

const instanceAttribute = (
  run: Run,
  frame: Frame,
  owner: Instance,
  name: string,
  at: number,
): Value | undefined => {
  if (name === '__dict__') return { kind: 'attributes', of: owner };
  if (name === '__class__') return { kind: 'class', cls: owner.cls };
  const member = findMember(owner.cls, name);
  const held = heldAttribute(run, owner.id, name);
  if (member?.kind === 'property') {
    const made = () => run.invoke(member.fn, { positional: [owner], named: new Map(), spread: null }, at);
    // Made on some paths only: on the others it is made now.
    const value = member.cached && held !== undefined ? present(run, frame, held, made, at) : made();
    if (member.cached) run.store.set(attributeKey(owner.id, name), value);
    return labelRead(run, value, name);
  }
  if (held !== undefined)
    return labelRead(
      run,
      present(
        run,
        frame,
        held,
        member === undefined ? undefined : () => bound(run, frame, member, owner, at),
        at,
      ),
      name,
    );
  if (member !== undefined) return bound(run, frame, member, owner, at);
  return owner.cls.mro.some((base) => !isClass(base) && base.path !== 'object')
    ? external(`${owner.cls.qualname}.${name}`)
    : undefined;
};

/** Where an attribute is only set on some paths, the others find the class's or fail. */
const present = (
  run: Run,
  frame: Frame,
  held: Value,
  otherwise: (() => Value) | undefined,
  at: number,
): Value => {
  const absent = whereAbsent(run, held);
  if (run.table.valueOf(absent) === false) return held;
  if (otherwise === undefined) failIf(run, frame, absent, at, 'AttributeError');
  return forEach(run, held, (one) => (one.kind === 'absent' ? (otherwise?.() ?? constant(run, null)) : one));
};

/** The condition under which a value is not set. */
export const whereAbsent = (run: Run, value: Value): Ref => {
  const { table } = run;
  if (value.kind === 'absent') return table.literal(true);
  if (value.kind !== 'choice') return table.literal(false);
  const [yes, no] = [whereAbsent(run, value.yes), whereAbsent(run, value.no)];
  if (table.valueOf(yes) === false && table.valueOf(no) === false) return yes;
  return or(table, and(table, value.test, yes), and(table, not(table, value.test), no));
};

const bound = (run: Run, frame: Frame, member: Member, self: Value, at: number): Value => {
  if (member.kind === 'value')
    return member.value.kind === 'partial'
      ? { ...member.value, positional: [self, ...member.value.positional] }
      : member.value;
  if (member.kind === 'staticmethod') return member.fn;
  if (member.kind === 'classmethod')
    return {
      kind: 'bound',
      fn: member.fn,
      self: self.kind === 'instance' ? { kind: 'class', cls: self.cls } : self,
    };
  if (member.kind === 'property')
    return attributeOf(run, frame, self, member.fn.name, at, null) ?? external(member.fn.qualname);
  return { kind: 'bound', fn: member.fn, self };
};

const classAttribute = (run: Run, cls: ClassInfo, name: string): Value | undefined => {
  if (name === '__name__' || name === '__qualname__') return constant(run, cls.name);
  if (name === '__dataclass_fields__' && cls.fields !== null) return fieldMapping(run, cls);
  if (cls.enumIndex !== null) {
    const found = enumClassAttribute(run, cls.enumIndex, name);
    if (found !== undefined) return found;
  }
  const member = findMember(cls, name);
  if (member === undefined)
    return cls.mro.some((base) => !isClass(base)) ? external(`${cls.qualname}.${name}`) : undefined;
  if (member.kind === 'value' && member.value.kind === 'field') return member.value.default ?? undefined;
  if (member.kind === 'classmethod') return { kind: 'bound', fn: member.fn, self: { kind: 'class', cls } };
  return member.kind === 'value' ? member.value : member.fn;
};

const fieldMapping = (run: Run, cls: ClassInfo): Value => ({
  kind: 'mapping',
  entries: new Map((cls.fields ?? []).map((field) => [run.table.literal(field.name), field])),
});

const enumClassAttribute = (run: Run, index: number, name: string): Value | undefined => {
  const { table } = run;
  const members = table.enums.members(index);
  if (name === '_value2member_map_' || name === '__members__') {
    const entries = members.map(
      (member) =>
        [
          table.constant(name === '__members__' ? member.name : member.value),
          table.constant(member),
        ] as const,
    );
    const known = entries.flatMap(([key, value]) =>
      key === undefined || value === undefined ? [] : [[key, data(value)] as const],
    );
    return { kind: 'mapping', entries: new Map(known) };
  }
  const member = table.enums.member(index, name);
  const ref = member === undefined ? undefined : table.constant(member);
  return ref === undefined ? undefined : data(ref);
};

/** `.value` and `.name` of a member that is known, or of what has been made one. */
const enumAttribute = (run: Run, ref: Ref, name: string): Value | undefined => {
  if (name !== 'value' && name !== 'name') return undefined;
  const { table } = run;
  const node = table.node(ref);
  if (node.op === 'if') {
    const [yes, no] = [
      enumAttribute(run, node.args[1] as Ref, name),
      enumAttribute(run, node.args[2] as Ref, name),
    ];
    return yes === undefined || no === undefined ? undefined : select(table, node.args[0] as Ref, yes, no);
  }
  if (node.op === 'member') {
    const [value] = node.args as [Ref];
    if (name === 'value') return data(value);
    const members = table.enums.members(node.enum);
    const names = table.constant(new PyDict(members.map((one) => [one.value, one.name] as const)));
    return names === undefined ? undefined : data(build.operation(table, 'getitem', [names, value]));
  }
  const value = table.valueOf(ref);
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  const part = table.constant(name === 'value' ? value.value : value.name);
  return part === undefined ? undefined : data(part);
};

/** What its class gives a member of an enum: properties and methods. */
const memberAttribute = (
  run: Run,
  frame: Frame,
  owner: Data,
  name: string,
  at: number,
): Value | undefined => {
  const index = enumOf(run, owner.ref);
  const cls = index === null ? null : [...run.notes.classes.values()].find((one) => one?.enumIndex === index);
  const member = cls == null ? undefined : findMember(cls, name);
  if (member?.kind === 'property')
    return run.invoke(member.fn, { positional: [owner], named: new Map(), spread: null }, at);
  return member === undefined || member.kind === 'value' ? undefined : bound(run, frame, member, owner, at);
};

/** The enum that data is a member of on every path. */
const enumOf = (run: Run, ref: Ref): number | null => {
  const node = run.table.node(ref);
  if (node.op === 'member') return node.enum;
  if (node.op === 'const')
    return typeof node.value === 'object' && node.value !== null && 'enum' in node.value
      ? node.value.enum
      : null;
  if (node.op !== 'if') return null;
  const [yes, no] = [enumOf(run, node.args[1] as Ref), enumOf(run, node.args[2] as Ref)];
  return yes === no ? yes : null;
};

const fieldAttribute = (run: Run, field: Extract<Value, { kind: 'field' }>, name: string): Value => {
  const missing = external('dataclasses.MISSING');
  switch (name) {
    case 'name':
      return constant(run, field.name);
    case 'init':
      return constant(run, field.init);
    case 'default':
      return field.default ?? missing;
    case 'default_factory':
      return field.factory ?? missing;
    case 'metadata':
      return field.metadata ?? { kind: 'mapping', entries: new Map() };
    default:
      return external(`dataclasses.Field.${name}`);
  }
};

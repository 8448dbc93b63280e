import { isDeepStrictEqual } from 'node:util';
import type { Value as PyValue } from '../../src/expr/index.ts';
import { toLiteral } from '../../src/expr/literal.ts';
import type { EnumType, Literal } from '../../src/model/index.ts';
import type { Expression, FunctionDef } from '../python/ast.ts';
import type { Binding } from '../python/binding.ts';
import { isDecorated } from '../python/dataclass.ts';
import { aside } from './aside.ts';
import { isEnvironmentModule, isHelper } from './boundary.ts';
import { type ClassInfo, derivesFrom, isClass, isNamedTuple, type Member } from './class-info.ts';
import type { Frame } from './frame.ts';
import { linearize } from './linearize.ts';
import { content, snapshot } from './read.ts';
import { recall } from './recall.ts';
import type { Run } from './run.ts';
import { localKey } from './state.ts';
import { type External, external, type Field, type Value } from './value.ts';

type ClassBinding = Extract<Binding, { kind: 'class' }>;

/** Makes the concrete class for a class statement, once; `null` where its bases cannot be put in order. */
export const classInfo = (run: Run, binding: ClassBinding): ClassInfo | null => {
  const { qualname, node } = binding;
  const { classes } = run.underway;
  if (classes.has(qualname)) return null;
  const made = recall(run, run.ambient.classes, qualname, node, () => {
    classes.add(qualname);
    try {
      return makeClass(run, binding);
    } finally {
      classes.delete(qualname);
    }
  });
  run.notes.classes.set(qualname, made);
  return made;
};

const makeClass = (run: Run, binding: ClassBinding): ClassInfo | null => {
  const { node, module, scope, qualname } = binding;
  const bases = node.bases.map((base) => baseOf(run, binding, base));
  const order = linearize(bases);
  if (order === null) return null;
  const members = new Map<string, Member>();
  const info = {
    name: node.name,
    qualname,
    module,
    node,
    scope,
    mro: [] as (ClassInfo | External)[],
    members,
    fields: null as Field[] | null,
    initOnly: [] as readonly Field[],
    isFrozen: false,
    enumIndex: null as number | null,
  };
  info.mro.push(info, ...order);
  const { annotated, initOnly } = runBody(run, info, members);
  info.enumIndex = derivesFrom(info, /^enum\.\w*(Enum|Flag)$/) ? registerEnum(run, info) : null;
  if (isDecorated(run.program, binding) || isNamedTuple(info)) {
    info.fields = fieldsOf(info, annotated);
    info.initOnly = initOnlyOf(info, initOnly);
    info.isFrozen = isFrozen(node);
  }
  return info;
};

const baseOf = (
  run: Run,
  { module, node, scope, qualname }: ClassBinding,
  base: Expression,
): ClassInfo | External => {
  const frame = moduleFrame(run, module, qualname);
  const value = base.kind === 'Subscript' ? run.evaluate(frame, base.value) : run.evaluate(frame, base);
  if (value.kind === 'class') return value.cls;
  if (value.kind === 'builtin') return external(value.name);
  if (value.kind !== 'external') return external(`${scope.name}.${node.name}.base`);
  return (isEnvironmentModule(module.name) ? classBehind(run, value.path) : null) ?? external(value.path);
};

/** A helper's class, which others know by its name only. */
export const classBehind = (run: Run, path: string): ClassInfo | null => {
  const dot = path.lastIndexOf('.');
  const module = isHelper(path) ? run.program.module(path.slice(0, dot)) : undefined;
  const binding = module && run.program.lookup(module, path.slice(dot + 1));
  return binding?.kind === 'class' ? run.classInfo(binding) : null;
};

export const moduleFrame = (run: Run, module: Frame['module'], name: string): Frame => ({
  id: ++run.counter,
  kind: 'module',
  module,
  function: name,
  parent: null,
  owner: null,
  calledAt: null,
  globals: new Set(),
  nonlocals: new Set(),
  kept: new Map(),
  returns: [],
  loops: [],
  annotated: [],
  initOnly: [],
});

/** Executes the body; what it binds are the members. Gives the annotated names in order. */
const runBody = (run: Run, info: ClassInfo, members: Map<string, Member>): Annotated => {
  const frame: Frame = { ...moduleFrame(run, info.module, info.qualname), kind: 'class', owner: info };
  aside(run, () => {
    run.block(frame, info.node.body);
    const prefix = localKey(frame.id, '');
    for (const [name, value] of run.store.under(prefix)) members.set(name, memberOf(run, info, name, value));
  });
  return frame;
};

type Annotated = Pick<Frame, 'annotated' | 'initOnly'>;

const DECORATORS: Readonly<Record<string, Exclude<Member['kind'], 'value' | 'method'>>> = {
  property: 'property',
  classmethod: 'classmethod',
  staticmethod: 'staticmethod',
};

const memberOf = (run: Run, info: ClassInfo, name: string, value: Value): Member => {
  const held = content(run, value);
  if (held.kind !== 'function') return { kind: 'value', value: snapshot(run, held) };
  const [statement, ...more] = info.node.body.flatMap((item) =>
    item.kind === 'FunctionDef' && item.name === name ? [item] : [],
  );
  for (const decorator of statement?.decorators ?? []) {
    const found = run.program.resolve(info.scope, decorator);
    const path =
      found?.kind === 'builtin'
        ? found.name
        : found?.kind === 'external'
          ? found.path
          : found?.kind === 'class' || found?.kind === 'function'
            ? found.qualname
            : '';
    if (path in DECORATORS) {
      const kind = DECORATORS[path] as 'property' | 'classmethod' | 'staticmethod';
      if (kind !== 'property' || statement === undefined) return { kind, fn: held } as Member;
      const setter = more.find(isSetter(name));
      return {
        kind,
        fn: { ...held, node: statement },
        cached: false,
        setter: setter === undefined ? null : { ...held, node: setter },
      };
    }
    if (path.endsWith('cached_property')) return { kind: 'property', fn: held, cached: true, setter: null };
  }
  return { kind: 'method', fn: held };
};

/** `@name.setter` */
const isSetter =
  (name: string) =>
  ({ decorators }: FunctionDef): boolean =>
    decorators.some(
      (one) =>
        one.kind === 'Attribute' &&
        one.attr === 'setter' &&
        one.value.kind === 'Name' &&
        one.value.id === name,
    );

/** Fields in Python's order: those of the bases from the last on, then its own; a name keeps its first position. */
const fieldsOf = (info: ClassInfo, annotated: readonly string[]): Field[] => {
  const fields = new Map<string, Field>();
  for (const base of info.mro.slice(1).reverse()) {
    for (const field of (isClass(base) && base.fields) || []) fields.set(field.name, field);
  }
  for (const name of annotated) fields.set(name, ownField(info, name));
  return [...fields.values()];
};

/** `InitVar`s, those of the bases first. */
const initOnlyOf = (info: ClassInfo, own: readonly string[]): readonly Field[] => {
  const inherited = info.mro
    .slice(1)
    .reverse()
    .flatMap((base) => (isClass(base) ? base.initOnly : []));
  const before = inherited.filter(({ name }) => !own.includes(name));
  return [...before, ...own.map((name) => ownField(info, name))];
};

/** `@dataclass(frozen=True)` */
const isFrozen = ({ decorators }: ClassInfo['node']): boolean =>
  decorators.some(
    (one) =>
      one.kind === 'Call' &&
      one.keywords.some(
        ({ arg, value }) =>
          arg === 'frozen' &&
          value.kind === 'Constant' &&
          value.constant.type === 'bool' &&
          value.constant.value,
      ),
  );

const ownField = (info: ClassInfo, name: string): Field => {
  const member = info.members.get(name);
  const value = member?.kind === 'value' ? member.value : null;
  if (value?.kind === 'field') return { ...value, name };
  return { kind: 'field', name, default: value, factory: null, metadata: null, init: true };
};

const BASES: readonly (readonly [RegExp, EnumType['base']])[] = [
  [/^enum\.StrEnum$/, 'StrEnum'],
  [/^str$/, 'str'],
  [/^(int|enum\.IntEnum|enum\.IntFlag)$/, 'int'],
];

const registerEnum = (run: Run, info: ClassInfo): number => {
  const base = BASES.find(([path]) => derivesFrom(info, path))?.[1] ?? 'plain';
  const isFlag = derivesFrom(info, /^enum\.\w*Flag$/);
  const members: { name: string; value: Literal }[] = [];
  for (const [name, member] of info.members) {
    const last = members.at(-1)?.value ?? 0;
    members.push(...enumMember(run, name, member, base, isFlag ? null : last));
  }
  const type: EnumType = { name: info.name, qualname: info.qualname, base, members };
  const known = run.enumTypes.findIndex((other) => isDeepStrictEqual(other, type));
  return known < 0 ? run.enumTypes.push(type) - 1 : known;
};

const enumMember = (
  run: Run,
  name: string,
  member: Member,
  base: EnumType['base'],
  last: Literal,
): { name: string; value: Literal }[] => {
  if (member.kind !== 'value' || name.startsWith('_')) return [];
  if (member.value.kind === 'external' && member.value.path.startsWith('enum.auto')) {
    if (base === 'StrEnum') return [{ name, value: name.toLowerCase() }];
    return typeof last === 'number' ? [{ name, value: last + 1 }] : [];
  }
  const value: PyValue | undefined =
    member.value.kind === 'data' ? run.table.valueOf(member.value.ref) : undefined;
  const literal = value === undefined ? undefined : toLiteral(value, run.table.enums);
  return literal === undefined ? [] : [{ name, value: literal }];
};

import * as build from '../../src/expr/build.ts';
import { PyDict } from '../../src/expr/index.ts';
import type * as ast from '../python/ast.ts';
import { forEach } from './branch.ts';
import { force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { giveUp } from './give-up.ts';
import { iterated } from './iterate.ts';
import { described } from './label.ts';
import { lookUp } from './lookup.ts';
import { asData, constant, content, notUnderstood } from './read.ts';
import type { Run } from './run.ts';
import { environmentKey } from './state.ts';
import { data, external, type Mapping, sequence, type Value } from './value.ts';

/** `value[index]`, `value[lower:upper]`, and generics in annotations, which mean their class. */
export const subscript = (run: Run, frame: Frame, node: ast.Subscript): Value => {
  const owner = run.evaluate(frame, node.value);
  const at = run.places.of(frame, node);
  if (owner.kind === 'class' && owner.cls.enumIndex !== null)
    return memberNamed(run, frame, owner.cls.enumIndex, run.evaluate(frame, node.slice), at);
  if (owner.kind === 'class' || owner.kind === 'builtin') return owner;
  if (owner.kind === 'external' && /^typing(_extensions)?\.Literal$/.test(owner.path)) {
    const index = run.evaluate(frame, node.slice);
    return { kind: 'literals', items: index.kind === 'sequence' ? index.items : [index] };
  }
  if (node.slice.kind === 'Slice') return slice(run, frame, owner, node.slice, at);
  const index = run.evaluate(frame, node.slice);
  return forEach(run, owner, (one) => {
    const held = content(run, one);
    const known = held.kind === 'attributes' ? run.table.valueOf(asData(run, index)) : undefined;
    if (held.kind === 'attributes' && typeof known === 'string')
      return run.attribute(frame, held.of, known, at, null);
    const picked = held.kind === 'mapping' ? pickedFrom(run, frame, held, index, at) : undefined;
    return picked ?? itemOf(run, held, index, at);
  });
};

const pickedFrom = (run: Run, frame: Frame, held: Mapping, index: Value, at: number): Value | undefined => {
  const key = asData(run, index);
  return held.entries.get(key) ?? lookUp(run, frame, held, key, null, at);
};

/** `Color[name]` */
const memberNamed = (run: Run, frame: Frame, index: number, name: Value, at: number): Value => {
  const { table } = run;
  const members = table.enums.members(index);
  const values = table.constant(new PyDict(members.map((one) => [one.name, one.value] as const)));
  if (values === undefined) return giveUp(run, frame, at, 'member of an enum by name');
  const value = build.operation(table, 'getitem', [values, asData(run, name)], at);
  force(run, frame, value, at);
  return data(build.member(table, index, value));
};

export const itemOf = (run: Run, owner: Value, index: Value, at: number): Value => {
  const key = asData(run, index);
  const known = run.table.valueOf(key);
  if (owner.kind === 'choice') return forEach(run, owner, (one) => itemOf(run, content(run, one), index, at));
  const items = owner.kind === 'instance' ? iterated(run, owner) : null;
  if (items !== null) return itemOf(run, sequence('tuple', items), index, at);
  if (owner.kind === 'sequence' && typeof known === 'number') {
    const item = owner.items.at(known);
    if (item !== undefined) return item;
  }
  if (owner.kind === 'mapping') {
    const item = owner.entries.get(key);
    if (item !== undefined) return item;
  }
  if (owner.kind === 'external') return externalItem(run, owner.path, known, at);
  const args = [asData(run, owner), key];
  return data(described(run, { op: 'getitem', args, at }, build.operation(run.table, 'getitem', args, at)));
};

const externalItem = (run: Run, path: string, key: unknown, at: number): Value => {
  if (path !== 'os.environ' || typeof key !== 'string')
    return external(`${path}[${JSON.stringify(key ?? null)}]`, true);
  const written = run.store.get(environmentKey(key));
  if (written !== undefined && written.kind !== 'absent') return written;
  const variable = run.table.add({ op: 'atom', name: `env:${key}` });
  return data(
    build.operation(
      run.table,
      'getitem',
      [run.table.add({ op: 'newDict', args: [run.table.literal(key), variable] }), run.table.literal(key)],
      at,
    ),
  );
};

const slice = (
  run: Run,
  frame: Frame,
  owner: Value,
  { lower, upper, step }: ast.Slice,
  at: number,
): Value => {
  const bound = (expression: ast.Expression | null): Value =>
    expression === null ? constant(run, null) : run.evaluate(frame, expression);
  const [from, to, by] = [bound(lower), bound(upper), bound(step)].map((value) => asData(run, value)) as [
    number,
    number,
    number,
  ];
  const held = content(run, owner);
  const [first, last] = [run.table.valueOf(from), run.table.valueOf(to)];
  const plain = step === null && isIndex(first) && isIndex(last);
  if (held.kind === 'sequence' && plain)
    return sequence(held.type, held.items.slice(first ?? 0, last ?? undefined));
  if (held.kind === 'external') return notUnderstood(run, at, `slice of ${held.path}`);
  return data(build.operation(run.table, 'slice', [asData(run, held), from, to, by], at));
};

const isIndex = (value: unknown): value is number | null => value === null || typeof value === 'number';

/** The list that a star takes: `value[from:to]`; a `to` of 0 means the end. */
export const sliceOf = (run: Run, value: Value, from: number, to: number, at: number): Value => {
  const held = content(run, value);
  if (held.kind === 'sequence') return sequence('list', held.items.slice(from, to === 0 ? undefined : to));
  const none = run.table.literal(null);
  const bounds = [run.table.literal(from), to === 0 ? none : run.table.literal(to), none];
  const taken = build.operation(run.table, 'slice', [asData(run, held), ...bounds], at);
  return data(build.operation(run.table, 'list', [taken], at));
};

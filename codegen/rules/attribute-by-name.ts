import { not } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import { setAttribute } from './assign.ts';
import { attributeOf, whereAbsent } from './attribute.ts';
import { forEach } from './branch.ts';
import { findMember } from './class-info.ts';
import { forName, namesMeant } from './computed-name.ts';
import { emit, fail } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { asData, constant, content, notUnderstood } from './read.ts';
import type { Run } from './run.ts';
import { heldAttribute } from './state.ts';
import type { Value } from './value.ts';

/** `hasattr`, `getattr` and `setattr`. */

export const hasAttribute = (run: Run, frame: Frame, owner: Value, name: Value, at: number): Ref => {
  const { table } = run;
  const held = content(run, owner);
  const known = table.valueOf(asData(run, name));
  if (held.kind === 'instance' && typeof known === 'string') {
    const value = heldAttribute(run, held.id, known);
    if (value !== undefined) return not(table, whereAbsent(run, value));
    return table.literal(findMember(held.cls, known) !== undefined);
  }
  if (held.kind === 'class' && typeof known === 'string')
    return table.literal(attributeOf(run, frame, held, known, at, null) !== undefined);
  const path = held.kind === 'external' ? held.path : held.kind;
  return table.add({ op: 'atom', name: `hasattr(${path}, ${JSON.stringify(known ?? null)})` });
};

export const getAttribute = (
  run: Run,
  frame: Frame,
  owner: Value,
  name: Value,
  otherwise: Value | undefined,
  at: number,
): Value => {
  const ref = asData(run, name);
  const known = run.table.valueOf(ref);
  const read = (one: Value, text: string): Value => {
    if (otherwise === undefined) return run.attribute(frame, one, text, at, null);
    const held = one.kind === 'instance' ? heldAttribute(run, one.id, text) : undefined;
    if (held !== undefined)
      return forEach(run, held, (value) => (value.kind === 'absent' ? otherwise : value));
    return attributeOf(run, frame, one, text, at, null) ?? otherwise;
  };
  return forEach(run, owner, (one) => {
    if (typeof known === 'string') return read(one, known);
    const names = namesMeant(run, one, ref);
    if (names === null) return unnamed(run, frame, at, 'getattr');
    const missing = (): Value => otherwise ?? fail(run, frame, at, 'AttributeError');
    return forName(run, ref, names, (text) => read(one, text), missing);
  });
};

const unnamed = (run: Run, frame: Frame, at: number, subject: string): Value => {
  emit(run, frame, at, { kind: 'mayRaise', subject });
  return notUnderstood(run, at, `${subject} with a computed name`);
};

export const setAttributeByName = (
  run: Run,
  frame: Frame,
  owner: Value,
  name: Value | undefined,
  value: Value | undefined,
  at: number,
): Value => {
  if (name === undefined || value === undefined) return notUnderstood(run, at, 'setattr');
  const ref = asData(run, name);
  const known = run.table.valueOf(ref);
  const set = (one: Value, text: string): Value => setAttribute(run, frame, one, text, value, at);
  return forEach(run, owner, (one) => {
    if (typeof known === 'string') return set(one, known);
    const names = namesMeant(run, one, ref);
    if (names === null) return unnamed(run, frame, at, 'setattr');
    return forName(
      run,
      ref,
      names,
      (text) => set(one, text),
      () => constant(run, null),
    );
  });
};

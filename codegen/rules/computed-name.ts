import * as build from '../../src/expr/build.ts';
import { not } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import { under } from './branch.ts';
import { isClass } from './class-info.ts';
import { constant } from './read.ts';
import type { Run } from './run.ts';
import { attributeKey, select } from './state.ts';
import type { Value } from './value.ts';

/** More names than that are not told apart: which one is meant cannot be said. */
const MAX_NAMES = 64;

/**
 * The attributes of an object that a name made of what a config says may mean: `getattr(self, f"{mode}_size")`. `null`
 * where they are too many.
 */
export const namesMeant = (run: Run, owner: Value, name: Ref): readonly string[] | null => {
  if (owner.kind !== 'instance') return null;
  const prefix = attributeKey(owner.id, '');
  const own = run.store.under(prefix).map(([held]) => held);
  const members = owner.cls.mro.flatMap((base) => (isClass(base) ? [...base.members.keys()] : []));
  const names = [...new Set([...own, ...members])].filter(mayBe(run, name));
  return names.length > MAX_NAMES ? null : names;
};

/** Whether a name may be a text: it begins and ends as the f-string does. */
const mayBe = (run: Run, name: Ref): ((text: string) => boolean) => {
  const node = run.table.node(name);
  if (node.op !== 'format') return () => true;
  const [head = '', tail = ''] = [node.text.at(0), node.text.at(-1)];
  return (text) => text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
};

/** Does something for the name that is meant, else for none of them. */
export const forName = (
  run: Run,
  name: Ref,
  [first, ...rest]: readonly string[],
  action: (name: string) => Value,
  otherwise: () => Value,
): Value => {
  if (first === undefined) return otherwise();
  const { table } = run;
  const test = build.eq(table, name, table.literal(first));
  const none = constant(run, null);
  const yes = under(run, test, () => action(first), none);
  const no = under(run, not(table, test), () => forName(run, name, rest, action, otherwise), none);
  return select(table, test, yes, no);
};

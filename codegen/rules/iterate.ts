import * as build from '../../src/expr/build.ts';
import type { Ref } from '../../src/model/index.ts';
import { isNamedTuple } from './class-info.ts';
import { content } from './read.ts';
import type { Run } from './run.ts';
import { heldAttribute } from './state.ts';
import { data, type Instance, sequence, type Value } from './value.ts';

/** Items known one by one: displays, constants, members of an enum class. `null`: only known when a config is. */
export const iterated = (run: Run, value: Value): readonly Value[] | null => {
  const held = content(run, value);
  if (held.kind === 'sequence') return held.items;
  if (held.kind === 'mapping') return [...held.entries.keys()].map(data);
  if (held.kind === 'class' && held.cls.enumIndex !== null) {
    return run.table.enums.members(held.cls.enumIndex).flatMap((member) => constants(run, member));
  }
  if (held.kind === 'instance') return namedItems(run, held);
  if (held.kind !== 'data') return null;
  const node = run.table.node(held.ref);
  if (node.op === 'newList' || node.op === 'newTuple') return node.args.map(data);
  if (node.op !== 'const' || typeof node.value !== 'object' || node.value === null) return null;
  const items =
    'list' in node.value
      ? node.value.list
      : 'tuple' in node.value
        ? node.value.tuple
        : 'set' in node.value
          ? node.value.set
          : null;
  if ('dict' in node.value) return node.value.dict.map(([key]) => data(run.table.literal(key)));
  return items === null ? null : items.map((item) => data(run.table.literal(item)));
};

/** What a `NamedTuple` holds, in the order of its fields. */
const namedItems = (run: Run, { id, cls }: Instance): readonly Value[] | null => {
  if (!isNamedTuple(cls)) return null;
  const items = (cls.fields ?? []).map(({ name }) => heldAttribute(run, id, name));
  return items.every((item) => item !== undefined) ? items : null;
};

const constants = (run: Run, value: Parameters<Run['table']['constant']>[0]): Value[] => {
  const ref = run.table.constant(value);
  return ref === undefined ? [] : [data(ref)];
};

/** One item, whichever, of what is iterated over: of `items()`, `enumerate()` and `zip()` it is a tuple of known length. */
export const anyItem = (run: Run, over: Ref, variable: number): Value =>
  shaped(run, over, run.table.add({ op: 'variable', id: variable }));

const shaped = (run: Run, over: Ref, item: Ref): Value => {
  const { table } = run;
  const node = table.node(over);
  const parts = (sources: readonly (Ref | null)[]): Value =>
    sequence(
      'tuple',
      sources.map((source, i) => {
        const part = build.operation(table, 'getitem', [item, table.literal(i)]);
        return source === null ? data(part) : shaped(run, source, part);
      }),
    );
  if (node.op === 'method' && node.name === 'items') return parts([null, null]);
  if (node.op === 'enumerate') return parts([null, node.args[0] ?? null]);
  if (node.op === 'zip') return parts(node.args);
  const same = node.op === 'list' || node.op === 'tuple' || node.op === 'sorted' || node.op === 'reversed';
  return same ? shaped(run, node.args[0] as Ref, item) : data(item);
};

import * as build from '../../src/expr/build.ts';
import { ifThenElse } from '../../src/expr/logic.ts';
import { sorted } from '../../src/expr/python/containers.ts';
import { PyTuple, type Value as PyValue } from '../../src/expr/python/value.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Frame } from './frame.ts';
import { iterated } from './iterate.ts';
import { allocate, asData, constant } from './read.ts';
import type { Arguments, Run } from './run.ts';
import { data, sequence, type Value } from './value.ts';

/** `sorted`, `min`, `max`, `sum` and `enumerate` given more than what they go over; `null` where that is not understood. */
export const callOrdered = (
  run: Run,
  frame: Frame,
  name: string,
  { positional, named }: Arguments,
  at: number,
): Value | null => {
  const [source, second] = positional;
  const start = second ?? named.get('start');
  if (source === undefined) return null;
  if (name === 'sum' && start !== undefined) return sumFrom(run, source, start, at);
  if (name === 'enumerate' && start !== undefined) return enumerateFrom(run, source, start, at);
  if (name === 'sorted' && second === undefined) return sortedBy(run, frame, source, named, at);
  if (name !== 'min' && name !== 'max') return null;
  const items = second === undefined ? iterated(run, source) : positional;
  const key = named.get('key');
  const otherwise = named.get('default');
  if (items !== null && items.length === 0 && otherwise !== undefined) return otherwise;
  if (items !== null && key !== undefined) return extremeBy(run, frame, name, items, key, at);
  return key === undefined && otherwise !== undefined ? extremeOr(run, name, source, otherwise, at) : null;
};

const sumFrom = (run: Run, source: Value, start: Value, at: number): Value => {
  const { table } = run;
  const total = build.operation(table, 'sum', [asData(run, source)], at);
  return data(build.operation(table, 'add', [asData(run, start), total], at));
};

const enumerateFrom = (run: Run, source: Value, start: Value, at: number): Value => {
  const { table } = run;
  const first = asData(run, start);
  const items = iterated(run, source);
  if (items !== null)
    return sequence(
      'list',
      items.map((item, i) =>
        sequence('tuple', [data(build.operation(table, 'add', [first, table.literal(i)], at)), item]),
      ),
    );
  const list = build.operation(table, 'list', [asData(run, source)], at);
  const end = build.operation(table, 'add', [first, build.operation(table, 'len', [list], at)], at);
  const numbers = build.operation(table, 'range', [first, end], at);
  return data(build.operation(table, 'zip', [numbers, list], at));
};

const isTrue = (run: Run, value: Value | undefined): boolean | undefined => {
  const known = value === undefined ? false : run.table.valueOf(asData(run, value));
  return typeof known === 'boolean' ? known : undefined;
};

const sortedBy = (
  run: Run,
  frame: Frame,
  source: Value,
  named: Arguments['named'],
  at: number,
): Value | null => {
  const reverse = isTrue(run, named.get('reverse'));
  const key = named.get('key');
  if (reverse === undefined) return null;
  const items = iterated(run, source);
  const order = items === null ? null : orderOf(run, frame, items, key, reverse, at);
  if (items !== null && order !== null)
    return allocate(
      run,
      sequence(
        'list',
        order.map((i) => items[i] as Value),
      ),
    );
  if (key !== undefined && run.table.valueOf(asData(run, key)) !== null) return null;
  const inOrder = build.operation(run.table, 'sorted', [asData(run, source)], at);
  return allocate(run, data(reverse ? build.operation(run.table, 'reversed', [inOrder], at) : inOrder));
};

/** Where the items come in order, equal ones as they were; `null` where what they are ordered by is not known now. */
const orderOf = (
  run: Run,
  frame: Frame,
  items: readonly Value[],
  key: Value | undefined,
  reverse: boolean,
  at: number,
): readonly number[] | null => {
  const keys = items.map((item) => run.table.valueOf(asData(run, keyOf(run, frame, item, key, at))));
  if (keys.some((one) => one === undefined)) return null;
  const ranked = sorted(keys.map((one, i) => new PyTuple([one as PyValue, reverse ? -i : i])));
  if (!Array.isArray(ranked)) return null;
  const order = ranked.map((one) => Math.abs(Number((one as PyTuple).items[1])));
  return reverse ? order.toReversed() : order;
};

const keyOf = (run: Run, frame: Frame, item: Value, key: Value | undefined, at: number): Value =>
  key === undefined ? item : run.call(frame, key, { positional: [item], named: new Map(), spread: null }, at);

/** The first of the items that come first, by what a function gives for each. */
const extremeBy = (
  run: Run,
  frame: Frame,
  name: 'min' | 'max',
  items: readonly Value[],
  key: Value,
  at: number,
): Value | null => {
  const order = orderOf(run, frame, items, key, name === 'max', at);
  return order === null ? null : (items[order[0] ?? -1] ?? constant(run, null));
};

const extremeOr = (run: Run, name: 'min' | 'max', source: Value, otherwise: Value, at: number): Value => {
  const { table } = run;
  const list: Ref = build.operation(table, 'list', [asData(run, source)], at);
  const isEmpty = build.eq(table, build.operation(table, 'len', [list], at), table.literal(0));
  return data(ifThenElse(table, isEmpty, asData(run, otherwise), build.operation(table, name, [list], at)));
};

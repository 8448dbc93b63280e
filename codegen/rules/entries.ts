import * as build from '../../src/expr/build.ts';
import type { Ref } from '../../src/model/index.ts';
import { force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { iterated } from './iterate.ts';
import { asData } from './read.ts';
import type { Run } from './run.ts';
import { itemOf } from './subscript.ts';
import { data, type Value } from './value.ts';

/** A dictionary with one entry more. */
export const withEntry = (run: Run, before: Value, key: Ref, value: Value, at: number): Value => {
  if (before.kind === 'mapping' && run.table.valueOf(key) !== undefined)
    return { kind: 'mapping', entries: new Map([...before.entries, [key, value]]) };
  return data(build.operation(run.table, 'setitem', [asData(run, before), key, asData(run, value)], at));
};

/** `{**mapping}`: of one that only a config tells, a copy that is told the rest. */
export const withEntries = (run: Run, frame: Frame, before: Value, more: Value, at: number): Value => {
  if (before.kind === 'mapping' && more.kind === 'mapping')
    return { kind: 'mapping', entries: new Map([...before.entries, ...more.entries]) };
  const added = build.operation(run.table, 'dict', [asData(run, more)], at);
  force(run, frame, added, at);
  if (before.kind === 'mapping' && before.entries.size === 0) return data(added);
  const known = iterated(run, more);
  if (known !== null)
    return known.reduce<Value>(
      (all, key) => withEntry(run, all, asData(run, key), itemOf(run, more, key, at), at),
      before,
    );
  return data(build.mutated(run.table, 'update', [asData(run, before), added], at));
};

import * as build from '../../src/expr/build.ts';
import { not } from '../../src/expr/logic.ts';
import type { Literal, Ref } from '../../src/model/index.ts';
import { under } from './branch.ts';
import { force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { constant, isData } from './read.ts';
import type { Run } from './run.ts';
import { select } from './state.ts';
import type { Mapping, Value } from './value.ts';

/** More keys than that are not told apart. */
const MAX_KEYS = 64;

/**
 * A value of the program (a class, a function) that a key of the config picks out of a table: one of the table's, each
 * where the key is its own. `undefined` where the table holds data, which the expression language looks up by itself.
 */
export const lookUp = (
  run: Run,
  frame: Frame,
  table: Mapping,
  key: Ref,
  otherwise: Value | null,
  at: number,
): Value | undefined => {
  const keys = [...table.entries.keys()].map((ref) => run.table.node(ref));
  const literals = keys.flatMap((node): Literal[] => (node.op === 'const' ? [node.value] : []));
  if (isData(run, table) || literals.length < keys.length || keys.length > MAX_KEYS) return undefined;
  // What Python refuses as a key it refuses here, and where there is nothing else to give one that is missing.
  const marks = run.table.literal({ dict: literals.map((one) => [one, true]) });
  const found =
    otherwise === null
      ? build.operation(run.table, 'getitem', [marks, key], at)
      : build.method(run.table, 'get', [marks, key], at);
  force(run, frame, found, at);
  return pick(run, [...table.entries], key, otherwise ?? constant(run, null));
};

const pick = (
  run: Run,
  [first, ...rest]: readonly (readonly [Ref, Value])[],
  key: Ref,
  otherwise: Value,
): Value => {
  if (first === undefined) return otherwise;
  const test = build.eq(run.table, key, first[0]);
  const others = under(run, not(run.table, test), () => pick(run, rest, key, otherwise), otherwise);
  return select(run.table, test, first[1], others);
};

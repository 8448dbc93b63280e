import * as build from '../../src/expr/build.ts';
import { and, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import { truthOf } from './condition.ts';
import { iterated } from './iterate.ts';
import { asData } from './read.ts';
import type { Run } from './run.ts';
import type { Value } from './value.ts';

/** `any(values)` and `all(values)` of what is no generator expression. */
export const quantify = (run: Run, into: 'any' | 'all', values: Value, at: number): Ref => {
  const { table } = run;
  const items = iterated(run, values);
  if (items !== null) {
    const join = into === 'any' ? or : and;
    return items.reduce<Ref>(
      (all, item) => join(table, all, truthOf(run, item)),
      table.literal(into === 'all'),
    );
  }
  const variable = run.variables;
  const element = build.truth(table, table.add({ op: 'variable', id: variable }));
  const args = [asData(run, values), table.literal(true), element];
  return table.add({ op: 'collect', into, args, variable, steps: [], at });
};

import { Compiler } from '../../src/expr/compile.ts';
import { NO_ENVIRONMENT } from '../../src/expr/environment.ts';
import { Machine } from '../../src/expr/machine.ts';
import { PyDict } from '../../src/expr/python/value.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Run } from './run.ts';

/** Whether a condition surely does not hold for a config that says nothing, on whatever machine. */
export const isFalseWhenEmpty = (run: Pick<Run, 'table' | 'enumTypes'>): ((condition: Ref) => boolean) => {
  const machine = new Machine({
    nodes: run.table.nodes,
    places: [],
    enums: run.enumTypes,
    entries: [],
    labels: [],
    unknowns: [],
  });
  const compiler = new Compiler(machine);
  machine.begin(new PyDict(), NO_ENVIRONMENT, true);
  return (condition) => compiler.thunk(condition)() === false;
};

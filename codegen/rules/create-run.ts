import { ExprTable } from '../../src/expr/table.ts';
import type { EnumType } from '../../src/model/index.ts';
import type { Program } from '../python/program.ts';
import { attribute } from './attribute.ts';
import { call, invoke } from './call.ts';
import { classInfo } from './classes.ts';
import { condition } from './condition.ts';
import { evaluate } from './expression.ts';
import { bindingValue } from './names.ts';
import { Places } from './places.ts';
import type { Run } from './run.ts';
import { block } from './statement.ts';
import { Store } from './store.ts';

/** A run that has not executed anything yet. What is not about one entry point can be shared with a `base`. */
export const createRun = (program: Program, assumed: ReadonlyMap<string, string | null>, base?: Run): Run => {
  const enumTypes: EnumType[] = base?.enumTypes ?? [];
  const table = base?.table ?? new ExprTable([], enumTypes);
  const run: Run = {
    program,
    table,
    enumTypes,
    places: base?.places ?? new Places(),
    assumed,
    path: table.literal(true),
    store: new Store(),
    items: [],
    forced: new Map(),
    assignments: [],
    labels: base?.labels ?? new Map(),
    stack: [],
    looking: null,
    unknowns: base?.unknowns ?? new Map(),
    classes: new Map(),
    globals: new Map(),
    lasting: new Map(),
    counter: base?.counter ?? 0,
    variables: 0,
    evaluate: (frame, expression) => evaluate(run, frame, expression),
    condition: (frame, expression) => condition(run, frame, expression),
    block: (frame, body) => block(run, frame, body),
    call: (frame, callee, args, at) => call(run, frame, callee, args, at),
    invoke: (fn, args, at, onYield) => invoke(run, fn, args, at, onYield),
    attribute: (frame, owner, name, at, target) => attribute(run, frame, owner, name, at, target),
    bindingValue: (binding) => bindingValue(run, binding),
    classInfo: (binding) => classInfo(run, binding),
  };
  return run;
};

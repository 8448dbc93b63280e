import type { Program } from '../python/program.ts';
import { attribute } from './attribute.ts';
import { ambientOf, type Base } from './base.ts';
import { call, invoke } from './call.ts';
import { classInfo } from './classes.ts';
import { condition } from './condition.ts';
import { evaluate } from './expression.ts';
import { bindingValue } from './names.ts';
import { newNotes } from './recall.ts';
import type { Run } from './run.ts';
import { block } from './statement.ts';
import { Store } from './store.ts';

/** A run that has not executed anything yet. */
export const createRun = (program: Program, base: Base, assumed: ReadonlyMap<string, string | null>): Run => {
  const { table, enumTypes, places, counter } = base;
  const run: Run = {
    program,
    table,
    enumTypes,
    places,
    assumed,
    path: table.literal(true),
    store: new Store(),
    items: [],
    forced: new Map(),
    assignments: [],
    notes: newNotes(),
    stack: [],
    looking: null,
    trying: 0,
    ambient: ambientOf(base, assumed),
    underway: { classes: new Set(), globals: new Map() },
    made: new Set(),
    get counter() {
      return counter.last;
    },
    set counter(last) {
      counter.last = last;
    },
    order: 0,
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

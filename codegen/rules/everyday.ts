import { Compiler } from '../../src/expr/compile.ts';
import { type Environment, NO_ENVIRONMENT } from '../../src/expr/environment.ts';
import { Machine } from '../../src/expr/machine.ts';
import { PyDict } from '../../src/expr/python/value.ts';
import type { Rule } from '../../src/model/index.ts';
import { isAvailability, isHelper } from './boundary.ts';
import type { ExecutedEntry } from './entry.ts';

const isOutside = (rule: Rule): boolean => rule.kind === 'mayRaise' || isHelper(rule.function);

/**
 * Leaves out the calls to code outside that are made for an empty config as well (seeding torch, asking for the device),
 * and what helpers may refuse then: that says nothing about a config. What is called because of what a config says is kept.
 */
export const dropEverydayCalls = (executed: ExecutedEntry): ExecutedEntry => {
  const { run, rules, messages } = executed;
  const machine = new Machine({
    nodes: run.table.nodes,
    places: [],
    enums: run.enumTypes,
    entries: [],
    labels: [],
    unknowns: [],
  });
  const compiler = new Compiler(machine);
  const isFalse = (rule: Rule, environment: Environment): boolean => {
    machine.begin(new PyDict(), environment, true);
    return compiler.thunk(rule.when)() === false;
  };
  const available = run.table.nodes.flatMap((node) =>
    node.op === 'atom' && isAvailability(node.name.replace(/\(.*/, '')) ? [node.name] : [],
  );
  // What is there or not is split on: a condition may be false either way, and no less for that.
  const never = (rule: Rule): boolean =>
    isFalse(rule, NO_ENVIRONMENT) ||
    (rule.kind === 'error' &&
      available.some((name) =>
        [true, false].every((answer) =>
          isFalse(rule, { atom: (asked) => (asked === name ? answer : undefined) }),
        ),
      ));
  const kept = rules.rules.flatMap((rule, index) =>
    isOutside(rule) && !never(rule) ? [] : [{ rule, index }],
  );
  const moved = new Map(kept.map(({ index }, i) => [index, i]));
  return {
    run,
    rules: { ...rules, rules: kept.map(({ rule }) => rule) },
    messages: new Map(
      [...messages].flatMap(([index, ref]) =>
        moved.has(index) ? [[moved.get(index) as number, ref] as const] : [],
      ),
    ),
  };
};

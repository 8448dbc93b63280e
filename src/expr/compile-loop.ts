import type { ExprNode, Ref, RuleStep } from '../model/index.ts';
import type { Compiler } from './compile.ts';
import type { Machine, Thunk } from './machine.ts';
import { truth } from './python/compare.ts';
import { setOf } from './python/containers.ts';
import { isUnordered, iterate, PyDict, Raised, UNKNOWN, type Value } from './python/value.ts';

type Loop = Extract<ExprNode, { op: 'collect' | 'fold' }>;

/** Runs what a loop body does besides giving values; the first certain error ends it. */
type Steps = () => Raised | undefined;

/** Comprehensions and loops over what is only known when a config is: the body is run for each item. */
export const compileLoop = (compiler: Compiler, node: Loop): Thunk => {
  const items = iteration(compiler.thunk(node.args[0] as Ref), node.at, isOrdered(node));
  const steps = compileSteps(compiler, node.steps);
  return node.op === 'fold'
    ? compileFold(compiler, node, items, steps)
    : compileCollect(compiler, node, items, steps);
};

/** Whether what comes of it hangs on the order of the items. */
const isOrdered = (node: Loop): boolean => node.op === 'fold' || node.into === 'list' || node.into === 'dict';

const iteration = (
  over: Thunk,
  at: number,
  ordered: boolean,
): (() => readonly Value[] | Raised | typeof UNKNOWN) => {
  const notIterable = new Raised('TypeError', at);
  return () => {
    const value = over();
    if (value instanceof Raised || value === UNKNOWN) return value as Raised | typeof UNKNOWN;
    if (ordered && isUnordered(value)) return UNKNOWN;
    return iterate(value) ?? notIterable;
  };
};

const compileSteps = (compiler: Compiler, steps: readonly RuleStep[]): Steps => {
  const { machine } = compiler;
  const compiled = steps
    .filter((step) => step.kind === 'error' || step.kind === 'partial')
    .map((step) => ({
      when: compiler.thunk(step.when),
      value: step.value === undefined ? undefined : compiler.thunk(step.value),
      raised: new Raised(step.exception ?? 'Exception', step.at),
    }));
  return () => {
    for (const { when, value, raised } of compiled) {
      const holds = when();
      if (holds === false) continue;
      if (holds instanceof Raised) return holds;
      const outcome = value === undefined ? raised : value();
      if (!(outcome instanceof Raised)) continue;
      if (holds === true) return outcome;
      machine.maybe(outcome);
    }
    return undefined;
  };
};

type Into = Extract<Loop, { op: 'collect' }>['into'];

/** Puts what was collected together; `undefined`: go on with the next item. */
interface Collector {
  take(value: Value, key: Value | undefined): Value | undefined;
  end(): Value;
}

const collector = (into: Into): Collector => {
  if (into === 'any' || into === 'all') return quantifier(into === 'any');
  if (into === 'dict') {
    const dict = new PyDict();
    return {
      take: (value, key) => (key === UNKNOWN ? UNKNOWN : void dict.set(key as Value, value)),
      end: () => dict,
    };
  }
  const items: Value[] = [];
  return { take: (value) => void items.push(value), end: () => (into === 'set' ? setOf(items) : items) };
};

const quantifier = (decisive: boolean): Collector => {
  let undecided = false;
  return {
    take: (value) => {
      const holds = truth(value);
      if (holds === decisive) return decisive;
      if (holds === UNKNOWN) undecided = true;
      return undefined;
    },
    end: () => (undecided ? UNKNOWN : !decisive),
  };
};

const compileCollect = (
  compiler: Compiler,
  node: Extract<Loop, { op: 'collect' }>,
  items: () => readonly Value[] | Raised | typeof UNKNOWN,
  steps: Steps,
): Thunk => {
  const { machine } = compiler;
  const { variable, into } = node;
  const [, when, element, second] = node.args.map((arg) => compiler.thunk(arg)) as [
    Thunk,
    Thunk,
    Thunk,
    Thunk?,
  ];
  const run = (list: readonly Value[]): Value => {
    const result = collector(into);
    for (const item of list) {
      machine.bind(variable, item);
      const failed = steps();
      if (failed !== undefined) return failed;
      const holds = when();
      if (holds instanceof Raised) return holds;
      if (holds === UNKNOWN) return UNKNOWN;
      if (holds === false) continue;
      const key = second === undefined ? undefined : element();
      const value = (second ?? element)();
      if (value instanceof Raised) return value;
      if (key instanceof Raised) return key;
      const done = result.take(value, key);
      if (done !== undefined) return done;
    }
    return result.end();
  };
  return () => {
    const list = items();
    return isList(list) ? restoring(machine, [variable], () => run(list)) : list;
  };
};

/** Loops of the same depth share their variables: one that is run inside another leaves them as they were. */
const restoring = <T>(machine: Machine, variables: readonly number[], action: () => T): T => {
  const outer = variables.map((variable) => machine.variables[variable]);
  const result = action();
  variables.forEach((variable, i) => {
    const value = outer[i];
    if (value !== undefined) machine.bind(variable, value);
  });
  return result;
};

const isList = (value: readonly Value[] | Raised | typeof UNKNOWN): value is readonly Value[] =>
  Array.isArray(value);

const compileFold = (
  compiler: Compiler,
  node: Extract<Loop, { op: 'fold' }>,
  items: () => readonly Value[] | Raised | typeof UNKNOWN,
  steps: Steps,
): Thunk => {
  const { machine } = compiler;
  const { variable, carried } = node;
  const count = carried.length;
  const first = node.args.slice(1, count + 1).map((arg) => compiler.thunk(arg));
  const next = node.args.slice(count + 1).map((arg) => compiler.thunk(arg));
  const run = (list: readonly Value[]): Value => {
    let state = first.map((thunk) => thunk());
    for (const item of list) {
      bindAll(machine, carried, state);
      machine.bind(variable, item);
      const failed = steps();
      if (failed !== undefined) return failed;
      state = next.map((thunk) => thunk());
    }
    // What a carried value raises comes up where the value is used; what is surely used is among the steps.
    return state;
  };
  return () => {
    const list = items();
    return isList(list) ? restoring(machine, [variable, ...carried], () => run(list)) : list;
  };
};

const bindAll = (machine: Machine, variables: readonly number[], values: readonly Value[]): void => {
  variables.forEach((variable, i) => {
    machine.bind(variable, values[i] as Value);
  });
};

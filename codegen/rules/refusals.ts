import * as build from '../../src/expr/build.ts';
import { and, conjuncts, not, relativeTo } from '../../src/expr/logic.ts';
import type { Value as PyValue } from '../../src/expr/python/value.ts';
import { reachable } from '../../src/expr/shape.ts';
import { specialise } from '../../src/expr/specialise.ts';
import type { ExprTable } from '../../src/expr/table.ts';
import type { Ref } from '../../src/model/index.ts';
import { within } from './aside.ts';
import { forEach } from './branch.ts';
import { withoutImpossible } from './cases.ts';
import { findMember } from './class-info.ts';
import { classBehind } from './classes.ts';
import { isFalseWhenEmpty } from './empty-config.ts';
import { constant, content } from './read.ts';
import { type Arguments, DeadEnd, type Item, type Run } from './run.ts';
import type { FunctionValue, Value } from './value.ts';

/** An error met in a helper's class, and the condition on which it was made with the arguments that led there. */
interface Met {
  readonly item: Item;
  readonly made: Ref;
}

/**
 * What making an object behind the boundary refuses because of what the config says. Its `__init__` is executed for its
 * errors alone, and in a plain process, where none of the variables it asks for until then is set: what it does in others, and what
 * the object holds afterwards, stays the machine's, and nothing else that was done is kept. What it may refuse as well
 * when a config says nothing depends on the machine, whoever makes the object: it is left out.
 */
export const lookForRefusals = (run: Run, path: string, args: Arguments, at: number): void => {
  const cls = classBehind(run, path);
  const init = cls === null || run.looking !== null ? undefined : findMember(cls, '__init__');
  if (cls === null || init?.kind !== 'method') return;
  const self: Value = { kind: 'instance', id: ++run.counter, cls };
  const met: Met[] = [];
  const unset = lookAside(run, () => {
    makeWith(run, init.fn, { ...args, positional: [self, ...args.positional] }, at, met);
  });
  const { table } = run;
  const own = met.map(({ item, made }) => becauseOfConfig(table, relativeTo(table, item.when, made)));
  const isOfConfig = isFalseWhenEmpty(run);
  const before: Ref[] = [];
  met.forEach(({ item, made }, i) => {
    const refused = own[i] as Ref;
    const asked = [...unset].filter(([, order]) => order < item.order).map(([name]) => isUnset(run, name));
    const reached = all(table, [made, refused]);
    const when = and(table, reached, all(table, asked));
    if (table.valueOf(when) === false || isAfter(table, reached, before) || !isOfConfig(refused)) return;
    before.push(reached);
    run.items.push({ ...item, when });
  });
};

/** What remains of a refusal where the same would be refused if the config said nothing. */
const becauseOfConfig = (table: ExprTable, refused: Ref): Ref =>
  withoutImpossible(table, and(table, not(table, saidNothing(table, refused)), refused));

/** A condition on the machine alone: that every input has its default. */
const saidNothing = (table: ExprTable, condition: Ref): Ref => {
  const defaults = new Map<string, PyValue>();
  for (const ref of reachable(table.nodes, [condition])) {
    const node = table.node(ref);
    const value = node.op === 'input' && node.default !== undefined ? table.valueOf(node.default) : undefined;
    if (node.op === 'input' && value !== undefined) defaults.set(node.name, value);
  }
  return specialise(table, condition, {
    input: (name) => defaults.get(name),
    atom: () => undefined,
    condition: (ref) => (table.node(ref).op === 'given' ? false : undefined),
  });
};

/** Where it holds, one of the others has been met before: fewer variables were asked for until then. */
const isAfter = (table: ExprTable, when: Ref, before: readonly Ref[]): boolean => {
  const parts = new Set(conjuncts(table, when));
  return before.some((other) => conjuncts(table, other).every((part) => parts.has(part)));
};

const all = (table: ExprTable, parts: readonly Ref[]): Ref =>
  parts.reduce((some, part) => and(table, some, part), table.literal(true));

const isUnset = ({ table }: Run, name: string): Ref =>
  build.is(table, table.add({ op: 'atom', name: `env:${name}` }), table.literal(null));

/** `Class(**mapping)`: on every alternative whose entries are known, they are arguments like any other. */
const makeWith = (run: Run, init: FunctionValue, args: Arguments, at: number, met: Met[]): void => {
  const none = constant(run, null);
  forEach(run, args.spread === null ? none : content(run, args.spread), (spread) => {
    const made = run.path;
    const before = run.items.length;
    try {
      run.invoke(init, args.spread === null ? args : spreadOut(run, args, spread), at);
    } finally {
      const items = run.items.slice(before).filter(({ kind }) => kind === 'error');
      met.push(...items.map((item) => ({ item, made })));
    }
    return none;
  });
};

const spreadOut = (run: Run, args: Arguments, spread: Value): Arguments => {
  if (spread.kind !== 'mapping') return args;
  const entries = [...spread.entries].map(([key, item]) => [String(run.table.valueOf(key)), item] as const);
  return { ...args, named: new Map([...args.named, ...entries]), spread: null };
};

/** Executes something; the run is afterwards as it was. Gives the variables that were found not to be set, with when. */
const lookAside = (run: Run, action: () => void): ReadonlyMap<string, number> => {
  const unset = new Map<string, number>();
  const assigned = run.assignments.length;
  const copies = {
    store: run.store.copy(),
    items: [],
    forced: new Map(run.forced),
    notes: { ...run.notes, unknowns: new Map(run.notes.unknowns), taken: new Set(run.notes.taken) },
    looking: unset,
  };
  within(run, copies, () => {
    try {
      action();
    } catch (end) {
      if (!(end instanceof DeadEnd)) throw end;
    }
  });
  run.assignments.length = assigned;
  return unset;
};

import * as build from '../../src/expr/build.ts';
import { and, relativeTo } from '../../src/expr/logic.ts';
import { Reach, readsConfig } from '../../src/expr/shape.ts';
import type { Ref } from '../../src/model/index.ts';
import { isHelper } from './boundary.ts';
import { forEach } from './branch.ts';
import { type ClassInfo, findMember } from './class-info.ts';
import { constant, content } from './read.ts';
import { type Arguments, DeadEnd, type Item, type Run } from './run.ts';
import type { FunctionValue, Value } from './value.ts';

/**
 * What making an object behind the boundary refuses because of what the config says. Its `__init__` is executed for its
 * errors alone, and in a plain process, where none of the variables it asks for is set: what it does in others, and what
 * the object holds afterwards, stays the machine's, and nothing else that was done is kept.
 */
export const lookForRefusals = (run: Run, path: string, args: Arguments, at: number): void => {
  const cls = classBehind(run, path);
  if (cls === null || run.looking !== null) return;
  const init = findMember(cls, '__init__');
  if (init?.kind !== 'method') return;
  const self: Value = { kind: 'instance', id: ++run.counter, cls };
  const base = run.path;
  const { met, unset } = aside(run, () => {
    makeWith(run, init.fn, { ...args, positional: [self, ...args.positional] }, at);
  });
  const onConfig = new Reach(run.table, readsConfig);
  const refusals = met.filter(
    ({ kind, when }) => kind === 'error' && onConfig.has(relativeTo(run.table, when, base)),
  );
  const plain = [...unset].map((name) => isUnset(run, name));
  run.items.push(
    ...refusals.map((item) => ({
      ...item,
      when: [...plain, item.when].reduceRight((a, b) => and(run.table, b, a)),
    })),
  );
};

const isUnset = ({ table }: Run, name: string): Ref =>
  build.is(table, table.add({ op: 'atom', name: `env:${name}` }), table.literal(null));

/** A helper's class, which is known by its name only. */
const classBehind = (run: Run, path: string): ClassInfo | null => {
  const dot = path.lastIndexOf('.');
  const module = isHelper(path) ? run.program.module(path.slice(0, dot)) : undefined;
  const binding = module && run.program.lookup(module, path.slice(dot + 1));
  return binding?.kind === 'class' ? run.classInfo(binding) : null;
};

/** `Class(**mapping)`: on every alternative whose entries are known, they are arguments like any other. */
const makeWith = (run: Run, init: FunctionValue, args: Arguments, at: number): void => {
  const none = constant(run, null);
  forEach(run, args.spread === null ? none : content(run, args.spread), (spread) => {
    run.invoke(init, args.spread === null ? args : spreadOut(run, args, spread), at);
    return none;
  });
};

const spreadOut = (run: Run, args: Arguments, spread: Value): Arguments => {
  if (spread.kind !== 'mapping') return args;
  const entries = [...spread.entries].map(([key, item]) => [String(run.table.valueOf(key)), item] as const);
  return { ...args, named: new Map([...args.named, ...entries]), spread: null };
};

/** Executes something and gives what it met; the run is afterwards as it was. */
const aside = (run: Run, action: () => void): { met: readonly Item[]; unset: ReadonlySet<string> } => {
  const { path, store, items, forced, unknowns, assignments } = run;
  const assigned = assignments.length;
  Object.assign(run, {
    store: new Map(store),
    items: [],
    forced: new Map(forced),
    unknowns: new Map(unknowns),
  });
  const unset = new Set<string>();
  run.looking = unset;
  try {
    action();
  } catch (end) {
    if (!(end instanceof DeadEnd)) throw end;
  }
  const met = run.items;
  assignments.length = assigned;
  Object.assign(run, { path, store, items, forced, unknowns, looking: null });
  return { met, unset };
};

import { partsOf } from '../../src/expr/table.ts';
import type { Derivation, EntryRules, Held, Ref, Rule } from '../../src/model/index.ts';
import type { Program } from '../python/program.ts';
import type { Base } from './base.ts';
import type { ClassInfo } from './class-info.ts';
import { createRun } from './create-run.ts';
import { asData, content, notUnderstood } from './read.ts';
import type { Notes } from './recall.ts';
import { type Assignment, DeadEnd, type Item, type Run } from './run.ts';
import { attributeKey, select } from './state.ts';
import type { Field, Value } from './value.ts';
import { visibleFields } from './visible.ts';

/** An entry point to be executed. */
export interface EntryFunction {
  readonly entry: string;
  /** `llamafactory.hparams.parser.get_train_args` */
  readonly function: string;
  /** Environment variables that select this variant, or that the others need: `USE_MCA` is not set. */
  readonly assumed: ReadonlyMap<string, string | null>;
}

export interface ExecutedEntry {
  readonly rules: EntryRules;
  /** Messages by index of the rule. */
  readonly messages: ReadonlyMap<number, Ref>;
  readonly notes: Notes;
}

/** Executes the function with a config of which nothing is known; `null` where there is no such function. */
export const executeEntry = (program: Program, entry: EntryFunction, base: Base): ExecutedEntry | null => {
  const run = createRun(program, base, entry.assumed);
  const dot = entry.function.lastIndexOf('.');
  const module = program.module(entry.function.slice(0, dot));
  const binding = module && program.lookup(module, entry.function.slice(dot + 1));
  if (module === undefined || binding?.kind !== 'function') return null;
  const at = run.places.add(module.path, binding.node.line);
  const results = executed(run, entry.function, run.bindingValue(binding), at);
  const fields = new Set(results.flatMap(({ cls }) => fieldsOf(cls).map((field) => field.name)));
  const held = new HeldTable();
  const rules = run.items.map((item) => ruleOf(run, item, fields, held));
  const messages = new Map(
    run.items.flatMap((item, i) => (item.message === undefined ? [] : [[i, item.message] as const])),
  );
  const classes = results.map(({ cls }) => ({
    name: cls.name,
    parameters: fieldsOf(cls)
      .filter((field) => field.init)
      .map((field) => field.name),
  }));
  const derived = results.flatMap((result) => derivations(run, result));
  return {
    rules: { entry: entry.entry, function: entry.function, classes, rules, held: held.list, derived },
    messages,
    notes: run.notes,
  };
};

type Instance = Extract<Value, { kind: 'instance' }>;

/** An argument object that the function gives. It may be made anew on some paths: then it is one of several. */
interface Result {
  readonly cls: ClassInfo;
  readonly value: Value;
}

const fieldsOf = ({ fields }: ClassInfo): readonly Field[] => fields ?? [];

const executed = (run: Run, name: string, fn: Value, at: number): readonly Result[] => {
  if (fn.kind !== 'function') return [];
  try {
    const result = run.invoke(fn, { positional: [{ kind: 'config' }], named: new Map(), spread: null }, at);
    const objects = objectsIn(run, result);
    if (objects.length === 0) notUnderstood(run, at, `${name} gives no argument objects`);
    return objects;
  } catch (end) {
    if (!(end instanceof DeadEnd)) throw end;
    notUnderstood(run, at, `${name} always ends in an error`);
    return [];
  }
};

/** The argument objects that the function gives. */
const objectsIn = (run: Run, value: Value): readonly Result[] => {
  const held = content(run, value);
  if (held.kind === 'sequence') return held.items.flatMap((item) => objectsIn(run, item));
  const [one] = instancesIn(held);
  return one === undefined ? [] : [{ cls: one.cls, value: held }];
};

const instancesIn = (value: Value): readonly Instance[] => {
  if (value.kind === 'choice') return [...instancesIn(value.yes), ...instancesIn(value.no)];
  return value.kind === 'instance' ? [value] : [];
};

const ruleOf = (run: Run, item: Item, fields: ReadonlySet<string>, all: HeldTable): Rule => {
  const visible = visibleFields(run.table.nodes, run.notes.labels, fields, partsOf(item));
  const held = heldBy(run, visible, item.order).map((one) => all.index(one));
  return {
    kind: item.kind,
    when: item.when,
    ...(item.value === undefined ? {} : { value: item.value }),
    ...(item.exception === undefined ? {} : { exception: item.exception }),
    ...(item.subject === undefined ? {} : { subject: item.subject }),
    at: item.at,
    function: item.function,
    parameters: [...visible.keys()],
    ...(held.length === 0 ? {} : { held }),
  };
};

/** Fields that were assigned by then, with what they held. */
const heldBy = (run: Run, visible: ReadonlyMap<string, Ref | null>, order: number): Held[] =>
  [...visible].flatMap(([name, value]) =>
    value === null
      ? []
      : [{ name, value, sources: sourcesOf(run, (one) => one.name === name && one.order < order) }],
  );

/** What rules look at, each once. */
class HeldTable {
  readonly list: Held[] = [];
  readonly #known = new Map<string, number>();

  index(held: Held): number {
    const key = JSON.stringify(held);
    const index = this.#known.get(key) ?? this.list.push(held) - 1;
    this.#known.set(key, index);
    return index;
  }
}

const sourcesOf = (run: Run, wanted: (one: Assignment) => boolean): Held['sources'] =>
  run.assignments.filter(wanted).map(({ when, at }) => ({ when, at }));

/** Fields whose value at the end is not simply what the config or the default gives. */
const derivations = (run: Run, { cls, value: object }: Result): Derivation[] => {
  const ids = new Set(instancesIn(object).map(({ id }) => id));
  return fieldsOf(cls).flatMap((field) => {
    const held = heldIn(run, object, field.name);
    if (held === undefined) return [];
    const value = asData(run, held);
    const node = run.table.node(value);
    if (node.op === 'input' && node.name === field.name) return [];
    const assigned = (one: Assignment) => ids.has(one.instance) && one.name === field.name;
    if (!field.init && node.op === 'const' && !run.assignments.some(assigned)) return [];
    return [{ class: cls.name, name: field.name, value, sources: sourcesOf(run, assigned) }];
  });
};

/** What the field holds at the end, whichever object it is of. */
const heldIn = (run: Run, object: Value, name: string): Value | undefined => {
  if (object.kind === 'instance') return run.store.get(attributeKey(object.id, name));
  if (object.kind !== 'choice') return undefined;
  const [yes, no] = [heldIn(run, object.yes, name), heldIn(run, object.no, name)];
  return yes === undefined || no === undefined ? (yes ?? no) : select(run.table, object.test, yes, no);
};

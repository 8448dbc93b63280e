import { display } from '../../src/expr/displays.ts';
import { ifThenElse, implied } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Run } from './run.ts';
import { contentKey } from './state.ts';
import { data, type Value } from './value.ts';

/** What a container holds now; anything else as it is. */
export const content = (run: Run, value: Value): Value => {
  if (value.kind !== 'cell' && value.kind !== 'data') return value;
  const held = run.store.get(contentKey(value));
  return held === undefined ? value : underPath(run, held);
};

/** Takes the branch that the path has already decided. */
export const underPath = (run: Run, value: Value): Value => {
  if (value.kind === 'choice') {
    const taken = implied(run.table, run.path, value.test);
    return taken === undefined ? value : underPath(run, taken ? value.yes : value.no);
  }
  if (value.kind !== 'data') return value;
  const node = run.table.node(value.ref);
  if (node.op !== 'if') return value;
  const taken = implied(run.table, run.path, node.args[0] as Ref);
  return taken === undefined ? value : underPath(run, data(node.args[taken ? 1 : 2] as Ref));
};

/** A value as data: containers with what they hold now; things of the program as what cannot be told. */
export const asData = (run: Run, value: Value): Ref => {
  const { table } = run;
  const held = content(run, value);
  switch (held.kind) {
    case 'data':
      return held.ref;
    case 'choice':
      return ifThenElse(table, held.test, asData(run, held.yes), asData(run, held.no));
    case 'sequence': {
      const items = held.items.map((item) => asData(run, item));
      return display(
        table,
        ({ list: 'newList', tuple: 'newTuple', set: 'newSet' } as const)[held.type],
        items,
      );
    }
    case 'mapping':
      return display(
        table,
        'newDict',
        [...held.entries].flatMap(([key, item]) => [key, asData(run, item)]),
      );
    case 'external':
      return table.add({ op: 'atom', name: held.path });
    case 'config':
      return table.add({ op: 'config' });
    case 'configKeys': {
      const names = table.literal({ list: [...held.without] });
      return table.add({ op: 'unusedKeys', args: [table.add({ op: 'config' }), names] });
    }
    case 'absent':
      return table.add({ op: 'unknown', why: 'not bound', notNone: false });
    default:
      return table.add({ op: 'unknown', why: describe(held), notNone: true });
  }
};

const describe = (value: Value): string => {
  if (value.kind === 'instance' || value.kind === 'class') return value.cls.name;
  return value.kind === 'function' ? value.qualname : value.kind;
};

/** The same where text of a path serves as well: `str()`, f-strings, whatever opens files. */
export const asText = (run: Run, value: Value): Ref => {
  const held = content(run, value);
  if (held.kind === 'choice')
    return ifThenElse(run.table, held.test, asText(run, held.yes), asText(run, held.no));
  return held.kind === 'path' ? held.text : asData(run, held);
};

/** Nothing of the program is in it: it can be written as an expression. */
export const isData = (run: Run, value: Value): boolean =>
  everyPart(run, value, (held) => held.kind === 'data' || held.kind === 'configKeys');

/** The same, or what a library gave, which is an atom. */
export const isExpression = (run: Run, value: Value): boolean =>
  everyPart(
    run,
    value,
    (held) => held.kind === 'data' || held.kind === 'configKeys' || held.kind === 'external',
  );

const everyPart = (run: Run, value: Value, test: (part: Value) => boolean): boolean => {
  const held = content(run, value);
  const check = (part: Value): boolean => everyPart(run, part, test);
  if (held.kind === 'sequence') return held.items.every(check);
  if (held.kind === 'mapping') return [...held.entries.values()].every(check);
  return held.kind === 'choice' ? check(held.yes) && check(held.no) : test(held);
};

/** The value apart from the store: containers as what they hold now. */
export const snapshot = (run: Run, value: Value): Value => {
  if (isData(run, value)) return data(asData(run, value));
  return withParts(content(run, value), (part) => snapshot(run, part));
};

/** The same, but constants are left apart: nothing in it is looked at before somebody asks for it. */
export const unlooked = (run: Run, value: Value): Value =>
  withParts(content(run, value), (part) => unlooked(run, part));

const withParts = (held: Value, part: (value: Value) => Value): Value => {
  if (held.kind === 'sequence') return { ...held, items: held.items.map(part) };
  if (held.kind === 'choice') return { ...held, yes: part(held.yes), no: part(held.no) };
  if (held.kind !== 'mapping') return held;
  return { ...held, entries: new Map([...held.entries].map(([key, item]) => [key, part(item)])) };
};

/** Makes a new container of the program. */
export const allocate = (run: Run, held: Value): Value => {
  const cell = { kind: 'cell', id: ++run.counter } as const;
  run.store.set(contentKey(cell), held);
  return cell;
};

export const constant = (run: Run, value: null | boolean | string | number): Value =>
  data(run.table.literal(value));

/** Something that cannot be told, with the reason; listed among what was not understood. */
export const notUnderstood = (run: Run, at: number, reason: string): Value => {
  run.notes.unknowns.set(`${at}:${reason}`, { at, reason });
  return data(run.table.add({ op: 'unknown', why: reason, notNone: false, at }));
};

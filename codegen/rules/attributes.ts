import { whereAbsent } from './attribute.ts';
import { content } from './read.ts';
import type { Run } from './run.ts';
import { attributeKey } from './state.ts';
import type { Instance, Mapping, Value } from './value.ts';

/** `vars(object)` as it is now; `null` where it hangs on a config which attributes there are. */
export const attributesOf = (run: Run, owner: Instance): Mapping | null => {
  const held = heldBy(run, owner);
  const isSure = held.every(([, value]) => run.table.valueOf(whereAbsent(run, value)) === false);
  return isSure ? mappingOf(run, new Map(held)) : null;
};

/** Its attributes by name: those that it had when its module was imported, then what was assigned since. */
export const heldBy = (run: Run, { id }: Instance): readonly [string, Value][] => {
  const prefix = attributeKey(id, '');
  const initial = [...run.ambient.lasting].flatMap(([key, value]): [string, Value][] =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
  );
  return [...initial, ...run.store.under(prefix)];
};

/** `asdict(object)`: its fields, those that are dataclasses as dictionaries too. */
export const fieldsAsDict = (run: Run, owner: Instance): Mapping => {
  const values = (owner.cls.fields ?? []).flatMap(({ name }): [string, Value][] => {
    const value = run.store.get(attributeKey(owner.id, name));
    return value === undefined ? [] : [[name, nested(run, value)]];
  });
  return mappingOf(run, new Map(values));
};

const nested = (run: Run, value: Value): Value => {
  const held = content(run, value);
  return held.kind === 'instance' && held.cls.fields !== null ? fieldsAsDict(run, held) : value;
};

const mappingOf = (run: Run, values: ReadonlyMap<string, Value>): Mapping => ({
  kind: 'mapping',
  entries: new Map([...values].map(([name, value]) => [run.table.literal(name), value])),
});

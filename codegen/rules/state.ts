import { ifThenElse } from '../../src/expr/logic.ts';
import type { ExprTable } from '../../src/expr/table.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Ambient } from './base.ts';
import type { Store } from './store.ts';
import { ABSENT, data, same, type Value } from './value.ts';

/** The local that holds what the handler being run has caught: no name of a program's own has a space. */
export const HANDLED = 'exception handled';
export const localKey = (frame: number, name: string): string => `L${frame} ${name}`;
export const attributeKey = (instance: number, name: string): string => `A${instance} ${name}`;
/** What a function has assigned to a module's name. */
export const globalKey = (module: string, name: string): string => `G${module} ${name}`;
/** What a library keeps for the process. */
export const libraryKey = (name: string): string => `E ${name}`;
export const environmentKey = (name: string): string => `E${name}`;
/** Content of what the program made, or of data that it has changed. */
export const contentKey = (container: { kind: 'cell'; id: number } | { kind: 'data'; ref: Ref }): string =>
  container.kind === 'cell' ? `C${container.id}` : `D${container.ref}`;

export const isContent = (key: string): boolean => key.startsWith('C') || key.startsWith('D');

/** What an object's attribute holds; one made at import has what it had then where nothing was assigned since. */
export const heldAttribute = (
  { store, ambient }: { readonly store: Store; readonly ambient: Pick<Ambient, 'lasting'> },
  instance: number,
  name: string,
): Value | undefined => {
  const key = attributeKey(instance, name);
  const [held, initial] = [store.get(key), ambient.lasting.get(key)];
  return held === undefined || initial === undefined ? (held ?? initial) : orElse(held, initial);
};

const orElse = (held: Value, initial: Value): Value => {
  if (held.kind === 'absent') return initial;
  if (held.kind !== 'choice') return held;
  return { ...held, yes: orElse(held.yes, initial), no: orElse(held.no, initial) };
};

/** `yes` where the test holds, else `no`. */
export const select = (table: ExprTable, test: Ref, yes: Value, no: Value): Value => {
  if (same(yes, no)) return yes;
  const known = table.valueOf(test);
  if (typeof known === 'boolean') return known ? yes : no;
  if (yes.kind === 'data' && no.kind === 'data') return data(ifThenElse(table, test, yes.ref, no.ref));
  const node = table.node(test);
  if (node.op === 'not') return select(table, node.args[0] as Ref, no, yes);
  const a = yes.kind === 'choice' && yes.test === test ? yes.yes : yes;
  const b = no.kind === 'choice' && no.test === test ? no.no : no;
  return same(a, b) ? a : { kind: 'choice', test, yes: a, no: b };
};

/** Told of every data value that joining two branches makes. */
export type OnJoined = (key: string, ref: Ref) => void;

/**
 * The store after a branch: `yes` where the test holds, else `no`. A local or an attribute that only one sets may be
 * absent. `asOne` may join two values in a way of its own.
 */
export const merge = (
  table: ExprTable,
  test: Ref,
  yes: Store,
  no: Store,
  asOne: (yes: Value, no: Value) => Value | null,
  onJoined: OnJoined,
): Store => {
  if (yes === no) return yes;
  const merged = no.copy();
  yes.different(no, (key, own, others) => {
    const [a, b] = [own ?? unset(key), others ?? unset(key)];
    if (a === undefined) return;
    const value = b === undefined || same(a, b) ? a : (asOne(a, b) ?? select(table, test, a, b));
    merged.set(key, value);
    if (b !== undefined && value.kind === 'data') onJoined(key, value.ref);
  });
  return merged;
};

/** What a slot that was not written stands for; `undefined` where the writing branch's value may be taken. */
const unset = (key: string): Value | undefined => {
  const kind = key[0];
  if (kind === 'A' || kind === 'E' || kind === 'G') return ABSENT;
  // No name of a program's own has a space.
  if (kind === 'L') return key.indexOf(' ') === key.lastIndexOf(' ') ? ABSENT : undefined;
  return kind === 'D' ? data(Number(key.slice(1))) : undefined;
};

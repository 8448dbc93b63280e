import { heldBy } from './attributes.ts';
import { allocate, content } from './read.ts';
import type { Run } from './run.ts';
import { attributeKey } from './state.ts';
import type { Value } from './value.ts';

/** `copy.copy` and `copy.deepcopy`. */

/** Another container with the same parts, or another object with the same attributes. */
export const shallowCopy = (run: Run, value: Value): Value => {
  const held = content(run, value);
  if (held.kind === 'choice')
    return { ...held, yes: shallowCopy(run, held.yes), no: shallowCopy(run, held.no) };
  if (held.kind === 'instance') return objectLike(run, held, (part) => part);
  if (held.kind === 'sequence' && held.type === 'tuple') return held;
  if (held.kind === 'data' && isSimple(run, held.ref)) return held;
  return held.kind === 'sequence' || held.kind === 'mapping' || held.kind === 'data'
    ? allocate(run, held)
    : held;
};

export const deepCopy = (run: Run, value: Value): Value => {
  const held = content(run, value);
  const part = (one: Value): Value => deepCopy(run, one);
  switch (held.kind) {
    case 'choice':
      return { ...held, yes: part(held.yes), no: part(held.no) };
    case 'instance':
      return objectLike(run, held, part);
    case 'sequence': {
      const copied = { ...held, items: held.items.map(part) };
      return held.type === 'tuple' ? copied : allocate(run, copied);
    }
    case 'mapping':
      return allocate(run, {
        kind: 'mapping',
        entries: new Map([...held.entries].map(([key, one]) => [key, part(one)])),
      });
    case 'data':
      return isSimple(run, held.ref) ? held : allocate(run, held);
    default:
      return held;
  }
};

const isSimple = (run: Run, ref: number): boolean => {
  const known = run.table.valueOf(ref);
  return known !== undefined && (typeof known !== 'object' || known === null);
};

const objectLike = (
  run: Run,
  owner: Extract<Value, { kind: 'instance' }>,
  part: (value: Value) => Value,
): Value => {
  const made = { ...owner, id: ++run.counter };
  for (const [name, held] of heldBy(run, owner)) run.store.set(attributeKey(made.id, name), part(held));
  return made;
};

import { ExprTable } from '../../src/expr/table.ts';
import type { EnumType } from '../../src/model/index.ts';
import { isAsSeen } from '../python/looked-at.ts';
import type { ClassInfo } from './class-info.ts';
import { Places } from './places.ts';
import type { Recalled } from './recall.ts';
import type { Unit } from './unit.ts';
import type { Value } from './value.ts';

/** What is not about one entry point, nor about one state of the source: what is in it only becomes more. */
export interface Base {
  readonly enumTypes: EnumType[];
  readonly table: ExprTable;
  readonly places: Places;
  /** The last number given to an object, a container or a frame. */
  readonly counter: { last: number };
  /** By what is taken as given. */
  readonly ambients: Map<string, Ambient>;
}

/** What is worked out once for all entry points for which the same is taken as given. */
export interface Ambient {
  readonly classes: Map<string, Recalled<ClassInfo | null>>;
  readonly globals: Map<string, Recalled<Value>>;
  /** Attributes of the objects that modules make when they are imported. */
  readonly lasting: Map<string, Value>;
  readonly units: Map<string, Recalled<Unit>>;
}

export const createBase = (): Base => {
  const enumTypes: EnumType[] = [];
  return {
    enumTypes,
    table: new ExprTable([], enumTypes),
    places: new Places(),
    counter: { last: 0 },
    ambients: new Map(),
  };
};

export const ambientOf = ({ ambients }: Base, assumed: ReadonlyMap<string, string | null>): Ambient => {
  const key = JSON.stringify([...assumed]);
  const known = ambients.get(key) ?? {
    classes: new Map(),
    globals: new Map(),
    lasting: new Map(),
    units: new Map(),
  };
  ambients.set(key, known);
  return known;
};

/** Lets go of what was worked out of pieces of the source that are others by now: there is one state of it. */
export const forgetPast = ({ ambients }: Base): void => {
  for (const { classes, globals, units } of ambients.values())
    for (const known of [classes, globals, units])
      for (const [key, { looked }] of known) if (!isAsSeen(looked.seen)) known.delete(key);
};

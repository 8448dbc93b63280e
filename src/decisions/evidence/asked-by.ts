import type { Ref } from '../../model/index.ts';
import type { Dimension } from '../dimension.ts';
import { atomsOf } from './assignment.ts';
import type { Guards } from './guards.ts';

/** The dimensions by which a guard may hold or not. */
export type AskedBy = (guard: Ref) => ReadonlySet<Dimension>;

/** Looked up once for each guard: the tables of several subjects ask for the same ones. */
export const askedByIn = (guards: Guards, dimensions: readonly Dimension[]): AskedBy => {
  const known = new Map<Ref, ReadonlySet<Dimension>>();
  const ofInput = namesBy(dimensions, ({ gateParameters }) => gateParameters);
  const ofAtom = namesBy(dimensions, ({ name }) => atomsOf(name));
  return (guard) => {
    const before = known.get(guard);
    if (before !== undefined) return before;
    const asked = new Set([
      ...guards.inputsOf(guard).flatMap((name) => ofInput.get(name) ?? []),
      ...guards.atomsOf(guard).flatMap((name) => ofAtom.get(name) ?? []),
    ]);
    known.set(guard, asked);
    return asked;
  };
};

const namesBy = (
  dimensions: readonly Dimension[],
  namesOf: (dimension: Dimension) => readonly string[],
): ReadonlyMap<string, readonly Dimension[]> => {
  const found = new Map<string, Dimension[]>();
  for (const dimension of dimensions)
    for (const name of namesOf(dimension)) found.set(name, [...(found.get(name) ?? []), dimension]);
  return found;
};

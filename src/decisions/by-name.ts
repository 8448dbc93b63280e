import type { Catalog } from '../catalog/index.ts';
import type { Parameter } from '../model/index.ts';

const known = new WeakMap<readonly Parameter[], ReadonlyMap<string, Parameter>>();

/** What an entry point takes, by name. */
export const parametersBy = (catalog: Catalog, entry: string): ReadonlyMap<string, Parameter> => {
  const all = catalog.parametersOf(entry);
  const found = known.get(all) ?? new Map(all.map((parameter) => [parameter.name, parameter]));
  known.set(all, found);
  return found;
};

import { type Checker, compileRules } from '../expr/index.ts';
import type { RulesData } from '../model/index.ts';
import type { Catalog } from './catalog.ts';

/** Compiling takes longer than judging a hundred configs, so it is done once for each catalog and entry point. */
const compiled = new WeakMap<RulesData, Map<string, Checker>>();

/** The rules of an entry point, compiled; `undefined` where the catalog has none for it. */
export const checkerOf = (catalog: Catalog, entry: string): Checker | undefined => {
  const { rules } = catalog;
  if (rules === undefined || !rules.entries.some((each) => each.entry === entry)) return undefined;
  const known = compiled.get(rules) ?? new Map<string, Checker>();
  compiled.set(rules, known);
  const checker = known.get(entry) ?? compileRules(rules, entry);
  known.set(entry, checker);
  return checker;
};

import { labelsOf, print } from '../src/expr/print.ts';
import type { PackageNeed } from '../src/model/catalog.ts';
import type { RulesData } from '../src/model/rule.ts';

/**
 * Optional packages that parameters need: every check of an installed package that the parsers run, with the parameters
 * in its condition. A check under no parameter concerns every config and is left to the rules.
 */
export function packageNeeds(rules: RulesData): PackageNeed[] {
  const table = { nodes: rules.nodes, enums: rules.enums, labels: labelsOf(rules.labels) };
  const found = new Map<string, PackageNeed>();
  for (const { entry, rules: steps } of rules.entries) {
    for (const { kind, subject, parameters, when, at } of steps) {
      const place = rules.places[at];
      if (kind !== 'requirement' || subject === undefined || place === undefined || parameters.length === 0)
        continue;
      const need = { requirement: subject, parameters, when: print(table, when), place };
      const key = JSON.stringify(need);
      const known = found.get(key);
      found.set(key, { ...need, entries: [...(known?.entries ?? []), entry] });
    }
  }
  return [...found.values()];
}

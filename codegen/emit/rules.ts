import { ARTIFACT } from '../../src/model/manifest.ts';
import { RulesData } from '../../src/model/rule.ts';
import { checkedWriter } from './checked.ts';

/** `rules.json`, a line for each node and each rule. */
export const emitRules = checkedWriter(ARTIFACT.rules, RulesData, {
  nodes: 1,
  places: 1,
  enums: 1,
  entries: 3,
  unknowns: 1,
});

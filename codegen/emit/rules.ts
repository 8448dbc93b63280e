import { ARTIFACT } from '../../src/model/manifest.ts';
import { RulesData } from '../../src/model/rule.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `rules.json`, a line for each node and each rule. */
export const emitRules = (rules: RulesData): Artifact => ({
  path: ARTIFACT.rules,
  content: jsonText(RulesData.parse(rules), { nodes: 1, places: 1, enums: 1, entries: 3, unknowns: 1 }),
});

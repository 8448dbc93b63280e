import { ARTIFACT } from '../../src/model/manifest.ts';
import type { RulesData } from '../../src/model/rule.ts';
import type { Refinement } from './schemas.ts';
import { literal } from './zod-type.ts';

/** The rules of each entry point as `.superRefine(…)` of its schema, read from the `rules.json` beside `schemas.ts`. */
export const refinementsFrom = (rules: RulesData): ReadonlyMap<string, Refinement> =>
  new Map(
    rules.entries
      .filter((entry) => entry.rules.length > 0)
      .map(({ entry }) => [
        entry,
        {
          expression: `refineBy(rules, ${literal(entry)})`,
          imports: [
            { from: 'llamafactory-params/refine', named: 'refineBy' },
            { from: `./${ARTIFACT.rules}`, default: 'rules', type: 'json' },
          ],
        },
      ]),
  );

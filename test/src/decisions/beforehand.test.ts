import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { pack, unpack } from '../../../src/catalog/decided.ts';
import { type Catalog, createCatalog } from '../../../src/catalog/index.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { decideEntry } from '../../../src/decisions/evidence/decide.ts';
import { dimensionsOf, filterParameters, LEVELS } from '../../../src/decisions/index.ts';
import { UserError } from '../../../src/model/error.ts';
import { type DecidedEntry, EvidenceData, RulesData } from '../../../src/model/index.ts';
import { catalogOf } from '../../codegen/index/upstream.ts';

beforeAll(loadGrammar);

const folder = loadCatalog('generated');
const rules = folder.artifact('rules.json', RulesData);
const evidence = folder.artifact('index.json', EvidenceData);

/** The shipped catalog, in which nothing has been worked out yet but what is given. */
const shipped = (decided: (entry: string) => DecidedEntry | null = () => null): Catalog =>
  createCatalog(folder.data, null, { rules, evidence, decided });

/** Any decisions, each dimension left open now and then, and a level. */
const anyQuestion = (catalog: Catalog) =>
  fc.record({
    level: fc.constantFrom(...LEVELS),
    decisions: fc.record(
      Object.fromEntries(
        dimensionsOf(catalog).map(({ name, values }) => [
          name,
          fc.constantFrom(undefined, ...values.map(({ value }) => value)),
        ]),
      ),
    ),
  });

/** Everything that is said, refusals too. */
const said = (catalog: Catalog, entry: string, question: object): string => {
  try {
    return JSON.stringify(filterParameters(catalog, { entry, ...question }));
  } catch (error) {
    if (error instanceof UserError) return `${error.code} ${error.message} ${error.place}`;
    throw error;
  }
};

const decidedBy =
  (catalog: Catalog) =>
  (entry: string): DecidedEntry | null => {
    const decided = decideEntry(catalog, entry);
    return decided === undefined ? null : unpack(JSON.parse(JSON.stringify(pack(decided))));
  };

describe('S4 a list is the same whatever was worked out before it', () => {
  test('by other questions', () => {
    const asked = shipped();
    fc.assert(
      fc.property(fc.array(anyQuestion(asked), { minLength: 1, maxLength: 12 }), (questions) => {
        const [last] = questions;
        const told = questions.map((question) => said(asked, 'train', question));
        expect(told[0]).toBe(said(shipped(), 'train', last ?? {}));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);

  test('by the build', () => {
    const plain = shipped();
    for (const entry of ['infer', 'eval']) {
      const built = shipped(decidedBy(shipped()));
      fc.assert(
        fc.property(anyQuestion(plain), (question) => {
          expect(said(built, entry, question)).toBe(said(plain, entry, question));
        }),
        { numRuns: 150 },
      );
    }
  }, 120_000);

  test('by the build, in training', () => {
    const plain = catalogOf();
    const decided = decidedBy(plain)('train');
    const built: Catalog = Object.create(catalogOf(), { decided: { value: () => decided } });
    const found = new Set<string>();
    fc.assert(
      fc.property(anyQuestion(plain), (question) => {
        const answer = said(plain, 'train', question);
        found.add(answer);
        expect(said(built, 'train', question)).toBe(answer);
      }),
      { numRuns: 500 },
    );
    expect(found.size).toBeGreaterThan(50);
  });
});

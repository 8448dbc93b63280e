import fc from 'fast-check';
import { describe, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/catalog.ts';
import { Diagnostic } from '../../../src/model/index.ts';
import { readConfig, readConfigBytes } from '../../../src/validate/read.ts';
import { createValidator } from '../../../src/validate/validator.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { rulesFor } from '../../fixtures/rules.ts';

const catalog = createCatalog(catalogData);
const names = catalog.names;
const validator = createValidator({ catalog, rules: rulesFor(names) });

/** Nothing is thrown, and everything said has the shape that scripts rely on. */
const holds = (document: ReturnType<typeof readConfig>): void => {
  const { diagnostics } = validator.validate(document, { entry: 'train' });
  for (const diagnostic of diagnostics) Diagnostic.parse(diagnostic);
};

/** Texts made of what YAML gives a meaning. */
const yamlText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\n  ',
        ': ',
        '- ',
        '? ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '&a ',
        '*a',
        '!',
        '!!int ',
        '|\n',
        '>-\n',
      ),
      fc.constantFrom(
        '"',
        "'",
        '#',
        '%',
        '@',
        '`',
        '\t',
        '\r\n',
        '---\n',
        '...\n',
        '<<: ',
        '${',
        '}',
        '\u0085',
        '\uFEFF',
      ),
      fc.constantFrom(...names),
      fc.constantFrom('1e5', '010', 'yes', '~', '.inf', '1:30', '0x_', '2020-01-01', '=', 'é', '😀'),
      fc.string(),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.double(), fc.string()),
  tree: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }),
  ),
})).tree;

describe('B5: hostile input never crashes', () => {
  it('10,000 random byte strings', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('yaml' as const, 'json' as const),
        (bytes, format) => holds(readConfigBytes(bytes, format)),
      ),
      { numRuns: 10_000, seed: 1 },
    );
  });

  it('10,000 texts of YAML’s own marks', () => {
    fc.assert(
      fc.property(yamlText, (text) => holds(readConfig(text, 'yaml'))),
      { numRuns: 10_000, seed: 2 },
    );
  });

  it('10,000 random trees of values under known and unknown names', () => {
    const config = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value, { maxKeys: 8 });
    fc.assert(
      fc.property(config, (tree) => holds(readConfig(JSON.stringify(tree), 'json'))),
      { numRuns: 10_000, seed: 3 },
    );
  });

  it('random overrides', () => {
    fc.assert(
      fc.property(fc.array(yamlText, { maxLength: 3 }), (words) =>
        holds(readConfig('stage: sft', 'yaml', words)),
      ),
      { numRuns: 2_000, seed: 4 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/catalog.ts';
import { Diagnostic } from '../../../src/model/index.ts';
import { readConfig, readConfigBytes } from '../../../src/validate/read.ts';
import { createValidator } from '../../../src/validate/validator.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { rulesFor } from '../../fixtures/rules.ts';

const catalog = createCatalog(catalogData);
const names = catalog.names;
/** With a history, so that whatever a key is called is looked up in it. */
const history = { releases: [], entries: { train: {} }, threshold: 1, renames: [] };
const validator = createValidator({ catalog, rules: rulesFor(names), history: () => history });

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

  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    .concat(
      [...'bcdefghi'].map(
        (name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`,
      ),
    )
    .join('\n');

  it.each([
    ['aliases that explode', bomb, 'yaml-size', 1],
    ['100,000 open brackets', `a: ${'['.repeat(100_000)}`, 'yaml-size', 1],
    ['500,000 bad escapes', `a: "${'\\x'.repeat(500_000)}`, 'yaml-size', 1],
    [
      '9,000 aliases',
      `x: &x 1\n${Array.from({ length: 9000 }, (_, at) => `k${at}: *x`).join('\n')}`,
      'yaml-size',
      5001,
    ],
    ['a key of two megabytes', `${'x'.repeat(1_900_000)}: 1`, 'yaml-syntax', 1],
    ['a number of a megabyte', `a: ${'9'.repeat(1_000_000)}`, 'yaml-value', 1],
    ['an object of Python', 'stage: sft\na: !!python/object/apply:os.system [ls]', 'yaml-tag', 2],
    ['an alias inside what it names', 'a: &a [*a]', 'yaml-alias', 1],
    ['an undefined alias', 'a: 1\nb: *b', 'yaml-alias', 2],
    ['a NUL', 'a: 1\nb: b\0c', 'yaml-syntax', 2],
    ['a tab', 'a: 1\n\tb: 2', 'yaml-syntax', 2],
    ['two documents', 'a: 1\n---\nb: 2', 'yaml-syntax', 2],
    ['a key twice', 'a: 1\na: 2', 'duplicate-key', 2],
    ['a list', '- a\n- b', 'not-a-mapping', 1],
    ['a null key', 'stage: sft\n~: 5', 'key-type', 2],
    ['an open interpolation', 'stage: sft\noutput_dir: ${b', 'interpolation', 2],
    ['names of JavaScript', '__proto__: 1\nconstructor: 2\ntoString: 3\nhasOwnProperty: 4', 'unknown-key', 1],
  ])('%s', (_, text, code, line) => {
    const { diagnostics } = validator.validate(readConfig(text, 'yaml'), { entry: 'train' });
    expect(diagnostics[0]).toMatchObject({ code, line });
    expect(JSON.stringify(diagnostics[0]).length).toBeLessThan(3000);
  });

  it.each([
    ['UTF-16', Buffer.from('\uFEFFstage: sft', 'utf16le'), 'file-not-text'],
    ['UTF-16 without a mark', Buffer.from('stage: sft', 'utf16le'), 'yaml-syntax'],
    ['bytes of an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255]), 'file-not-text'],
    ['100 MB', Buffer.alloc(100_000_000, 'a'), 'file-too-large'],
  ])('%s', (_, bytes, code) => {
    expect(readConfigBytes(bytes, 'yaml').diagnostics).toMatchObject([{ code }]);
  });

  it.each([
    ['a BOM and CRLF', '\uFEFFstage: dpo\r\nlora_rank: 4\r\n'],
    ['a merge key', 'stage: dpo\n<<: {lora_rank: 4}\n'],
  ])('reads %s', (_, text) => {
    const { entries } = readConfig(text, 'yaml');
    expect(new Map(entries.map(({ key, value }) => [key, value]))).toEqual(
      new Map<unknown, unknown>([
        ['stage', 'dpo'],
        ['lora_rank', 4],
      ]),
    );
  });
});

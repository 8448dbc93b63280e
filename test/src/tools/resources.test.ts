import { describe, expect, test } from 'vitest';
import { type Catalog, createCatalog } from '../../../src/catalog/index.ts';
import { parseUri, type ResourceKind, templateOf, uriOf } from '../../../src/tools/resource.ts';
import { isChanged, keysOf, RESOURCES } from '../../../src/tools/resources.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';
import { rulesFor } from '../../fixtures/rules.ts';

const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  properties: { lora_rank: { type: 'integer', default: 8 }, use_dora: { type: 'boolean' } },
};
const EXTRAS = { rules: rulesFor(['lora_rank', 'use_dora']), schemas: { train: SCHEMA } };
const CATALOG = createCatalog(catalogData, textLayer, EXTRAS);
const kindNamed = (name: string) => {
  const kind = RESOURCES.find((each) => each.kind === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
};

const changedKeys = (kind: ResourceKind, before: Catalog, after: Catalog): readonly string[] =>
  keysOf(kind, before, after).filter((key) => isChanged(kind, key, before, after));

describe('B13 resources', () => {
  test('their templates', () => {
    expect(RESOURCES.map(templateOf)).toEqual([
      'llamafactory://parameter/{name}',
      'llamafactory://class/{qualname}',
      'llamafactory://schema/{entry}',
      'llamafactory://rules/{entry}',
      'llamafactory://source/{+path}',
      'llamafactory://constant/{qualname}',
    ]);
  });

  test.each(RESOURCES.map((kind) => [kind.kind, kind] as const))(
    '%s: all that is listed can be read',
    (_name, kind) => {
      const entries = kind.list(CATALOG);
      expect(entries.length).toBeGreaterThan(0);
      for (const { key } of entries) {
        const uri = uriOf(kind, key);
        expect(new URL(uri).href).toBe(uri);
        expect(parseUri(RESOURCES, uri)).toEqual({ kind, key });
        expect(kind.read(CATALOG, key)).toEqual(expect.any(String));
      }
    },
  );

  test('a source file is whole', () => {
    const text = kindNamed('source').read(CATALOG, 'llamafactory/hparams/finetuning_args.py') ?? '';
    expect(text.split('\n')).toHaveLength(60);
  });

  test('B15 the JSON Schema of an entry point says what each key is for', () => {
    const text = kindNamed('schema').read(CATALOG, 'train') ?? '';
    expect(JSON.parse(text)).toEqual({
      ...SCHEMA,
      properties: {
        lora_rank: {
          description: 'Size of the small matrices an adapter is made of.',
          type: 'integer',
          default: 8,
        },
        use_dora: { type: 'boolean' },
      },
    });
    expect(
      kindNamed('schema')
        .list(CATALOG)
        .map(({ key }) => key),
    ).toEqual(['train']);
  });

  test('B4 the rules of an entry point: condition, exception, file and line, and what is derived', () => {
    const text = kindNamed('rules').read(CATALOG, 'train') ?? '';
    expect(text).toContain(
      '- when use_dora and finetuning_type != "lora": ValueError (llamafactory/hparams/finetuning_args.py:500)',
    );
    expect(text).toContain(
      '- lora_alpha of FinetuningArguments (llamafactory/hparams/finetuning_args.py:480)',
    );
  });

  test('B12 schema and rules count as changed with the source', () => {
    const source = { ...catalogData.source, fingerprint: 'e'.repeat(64) };
    const other = createCatalog({ ...catalogData, source }, textLayer);
    for (const kind of ['schema', 'rules']) {
      expect(changedKeys(kindNamed(kind), CATALOG, other)).toContain('train');
      expect(changedKeys(kindNamed(kind), CATALOG, CATALOG)).toEqual([]);
    }
  });

  test.each([
    'llamafactory://schema/chat',
    'llamafactory://schema/__proto__',
    'llamafactory://rules/constructor',
    'llamafactory://schema/..%2fmanifest',
    'llamafactory://source/../../etc/passwd',
    'llamafactory://source/%2e%2e/%2e%2e/etc/passwd',
    'llamafactory://source//etc/passwd',
    'llamafactory://source/etc/passwd%00.py',
    'llamafactory://source/%',
    'llamafactory://source/',
    'llamafactory://parameter/__proto__',
    'llamafactory://constant/constructor',
    'llamafactory://nothing/x',
    'file:///etc/passwd',
    '',
  ])('%j names nothing', (uri) => {
    const named = parseUri(RESOURCES, uri);
    expect(named === undefined ? undefined : named.kind.read(CATALOG, named.key)).toBeUndefined();
  });

  test('without the text layer no source file is listed, and a known one says what to do', () => {
    const facts = createCatalog(catalogData);
    expect(kindNamed('source').list(facts)).toEqual([]);
    expect(() => kindNamed('source').read(facts, 'llamafactory/hparams/data_args.py')).toThrow(
      expect.objectContaining({ code: 'TEXT_MISSING' }),
    );
  });

  test('B12 what differs between two catalogs', () => {
    const [first, ...rest] = catalogData.constants;
    const after = createCatalog(
      { ...catalogData, constants: first === undefined ? rest : [{ ...first, value: -1 }] },
      textLayer,
      EXTRAS,
    );
    expect(changedKeys(kindNamed('constant'), CATALOG, after)).toEqual([
      'llamafactory.extras.constants.IGNORE_INDEX',
      'llamafactory.extras.constants.QuantizationMethod',
    ]);
    expect(changedKeys(kindNamed('parameter'), CATALOG, after)).toEqual([]);
  });

  test('a catalog of facts only has no source files to compare: all of the next one are new (S1)', () => {
    const facts = createCatalog(catalogData);
    const paths = catalogData.files.map(({ path }) => path);
    expect(changedKeys(kindNamed('source'), facts, CATALOG)).toEqual(paths);
    expect(changedKeys(kindNamed('source'), CATALOG, facts)).toEqual(paths);
  });
});

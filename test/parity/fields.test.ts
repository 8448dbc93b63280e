import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CatalogData, SCHEMA_VERSION } from '../../src/model/index.ts';
import { unavailable } from '../availability.ts';
import { canonical, compareFields, summary } from './compare.ts';
import { type FieldsRecord, readRecord, recordPath } from './record.ts';
import { PINNED, RELEASES } from './releases.ts';

const CATALOG = 'generated/catalog.json';
const missing = existsSync(CATALOG)
  ? undefined
  : `${CATALOG} is not there: npm run codegen -- --release ${PINNED}`;

describe.skipIf(unavailable('the committed catalog', missing))(
  'B1: the committed catalog is what the parser takes',
  () => {
    it('in name, order, owner, class, default, choices, required, init, type and help', () => {
      const catalog = CatalogData.parse(JSON.parse(readFileSync(CATALOG, 'utf8')));
      const comparisons = compareFields(readRecord(recordPath(PINNED)), catalog);
      expect(comparisons.flatMap(({ differences }) => differences)).toEqual([]);
      expect(summary(comparisons)).toBe(
        '350/350 train, 215/215 infer, 213/213 eval, 4/4 ray, 36/36 v1 equal',
      );
    });
  },
);

describe('B3: the records', () => {
  it.each(RELEASES)('of %s hold facts only', (release) => {
    const text = readFileSync(recordPath(release), 'utf8');
    expect(readRecord(recordPath(release)).llamafactory).toBe(release);
    expect(text).not.toMatch(/"help": "/);
  });
});

describe('the comparison', () => {
  const field = {
    name: 'lora_rank',
    owner: 'LoraArguments',
    type: 'int',
    default: { value: 8, repr: '8' },
    choices: null,
    required: false,
    init: true,
    help: { length: 3, sha256: 'abc' },
  };
  const record: FieldsRecord = {
    llamafactory: '1',
    transformers: '5',
    python: '3',
    stubbed: [],
    entries: { 'p.parser:_ARGS': ['p.a.Arguments'] },
    classes: { 'p.a.Arguments': [field] },
  };
  const place = { path: 'p/parser.py', line: 1 };
  const parameter = {
    name: 'lora_rank',
    class: 'Arguments',
    owner: 'LoraArguments',
    type: 'int',
    typeRef: { kind: 'primitive', name: 'int' },
    default: { kind: 'value', value: 8, repr: '8' },
    required: false,
    init: true,
    place,
    helpHash: 'abc',
    textKey: 'k',
  };
  const compared = (change: object, added: object[] = [], against = record) => {
    const catalog = CatalogData.parse({
      schemaVersion: SCHEMA_VERSION,
      source: { label: 'x', llamafactory: '1', transformers: '5', package: 'p', fingerprint: 'f' },
      files: [],
      classes: [
        {
          qualname: 'p.a.Arguments',
          name: 'Arguments',
          place,
          mro: ['Arguments'],
          open: null,
          parameters: [{ ...parameter, ...change }, ...added],
        },
      ],
      entryPoints: [
        {
          name: 'train',
          classes: ['p.a.Arguments'],
          place,
          symbol: '_ARGS',
          when: null,
          functions: [],
          commands: [],
          allowExtraKeys: false,
          open: [],
        },
      ],
      constants: [],
      examples: [],
      unknowns: [],
    });
    return compareFields(against, catalog)[0];
  };

  it('counts equal fields', () => {
    expect(compared({})).toEqual({ entry: 'train', equal: 1, total: 1, differences: [] });
  });

  it.each([
    ['name', { name: 'rank' }],
    ['owner', { owner: 'Arguments' }],
    ['class', { class: 'Other' }],
    ['type', { type: 'int | None' }],
    ['default', { default: { kind: 'value', value: 16, repr: '16' } }],
    ['repr', { default: { kind: 'value', value: 8, repr: '8.0' } }],
    ['no default', { default: { kind: 'required' } }],
    ['an unknown default', { default: { kind: 'unknown', reason: 'r' } }],
    ['choices', { choices: { values: [8], from: 'metadata' } }],
    ['required', { required: true }],
    ['init', { init: false }],
    ['help', { helpHash: null }],
  ])('sees another %s', (_what, change) => {
    expect(compared(change)).toMatchObject({ equal: 0, total: 1, differences: [expect.any(String)] });
  });

  it('a default that varies is rightly unknown', () => {
    const varying = { ...record, classes: { 'p.a.Arguments': [{ ...field, default: 'varies' as const }] } };
    expect(compared({ default: { kind: 'unknown', reason: 'r' } }, [], varying)?.equal).toBe(1);
    expect(compared({}, [], varying)?.equal).toBe(0);
  });

  it('sees a parameter that is no field', () => {
    expect(compared({}, [{ ...parameter, name: 'more' }])?.differences).toEqual([
      'Arguments.more is no field',
    ]);
  });

  it.each([
    ['str | dict[str, Any] | None', 'None | dict[str, Any] | str'],
    ['list[str | int]', 'list[int | str]'],
    ["Literal['b | a', 'c'] | None", "Literal['b | a', 'c'] | None"],
    ['dict[str, float | None]', 'dict[str, None | float]'],
  ])('%s is, in one order, %s', (type, ordered) => {
    expect(canonical(type)).toBe(ordered);
  });
});

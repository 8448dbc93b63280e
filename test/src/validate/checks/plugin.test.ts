import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../../src/catalog/catalog.ts';
import { load } from '../../../../src/index.ts';
import type { Json, PluginKey } from '../../../../src/model/index.ts';
import { readConfig } from '../../../../src/validate/read.ts';
import { createValidator } from '../../../../src/validate/validator.ts';
import { catalogData } from '../../../fixtures/catalog.ts';

const key = (name: string): PluginKey => ({ name, place: { path: 'p.py', line: 3 } });
const base = { handsTo: [], open: false, only: null };
const data = {
  ...catalogData,
  plugins: [
    {
      entry: 'train',
      parameter: 'lora_target',
      plugins: [
        { ...base, plugin: null, keys: [key('name')] },
        { ...base, plugin: 'read', keys: [key('depth')], handsTo: [] },
        {
          ...base,
          plugin: 'strict',
          keys: [key('rank')],
          only: { keys: ['name', 'rank'], place: key('').place },
        },
        { ...base, plugin: 'auto', keys: [], handsTo: ['read'] },
        { ...base, plugin: 'far', keys: [], open: true },
      ],
    },
  ],
};
const check = (text: string) => {
  const validator = createValidator({ catalog: createCatalog(data) });
  const { diagnostics, valid } = validator.validate(readConfig(`lora_target: ${text}`, 'yaml'), {
    entry: 'train',
  });
  return { valid, found: diagnostics.filter(({ code }) => code === 'plugin-key') };
};

describe("B5: the keys of a plugin's dictionary", () => {
  it.each([
    '{name: read, depth: 1}',
    '{name: strict, rank: 1}',
    '{name: auto, depth: 1}',
    '{name: far, any: 1}',
  ])('takes %s', (text) => expect(check(text).found).toEqual([]));

  it('warns of a key that nothing reads, with the one that is meant', () => {
    expect(check('{name: read, dephth: 1}')).toMatchObject({
      found: [{ severity: 'warning', phase: 'run', line: 1, suggestions: ['lora_target.depth'] }],
    });
  });

  it('refuses what a plugin that takes exactly its keys does not take', () => {
    expect(check('{name: strict, depth: 1}')).toMatchObject({
      valid: false,
      found: [{ severity: 'error', certainty: 'certain', at: 'p.py:3' }],
    });
  });

  it('asks all plugins where the name is none that is registered', () => {
    expect(check('{name: "read, strict", depth: 1, rank: 1}').found).toEqual([]);
    const open = {
      ...data,
      plugins: data.plugins.map((one) => ({ ...one, plugins: one.plugins.slice(0, 3) })),
    };
    const { diagnostics } = createValidator({ catalog: createCatalog(open) }).validate(
      readConfig('lora_target: {name: "read, strict", deep: 1}', 'yaml'),
      { entry: 'train' },
    );
    expect(diagnostics.filter(({ code }) => code === 'plugin-key')).toHaveLength(1);
  });
});

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every key of a config, those in dictionaries with the way to them. */
const keysOf = (config: { readonly [name: string]: Json }, way = ''): readonly string[] =>
  Object.entries(config).flatMap(([name, value]) => [
    `${way}${name}`,
    ...(isObject(value) ? keysOf(value, `${way}${name}.`) : []),
  ]);

describe("issue 4: every key of the release's v1 examples is known", () => {
  const catalog = load();
  const examples = catalog.data.examples.filter(({ entry }) => entry === 'v1');
  const parameters = new Set(catalog.parametersOf('v1').map(({ name }) => name));
  const dictionaries = new Map(
    (catalog.data.plugins ?? []).map(({ parameter, plugins }) => [
      parameter,
      new Set(plugins.flatMap(({ keys }) => keys.map(({ name }) => `${parameter}.${name}`))),
    ]),
  );

  it('has examples to look at, with dictionaries', () => {
    expect(examples.length).toBeGreaterThan(10);
    expect(dictionaries.size).toBeGreaterThan(4);
  });

  it.each(examples.map((example) => [example.path, example] as const))('%s', (_, { config }) => {
    const known = (name: string): boolean =>
      parameters.has(name) || (dictionaries.get(name.split('.')[0] ?? '')?.has(name) ?? false);
    expect(keysOf(config).filter((name) => !known(name))).toEqual([]);
    const validator = createValidator({ catalog });
    for (const entry of ['v1', 'auto']) {
      const result = validator.validate(readConfig(JSON.stringify(config), 'json'), { entry });
      expect(result.entry).toBe('v1');
      expect(result.diagnostics.filter(({ code }) => /unknown-key|plugin-key/.test(code))).toEqual([]);
    }
  });

  it('and a slip in one is seen', () => {
    const text = 'model: m\npeft_config:\n  name: lora\n  lora_dropuot: 0.1\n';
    const { diagnostics } = createValidator({ catalog }).validate(readConfig(text, 'yaml'), { entry: 'v1' });
    expect(diagnostics).toMatchObject([{ code: 'plugin-key', suggestions: ['peft_config.lora_dropout'] }]);
  });
});

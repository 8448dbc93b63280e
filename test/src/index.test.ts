import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import * as library from '../../src/index.ts';
import { catalogFolder } from '../fixtures/folder.ts';

let dir: string;
beforeAll(() => {
  dir = catalogFolder();
});
afterAll(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

describe('the library (B17)', () => {
  it('loads, filters, searches, asks and compares', () => {
    const catalog = library.load(dir);
    const list = library.filter(catalog, {
      decisions: { stage: 'sft', method: 'lora', quantization: '4bit' },
    });
    expect(list.parameters.find(({ name }) => name === 'quantization_bit')?.value).toBe(4);
    expect(library.search(catalog, 'cutoff')[0]?.name).toBe('cutoff_len');
    expect(library.ask(catalog, 'What is lora_rank?').parameters).toContain('lora_rank');
    expect(library.compare(catalog, 'lora', 'freeze').kind).toBe('lists');
    expect(library.page(catalog, catalog.find('lora rank')[0]).default).toBe(8);
  });

  it('validates and resolves a text or an object', () => {
    const catalog = library.load(dir);
    const refused = library.validate(catalog, 'stage: sft\nlora_rnk: 8\n', { entry: 'train' });
    expect(refused).toMatchObject({
      accepted: false,
      diagnostics: [{ code: 'unknown-key', key: 'lora_rnk', line: 2, suggestions: ['lora_rank'] }],
    });
    expect(library.validate(catalog, { stage: 'sft', learning_rate: 1e-4 }).valid).toBe(true);
    expect(library.resolve(catalog, { lora_rank: 16 }, { entry: 'train' }).values).toMatchObject({
      lora_rank: { value: 16, origin: 'config' },
      cutoff_len: { value: 2048, origin: 'default' },
    });
  });

  it('throws errors a program can tell apart', () => {
    expect(() => library.load('/nowhere')).toThrow(library.UserError);
    expect(() => library.load('/nowhere')).toThrow(expect.objectContaining({ code: 'CATALOG_MISSING' }));
  });

  it('is typed', () => {
    expectTypeOf(library.load).returns.toEqualTypeOf<library.Catalog>();
    expectTypeOf<library.FilteredParameter['importance']>().toEqualTypeOf<'high' | 'medium' | 'low'>();
  });
});

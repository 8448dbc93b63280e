import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { diffReleases } from '../../../src/diff/index.ts';
import { catalogData } from '../../fixtures/catalog.ts';
import { HISTORY } from '../../fixtures/history.ts';

const CATALOG = createCatalog(catalogData, undefined, { history: HISTORY });

describe('B9 two releases by their history', () => {
  test('tells names and defaults apart, and follows a rename', () => {
    expect(diffReleases(CATALOG, '0.0.0', 'v0.0.1')).toEqual({
      from: '0.0.0',
      to: '0.0.1',
      entry: 'train',
      added: ['use_galore'],
      removed: ['max_length'],
      renamed: [{ from: 'train_batch', to: 'per_device_train_batch_size', since: '0.0.1' }],
      changed: [{ name: 'lora_rank', before: '4', after: '8' }],
    });
  });

  test('the way back', () => {
    expect(diffReleases(CATALOG, '0.0.1', '0.0.0')).toMatchObject({
      added: ['max_length', 'train_batch'],
      removed: ['use_galore', 'per_device_train_batch_size'],
      renamed: [],
      changed: [{ name: 'lora_rank', before: '8', after: '4' }],
    });
  });

  test('a name that another takes over which was there before is renamed, as `diff` of two catalogs has it', () => {
    const shipped = openCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));
    const { renamed, removed } = diffReleases(shipped, '0.9.3', '0.9.5');
    expect(renamed).toContainEqual({
      from: 'per_gpu_train_batch_size',
      to: 'per_device_train_batch_size',
      since: '0.9.5',
    });
    expect(removed).not.toContain('per_gpu_train_batch_size');
    expect(removed).toContain('save_safetensors');
  });

  test('a release and itself', () => {
    expect(diffReleases(CATALOG, '0.0.1', '0.0.1')).toMatchObject({ added: [], removed: [], changed: [] });
  });

  test('S7 an unknown release names those there are', () => {
    expect(() => diffReleases(CATALOG, '9.9', '0.0.1')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_RELEASE', next: 'There are 0.0.0, 0.0.1.' }),
    );
  });

  test('without a history it says what to do', () => {
    expect(() => diffReleases(createCatalog(catalogData), '0.0.0', '0.0.1')).toThrow(
      expect.objectContaining({ code: 'HISTORY_MISSING' }),
    );
  });
});

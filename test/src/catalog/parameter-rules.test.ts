import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createCatalog, parameterRules } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { catalogData } from '../../fixtures/catalog.ts';

const catalog = openCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));

const rulesOf = (name: string) => parameterRules(catalog, catalog.find(name, 'train')[0]);

describe('B18 rules that mention a parameter', () => {
  it('are the values derived from it', () => {
    expect(rulesOf('lora_rank')).toContainEqual({
      entry: 'train',
      kind: 'derived',
      says: 'lora_alpha = lora_alpha if lora_alpha else lora_rank * 2',
      at: expect.stringMatching(/finetuning_args\.py:568$/),
    });
  });

  it('are what is refused, warned of and wanted, each with its line', () => {
    expect(rulesOf('use_galore')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'error',
          says: 'deepspeed is not None and (use_galore or use_apollo)',
        }),
        expect.objectContaining({ kind: 'requirement', says: 'galore_torch: use_galore' }),
        expect.objectContaining({ kind: 'warning', at: expect.stringMatching(/parser\.py:\d+$/) }),
      ]),
    );
  });

  it('are none where a catalog has no rules', () => {
    const bare = createCatalog(catalogData);
    expect(parameterRules(bare, bare.find('lora_rank')[0])).toEqual([]);
  });
});

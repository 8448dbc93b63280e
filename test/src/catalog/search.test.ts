import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createCatalog, prepareSearch, searchParameters } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';

const withText = createCatalog(catalogData, textLayer);
const factsOnly = createCatalog(catalogData);

const first = (query: string, catalog = withText): string | undefined =>
  searchParameters(catalog, query)[0]?.name;

describe('searchParameters', () => {
  it.each([
    ['lora rank', 'lora_rank'],
    ['lorarank', 'lora_rank'],
    ['learnng rate', 'learning_rate'],
    ['cutof', 'cutoff_len'],
    ['学习率', 'learning_rate'],
    ['adapter is made', 'lora_rank'],
    ['cosine', 'lr_scheduler_type'],
    ['lora rnak', 'lora_rank'],
    ['learnign rate', 'learning_rate'],
  ])('finds %s', (query, name) => {
    expect(first(query)).toBe(name);
  });

  it('works on facts alone', () => {
    expect(first('galore rank', factsOnly)).toBe('galore_rank');
    expect(first('学习率', factsOnly)).toBe('learning_rate');
  });

  it('finds by the declaring class', () => {
    const names = searchParameters(factsOnly, 'BAdamArgument').map((result) => result.name);
    expect(names.slice(0, 2).toSorted()).toEqual(['badam_mode', 'use_badam']);
  });

  it('keeps to an entry point', () => {
    expect(
      searchParameters(withText, 'learning rate', { entry: 'infer' }).map((each) => each.name),
    ).not.toContain('learning_rate');
  });

  it('answers the same twice', () => {
    expect(searchParameters(withText, 'rank')).toEqual(searchParameters(withText, 'rank'));
  });

  it('says what matched', () => {
    expect(searchParameters(withText, 'scaled')[0]).toMatchObject({ name: 'lora_alpha', matched: ['help'] });
  });
});

describe('B8 searchParameters over what is shipped', () => {
  const shipped = openCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));
  const found = (query: string) => searchParameters(shipped, query);

  it.each([
    ['DoRA', 'use_dora'],
    ['rsLoRA', 'use_rslora'],
    ['GaLore', 'use_galore'],
    ['TensorBoard', 'report_to'],
    ['ModelScope token', 'ms_hub_token'],
    ['DeepSpeed ZeRO', 'deepspeed'],
  ])('a name as it is written: %s', (query, name) => {
    expect(found(query)[0]?.name).toBe(name);
    expect(found(query)).toEqual(found(query.toLowerCase()));
  });

  it('says in a sentence what each is for, in the language of the query', () => {
    expect(found('learning rate')[0]).toMatchObject({
      name: 'learning_rate',
      summary: 'Peak learning rate.',
    });
    expect(found('学习率')[0]?.summary).toBe('学习率峰值。');
    expect(searchParameters(withText, 'adapter is made').at(0)?.summary).toMatch(/\S/);
  });

  it('keys in camel case by their words', () => {
    expect(found('maxGradNorm')[0]?.name).toBe('max_grad_norm');
    expect(found('FlashAttentionVersion')[0]?.name).toBe('flash_attn');
  });
});

describe('prepareSearch', () => {
  it('B12 gives the same answers, in turns with others; a search need not wait for it', async () => {
    const catalog = createCatalog(catalogData, textLayer);
    const early = createCatalog(catalogData, textLayer);
    let turns = 0;
    await prepareSearch(catalog, async () => void turns++);
    expect(turns).toBeGreaterThan(2);
    let answer: unknown;
    await prepareSearch(early, async () => {
      answer ??= searchParameters(early, 'learning rate');
    });
    expect(answer).toEqual(searchParameters(withText, 'learning rate'));
    expect(searchParameters(catalog, 'learning rate')).toEqual(answer);
  });
});

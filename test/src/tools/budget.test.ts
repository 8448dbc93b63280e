import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { TOOLS } from '../../../src/tools/registry.ts';

const FOLDER = loadCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));
const SNAPSHOT = catalogFrom(FOLDER);

/** Where the text layer is at hand, answers carry upstream's whole help; else our notes. Both must fit. */
const FACTS_ONLY = createCatalog(FOLDER.data);

/** English prose and code have 4 characters a token and more; an upper estimate needs no tokenizer. */
const tokens = (text: string): number => Math.ceil(text.length / 4);

const answer = (name: string, args: Readonly<Record<string, unknown>>, catalog = SNAPSHOT) => {
  const tool = TOOLS.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool.call(catalog, args);
};

const QLORA = { stage: 'sft', method: 'lora', quantization: '4bit' };

describe('S4 tokens for sft, lora, 4bit, whole help included', () => {
  test('focused is at most a quarter of the 13,600 of the files that the original reads', () => {
    expect(tokens(answer('get_filtered_parameters', { decisions: QLORA }).markdown)).toBeLessThan(3_400);
  });

  test('core is at most an eighth', () => {
    const { markdown } = answer('get_filtered_parameters', { decisions: QLORA, level: 'core' });
    expect(tokens(markdown)).toBeLessThan(1_700);
  });

  test('30 to 70 parameters, nothing of other methods, optimizers or stages', () => {
    const { structured } = answer('get_filtered_parameters', { decisions: QLORA, fields: ['name', 'owner'] });
    const { parameters } = structured as { parameters: readonly { owner: string }[] };
    expect(parameters.length).toBeGreaterThanOrEqual(30);
    expect(parameters.length).toBeLessThanOrEqual(70);
    const owners = new Set(parameters.map(({ owner }) => owner));
    for (const other of [
      'FreezeArguments',
      'OFTArguments',
      'ApolloArguments',
      'BAdamArgument',
      'GaloreArguments',
    ])
      expect(owners).not.toContain(other);
  });
});

describe('answers stay under 4,000 tokens unless asked for more', () => {
  test.each([
    ['get_filtered_parameters', {}],
    ['get_filtered_parameters', { decisions: QLORA }],
    ['get_filtered_parameters', { decisions: { stage: 'dpo', method: 'full', distributed: 'deepspeed' } }],
    ['get_filtered_parameters', { level: 'all' }],
    ['get_filtered_parameters', { level: 'relevant' }],
    ['get_decision_guidance', {}],
    ['get_capabilities', {}],
    ['get_parameter_schema', {}],
    ['get_parameter_schema', { category: 'training' }],
    ['get_parameter', { name: 'optim' }],
    ['compare_parameters', { first: 'lora', second: 'freeze' }],
    ['list_parameter_files', {}],
    ['read_constants', {}],
    ['read_constants', { name: 'SUPPORTED_MODELS' }],
    ['search_parameters', { query: 'number of' }],
    ['query_parameters', { question: 'Which parameters are for LoRA with 4bit quantization?' }],
    ['diff_versions', { from: '0.7.1' }],
    ['generate_config', { decisions: QLORA }],
    ['validate_config', { config: 'stage: sft\nstreaming: true\nmax_samples: 5\nlora_rnk: 8\n' }],
    ['resolve_config', { config: 'stage: sft\n' }],
    ['resolve_config', { config: 'stage: sft\n', include: 'all' }],
  ])('%s %j', (name, args) => {
    expect(tokens(answer(name, args).markdown)).toBeLessThan(4_000);
  });
});

describe('S4 the structured answer too stays under 4,000 tokens', () => {
  const VALUES: readonly Readonly<Record<string, string>>[] = [
    {},
    ...['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto'].flatMap((stage) =>
      ['lora', 'oft', 'freeze', 'full'].flatMap((method) => [
        { stage, method },
        { stage, method, distributed: 'deepspeed', precision: 'bf16', modality: 'multimodal' },
      ]),
    ),
    ...['galore', 'apollo', 'badam'].map((optimizer) => ({ stage: 'sft', method: 'full', optimizer })),
    ...['streaming', 'packing'].map((data_strategy) => ({ ...QLORA, data_strategy, distributed: 'ddp' })),
  ];

  test.each(VALUES)('%j', (decisions) => {
    const { structured } = answer('get_filtered_parameters', { decisions });
    expect(tokens(JSON.stringify(structured))).toBeLessThan(4_000);
  });

  test('and tells of everything that it leaves out', () => {
    const { structured } = answer('get_filtered_parameters', { decisions: QLORA });
    const { total, of, hidden } = structured as { total: number; of: number; hidden: { count: number }[] };
    expect(total + hidden.reduce((sum, { count }) => sum + count, 0)).toBe(of);
  });
});

test('S3 paging the whole of a constant gives each member once', () => {
  const seen: unknown[] = [];
  let offset: number | undefined = 0;
  let total = 0;
  while (offset !== undefined) {
    const page = answer('read_constants', { name: 'SUPPORTED_MODELS', offset }, FACTS_ONLY).structured as {
      members: readonly { key: string }[];
      total: number;
      nextOffset?: number;
    };
    seen.push(...page.members.map(({ key }) => key));
    total = page.total;
    offset = page.nextOffset;
  }
  expect(total).toBeGreaterThan(100);
  expect(seen).toHaveLength(total);
  expect(new Set(seen).size).toBe(total);
});

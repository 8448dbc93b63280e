import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import type { Catalog } from '../../../src/catalog/index.ts';
import { dimensionsOf, type FilteredList, filterParameters } from '../../../src/decisions/index.ts';
import { catalogOf, changedFile, UPSTREAM } from './upstream.ts';

beforeAll(loadGrammar);

const valuesOf = (catalog: Catalog, name: string): readonly string[] =>
  dimensionsOf(catalog)
    .find((dimension) => dimension.name === name)
    ?.values.map(({ value }) => value) ?? [];

const standings = ({ parameters, hidden }: FilteredList): Record<string, string> =>
  Object.fromEntries([
    ...parameters.map(({ name, standing }) => [name, standing]),
    ...hidden.flatMap(({ names, standing }) => names.map((name) => [name, standing])),
  ]);

const list = (catalog: Catalog, decisions: Record<string, string>): Record<string, string> =>
  standings(filterParameters(catalog, { decisions }));

describe('S4: decisions pin their own and hide what has no effect', () => {
  test('stage', () => {
    expect(list(catalogOf(), { stage: 'dpo' })).toMatchObject({ pref_beta: 'pinned', pref_loss: 'pinned' });
    expect(list(catalogOf(), { stage: 'sft' })).toMatchObject({ pref_beta: 'inert', pref_loss: 'inert' });
  });

  test('method', () => {
    expect(list(catalogOf(), { method: 'lora' })).toMatchObject({
      lora_rank: 'pinned',
      lora_dropout: 'pinned',
    });
    expect(list(catalogOf(), { method: 'full' })).toMatchObject({
      lora_rank: 'inert',
      lora_dropout: 'inert',
    });
  });

  test('optimizer', () => {
    expect(list(catalogOf(), { optimizer: 'galore' })).toMatchObject({
      use_galore: 'pinned',
      galore_rank: 'pinned',
    });
    expect(list(catalogOf(), { optimizer: 'standard' })).toMatchObject({ galore_rank: 'inert' });
    expect(list(catalogOf(), {})).toMatchObject({ galore_rank: 'dormant' });
  });

  test('modality', () => {
    expect(list(catalogOf(), { modality: 'multimodal' })).toMatchObject({ image_pixels: 'pinned' });
    expect(list(catalogOf(), { modality: 'text' })).toMatchObject({ image_pixels: 'inert' });
  });

  test('a value given beside the decisions counts as one', () => {
    const given = filterParameters(catalogOf(), { set: { use_galore: true } });
    expect(standings(given)).toMatchObject({ use_galore: 'pinned', galore_rank: 'active' });
  });

  test('every hidden one has its reason, every shown one its line', () => {
    const { parameters, hidden } = filterParameters(catalogOf(), {
      decisions: { stage: 'sft', method: 'lora' },
    });
    expect(hidden).toContainEqual(
      expect.objectContaining({
        standing: 'inert',
        why: 'only with stage = dpo',
        names: ['pref_beta', 'pref_loss'],
      }),
    );
    expect(hidden).toContainEqual(
      expect.objectContaining({ standing: 'dormant', why: 'only if use_galore is on' }),
    );
    expect(parameters.find(({ name }) => name === 'lora_rank')?.why).toMatch(
      /read at factory\/train\/tuning\.py:10$/,
    );
  });
});

describe('S6: what upstream adds joins by itself', () => {
  const NOVA = {
    ...changedFile(
      'factory/hparams/args.py',
      '@dataclass\nclass FinetuningArguments(GaloreArguments,',
      '@dataclass\nclass NovaArguments:\n    use_nova: bool = field(default=False)\n    nova_rate: float = field(default=0.5)\n    nova_steps: int = field(default=3)\n\n@dataclass\nclass FinetuningArguments(NovaArguments, GaloreArguments,',
    ),
    ...changedFile(
      'factory/train/tuning.py',
      '    return adam(',
      '    if finetuning_args.use_nova:\n        return nova(model, finetuning_args.nova_rate, finetuning_args.nova_steps)\n    return adam(',
    ),
  };

  test('an optimizer in a class of its own', () => {
    const before = catalogOf();
    const after = catalogOf(NOVA);
    expect(valuesOf(before, 'optimizer')).not.toContain('nova');
    expect(valuesOf(after, 'optimizer')).toContain('nova');
    expect(list(after, { optimizer: 'nova' })).toMatchObject({
      use_nova: 'pinned',
      nova_rate: 'pinned',
      nova_steps: 'pinned',
      galore_rank: 'inert',
    });
    expect(list(after, { optimizer: 'galore' })).toMatchObject({ nova_rate: 'inert', galore_rank: 'pinned' });
  });

  test('a stage, as a new value of its Literal, with parameters only it reads', () => {
    const after = catalogOf({
      'factory/hparams/args.py': (
        changedFile('factory/hparams/args.py', '"sft", "dpo"]', '"sft", "dpo", "orbit"]')[
          'factory/hparams/args.py'
        ] ?? ''
      ).replace('    pref_loss: str', '    orbit_radius: int = field(default=3)\n    pref_loss: str'),
      'factory/train/tuner.py': `${UPSTREAM['factory/train/tuner.py']}    elif finetuning_args.stage == "orbit":\n        spin(model, finetuning_args.orbit_radius)\n`,
    });
    expect(valuesOf(after, 'stage')).toEqual(['pt', 'sft', 'dpo', 'orbit']);
    expect(list(after, { stage: 'orbit' })).toMatchObject({ orbit_radius: 'pinned', pref_beta: 'inert' });
    expect(list(after, { stage: 'dpo' })).toMatchObject({ orbit_radius: 'inert', pref_beta: 'pinned' });
  });
});

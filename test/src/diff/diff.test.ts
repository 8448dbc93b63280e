import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { diffCatalogs } from '../../../src/diff/index.ts';
import type { ArgumentClass, CatalogData, Parameter } from '../../../src/model/index.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';

const before = createCatalog(catalogData);

/** The fixture's catalog as a later release, each parameter of it changed or dropped. */
const later = (
  change: (parameter: Parameter) => readonly Parameter[],
  over: Partial<CatalogData> = {},
): CatalogData => ({
  ...catalogData,
  source: { ...catalogData.source, label: 'release 0.0.2', llamafactory: '0.0.2' },
  classes: catalogData.classes.map(
    (composed): ArgumentClass => ({ ...composed, parameters: composed.parameters.flatMap(change) }),
  ),
  ...over,
});

const diffWith = (change: (parameter: Parameter) => readonly Parameter[], over?: Partial<CatalogData>) =>
  diffCatalogs(before, createCatalog(later(change, over)));

const only =
  (name: string, change: (parameter: Parameter) => readonly Parameter[]) => (parameter: Parameter) =>
    parameter.name === name ? change(parameter) : [parameter];

describe('diffCatalogs (B9)', () => {
  it('finds nothing between equals', () => {
    expect(diffCatalogs(before, before)).toEqual({
      from: 'release 0.0.1',
      to: 'release 0.0.1',
      added: [],
      removed: [],
      changed: [],
      renamed: [],
      entryPoints: { added: [], removed: [] },
    });
  });

  it('says once what several entry points share', () => {
    const diff = diffWith(only('galore_rank', () => []));
    expect(diff.removed).toEqual([
      {
        name: 'galore_rank',
        class: 'FinetuningArguments',
        owner: 'GaloreArguments',
        type: 'int',
        default: '16',
        entries: ['train', 'infer', 'eval'],
      },
    ]);
    expect(diff.to).toBe('release 0.0.2');
  });

  it('tells changed defaults, types and choices', () => {
    const { changed } = diffWith((parameter) => {
      if (parameter.name === 'cutoff_len')
        return [{ ...parameter, default: { kind: 'value', value: 4096, repr: '4096' } }];
      if (parameter.name === 'optim')
        return [{ ...parameter, choices: { values: ['adamw_torch'], from: 'literal' } }];
      if (parameter.name === 'n_shot')
        return [{ ...parameter, type: 'float', default: { kind: 'required' } }];
      return [parameter];
    });
    expect(changed).toEqual([
      {
        name: 'cutoff_len',
        what: 'default',
        before: '2048',
        after: '4096',
        entries: ['train', 'infer', 'eval'],
      },
      {
        name: 'optim',
        what: 'choices',
        before: ['adamw_torch', 'adafactor'],
        after: ['adamw_torch'],
        entries: ['train'],
      },
      { name: 'n_shot', what: 'default', before: '5', after: null, entries: ['eval'] },
      { name: 'n_shot', what: 'type', before: 'int', after: 'float', entries: ['eval'] },
    ]);
  });

  it('tells a rename by owner, type and place', () => {
    const diff = diffWith(only('lora_dropout', (parameter) => [{ ...parameter, name: 'lora_drop' }]));
    expect(diff.renamed).toEqual([
      {
        from: 'lora_dropout',
        to: 'lora_drop',
        score: 0.6,
        evidence: { named: false, owner: true, type: true, position: 1, help: 0 },
        entries: ['train', 'infer', 'eval'],
      },
    ]);
    expect([diff.added, diff.removed]).toEqual([[], []]);
  });

  it('takes a more general name of another type for no new name, even where the old help names it', () => {
    const helped = (name: string, says: string) =>
      createCatalog(later(only('stage', (parameter) => [parameter, { ...parameter, name, type: 'bool' }])), {
        ...textLayer,
        help: { 'llamafactory.hparams.finetuning_args.FinetuningArguments.stage': says },
      });
    const gone = createCatalog(catalogData);
    const renamed = (name: string, says: string) => diffCatalogs(helped(name, says), gone).renamed;
    expect(renamed('stage_level', 'Gone: see `stage`.')).toEqual([]);
    expect(renamed('phase', 'Gone: see `stage`.')).toMatchObject([
      { from: 'phase', to: 'stage', evidence: { named: true, type: false } },
    ]);
  });

  it('does not take a name that was there before for a new one', () => {
    const help = {
      'llamafactory.hparams.finetuning_args.LoraArguments.lora_target': 'Which modules it is about.',
      'llamafactory.hparams.finetuning_args.OFTArguments.oft_target': 'Which modules it is about.',
    };
    const helped = (data: CatalogData) => createCatalog(data, { ...textLayer, help });
    const diff = diffCatalogs(helped(catalogData), helped(later(only('lora_target', () => []))));
    expect(diff.renamed).toEqual([]);
    expect(diff.removed.map(({ name }) => name)).toEqual(['lora_target']);
  });

  it('tells entry points that came or went, and keeps to one that is asked for', () => {
    const without = later((parameter) => [parameter], { entryPoints: catalogData.entryPoints.slice(0, 3) });
    expect(diffCatalogs(before, createCatalog(without)).entryPoints).toEqual({ added: [], removed: ['v1'] });
    const changed = createCatalog(later(only('n_shot', () => [])));
    expect(diffCatalogs(before, changed, { entry: 'train' }).removed).toEqual([]);
    expect(() => diffCatalogs(before, changed, { entry: 'nowhere' })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_ENTRY' }),
    );
  });
});

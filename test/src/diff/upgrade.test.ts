import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import { planUpgrade, rewriteConfig } from '../../../src/diff/index.ts';
import type { CatalogData, HistoryData, Parameter } from '../../../src/model/index.ts';
import { catalogData } from '../../fixtures/catalog.ts';

const before = createCatalog(catalogData);

const later = (change: (parameter: Parameter) => readonly Parameter[], history?: HistoryData) => {
  const data: CatalogData = {
    ...catalogData,
    source: { ...catalogData.source, label: 'release 0.0.3', llamafactory: '0.0.3' },
    classes: catalogData.classes.map((composed) => ({
      ...composed,
      parameters: composed.parameters.flatMap(change),
    })),
  };
  return createCatalog(data, undefined, { history });
};

const rename = (from: string, to: string, since: string) => ({
  entry: 'train',
  from,
  to,
  since,
  score: 1,
  evidence: { named: true, owner: true, type: true, position: 1, help: 1 },
});

const after = later(
  (parameter) => {
    if (parameter.name === 'lora_dropout') return [{ ...parameter, name: 'lora_drop' }];
    if (parameter.name === 'pref_beta') return [{ ...parameter, name: 'preference_strength', type: 'str' }];
    if (parameter.name === 'plot_loss') return [];
    if (parameter.name === 'learning_rate')
      return [{ ...parameter, default: { kind: 'value', value: 1e-5, repr: '1e-05' } }];
    if (parameter.name === 'optim')
      return [{ ...parameter, choices: { values: ['adamw_torch'], from: 'literal' } }];
    if (parameter.name === 'template')
      return [{ ...parameter, default: { kind: 'required' }, required: true }];
    return [parameter];
  },
  {
    releases: [],
    entries: {},
    threshold: 0.6,
    renames: [rename('pref_beta', 'beta', '0.0.2'), rename('beta', 'preference_strength', '0.0.3')],
  },
);

describe('planUpgrade (B9)', () => {
  const plan = planUpgrade(before, after, {
    stage: 'dpo',
    lora_dropout: '0.1',
    pref_beta: '0.2',
    plot_loss: 'true',
    optim: 'adafactor',
    lora_rnk: '8',
  });

  it('renames, removes and warns, in the order of the config, then what it does not set', () => {
    expect(plan).toEqual({
      from: 'release 0.0.1',
      to: 'release 0.0.3',
      entry: 'train',
      steps: [
        {
          kind: 'perhaps',
          key: 'lora_dropout',
          to: 'lora_drop',
          why: 'alike in place, type and help, score 0.6',
        },
        { kind: 'renamed', key: 'pref_beta', to: 'preference_strength', why: 'renamed in 0.0.3, score 1' },
        { kind: 'removed', key: 'plot_loss', elsewhere: [] },
        { kind: 'choice', key: 'optim', value: 'adafactor', choices: ['adamw_torch'] },
        { kind: 'unknown', key: 'lora_rnk', nearest: ['lora_rank'], elsewhere: [] },
        { kind: 'required', key: 'template' },
        { kind: 'default', key: 'learning_rate', before: '5e-05', after: '1e-05' },
      ],
    });
  });

  it('has nothing to do between equals', () => {
    expect(planUpgrade(before, before, { stage: 'dpo', lora_rank: '8' }).steps).toEqual([]);
  });

  it('leaves two keys that become one to a person', () => {
    const { steps } = planUpgrade(before, after, { lora_dropout: '0', lora_drop: '1' });
    expect(steps[0]).toEqual({ kind: 'collides', key: 'lora_dropout', to: 'lora_drop' });
  });

  it('says which entry point still takes a key', () => {
    const { steps } = planUpgrade(
      before,
      later((parameter) => [parameter]),
      { learning_rate: '1' },
      'infer',
    );
    expect(steps[0]).toEqual({ kind: 'unknown', key: 'learning_rate', nearest: [], elsewhere: ['train'] });
  });
});

describe('rewriteConfig (B9)', () => {
  it('writes renamed keys anew, comments removed ones out, and leaves the rest alone', () => {
    const text = '### mine\r\nplot_loss:\r\n  - 1\r\npref_beta: 0.1  # low\r\nstage: sft\r\n';
    const places = [
      { key: 'plot_loss', line: 2, column: 1, endColumn: 10, lastLine: 3 },
      { key: 'pref_beta', line: 4, column: 1, endColumn: 10, lastLine: 4 },
      { key: 'stage', line: 5, column: 1, endColumn: 6, lastLine: 5 },
    ];
    const steps = planUpgrade(before, after, { plot_loss: '', pref_beta: '0.1', stage: 'sft' }).steps;
    expect(rewriteConfig(text, places, steps, '0.0.3')).toBe(
      '### mine\r\n# Not in LLaMA Factory 0.0.3:\r\n# plot_loss:\r\n#   - 1\r\npreference_strength: 0.1  # low\r\nstage: sft\r\n',
    );
  });
});

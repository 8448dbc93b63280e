import { describe, expect, it } from 'vitest';
import type { FieldDigest, ReleaseDigest } from '../../../codegen/history/digest.ts';
import { emptyHistory, extendHistory } from '../../../codegen/history/extend.ts';
import type { HistoryData } from '../../../src/model/history.ts';

const field = (name: string, more: Partial<FieldDigest> = {}): FieldDigest => ({
  name,
  owner: 'Args',
  type: 'int',
  default: '1',
  help: '',
  ...more,
});
const release = (version: string, ...train: FieldDigest[]): ReleaseDigest => ({
  version,
  transformers: null,
  entries: { train },
});
const historyOf = (...releases: ReleaseDigest[]): HistoryData =>
  releases.reduce((history, next, index) => extendHistory(history, releases[index - 1], next), emptyHistory);

describe('B9 history of names', () => {
  it('keeps the stretches in which a name existed, and its defaults', () => {
    const history = historyOf(
      release('0.1', field('epochs'), field('seed')),
      release('0.2', field('seed', { default: '42' })),
      release('0.3', field('epochs'), field('seed', { default: '42' })),
    );
    expect(history.releases.map(({ version }) => version)).toEqual(['0.1', '0.2', '0.3']);
    expect(history.entries.train).toEqual({
      epochs: {
        present: [
          ['0.1', '0.1'],
          ['0.3', '0.3'],
        ],
        defaults: [{ since: '0.1', repr: '1' }],
      },
      seed: {
        present: [['0.1', '0.3']],
        defaults: [
          { since: '0.1', repr: '1' },
          { since: '0.2', repr: '42' },
        ],
      },
    });
  });

  it('finds a rename by owner, type, neighbours and help, and keeps its evidence', () => {
    const before = [
      field('rank'),
      field('dpo_beta', { type: 'float', help: 'Beta of the first loss.' }),
      field('alpha'),
    ];
    const after = [
      field('rank'),
      field('pref_beta', { type: 'float', help: 'Beta of the second loss.' }),
      field('alpha'),
    ];
    expect(historyOf(release('0.1', ...before), release('0.2', ...after)).renames).toEqual([
      {
        entry: 'train',
        from: 'dpo_beta',
        to: 'pref_beta',
        since: '0.2',
        score: 0.92,
        evidence: { named: false, owner: true, type: true, position: 1, help: 0.8 },
      },
    ]);
  });

  it('finds one that stood beside its successor as deprecated for a while', () => {
    const old = field('evaluation_strategy', { type: 'str', help: 'Deprecated, use `eval_strategy`.' });
    const next = field('eval_strategy', { type: 'Strategy', help: 'When to evaluate.' });
    const history = historyOf(
      release('0.1', old, field('seed')),
      release('0.2', next, field('seed'), old),
      release('0.3', next, field('seed')),
    );
    expect(history.renames).toMatchObject([
      {
        from: 'evaluation_strategy',
        to: 'eval_strategy',
        since: '0.3',
        evidence: { named: true, type: false },
      },
    ]);
  });

  it('takes no field for a successor that was there before, nor one that shares only the class and the type', () => {
    const history = historyOf(
      release('0.1', field('a'), field('warmup', { help: 'Steps to warm up.' }), field('b')),
      release('0.2', field('a'), field('b'), field('port', { help: 'Where to listen.' })),
    );
    expect(history.renames).toEqual([]);
  });

  it('gives each name one successor at most', () => {
    const help = 'How many of them there are.';
    const history = historyOf(
      release('0.1', field('a'), field('count', { help }), field('b')),
      release('0.2', field('a'), field('number', { help }), field('total', { help }), field('b')),
    );
    expect(history.renames).toHaveLength(1);
  });
});

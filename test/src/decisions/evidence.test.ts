import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { filterParameters, parameterEvidence } from '../../../src/decisions/index.ts';
import { catalogOf, changedFile } from '../../codegen/index/upstream.ts';

beforeAll(loadGrammar);

describe('B7: a parameter shows its evidence', () => {
  test('the lines that use it and what they need', () => {
    expect(parameterEvidence(catalogOf(), 'train', 'galore_rank')).toEqual({
      reads: [
        {
          at: 'factory/train/tuning.py:15',
          function: 'factory.train.tuning.create_optimizer',
          needs: { use_galore: [true] },
        },
      ],
      opens: [],
      openedBy: ['use_galore'],
    });
    expect(parameterEvidence(catalogOf(), 'train', 'use_galore')?.opens).toEqual([
      'galore_rank',
      'galore_scale',
      'galore_target',
    ]);
  });

  test('only what may be reached under decisions', () => {
    expect(parameterEvidence(catalogOf(), 'train', 'pref_beta', { stage: 'dpo' })?.reads).toEqual([
      { at: 'factory/train/dpo.py:3', function: 'factory.train.dpo.run_dpo', needs: {} },
    ]);
    expect(parameterEvidence(catalogOf(), 'train', 'pref_beta', { stage: 'sft' })?.reads).toEqual([]);
  });

  test('what the parser sets itself', () => {
    const catalog = catalogOf({
      'factory/hparams/parser.py': `
from transformers import HfArgumentParser
from .args import FinetuningArguments, ModelArguments, TrainingArguments
_TRAIN_ARGS = [ModelArguments, TrainingArguments, FinetuningArguments]

def get_train_args(args=None):
    parser = HfArgumentParser(_TRAIN_ARGS)
    model_args, training_args, finetuning_args = parser.parse_dict(args)
    model_args.image_pixels = 4
    return model_args, training_args, finetuning_args
`,
    });
    expect(parameterEvidence(catalog, 'train', 'image_pixels')?.overwritten).toBe(
      'factory/hparams/parser.py:9',
    );
    const { hidden } = filterParameters(catalog, { decisions: { modality: 'multimodal' } });
    expect(hidden).toContainEqual(
      expect.objectContaining({ why: 'the parser sets it itself', names: ['image_pixels'] }),
    );
  });

  test('an entry point without an index has none', () => {
    expect(parameterEvidence(catalogOf(), 'infer', 'lora_rank')).toBeUndefined();
  });
});

describe('S4: a field that no code reads goes with its class', () => {
  test('dead in an optimizer’s class, it is shown with that optimizer and nowhere else', () => {
    const catalog = catalogOf(
      changedFile(
        'factory/hparams/args.py',
        '    galore_rank: int',
        '    galore_dead: int = field(default=1)\n    galore_rank: int',
      ),
    );
    const names = (optimizer: string): readonly string[] =>
      filterParameters(catalog, { decisions: { optimizer } }).parameters.map(({ name }) => name);
    expect(names('galore')).toContain('galore_dead');
    expect(names('standard')).not.toContain('galore_dead');
  });
});

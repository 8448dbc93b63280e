import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { factsOf } from './fixture.ts';

beforeAll(loadGrammar);

/** An entry point with a class that the config chooses: which keys it takes in all, nobody can say. */
const OPEN = {
  'factory/__init__.py': '',
  'factory/args.py': `
from dataclasses import dataclass, field
@dataclass
class Precision:
    half: bool = False
    rate: float = 0.1
    steps: int = 1
    plan: dict = field(default_factory=dict)
@dataclass
class More:
    extra: int = 1
`,
  'factory/parser.py': `
from transformers import HfArgumentParser
from .args import More, Precision
CHOICES = {"more": More}
def get_train_args(args):
    return HfArgumentParser([Precision, CHOICES.get(args["kind"], More)]).parse_dict(args)
`,
};

const pathsOf = (examples: Readonly<Record<string, string>>) =>
  factsOf({ ...OPEN, ...examples }).data.examples.map(({ path }) => path);

describe('B11: example configs', () => {
  it('are told from files for other programs whose sections are called as parameters are', () => {
    expect(
      pathsOf({
        'examples/engine.json': '{"half": {"enabled": true}, "rate": {"value": 1}, "stage": {"number": 3}}',
        'examples/train.yaml': 'half: true\nplan: {name: a}\nunheard_of: 1\nnor_this: 2\n',
      }),
    ).toEqual(['train.yaml']);
  });
});

import { TRANSFORMERS } from './facts/fixture.ts';
import { temporaryFolder } from './source/fixture.ts';

/** A small LLaMA Factory with a small transformers beside it, on disk: its folder. */
export const tinyCheckout = (): string =>
  temporaryFolder({
    ...Object.fromEntries(Object.entries(TRANSFORMERS).map(([path, text]) => [`site/${path}`, text])),
    'repo/pyproject.toml': '[project]\nname = "factory"\ndependencies = ["transformers"]\n',
    'repo/src/factory/__init__.py': '__version__ = "1.2.3"\n',
    'repo/src/factory/hparams/__init__.py': '',
    'repo/src/factory/hparams/model_args.py': MODEL_ARGS,
    'repo/src/factory/hparams/parser.py': PARSER,
  });

export const MODEL_ARGS = `
from dataclasses import dataclass, field
@dataclass
class ModelArguments:
    model: str = field(default="m", metadata={"help": "A sentence of upstream that must not be committed."})
    rank: int = 8
    def __post_init__(self):
        if self.rank < 1:
            raise ValueError("Rank too small, upstream says.")
`;

const PARSER = `
from transformers import HfArgumentParser, TrainingArguments
from .model_args import ModelArguments
_TRAIN_ARGS = [ModelArguments, TrainingArguments]
def get_train_args(args):
    parser = HfArgumentParser(_TRAIN_ARGS)
    return parser.parse_dict(args)
`;

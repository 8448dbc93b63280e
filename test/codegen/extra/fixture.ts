import { tinyCheckout } from '../checkout.ts';
import { writeTree } from '../source/fixture.ts';

/** The tiny checkout with a class of methods beside the others, as upstream composes it, and files of a user's own. */
export const checkoutWith = (files: Readonly<Record<string, string>> = {}): string =>
  writeTree(tinyCheckout(), {
    'repo/src/factory/hparams/finetuning_args.py': FINETUNING_ARGS,
    'repo/src/factory/hparams/parser.py': PARSER,
    'mine.py': MINE,
    ...files,
  });

const FINETUNING_ARGS = `
from dataclasses import dataclass, field
from typing import Literal
@dataclass
class LoraArguments:
    lora_rank: int = field(default=8, metadata={"help": "A rank."})
@dataclass
class FinetuningArguments(LoraArguments):
    finetuning_type: Literal["lora", "full"] = field(default="lora")
    def __post_init__(self):
        if self.lora_rank < 1:
            raise ValueError("No rank.")
`;

const PARSER = `
from transformers import HfArgumentParser, TrainingArguments
from .finetuning_args import FinetuningArguments
from .model_args import ModelArguments
_TRAIN_ARGS = [ModelArguments, TrainingArguments, FinetuningArguments]
_EVAL_ARGS = [ModelArguments, FinetuningArguments]
def get_train_args(args):
    parser = HfArgumentParser(_TRAIN_ARGS)
    return parser.parse_dict(args)
def get_eval_args(args):
    parser = HfArgumentParser(_EVAL_ARGS)
    return parser.parse_dict(args)
`;

/** An optimizer of the user's own. */
export const MINE = `
from dataclasses import dataclass, field
from typing import Literal
@dataclass
class FooArguments:
    use_foo: bool = field(default=False, metadata={"help": "Whether to use Foo."})
    foo_scale: float = field(default=0.5, metadata={"help": "Its scale."})
    foo_mode: Literal["slow", "fast"] = "slow"
`;

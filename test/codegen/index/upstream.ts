import { buildIndex } from '../../../codegen/index/index.ts';
import { createProgram } from '../../../codegen/python/program.ts';
import { everyTime } from '../../../codegen/reuse.ts';
import { type Catalog, createCatalog } from '../../../src/catalog/index.ts';
import { factsOf, TRANSFORMERS } from '../facts/fixture.ts';

/** A small LLaMA Factory: three stages, two methods, one optimizer of its own, images. */
export const UPSTREAM: Readonly<Record<string, string>> = {
  'factory/__init__.py': '',
  'factory/cli.py': 'def main():\n    from .train.tuner import run_exp\n    run_exp()\n',
  'factory/hparams/__init__.py': 'from .parser import get_train_args\n',
  'factory/hparams/args.py': `
from dataclasses import dataclass, field
from typing import Literal
from transformers import TrainingArguments as Base

@dataclass
class ModelArguments:
    model_name_or_path: str = field(default="m")
    quantization_bit: int | None = field(default=None)
    image_pixels: int = field(default=10)

@dataclass
class LoraArguments:
    lora_rank: int = field(default=8)
    lora_alpha: int | None = field(default=None)
    lora_dropout: float = field(default=0.0)

@dataclass
class PrefArguments:
    pref_beta: float = field(default=0.1)
    pref_loss: str = field(default="sigmoid")

@dataclass
class GaloreArguments:
    use_galore: bool = field(default=False)
    galore_rank: int = field(default=16)
    galore_scale: float = field(default=2.0)
    galore_target: str = field(default="all")

@dataclass
class FinetuningArguments(GaloreArguments, LoraArguments, PrefArguments):
    stage: Literal["pt", "sft", "dpo"] = field(default="sft")
    finetuning_type: Literal["lora", "full"] = field(default="lora")

@dataclass
class TrainingArguments(Base):
    pass
`,
  'factory/hparams/parser.py': `
from transformers import HfArgumentParser
from .args import FinetuningArguments, ModelArguments, TrainingArguments
_TRAIN_ARGS = [ModelArguments, TrainingArguments, FinetuningArguments]

def get_train_args(args=None):
    parser = HfArgumentParser(_TRAIN_ARGS)
    return parser.parse_dict(args)
`,
  'factory/train/__init__.py': '',
  'factory/train/tuner.py': `
from ..hparams import get_train_args
from .tuning import create_optimizer, load_model

def run_exp(args=None):
    model_args, training_args, finetuning_args = get_train_args(args)
    model = load_model(model_args, finetuning_args)
    create_optimizer(model, training_args, finetuning_args)
    if finetuning_args.stage == "dpo":
        from .dpo import run_dpo
        run_dpo(model, finetuning_args)
`,
  'factory/train/dpo.py': `
def run_dpo(model, finetuning_args):
    fit(model, finetuning_args.pref_beta, finetuning_args.pref_loss)
`,
  'factory/train/tuning.py': `
from ..hparams.args import FinetuningArguments, ModelArguments, TrainingArguments

def load_model(model_args: "ModelArguments", finetuning_args: "FinetuningArguments"):
    model = load(model_args.model_name_or_path, bits=model_args.quantization_bit)
    processor = load_processor(model_args.model_name_or_path)
    if processor is not None:
        resize(processor, model_args.image_pixels)
    if finetuning_args.finetuning_type == "lora":
        model = adapt(model, finetuning_args.lora_rank, finetuning_args.lora_alpha, finetuning_args.lora_dropout)
    return model

def create_optimizer(model, training_args: "TrainingArguments", finetuning_args: "FinetuningArguments"):
    if finetuning_args.use_galore:
        return galore(model, finetuning_args.galore_rank, finetuning_args.galore_scale, finetuning_args.galore_target)
    return adam(model, training_args.rate)
`,
};

/** The package with some files put in place of its own, as a catalog with its index. */
export const catalogOf = (changed: Readonly<Record<string, string>> = {}): Catalog => {
  const record: Record<string, string> = { ...TRANSFORMERS, ...UPSTREAM, ...changed };
  const { data } = factsOf(record);
  const program = createProgram({
    read: (path) => record[path],
    list: (under) =>
      Object.keys(record)
        .filter((path) => path.startsWith(`${under}/`))
        .sort(),
  });
  return createCatalog(data, null, { evidence: buildIndex(everyTime(program), data) });
};

/** A file of the package with one text put in place of another. */
export const changedFile = (
  path: string,
  before: string,
  after: string,
): Readonly<Record<string, string>> => {
  const text = UPSTREAM[path];
  if (text === undefined || !text.includes(before)) throw new Error(`${path} has no ${before}`);
  return { [path]: text.replace(before, after) };
};

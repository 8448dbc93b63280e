import { createHash } from 'node:crypto';
import { extractFacts, type Facts } from '../../../codegen/facts/index.ts';
import { createProgram } from '../../../codegen/python/program.ts';
import type { Parameter } from '../../../src/model/parameter.ts';

/** A parser class as transformers has it, as far as anybody here looks at it. */
export const TRANSFORMERS = {
  'transformers/__init__.py': `
from typing import TYPE_CHECKING
_import_structure = {"hf_argparser": ["HfArgumentParser"], "training_args": ["TrainingArguments"]}
if TYPE_CHECKING:
    from .hf_argparser import HfArgumentParser
    from .training_args import TrainingArguments
else:
    import sys
    sys.modules[__name__] = _LazyModule(__name__, globals()["__file__"], _import_structure)
`,
  'transformers/hf_argparser.py': 'class HfArgumentParser:\n    def __init__(self, dataclass_types): pass\n',
  'transformers/training_args.py': `
from dataclasses import dataclass, field
from enum import Enum
class ExplicitEnum(str, Enum):
    pass
class Strategy(ExplicitEnum):
    NO = "no"
    STEPS = "steps"
@dataclass
class TrainingArguments:
    output_dir: str = field(default=None, metadata={"help": "Where to."})
    strategy: Strategy | str = field(default="no", metadata={"help": "When."})
    rate: float = field(default=5e-5)
`,
} as const;

/** Facts of a package given as a record of files, with a small transformers beside it. */
export function factsOf(record: Readonly<Record<string, string>>, packageName = 'factory'): Facts {
  const all: Record<string, string> = { ...TRANSFORMERS, ...record };
  const list = (under: string): string[] =>
    Object.keys(all)
      .filter((path) => path === under || path.startsWith(`${under}/`))
      .sort();
  const files = {
    read: (path: string) => all[path],
    list,
    sha256: (path: string) => {
      const text = all[path];
      return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
    },
    locate: () => undefined,
  };
  const info = {
    label: 'test',
    llamafactory: '1.0',
    transformers: '5.0.0',
    package: packageName,
    fingerprint: 'fingerprint',
  };
  return extractFacts(createProgram(files), { info, files });
}

/** Parameters of an entry point, in order. */
export function parametersOf(facts: Facts, entry: string): Parameter[] {
  const found = facts.data.entryPoints.find((item) => item.name === entry);
  if (found === undefined) {
    throw new Error(
      `no entry point ${entry} among ${facts.data.entryPoints.map((item) => item.name).join(', ')}`,
    );
  }
  return found.classes.flatMap(
    (qualname) => facts.data.classes.find((item) => item.qualname === qualname)?.parameters ?? [],
  );
}

export const parameter = (facts: Facts, entry: string, name: string): Parameter => {
  const found = parametersOf(facts, entry).find((item) => item.name === name);
  if (found === undefined) throw new Error(`no parameter ${name}`);
  return found;
};

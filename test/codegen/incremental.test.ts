import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createMemory, runPipeline } from '../../codegen/pipeline.ts';
import type { Program, SourceFiles } from '../../codegen/python/program.ts';
import type { Memory, Stage } from '../../codegen/reuse.ts';
import type { Source } from '../../codegen/source/index.ts';
import { UserError } from '../../src/model/error.ts';
import { DICTIONARY_PARSER } from '../fixtures/dictionary-parser.ts';
import { TRANSFORMERS } from './facts/fixture.ts';
import { UPSTREAM } from './index/upstream.ts';

type Files = Readonly<Record<string, string>>;

const ARGS = 'factory/hparams/args.py';
const TUNING = 'factory/train/tuning.py';

/** A parser that rules can be followed through, a `__post_init__`, helps, docstrings, constants and a registry. */
const START: Files = {
  ...TRANSFORMERS,
  ...UPSTREAM,
  'transformers/hf_argparser.py': DICTIONARY_PARSER,
  'factory/extras/__init__.py': '',
  'factory/extras/constants.py': `
LIMIT = 64
NAMES = ["a", "b"]
HUBS = {"a": "hub/a"}
def register(name, hubs, template="plain"):
    HUBS.update(hubs)
register("One", {"One": {"hf": "x/one"}})
register("Two", {"Two": {"hf": "x/two"}}, template="fancy")
register("Three", {"Three": {"hf": "x/three"}})
`,
  'factory/hparams/more.py': `
from ..extras.constants import HUBS, LIMIT, NAMES
def check(rank):
    """Whether it fits."""
    if rank > LIMIT:
        raise ValueError(f"at most {LIMIT}")
    return NAMES
`,
  [ARGS]: `${UPSTREAM[ARGS]
    ?.replace(
      'lora_rank: int = field(default=8)',
      'lora_rank: int = field(\n        default=8,\n        metadata={"help": "How wide."},\n    )',
    )
    .replace(
      'class FinetuningArguments(GaloreArguments, LoraArguments, PrefArguments):\n',
      'class FinetuningArguments(GaloreArguments, LoraArguments, PrefArguments):\n    """All of them."""\n\n',
    )
    .replace(
      '    finetuning_type: Literal["lora", "full"] = field(default="lora")\n',
      `    finetuning_type: Literal["lora", "full"] = field(default="lora")

    def __post_init__(self):
        from .more import check
        check(self.lora_rank)
        self.lora_alpha = self.lora_alpha or self.lora_rank * 2
        if self.stage == "dpo" and self.pref_beta < 0.1:
            raise ValueError("Too small.")
`,
    )}`,
};

interface Edit {
  readonly path: string;
  readonly change: (text: string | undefined) => string | undefined;
}

const inside = (path: string, from: string | RegExp, to: string): Edit => ({
  path,
  change: (text) => text?.replace(from, to),
});
const whole = (path: string): Edit => ({ path, change: () => START[path] });

/** What people do to a source; each also to what the others have left. */
const EDITS: Readonly<Record<string, Edit>> = {
  'a default': inside(ARGS, /(lora_rank: int = field\(\s*default=)\w+/, '$116'),
  'a default of another type': inside(ARGS, /(lora_rank: int = field\(\s*default=)\w+/, '$1None'),
  'a default that a constant equals': inside(ARGS, /(pref_beta: float = field\(default=)[\d.]+/, '$12.0'),
  'a default that a condition compares with': inside(ARGS, /(stage: .*default=)"\w+"/, '$1"dpo"'),
  'a default of transformers': inside('transformers/training_args.py', '5e-5', '1e-4'),
  'a help': inside(ARGS, /"help": "[^"]*"/, '"help": "lora"'),
  'a help over two lines': inside(ARGS, /"help": "[^"]*"/, '"help": "One"\n        " two"'),
  'a docstring': inside(ARGS, /"""[^"]*"""/, '"""All\n    there is."""'),
  'a comment above': { path: ARGS, change: (text) => text && `# One.\n\n${text}` },
  'a comment that names the parser': {
    path: TUNING,
    change: (text) => text && `# HfArgumentParser sys.argv\n${text}`,
  },
  'a comment between': inside(ARGS, '@dataclass\nclass Pref', '# Two.\n@dataclass\nclass Pref'),
  'a field more': inside(ARGS, '    galore_scale', '    galore_depth: int = 3\n    galore_scale'),
  'a field less': inside(ARGS, /\n {4}galore_target.*/, ''),
  'a field renamed': inside(ARGS, 'lora_dropout', 'lora_drop'),
  'a field of another type': inside(ARGS, 'galore_rank: int', 'galore_rank: float'),
  'another choice': inside(ARGS, '"pt", "sft"', '"pt", "kto", "sft"'),
  'a base less': inside(ARGS, 'LoraArguments, PrefArguments)', 'LoraArguments)'),
  'a method': inside(ARGS, 'self.pref_beta < 0.1', 'self.pref_beta < 0.2 and self.lora_rank > 2'),
  'a check more': inside(
    ARGS,
    '        if self.stage == "dpo"',
    '        if self.pref_beta > 1:\n            raise ValueError("Too large.")\n        if self.stage == "dpo"',
  ),
  'two lines made one': inside(ARGS, 'import check\n        check', 'import check; check'),
  'a reader': inside(TUNING, 'bits=model_args.quantization_bit', 'bits=None'),
  'a guard of a reader': inside(
    TUNING,
    'if finetuning_args.use_galore:',
    'if finetuning_args.use_galore and model:',
  ),
  'a body elsewhere': inside(TUNING, '    processor = ', '    limit = model\n    processor = '),
  'a reader that takes the parser': {
    path: TUNING,
    change: (text) => text && `from transformers import HfArgumentParser\nimport peft\n${text}`,
  },
  'a comment in a reader': inside(TUNING, '    processor = ', '    # Three.\n    processor = '),
  'a constant': inside('factory/extras/constants.py', 'LIMIT = 64', 'LIMIT = 128'),
  'a model': inside(
    'factory/extras/constants.py',
    'register("Two"',
    'register("Four", {"Four": {"hf": "x/4"}})\nregister("Two"',
  ),
  'a called function': inside('factory/hparams/more.py', 'rank > LIMIT', 'rank >= LIMIT'),
  'a field moved': inside(ARGS, /(\n {4}galore_rank.*)(\n {4}galore_scale.*)/, '$2$1'),
  'a field moved to another class': {
    path: ARGS,
    change: (text) =>
      text?.replace(/\n {4}lora_alpha.*/, '').replace(/(\n {4}pref_loss.*)/, '$1\n    lora_alpha: int = 4'),
  },
  'a check': inside(
    ARGS,
    '        check(self.lora_rank)',
    '        check(self.lora_rank)\n        if self.use_galore:\n            raise ValueError("Not with it.")',
  ),
  'a check in the parser': inside(
    'factory/hparams/parser.py',
    '    return parser.parse_dict(args)',
    '    parsed = parser.parse_dict(args)\n    if parsed[2].stage == "pt":\n        raise ValueError("No.")\n    return parsed',
  ),
  'a check gone': inside(ARGS, /\n {8}if self.stage == "dpo".*\n.*/, ''),
  'a method more': inside(
    ARGS,
    '    def __post_init__(self):',
    '    @property\n    def wide(self):\n        return self.lora_rank > 8\n\n    def __post_init__(self):',
  ),
  'a call that leads nowhere': inside(TUNING, '    processor = ', '    print(model)\n    processor = '),
  'a call that leads somewhere': inside(
    TUNING,
    '    return model\n',
    '    return create_optimizer(model, 1, finetuning_args)\n',
  ),
  'a function of another module': inside('factory/train/dpo.py', 'finetuning_args.pref_loss', '1'),
  'a function within a function': inside(
    'factory/train/dpo.py',
    '    fit(',
    '    def beta():\n        return finetuning_args.pref_beta\n    fit(beta(), ',
  ),
  'an import': inside(TUNING, '\nfrom ..hparams', '\nfrom .dpo import run_dpo\nfrom ..hparams'),
  'an import within a function': inside(
    'factory/hparams/more.py',
    '    if rank > LIMIT:',
    '    from ..train.new import X\n    if rank > X:',
  ),
  'another argument': inside('factory/hparams/more.py', 'def check(rank)', 'def check(rank, most=1)'),
  'a function more': inside('factory/hparams/more.py', 'def check', 'def other():\n    return 1\ndef check'),
  'a list of classes': inside('factory/hparams/parser.py', 'TrainingArguments, Fine', 'Fine'),
  'a field that a reader will name': inside(
    ARGS,
    '    galore_scale',
    '    galore_gap: int = 3\n    galore_scale',
  ),
  'a reader of a field, which may be there': inside(
    TUNING,
    '    processor = ',
    '    if finetuning_args.galore_gap > 2:\n        print(model_args.quantization_bit)\n    processor = ',
  ),
  'a text that names a field, which may be there': inside(
    TUNING,
    '    processor = ',
    '    print(getattr(finetuning_args, "galore_depth"))\n    processor = ',
  ),
  'a guard of what a reader calls': inside(
    TUNING,
    '    return model\n',
    '    if finetuning_args.stage == "dpo":\n        return create_optimizer(model, 1, finetuning_args)\n    return model\n',
  ),
  'that guard another': inside(TUNING, 'finetuning_args.stage == "dpo"', 'finetuning_args.stage == "pt"'),
  'an attribute derived from fields': inside(
    ARGS,
    '        check(self.lora_rank)',
    '        check(self.lora_rank)\n        self.is_dpo = self.stage == "dpo"',
  ),
  'that attribute derived otherwise': inside(
    ARGS,
    'self.is_dpo = self.stage == "dpo"',
    'self.is_dpo = self.use_galore',
  ),
  'a reader of that attribute': inside(
    TUNING,
    '    processor = ',
    '    if finetuning_args.is_dpo:\n        print(finetuning_args.pref_beta)\n    processor = ',
  ),
  'a class renamed': { path: ARGS, change: (text) => text?.replaceAll('GaloreArguments', 'GaloreSettings') },
  'a file gone': { path: 'factory/hparams/more.py', change: () => undefined },
  'a file more': {
    path: 'factory/train/new.py',
    change: () => 'from ..hparams import get_train_args\nX = 1\n',
  },
  'a syntax fault': { path: ARGS, change: (text) => text && `${text}\ndef broken(:\n` },
  'arguments as they were': whole(ARGS),
  'a reader as it was': whole(TUNING),
  'a called function as it was': whole('factory/hparams/more.py'),
  'a parser as it was': whole('factory/hparams/parser.py'),
  'a file no more': { path: 'factory/train/new.py', change: () => undefined },
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const sourceOf = (files: Files): Source => {
  const fingerprint = hash(JSON.stringify(Object.entries(files).sort()));
  return {
    kind: 'checkout',
    info: { label: 'test', llamafactory: '1.0', transformers: '5.0.0', package: 'factory', fingerprint },
    files: {
      read: (path) => files[path],
      list: (under) =>
        Object.keys(files)
          .filter((path) => path.startsWith(`${under}/`))
          .sort(),
      sha256: (path) => (files[path] === undefined ? undefined : hash(files[path])),
      locate: () => undefined,
    },
    roots: [],
    notes: [],
    plan: { kind: 'checkout', label: 'test', roots: [], cached: [], notes: [], extra: [], config: null },
    extra: [],
  };
};

/** Every file of the folder, or how the source is refused. */
const made = async (files: Files, memory?: Memory): Promise<Files> => {
  try {
    const { artifacts } = await runPipeline(sourceOf(files), {
      command: 'codegen',
      rebuild: 'codegen',
      carried: [],
      typescript: false,
      onStage: () => undefined,
      ...(memory === undefined ? {} : { memory }),
    });
    return Object.fromEntries(artifacts.map(({ path, content }) => [path, content]));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refused: error.message };
  }
};

const edited = (files: Files, { path, change }: Edit): Files => {
  const { [path]: before, ...others } = files;
  const after = change(before);
  return after === undefined ? others : { ...others, [path]: after };
};

const names = fc.array(fc.constantFrom(...Object.keys(EDITS)), { minLength: 1, maxLength: 12 });

describe('B12 after any edits the result is that of a cold run, byte for byte', () => {
  it.each(Object.keys(EDITS))('%s', async (name) => {
    const edit = EDITS[name];
    if (edit === undefined) return;
    const memory = createMemory();
    const before = await made(START, memory);
    expect(before).toEqual(await made(START));
    const after = edited(START, edit);
    expect(isDeepStrictEqual(after, START)).toBe(/as \w+ \w+$|no more|^that /.test(name));
    expect(await made(after, memory)).toEqual(await made(after));
    expect(await made(START, memory)).toEqual(before);
  });

  it('the package is followed under whatever name it has by now, a companion by its text', () => {
    const memory = createMemory();
    let runs = 0;
    const run = (files: Files): void =>
      void memory.stages(sourceOf(files).files)('it', 1, (program) => {
        runs += 1;
        return ['older.a', 'newer.a', 'transformers.a'].map((name) => program.module(name)?.ast.body.length);
      });
    run({ 'older/a.py': 'a = 1\n' });
    run({ 'newer/a.py': 'a = 1\n', 'transformers/a.py': 'b = 1\n' });
    run({ 'newer/a.py': '# one\na = 1\n', 'transformers/a.py': 'b = 1\n' });
    expect(runs).toBe(2);
    run({ 'newer/a.py': '# one\na = 1\n', 'transformers/a.py': '# two\nb = 1\n' });
    expect(runs).toBe(3);
  });

  it.each([
    ['a help', []],
    ['a default', []],
    ['a method', []],
    ['a constant', ['rules']],
  ])('%s runs again %j', async (name, expected) => {
    const edit = EDITS[name];
    if (edit === undefined) throw new Error(`there is no edit "${name}"`);
    const memory = createMemory();
    const stages = memory.stages.bind(memory);
    const ran = new Set<string>();
    const counting = (files: SourceFiles): Stage => {
      const stage = stages(files);
      return (stageName, given, work, mend) => {
        const counted = (program: Program) => {
          ran.add(stageName);
          return work(program);
        };
        return stage(stageName, given, counted, mend);
      };
    };
    vi.spyOn(memory, 'stages').mockImplementation(counting);
    await made(START, memory);
    expect([...ran]).toContain('rules');
    ran.clear();
    await made(edited(START, edit), memory);
    expect([...ran].filter((stage) => stage === 'rules')).toEqual(expected);
  });

  it('any number of them, one after the other', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(names, async (chosen) => {
        const memory = createMemory();
        let files = START;
        for (const name of chosen) {
          files = edited(files, EDITS[name] as Edit);
          expect(await made(files, memory), name).toEqual(await made(files));
        }
      }),
      { numRuns: Number(process.env.INCREMENTAL_RUNS ?? 12) },
    );
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import {
  type Checker,
  compileMessages,
  compileRules,
  type Environment,
  fromJson,
  PyDict,
  toJson,
} from '../../../src/expr/index.ts';
import type { Json, RulesData, RuleText } from '../../../src/model/index.ts';
import { programOf } from '../../codegen/rules/program.ts';

const FORMS = `
import dataclasses

class Forms:
    def __init__(self, classes):
        self.classes = classes

    def parse(self, args):
        left = set(args.keys())
        made = []
        for cls in self.classes:
            names = {f.name for f in dataclasses.fields(cls) if f.init}
            given = {k: v for k, v in args.items() if k in names}
            left.difference_update(given.keys())
            made.append(cls(**given))
        if left:
            raise ValueError(f"unknown {sorted(left)}")
        return tuple(made)
`;

const PARSER = `
import logging
import os
from dataclasses import dataclass
from typing import Optional
import helper
from transformers.utils.versions import require_version
from .forms import Forms

logger = logging.getLogger(__name__)

@dataclass
class Options:
    model: str
    kind: str = "lora"
    rate: float = 0.5
    bits: Optional[int] = None
    fast: bool = False
    stage: str = "sft"
    reward: Optional[str] = None
    steps: int = -1
    folder: Optional[str] = None

    def __post_init__(self):
        if self.rate > 1:
            raise ValueError("rate")
        if self.rate > 2 and self.fast:
            raise ValueError("rate when fast")
        if self.kind not in ["lora", "full"]:
            raise ValueError("kind")
        if self.bits is not None and self.kind != "lora":
            raise ValueError("bits")
        if self.fast:
            self.bits = self.bits or 8
        if self.stage == "ppo" and self.reward is None:
            raise ValueError("reward")
        if self.stage == "stream" and self.steps == -1:
            raise ValueError("steps")

def get_options(args=None):
    (options,) = Forms([Options]).parse(args)
    if options.fast and not helper.has_gpu():
        raise RuntimeError("no gpu")
    if options.fast and helper.count() == helper.Kind.NONE:
        raise RuntimeError("none")
    if options.kind == "full":
        require_version("big>=1.0", "hint")
        logger.warning("full")
    if options.folder is not None:
        helper.load(options.folder)
        if os.path.isfile(options.folder):
            raise ValueError("folder")
    return options
`;

let data: RulesData;
let text: RuleText;
let checker: Checker;
beforeAll(async () => {
  await loadGrammar();
  const program = programOf({
    'app/__init__.py': '',
    'app/forms.py': FORMS,
    'app/parser.py': PARSER,
    'transformers/__init__.py': '',
    'transformers/utils/__init__.py': '',
    'transformers/utils/versions.py':
      'def require_version(requirement, hint=None):\n    check(requirement)\n',
  });
  const extracted = extractRules(program, [
    { entry: 'app', function: 'app.parser.get_options', assumed: new Map() },
  ]);
  data = extracted.data;
  text = extracted.text;
  checker = compileRules(data, 'app');
});

const dict = (json: Json): PyDict => {
  const value = fromJson(json);
  if (!(value instanceof PyDict)) throw new Error('not a mapping');
  return value;
};

const environment = (atoms: Record<string, Json>): Environment => ({
  atom: (name) => (name in atoms ? fromJson(atoms[name] ?? null) : undefined),
  files: {
    kind: (path) => (path === 'here' ? 'folder' : 'none'),
    read: () => undefined,
    list: () => [],
    expandUser: (path) => path,
  },
});

const GPU = environment({
  'helper.has_gpu()': true,
  'helper.count() == helper.Kind.NONE': false,
  'package:big>=1.0': true,
});
const told = (json: Json, where: Environment = GPU): string[] =>
  checker
    .run(dict(json), where)
    .findings.map(
      (f) => `${f.standing} ${f.certainty} ${f.kind} ${f.place.line} ${f.exception ?? ''} ${f.condition}`,
    );

describe('B4 B5 a checker made from rules', () => {
  it('accepts what nothing speaks against', () => {
    const verdict = checker.run(dict({ model: 'm' }), GPU);
    expect(verdict).toMatchObject({ accepted: true, certain: true, first: null, findings: [] });
  });

  it('tells every problem: the first, those that stand by themselves, and what may go away with one before', () => {
    expect(told({ model: 'm', rate: 3, fast: true, kind: 'other', bits: 4, stage: 'ppo' })).toEqual([
      'first certain error 26 ValueError rate > 1',
      'consequence certain error 28 ValueError rate > 2 and fast',
      'also certain error 30 ValueError kind not in ["lora", "full"]',
      'consequence certain error 32 ValueError bits is not None and kind != "lora"',
      'also certain error 36 ValueError stage == "ppo" and reward is None',
    ]);
  });

  it('names the parameters and the values that met a condition, and the function', () => {
    const { first } = checker.run(dict({ model: 'm', kind: 'full', bits: 4 }), GPU);
    expect(first?.parameters).toEqual(['bits', 'kind']);
    expect([...(first?.values ?? [])]).toEqual([
      ['bits', 4],
      ['kind', 'full'],
    ]);
    expect(first?.function).toBe('app.parser.Options.__post_init__');
    expect(first?.place).toEqual({ path: 'app/parser.py', line: 32 });
  });

  it('refuses keys that no class takes, a missing required one, and types that Python cannot compare', () => {
    const unknown = checker.run(dict({ model: 'm', b: 1, a: 2 }), GPU).first;
    expect(unknown?.unknownKeys).toEqual(['a', 'b']);
    expect(unknown?.place).toEqual({ path: 'app/forms.py', line: 17 });
    expect(told({})).toEqual(['first certain error 15 TypeError not model is given']);
    expect(told({ model: 'm', rate: 'high' })).toEqual([
      'first certain partial 25 TypeError ',
      'consequence certain partial 27 TypeError ',
    ]);
  });

  it('says what is open where the machine is not known, and on what it hangs', () => {
    const open = checker.run(dict({ model: 'm', fast: true }), environment({}));
    expect(open).toMatchObject({ accepted: true, certain: false });
    expect(open.findings.map(({ place, on }) => [place.line, on])).toEqual([
      [43, ['helper.has_gpu()']],
      [45, ['helper.count() == helper.Kind.NONE']],
    ]);
    expect(told({ model: 'm', fast: true }, environment({ 'helper.has_gpu()': false }))[0]).toBe(
      'first certain error 43 RuntimeError fast and not has_gpu()',
    );
  });

  it('asks for packages, warns, and says where code outside may refuse', () => {
    const without = environment({ 'package:big>=1.0': false });
    expect(told({ model: 'm', kind: 'full' }, without)).toEqual([
      'first certain requirement 47 ImportError kind == "full"',
      'consequence certain warning 48  kind == "full"',
    ]);
    expect(told({ model: 'm', folder: 'here' })).toEqual([
      'also conditional mayRaise 50 Exception folder is not None',
    ]);
    expect(checker.run(dict({ model: 'm', kind: 'full' }), without).first?.subject).toBe('big>=1.0');
  });

  it('derives values, with the line that assigns them', () => {
    const derived = checker.run(dict({ model: 'm', fast: true }), GPU).derived();
    const bits = derived.get('Options.bits');
    expect([bits && toJson(bits.value), bits?.place]).toEqual([8, { path: 'app/parser.py', line: 34 }]);
    const untouched = checker
      .run(dict({ model: 'm' }), GPU)
      .derived()
      .get('Options.bits');
    expect([untouched && toJson(untouched.value), untouched?.place]).toEqual([null, null]);
  });

  it('knows what decisions forbid, require and exclude', () => {
    const constraints = (json: Json): string[] =>
      checker.constraints(dict(json), GPU).map((one) => `${one.kind} ${one.parameter}: ${one.condition}`);
    expect(constraints({ kind: 'full' })).toEqual(['forbidden bits: bits is not None']);
    expect(constraints({ stage: 'ppo' })).toEqual(['required reward: reward is None']);
    expect(constraints({ stage: 'stream' })).toEqual(['required steps: steps == -1']);
    const impossible = checker.runPartial(dict({ kind: 'full', bits: 4 }), GPU);
    expect(impossible.first?.place.line).toBe(32);
    expect(checker.runPartial(dict({ kind: 'lora', bits: 4 }), GPU).first).toBeNull();
  });

  it('finds the rules that read a parameter, also through what is derived from it', () => {
    const lines = checker
      .rulesFor('bits')
      .map((rule) => data.places[data.entries[0]?.rules[rule]?.at ?? -1]?.line);
    expect(lines).toEqual([32]);
    expect(checker.describe(checker.rulesFor('reward')[0] ?? -1)).toBe('stage == "ppo" and reward is None');
  });

  it('keeps messages apart, and fills them with the values of a config', () => {
    expect(JSON.stringify(data)).not.toContain('no gpu');
    const messages = compileMessages(data, text);
    const said = (json: Json): string | undefined => {
      const rule = checker.run(dict(json), GPU).first?.rule;
      return rule === undefined ? undefined : messages.text('app', rule, dict(json), GPU);
    };
    expect(said({ model: 'm', rate: 2 })).toBe('rate');
    expect(said({ model: 'm', zz: 2, yy: 1 })).toBe("unknown ['yy', 'zz']");
    expect(said({})).toBeUndefined();
  });
});

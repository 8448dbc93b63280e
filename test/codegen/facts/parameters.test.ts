import { beforeAll, describe, expect, it } from 'vitest';
import type { Facts } from '../../../codegen/facts/index.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { CatalogData } from '../../../src/model/catalog.ts';
import { factsOf, parameter, parametersOf } from './fixture.ts';

const ARGUMENTS = `
from __future__ import annotations
import os
from dataclasses import KW_ONLY, InitVar, asdict, dataclass, field
from typing import Any, ClassVar, Dict, List, Literal, NewType, Optional, Union
from torch import dtype
from transformers import TrainingArguments
from .constants import Engine, WIDE
from .nowhere import Gone

Path = NewType("Path", str)
Mode = Literal["a", "b"]

def default_list():
    return ["x"] * 2

def Argument(*, default=None, help=None, **rest):
    metadata = {} if help is None else {"help": help}
    return field(default=default, metadata=metadata, **rest)

@dataclass
class Mixin:
    r"""First line.

    Second."""
    shared: str = field(default="mixin", metadata={"help": "One " "two" " three."})
    rank: int = field(default=768 * 768)
    bare: list = field(default_factory=list)

@dataclass
class Other:
    shared: str = "other"
    extra: Optional[Dict[str, Any]] = None
    redeclared: int = 5

@dataclass
class Arguments(Mixin, Other):
    required: str
    redeclared: int
    mode: Mode = field(default="a")
    engine: Engine = Engine.FAST
    maybe: Optional[Literal["one", 2]] = None
    union: Union[None, str, List[str]] = None
    strict: "int | None" = None
    listed: str = field(default="x", metadata={"choices": ["x", "y"], "help": ""})
    joined: str = field(default=os.path.join("a", WIDE))
    made: list[str] = field(default_factory=default_list)
    made_too: dict[str, float] = field(default_factory=lambda: {"GPU": 1.0})
    helped: bool = Argument(default=False, help="From a helper.")
    computed: int | None = field(init=False, default=None)
    kind: ClassVar[str] = "none"
    handed: InitVar[int] = 3
    _: KW_ONLY
    path: Path = None
    tensor: dtype | None = None
    when: float = field(default=float("inf"))
    unknown: int = undefined()
    gone: Gone | None = None
    plain = 3

    def __post_init__(self, handed):
        pass

@dataclass
class Training(TrainingArguments):
    rate: float = 1.0

LISTED = [Arguments, Training]
`;
const RECORD = {
  'factory/__init__.py': '',
  'factory/args.py': ARGUMENTS,
  'factory/constants.py': `
from enum import StrEnum, unique
WIDE = "wide"
LONG = 10
NAMES = {"a", "b"}
NOTICE = ["A sentence of more than a few words is text."]
@unique
class Engine(StrEnum):
    FAST = "fast"
    SLOW = "slow"
`,
  'factory/parser.py': `
from transformers import HfArgumentParser
from .args import LISTED
_TRAIN_ARGS = LISTED
def get_train_args(args=None):
    parser = HfArgumentParser(_TRAIN_ARGS)
    return parser.parse_dict(args)
`,
};

let facts: Facts;
beforeAll(async () => {
  await loadGrammar();
  facts = factsOf(RECORD);
});

describe('B1: dataclass fields', () => {
  it('come in Python order: bases from the far end, redeclared ones in their place', () => {
    expect(parametersOf(facts, 'train').map((item) => item.name)).toEqual([
      'shared',
      'extra',
      'redeclared',
      'rank',
      'bare',
      'required',
      'mode',
      'engine',
      'maybe',
      'union',
      'strict',
      'listed',
      'joined',
      'made',
      'made_too',
      'helped',
      'computed',
      'path',
      'tensor',
      'when',
      'unknown',
      'gone',
      'output_dir',
      'strategy',
      'rate',
    ]);
  });

  it.each([
    ['shared', 'Mixin', "'mixin'"],
    ['rank', 'Mixin', '589824'],
    ['redeclared', 'Arguments', '5'],
    ['engine', 'Arguments', "'fast'"],
    ['joined', 'Arguments', "'a/wide'"],
    ['bare', 'Mixin', '[]'],
    ['made', 'Arguments', "['x', 'x']"],
    ['made_too', 'Arguments', "{'GPU': 1.0}"],
    ['when', 'Arguments', 'inf'],
    ['output_dir', 'TrainingArguments', 'None'],
    ['rate', 'Training', '1.0'],
  ])('%s is declared by %s with default %s', (name, owner, repr) => {
    expect(parameter(facts, 'train', name)).toMatchObject({ owner, default: { kind: 'value', repr } });
  });

  it.each([
    ['extra', 'dict[str, Any] | None'],
    ['mode', "Literal['a', 'b']"],
    ['engine', 'Engine'],
    ['maybe', "Literal['one', 2] | None"],
    ['union', 'None | str | list[str]'],
    ['strict', 'int | None'],
    ['made', 'list[str]'],
    ['bare', 'list'],
    ['path', 'factory.args.Path'],
    ['tensor', 'dtype | None'],
    ['gone', 'Gone | None'],
    ['strategy', 'Strategy | str'],
  ])('%s has type %s', (name, type) => {
    expect(parameter(facts, 'train', name).type).toBe(type);
  });

  it.each([
    ['mode', { values: ['a', 'b'], from: 'literal' }],
    ['maybe', { values: ['one', 2], from: 'literal' }],
    ['engine', { values: ['fast', 'slow'], from: 'enum' }],
    ['strategy', { values: ['no', 'steps'], from: 'enum' }],
    ['listed', { values: ['x', 'y'], from: 'metadata' }],
    ['union', undefined],
  ])('choices of %s', (name, choices) => {
    expect(parameter(facts, 'train', name).choices).toEqual(choices);
  });

  it('knows what is required, what cannot be set and where it stands', () => {
    expect(parameter(facts, 'train', 'required')).toMatchObject({
      required: true,
      default: { kind: 'required' },
    });
    expect(parameter(facts, 'train', 'computed')).toMatchObject({ required: false, init: false });
    expect(parameter(facts, 'train', 'rate').place).toEqual({ path: 'factory/args.py', line: 66 });
  });

  it('keeps whole helps in the text layer, their hash in the catalog', () => {
    const { textKey, helpHash } = parameter(facts, 'train', 'shared');
    expect(facts.text.help[textKey]).toBe('One two three.');
    // printf 'One two three.' | sha256sum
    expect(helpHash).toBe('7493b32ad0b5cf73b66061df0fc8b2a9fa37b0703186fa5ca1cdb0042ad8319e');
    expect(facts.text.help[parameter(facts, 'train', 'helped').textKey]).toBe('From a helper.');
    expect(parameter(facts, 'train', 'listed').helpHash).toBeNull();
    expect(facts.text.docs['factory.args.Mixin']).toBe('First line.\n\nSecond.');
  });

  it('lists what it does not understand, and never guesses', () => {
    expect(parameter(facts, 'train', 'unknown').default.kind).toBe('unknown');
    expect(facts.data.unknowns.map((item) => item.reason).join('\n')).toContain('default of unknown');
    expect(parameter(facts, 'train', 'gone').typeRef).toEqual({
      kind: 'union',
      members: [
        { kind: 'unknown', text: 'Gone', reason: 'factory.nowhere.Gone is not defined' },
        { kind: 'none' },
      ],
    });
  });

  it('leaves sentences out of constants', () => {
    expect(JSON.stringify(facts.data)).not.toContain('A sentence of');
  });

  it('fits the model, constants and files included', () => {
    expect(CatalogData.parse(facts.data).constants).toMatchObject([
      { name: 'WIDE', value: 'wide' },
      { name: 'LONG', value: 10 },
      { name: 'NAMES', value: ['a', 'b'] },
      { name: 'NOTICE' },
      { name: 'Engine', kind: 'enum', value: { FAST: 'fast', SLOW: 'slow' } },
    ]);
    expect(facts.data.files.map((file) => file.path)).toEqual([
      'factory/args.py',
      'transformers/training_args.py',
      'factory/parser.py',
      'factory/constants.py',
    ]);
  });
});

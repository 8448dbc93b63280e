import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { parseModule } from '../../../codegen/python/parse.ts';
import { CatalogData } from '../../../src/model/catalog.ts';
import { factsOf } from './fixture.ts';

beforeAll(loadGrammar);

const ARGUMENTS = `
from dataclasses import dataclass, field
from typing import Literal, Optional
from enum import Enum
from .parser import _TRAIN_ARGS
class Kind(str, Enum):
    A = "a"
    B = A + "b"
DEFAULT = {"x": [1, 2, (3, 4.5e-3)], "y": lambda *a, **k: (yield)}
@dataclass
class Low:
    """Doc."""
    one: Optional[Literal["p", "q"]] = field(default=None, metadata={"help": "First " f"{DEFAULT['x'][0]}."})
    two: "int | None" = field(default_factory=lambda: sum(DEFAULT["x"][:2]))
    def __post_init__(self):
        if self.one is not None and not (self.two or 0) >= 3:
            raise ValueError(f"{self.one!r:>10}")
@dataclass
class High(Low):
    kind: Kind = Kind.A
    many: list[str] = field(default_factory=lambda: [k.value for k in Kind if k != "a"])
`;
const PARSER = `
import os
from transformers import HfArgumentParser
try:
    from .args import High
except ImportError:
    High = None
_TRAIN_ARGS = [High] if os.getenv("X", "1") else []
def get_train_args(args=None):
    while args and args[0] == "-": args = args[1:]
    with open("x") as f: pass
    return HfArgumentParser(_TRAIN_ARGS).parse_dict(args)
`;
const RECORD = { 'factory/__init__.py': '', 'factory/args.py': ARGUMENTS, 'factory/parser.py': PARSER };
const survives = (file: 'args' | 'parser', text: string): void => {
  const { data } = factsOf({ ...RECORD, [`factory/${file}.py`]: text });
  CatalogData.parse(data);
};

describe('bad input: Python deeper than any stack, in the files of the parameters', () => {
  const DEPTH = 50_000;
  it.each([
    ['lists', `x = ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`],
    ['parentheses', `x = ${'('.repeat(DEPTH)}1${')'.repeat(DEPTH)}`],
    ['negations', `x = ${'not '.repeat(DEPTH)}1`],
    ['sums', `x = ${'1+'.repeat(DEPTH)}1`],
    ['attributes', `x = a${'.b'.repeat(DEPTH)}`],
    ['branches', `if a:\n  x = 1\n${'elif b:\n  x = 2\n'.repeat(DEPTH / 5)}`],
    ['a name assigned from itself', 'x = x.a\nif x:\n  x = x.b\nelse:\n  x = x.c\ny = x.d()\n'],
    ['bases that lead back', 'class A(B): pass\nclass B(A): pass\nclass C(C): pass\n'],
  ])('%s', (_, text) => {
    for (const file of ['args', 'parser'] as const)
      survives(file, `${RECORD[`factory/${file}.py`]}\n${text}\n`);
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['form feeds', (text: string) => text.replaceAll('\n@', '\n\f@')],
    ['tabs', (text: string) => text.replaceAll('    ', '\t')],
    ['a coding line', (text: string) => `# -*- coding: latin-1 -*-\n${text}`],
  ])('%s change nothing', (_, change) => {
    const names = (args: string) =>
      factsOf({ ...RECORD, 'factory/args.py': args }).data.classes[0]?.parameters.map(
        ({ name, type, default: made }) => [name, type, made],
      );
    expect(names(change(ARGUMENTS))).toEqual(names(ARGUMENTS));
  });
});

describe('bad input: Python that was cut or damaged', () => {
  it('is extracted as it stands when whole', () => {
    const { data } = factsOf(RECORD);
    expect(data.unknowns).toEqual([]);
    expect(
      data.classes[0]?.parameters.map(({ name, default: made }) => [
        name,
        'repr' in made ? made.repr : made.kind,
      ]),
    ).toEqual([
      ['one', 'None'],
      ['two', '3'],
      ['kind', "'a'"],
      ['many', "['ab']"],
    ]);
  });

  it('never makes the parser throw, wherever it is cut', () => {
    for (let end = 0; end <= ARGUMENTS.length; end += 1) parseModule(ARGUMENTS.slice(0, end));
  });

  it('gives facts that fit the model after a cut', () => {
    for (let end = 0; end <= ARGUMENTS.length; end += 41) survives('args', ARGUMENTS.slice(0, end));
    for (let end = 0; end <= PARSER.length; end += 23) survives('parser', PARSER.slice(0, end));
  });

  it('gives facts that fit the model after a change of any one byte', () => {
    const file = fc.constantFrom<['args' | 'parser', string][]>(['args', ARGUMENTS], ['parser', PARSER]);
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(255), ([name, text], position, byte) => {
        const at = position % text.length;
        survives(name, text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1));
      }),
      { numRuns: 60, seed: 20 },
    );
  });

  it('takes any text for Python', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        parseModule(text);
      }),
      { numRuns: 100, seed: 21 },
    );
  });
});

describe('bad input: sources that go in circles', () => {
  const parser = `
from transformers import HfArgumentParser
from .a import First
_TRAIN_ARGS = [First]
def get_train_args(args=None): return HfArgumentParser(_TRAIN_ARGS).parse_dict(args)
`;
  const head = 'from dataclasses import dataclass, field\n';
  const facts = (record: Record<string, string>) =>
    factsOf({ 'factory/__init__.py': '', 'factory/parser.py': parser, ...record }).data;

  it('imports, bases, aliases, defaults and functions that lead back to themselves', () => {
    const data = facts({
      'factory/a.py': `${head}from .b import *\nfrom .b import Second, LOOP\n@dataclass\nclass First(Second):\n    one: int = LOOP\n    kind: "Kind" = None\nKind = "Other"\nOther = "Kind"\n`,
      'factory/b.py': `${head}from .a import *\nfrom .a import First, Kind\nLOOP = LOOP + 1 if LOOP else f()\ndef f(): return g()\ndef g(): return f()\n@dataclass\nclass Second(First):\n    two: int = field(default_factory=f)\n`,
    });
    CatalogData.parse(data);
    expect(data.unknowns.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^default of one: /)]),
    );
  });

  it('an inheritance of forty classes', () => {
    const chain = Array.from(
      { length: 40 },
      (_, index) => `@dataclass\nclass C${index + 1}(C${index}):\n    f${index + 1}: int = ${index + 1}\n`,
    ).join('');
    const data = facts({
      'factory/a.py': `${head}@dataclass\nclass C0:\n    f0: int = 0\n${chain}@dataclass\nclass First(C40):\n    pass\n`,
    });
    expect(data.classes[0]?.parameters.length).toBe(41);
  });
});

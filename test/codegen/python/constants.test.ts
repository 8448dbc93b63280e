import { beforeAll, describe, expect, it } from 'vitest';
import { type Constants, createConstants } from '../../../codegen/python/constants.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { createProgram } from '../../../codegen/python/program.ts';
import { repr, reprFloat } from '../../../codegen/python/repr.ts';
import type { World } from '../../../codegen/python/world.ts';
import { files } from './record.ts';

beforeAll(loadGrammar);

const NO_WORLD: World = {
  env: new Map(),
  installed: () => undefined,
  version: () => undefined,
  python: undefined,
};
const run = (record: Record<string, string>, world = NO_WORLD): Constants =>
  createConstants(createProgram(files(record)), world);
const value = (text: string, name: string, world?: World) => {
  const constants = run({ 'm.py': text }, world);
  const module = constants.interpreter.program.module('m');
  if (module === undefined) throw new Error('no module');
  return constants.global(module, name);
};
const shown = (text: string, world?: World) => {
  const found = value(`${text}\n`, 'X', world);
  return found.type === 'unknown' ? `unknown: ${found.reason}` : (repr(found) ?? found.type);
};

describe('B1: constant expressions', () => {
  it.each([
    ['X = 768 * 768', '589824'],
    ['X = 7 // -2, 7 % -2, 2 ** 70, 7 / 2', '(-4, -1, 1180591620717411303424, 3.5)'],
    ['import os\nX = os.path.join("a", "b", "/c", "d")', "'/c/d'"],
    ['N = 3\nX = f"{N} of {[1, 2]!r}"', "'3 of [1, 2]'"],
    ['X = [i * i for i in range(4) if i % 2]', '[1, 9]'],
    ['X = {k: v for k, v in zip("ab", [1, 2])}', "{'a': 1, 'b': 2}"],
    ['X = "A-b".lower().replace("-", "_").split("_")', "['a', 'b']"],
    ['X = (1,) + (2, "it\'s")', '(1, 2, "it\'s")'],
    ['X = [1, 2, 3][-1], "abc"[::-1], [1, 2, 3][1:]', "(3, 'cba', [2, 3])"],
    ['X = sorted({3, 1, 2}), max([1, 5]), any([0, 1])', '([1, 2, 3], 5, True)'],
    ['X = None or "x", 0 and 1, not [], 1 < 2 < 3', "('x', 0, True, True)"],
    ['X = 1 if "a" in {"a": 1} else 2', '1'],
    ['X = 5e-05, 1e16, 1.0, -0.0, 0.1', '(5e-05, 1e+16, 1.0, -0.0, 0.1)'],
    ['X = "é\\n\\x00\\u200b"', "'é\\n\\x00\\u200b'"],
  ])('%s', (text, wanted) => {
    expect(shown(text)).toBe(wanted);
  });

  it.each([
    ['X = open("x")', 'unknown: open()'],
    ['import torch\nX = torch.cuda.is_available() + 1', 'unknown: torch.cuda.is_available()'],
    ['X = {}["a"]', "unknown: KeyError: 'a'"],
    ['X = X', 'unknown: m.X is not defined'],
  ])('does not guess: %s', (text, wanted) => {
    const found = value(text, 'X');
    expect(found.type).toBe('unknown');
    if (wanted.startsWith('unknown: ') && found.type === 'unknown' && !wanted.includes('m.X')) {
      expect(`unknown: ${found.reason}`).toBe(wanted);
    }
  });

  it('writes floats as Python does', () => {
    expect([1e-5, 123456789012345680, 1e22, 0.0001, 1e-7, Number.NaN].map(reprFloat)).toEqual([
      '1e-05',
      '1.2345678901234568e+17',
      '1e+22',
      '0.0001',
      '1e-07',
      'nan',
    ]);
  });
});

describe('B11: registries filled by calls', () => {
  it('runs plain functions that fill module tables', () => {
    const text = `
from collections import OrderedDict, defaultdict
from enum import StrEnum, auto
class Hub(StrEnum):
    HF = "hf"
    MS = auto()
TABLE = OrderedDict()
DEFAULTS = defaultdict(list)
SEEN = set()
def register(models, template=None, many=False):
    global SEEN
    for name, hubs in models.items():
        TABLE[name] = hubs
        if template is not None and not name.endswith("-Base"):
            DEFAULTS[template].append(name)
        if many:
            SEEN.add(name)
register(models={"A-Chat": {Hub.HF: "a/a"}, "A-Base": {Hub.MS: "a/b"}}, template="a", many=True)
register({"B": {Hub.HF: "b"}}, "b")
X = dict(TABLE), dict(DEFAULTS), sorted(SEEN)
`;
    expect(shown(text)).toBe(
      "({'A-Chat': {<Hub.HF: 'hf'>: 'a/a'}, 'A-Base': {<Hub.MS: 'ms'>: 'a/b'}, 'B': {<Hub.HF: 'hf'>: 'b'}}, " +
        "{'a': ['A-Chat'], 'b': ['B']}, ['A-Base', 'A-Chat'])",
    );
  });

  it('makes instances of dataclasses and of classes with __init__', () => {
    const text = `
from dataclasses import dataclass, field
@dataclass
class Point:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
class Named:
    def __init__(self, name): self.name = name.upper()
    def twice(self): return self.name * 2
p = Point(1)
X = p.x, p.y, p.tags, Named("a").twice()
`;
    expect(shown(text)).toBe("(1, 2, [], 'AA')");
  });

  it('tells enums with a mixin from plain ones', () => {
    const text = `
from enum import Enum
class A(str, Enum):
    ONE = "one"
class B(Enum):
    ONE = "one"
X = A.ONE == "one", B.ONE == "one", B.ONE.value, A("one").name, [a.value for a in A], f"{A.ONE.value}"
`;
    expect(shown(text)).toBe("(True, False, 'one', 'ONE', ['one'], 'one')");
  });
});

describe('B2: worlds', () => {
  const text = `
import os, importlib.util, importlib.metadata
from packaging import version
def enabled(name, default="0"):
    return os.getenv(name, default).lower() in ["true", "1"]
if enabled("USE_IT"):
    MODE = "on"
else:
    MODE = "off"
if importlib.util.find_spec("extra") is not None:
    EXTRA = True
NEW = version.parse(importlib.metadata.version("lib")) >= version.parse("2.8")
X = MODE
`;
  it('takes environment variables as unset unless the world sets them', () => {
    expect(shown(text)).toBe("'off'");
    expect(shown(text, { ...NO_WORLD, env: new Map([['USE_IT', '1']]) })).toBe("'on'");
  });

  it('knows of packages only what the world says', () => {
    expect(value(text, 'EXTRA').type).toBe('unknown');
    expect(value(text, 'NEW').type).toBe('unknown');
    const world: World = { ...NO_WORLD, installed: () => true, version: () => '2.10.0' };
    expect(value(text, 'EXTRA', world)).toEqual({ type: 'bool', value: true });
    expect(value(text, 'NEW', world)).toEqual({ type: 'bool', value: true });
  });

  it('gives up on what runs for ever', () => {
    expect(value('def f(x): return f(x)\nX = f(1)\n', 'X').type).toBe('unknown');
    expect(value('X = [0 for a in range(5000) for b in range(5000)]\n', 'X').type).toBe('unknown');
    expect(value('X = 0\nwhile True:\n    X += 1\n', 'X').type).toBe('unknown');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { Memory } from '../../../codegen/reuse.ts';
import { executeAgain, executeEntries, writeRules } from '../../../codegen/rules/index.ts';
import { DICTIONARY_PARSER } from '../../fixtures/dictionary-parser.ts';
import { programOf } from './program.ts';

type Files = Readonly<Record<string, string>>;

const START: Files = {
  'p/__init__.py': '',
  'p/parse.py': DICTIONARY_PARSER,
  'p/limits.py': `
MOST = 8
def refuse(text):
    raise ValueError(text)
`,
  'p/options.py': `
import os
from dataclasses import dataclass
from enum import Enum, unique
from typing import ClassVar
from .limits import MOST, refuse
from .parse import HfArgumentParser


@unique
class Mode(str, Enum):
    PLAIN = "plain"
    FAST = "fast"


@dataclass
class Model:
    LEAST: ClassVar[int] = 1
    rank: int = 8
    mode: str = "plain"

    def __post_init__(self):
        self.mode = Mode(self.mode)
        if self.rank > MOST:
            refuse("rank")
        if self.LEAST > 3:
            raise TypeError("least")


@dataclass
class Data:
    path: str = "data"
    size: int = 3

    def __post_init__(self):
        if self.size < 1:
            raise ValueError("size")
        if os.getenv("DATA_HOME") is None and self.path == "home":
            raise KeyError("path")


def get_both(args):
    model, data = HfArgumentParser([Model, Data]).parse_dict(args)
    if model.rank > 4 and data.size > 2:
        raise ValueError("both")
    return model, data


def get_data(args):
    return HfArgumentParser([Data]).parse_dict(args)
`,
};

const ENTRIES = [
  { entry: 'both', function: 'p.options.get_both', assumed: new Map() },
  { entry: 'data', function: 'p.options.get_data', assumed: new Map() },
];

/** Follows a source; tells which argument objects and entry points were executed for the last state. */
const following = () => {
  const memory = new Memory((path) => path.startsWith('p/'));
  let before = new Map<string, unknown>();
  return (files: Files) => {
    const stage = memory.stages({
      read: (path) => files[path],
      list: (under) => Object.keys(files).filter((path) => path.startsWith(`${under}/`)),
    });
    const { result, now } = stage('rules', null, (program) => executeEntries(program, ENTRIES), {
      make: (program, last, moved) => executeAgain(program, ENTRIES, last, moved),
      bodiesOnly: false,
    });
    const after = new Map<string, unknown>();
    for (const { units } of result.base.ambients.values())
      for (const [key, { looked }] of units) after.set(String(JSON.parse(key)[0]), looked);
    for (const [key, looked] of result.known) after.set(String(JSON.parse(key)[0]), looked);
    const executed = [...after].filter(([name, looked]) => before.get(name) !== looked);
    before = after;
    const { data, text } = writeRules(result, now);
    const kept = [...result.base.ambients.values()].flatMap((one) => [...one.units, ...one.classes]).length;
    return { executed: executed.map(([name]) => name).sort(), rules: { data, text }, kept };
  };
};

const edited = (path: string, from: string, to: string, files = START): Files => {
  const text = files[path];
  if (text?.includes(from) !== true) throw new Error(`no "${from}" in ${path}`);
  return { ...files, [path]: text.replace(from, to) };
};

beforeAll(loadGrammar);

describe('B12 after an edit', () => {
  it.each<[string, Files, readonly string[]]>([
    ['nothing', START, []],
    ['a comment', edited('p/options.py', '@dataclass', '# more\n@dataclass'), []],
    [
      'a check of one class',
      edited('p/options.py', 'if self.rank > MOST:', 'if self.rank > MOST or self.rank == 5:'),
      ['both', 'p.options.Model'],
    ],
    [
      'a check of the class that both entry points take',
      edited('p/options.py', 'self.size < 1', 'self.size < 2'),
      ['both', 'data', 'p.options.Data'],
    ],
    ['the entry point itself', edited('p/options.py', 'model.rank > 4', 'model.rank > 5'), ['both']],
    [
      'a field more',
      edited('p/options.py', '    size: int = 3\n', '    size: int = 3\n    more: int = 4\n'),
      ['both', 'data', 'p.options.Data'],
    ],
    [
      'a constant of a class',
      edited('p/options.py', 'ClassVar[int] = 1', 'ClassVar[int] = 4'),
      ['both', 'p.options.Model'],
    ],
    [
      'a function that one class calls',
      edited('p/limits.py', 'raise ValueError(text)', 'raise TypeError(text)'),
      ['both', 'p.options.Model'],
    ],
    [
      'a member of an enum',
      edited('p/options.py', '    FAST = "fast"\n', '    FAST = "fast"\n    SLOW = "slow"\n'),
      ['both', 'p.options.Model'],
    ],
  ])('%s: only what looked at it is executed again', (_, after, expected) => {
    const follow = following();
    expect(follow(START).executed).toEqual(['both', 'data', 'p.options.Data', 'p.options.Model']);
    const { executed, rules } = follow(after);
    expect(executed).toEqual(expected);
    expect(rules).toEqual(writeRules(executeEntries(programOf(after), ENTRIES)));
  });

  it('keeps nothing of states that are gone', () => {
    const follow = following();
    const kept = (text: string): number =>
      follow(edited('p/options.py', '    size: int = 3\n', `    size: int = 3\n${text}`)).kept;
    const first = kept('');
    const later = [1, 2, 3, 4].map((number) => kept(`    more_${number}: int = 4\n`));
    expect(later).toEqual([first, first, first, first]);
  });

  it('begins anew before the nodes of states that are gone are most of all', () => {
    const follow = following();
    let everything = 0;
    for (let round = 0; round < 60; round++) {
      const after = edited('p/options.py', 'self.size < 1', `self.size < ${round} or self.size == 9${round}`);
      const { executed, rules } = follow(after);
      if (executed.includes('p.options.Model')) everything += 1;
      expect(rules).toEqual(writeRules(executeEntries(programOf(after), ENTRIES)));
    }
    expect(everything).toBeGreaterThan(1);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { type Checker, compileRules, type Environment, PyDict, type Value } from '../../../src/expr/index.ts';
import { formatPlace, type RulesData } from '../../../src/model/index.ts';
import { programOf } from './program.ts';

/** Our own package in place of accelerate, whose classes lie behind the boundary. */
const HELPER = `
import os
import torch
from .utils import is_board_available
if is_board_available():
    import board_library as board

class Base:
    def __init__(self, wire=None, place=None):
        self.wire = wire
        self.place = place
        if self.is_tangled:
            raise ValueError("tangled")

    @property
    def is_tangled(self):
        return self.wire is not None and self.wire not in ("red", "blue", "board")

class Line(Base):
    def __init__(self, cold=False, wire=None, **rest):
        mode = int(os.environ.get("LINE_MODE", 0))
        used = "board" if is_board_available() else wire
        super().__init__(used, **rest)
        if os.environ.get("LINE_CHECK") == "on" and used == "red":
            raise RuntimeError("checked")
        if torch.cuda.device_count() > 3:
            raise NotImplementedError("too many")
        if wire == "board":
            board.join()
        if wire is not None and used != wire:
            raise KeyError("board")
        if mode == 0 and cold:
            torch.distributed.get_world_size()
        self.last = os.environ.get("LINE_LAST")
`;

const PROGRAM = `
from dataclasses import dataclass, fields
from accelerate.lines import Line
@dataclass
class Options:
    wire: str = None
    cold: bool = False
    place: int = 0
    far: bool = False
    def __post_init__(self):
        given = {"wire": self.wire}
        if self.far:
            given["place"] = self.place
        else:
            given["cold"] = self.cold
        self.line = Line(**given)
def get_options(args):
    names = {field.name for field in fields(Options)}
    return Options(**{key: value for key, value in args.items() if key in names})
`;

const FILES = {
  'p/__init__.py': '',
  'p/options.py': PROGRAM,
  'accelerate/__init__.py': '',
  'accelerate/utils.py': 'def is_board_available():\n    return False\n',
  'accelerate/lines.py': HELPER,
};
/** Where `Line` is made: what a helper raises counts there. */
const MADE = 'p/options.py:16';

const ALONE: Record<string, Value> = {
  'accelerate.utils.is_board_available()': false,
  'torch.distributed.is_initialized()': false,
  'torch.cuda.device_count()': 1,
};
const machine = (others: Record<string, Value> = {}): Environment => ({
  atom: (name) => ({ ...ALONE, ...others })[name] ?? (name.startsWith('env:') ? null : undefined),
});
const UNKNOWN: Environment = { atom: () => undefined };

let rules: RulesData;
let checker: Checker;
beforeAll(async () => {
  await loadGrammar();
  const entry = { entry: 'options', function: 'p.options.get_options', assumed: new Map() };
  rules = extractRules(programOf(FILES), [entry]).data;
  checker = compileRules(rules, 'options');
});

const verdict = (config: Readonly<Record<string, Value>>, environment: Environment) =>
  checker.run(new PyDict(Object.entries(config)), environment);
const first = (config: Readonly<Record<string, Value>>, environment = machine()) => {
  const found = verdict(config, environment).first;
  return found === null ? null : `${found.exception} at ${formatPlace(found.place)}`;
};

describe('B4: what the class of a helper refuses because of the config', () => {
  it('is found through a base class and a property, at the line that makes the object', () => {
    expect(first({ wire: 'green' })).toBe(`ValueError at ${MADE}`);
    expect(first({ wire: 'red' })).toBeNull();
    expect(first({})).toBeNull();
  });

  it('is found for every set of arguments that a mapping may hold', () => {
    expect(first({ cold: true })).toBe(`ValueError at ${MADE}`);
    expect(first({ cold: true, far: true })).toBeNull();
    expect(first({ wire: 'green', far: true, place: 2 })).toBe(`ValueError at ${MADE}`);
  });

  it('depends on the machine where the class asks it', () => {
    const board = machine({ 'accelerate.utils.is_board_available()': true });
    const joined = machine({ 'torch.distributed.is_initialized()': true });
    expect(first({ cold: true }, joined)).toBeNull();
    expect(first({ wire: 'red' }, board)).toBe(`KeyError at ${MADE}`);
  });

  it('is a name that its module imports only where the machine has something', () => {
    const board = machine({ 'accelerate.utils.is_board_available()': true });
    expect(first({ wire: 'board' })).toBe(`NameError at ${MADE}`);
    expect(first({ wire: 'board' }, board)).toBeNull();
  });

  it('is told of a plain process only: a variable that is set leaves it open', () => {
    const set = machine({ 'env:LINE_MODE': '1' });
    expect(first({ wire: 'green' }, set)).toBeNull();
    expect(first({ wire: 'green', far: true }, machine({ 'env:LINE_LAST': 'x' }))).toBe(
      `ValueError at ${MADE}`,
    );
  });

  it('is not reported of a config that has no say in it, whatever the machine', () => {
    expect(verdict({}, UNKNOWN).findings).toEqual([]);
    expect(verdict({ far: true, place: 3 }, UNKNOWN).findings).toEqual([]);
    expect(rules.entries[0]?.rules.map(({ exception }) => exception)).not.toContain('NotImplementedError');
    expect(rules.entries[0]?.rules.map(({ exception }) => exception)).not.toContain('RuntimeError');
  });

  it('is conditional, and says on what, where the config has a say and the machine is not known', () => {
    const found = verdict({ wire: 'green' }, UNKNOWN).findings;
    expect(found.map(({ certainty, parameters }) => [certainty, parameters])).toContainEqual([
      'conditional',
      expect.arrayContaining(['wire']),
    ]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { compileRules, type Environment, PyDict, UNKNOWN } from '../../../src/expr/index.ts';
import { programOf } from './program.ts';

beforeAll(loadGrammar);

const PROGRAM = `
import torch
from enum import Enum
from dataclasses import dataclass, fields
@dataclass
class Plan:
    steps: int = 3
    def to_dict(self):
        return {"steps": self.steps}
@dataclass
class Options:
    rank: int = -1
    names: list | None = None
    plan: Plan | dict | None = None
    size: int = 1
    doubled: int = 0
    def __post_init__(self):
        self.rank = torch.rank()
        self.plan = Plan() if self.plan is None else Plan(**self.plan)
        self.doubled = self.size * 2
    def to_dict(self):
        made = {one.name: getattr(self, one.name) for one in fields(self)}
        for name, value in made.items():
            if isinstance(value, list) and len(value) > 0 and isinstance(value[0], Enum):
                made[name] = [item.value for item in value]
            if isinstance(value, Plan):
                made[name] = value.to_dict()
        return made
def get_options(args):
    options = Options(**args)
    if options.rank != -1:
        held = options.to_dict()
        held.update(dict(size=options.size + 1))
        options = Options(**held)
    if options.size > 8:
        raise ValueError("size")
    return options
`;

const ranked = (rank: number | undefined): Environment => ({
  atom: (name) => (name === 'torch.rank()' ? rank : undefined),
});

describe('B4: an object made anew of what the first one holds, one value of which the machine knows', () => {
  const judge = (size: number, rank: number | undefined) => {
    const entry = { entry: 'e', function: 'p.options.get_options', assumed: new Map() };
    const { data } = extractRules(programOf({ 'p/__init__.py': '', 'p/options.py': PROGRAM }), [entry]);
    const verdict = compileRules(data, 'e').run(new PyDict([['size', size]]), ranked(rank));
    return [verdict.first?.place.line, verdict.derived().get('Options.doubled')?.value];
  };

  it('is as the first one where it is not made anew', () => {
    expect(judge(8, -1)).toEqual([undefined, 16]);
  });

  it('has all that is known of the second one', () => {
    expect(judge(7, 0)).toEqual([undefined, 16]);
    expect(judge(8, 0)).toEqual([36, 18]);
  });

  it('is one of two where that is not known', () => {
    expect(judge(7, undefined)).toEqual([undefined, UNKNOWN]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { compileRules, type Environment, PyDict } from '../../../src/expr/index.ts';
import { programOf } from './program.ts';

beforeAll(loadGrammar);

const PROGRAM = `
from dataclasses import dataclass
from functools import cached_property
@dataclass
class Options:
    name: str = "x"
    eager: bool = False
    @cached_property
    def length(self):
        return len(self.name)
    def __post_init__(self):
        if self.eager:
            self.length
        self.name = "longer"
        if self.length > 3:
            raise ValueError("too long")
def get_options(args):
    return Options(**args)
`;

const NOTHING: Environment = { atom: () => undefined };

describe('B4: a cached property that only some paths have read', () => {
  const entry = { entry: 'options', function: 'p.options.get_options', assumed: new Map() };
  const first = (config: readonly (readonly [string, string | boolean])[]) =>
    compileRules(
      extractRules(
        programOf({
          'p/__init__.py': '',
          'p/options.py': PROGRAM,
        }),
        [entry],
      ).data,
      'options',
    ).run(new PyDict(config), NOTHING).first?.place.line;

  it('keeps what it was where it was read, and is made where it was not', () => {
    expect(first([['eager', true]])).toBeUndefined();
    expect(first([['eager', false]])).toBe(16);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { packageNeeds } from '../../codegen/packages.ts';
import { loadGrammar } from '../../codegen/python/grammar.ts';
import { extractRules } from '../../codegen/rules/index.ts';
import { programOf } from './rules/program.ts';

beforeAll(loadGrammar);

const PROGRAM = `
from dataclasses import dataclass
from typing import Optional
from transformers.utils.versions import require_version

@dataclass
class Options:
    use_foo: bool = False
    backend: str = "plain"
    level: Optional[int] = None

def check(name):
    require_version(name, "To fix: run it.")

def get_options(args):
    options = Options(**args)
    check("always>=1")
    if options.use_foo:
        check("foo_torch")
    if options.backend == "fast" and options.level is not None:
        check("fast>=2,<3")
    return options

def get_more(args):
    options = Options(**args)
    if options.use_foo:
        check("foo_torch")
    return options
`;

describe('B5: the optional package that a parameter needs', () => {
  it('is read from the checks that the parsers run, with their condition', () => {
    const program = programOf({ 'p/__init__.py': '', 'p/options.py': PROGRAM });
    const entry = (name: string) => ({
      entry: name,
      function: `p.options.get_${name}`,
      assumed: new Map<string, string | null>(),
    });
    const { data } = extractRules(program, [entry('options'), entry('more')]);
    const place = { path: 'p/options.py', line: 13 };
    expect(packageNeeds(data)).toEqual([
      {
        requirement: 'foo_torch',
        parameters: ['use_foo'],
        when: 'config.get("use_foo", False)',
        entries: ['options', 'more'],
        place,
      },
      {
        requirement: 'fast>=2,<3',
        parameters: ['backend', 'level'],
        when: 'backend == "fast" and config.get("level", None) is not None',
        entries: ['options'],
        place,
      },
    ]);
  });
});

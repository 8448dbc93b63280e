import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { type Checker, compileRules, type Finding, fromJson, PyDict } from '../../../src/expr/index.ts';
import { formatPlace, type Json } from '../../../src/model/index.ts';
import { programOf } from '../../codegen/rules/program.ts';

const PARSER = `
import dataclasses
from dataclasses import dataclass
from typing import Optional

@dataclass
class Options:
    strategy: str = "never"
    check: bool = False
    force: bool = False
    share: Optional[float] = None
    names: Optional[str] = None

    def __post_init__(self):
        if self.strategy != "never":
            self.check = True
        if self.names is not None:
            self.names = self.names.split(",")

def get_options(args):
    names = {f.name for f in dataclasses.fields(Options) if f.init}
    options = Options(**{k: v for k, v in args.items() if k in names})
    if (options.check or options.force) and options.share is None:
        raise ValueError("share")
    if options.check and options.names is not None and len(options.names) > 1:
        raise ValueError("names")
    options.check = False
    return options
`;

let checker: Checker;
beforeAll(async () => {
  await loadGrammar();
  const program = programOf({ 'app/__init__.py': '', 'app/parser.py': PARSER });
  const { data } = extractRules(program, [
    { entry: 'app', function: 'app.parser.get_options', assumed: new Map() },
  ]);
  checker = compileRules(data, 'app');
});

const first = (json: Json): Finding => {
  const config = fromJson(json);
  if (!(config instanceof PyDict)) throw new Error('no dict');
  const finding = checker.run(config, { atom: () => undefined }).first;
  if (finding === null) throw new Error('accepted');
  return finding;
};

const involved = ({ parameters, deciding, values, origins }: Finding) => ({
  met: parameters.slice(0, deciding).map((name) => [name, values.get(name)]),
  others: parameters.slice(deciding),
  origins: [...origins].map(([name, { place, from }]) => `${name} at ${formatPlace(place)} from ${from}`),
});

describe('B4: what a finding shows', () => {
  it('is the value that the rule saw, with the assignment and the key that made it', () => {
    expect(involved(first({ strategy: 'steps' }))).toEqual({
      met: [
        ['check', true],
        ['strategy', 'steps'],
        ['share', null],
      ],
      others: ['force'],
      origins: ['check at app/parser.py:16 from strategy'],
    });
  });

  it('leaves out what would change nothing, and origins of what the config says itself', () => {
    expect(involved(first({ force: true }))).toEqual({
      met: [
        ['force', true],
        ['share', null],
      ],
      others: ['check'],
      origins: [],
    });
  });

  it('is what the config says in another form where upstream converted it', () => {
    const found = involved(first({ check: true, share: 0.5, names: 'a,b' }));
    expect(found.met).toEqual([
      ['check', true],
      ['names', ['a', 'b']],
    ]);
    expect(found.origins).toEqual(['names at app/parser.py:18 from names']);
  });
});

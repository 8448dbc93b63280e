import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { type Checker, compileRules, PyDict } from '../../../src/expr/index.ts';
import type { RulesData } from '../../../src/model/index.ts';
import { programOf } from './program.ts';

/** Our own: a version of the machine beside one that the source states. */
const OPTIONS = `
from dataclasses import dataclass, fields
import engine
from packaging import version

@dataclass
class Options:
    ahead: int = 0
    def __post_init__(self):
        if self.ahead > 0 and version.parse(engine.__version__) < version.parse("2.0.0"):
            raise ValueError("too old an engine")
        if self.ahead > 1 and version.parse("1.9") < version.parse("1.10"):
            raise ValueError("stated")

def get_options(args):
    names = {field.name for field in fields(Options)}
    return Options(**{key: value for key, value in args.items() if key in names})
`;

let data: RulesData;
let checker: Checker;
beforeAll(async () => {
  await loadGrammar();
  data = extractRules(programOf({ 'p/__init__.py': '', 'p/options.py': OPTIONS }), [
    { entry: 'p', function: 'p.options.get_options', assumed: new Map() },
  ]).data;
  checker = compileRules(data, 'p');
});

const OLDER = "packaging.version.parse(engine.__version__) < packaging.version.parse('2.0.0')";
const raisedAt = (ahead: number, older?: boolean) =>
  checker.run(new PyDict([['ahead', ahead]]), {
    atom: (name) => (name === OLDER ? older : undefined),
  }).first?.place.line;

describe('B4: a version compared with one that the source states', () => {
  it('is one question to the machine where the other is its own', () => {
    expect(data.nodes.flatMap((node) => (node.op === 'atom' ? [node.name] : []))).toEqual([OLDER]);
    expect([raisedAt(1, true), raisedAt(1, false), raisedAt(1), raisedAt(0, true)]).toEqual([
      11,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is decided at once where both are stated', () => {
    expect(raisedAt(2, false)).toBe(13);
  });
});

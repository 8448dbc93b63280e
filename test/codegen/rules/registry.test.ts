import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { compileRules, type Environment, PyDict } from '../../../src/expr/index.ts';
import { programOf } from './program.ts';

beforeAll(loadGrammar);

const CHECKING = `
from typing import Any, NamedTuple
class Check(NamedTuple):
    order: int
    function: Any
    kind: type = ValueError
CHECKS = []
LIMITS = {}
def check(order=0, kind=ValueError):
    def add(function):
        CHECKS.append(Check(order, function, kind))
        return function
    return add
def limit(name, most):
    LIMITS[name] = most
def run_checks(options):
    for order, function, kind in sorted(CHECKS, key=lambda one: one.order):
        message = function(options)
        if message is not None:
            raise kind(message)
    for name, most in LIMITS.items():
        if getattr(options, name) > most:
            raise OverflowError(name)
`;
const FILES = {
  'p/__init__.py': '',
  'p/checking.py': CHECKING,
  'p/checks.py': `
from typing import TYPE_CHECKING
from . import checking
from .checking import check, limit
if TYPE_CHECKING:
    from .unused import nothing
@check(kind=TypeError)
def is_small(options):
    return "size" if options.size > 9 else None
@check(order=-1)
def is_tiny(options):
    return "size" if options.size > 15 else None
limit("size", 20)
checking.LIMITS.update(depth=3)
`,
  'p/unused.py': '',
  'p/options.py': `
from dataclasses import dataclass
from .checking import run_checks
from . import checks
@dataclass
class Options:
    size: int = 1
    depth: int = 1
    def __post_init__(self):
        run_checks(self)
def get_options(args):
    return Options(**args)
`,
};
const NOTHING: Environment = { atom: () => undefined };

const judge = (files: Readonly<Record<string, string>>, config: Readonly<Record<string, number>>) => {
  const entry = { entry: 'e', function: 'p.options.get_options', assumed: new Map() };
  const { data } = extractRules(programOf({ ...FILES, ...files }), [entry]);
  const { first, findings } = compileRules(data, 'e').run(new PyDict(Object.entries(config)), NOTHING);
  const maybe = findings.some(({ certainty }) => certainty === 'conditional');
  return { raised: first?.exception, maybe, unknowns: data.unknowns.map(({ reason }) => reason) };
};

describe('B4: a registry that other modules fill when they are imported', () => {
  it('has what decorators, calls and methods put into it', () => {
    expect(judge({}, { size: 9, depth: 3 })).toEqual({ raised: undefined, maybe: false, unknowns: [] });
    expect(judge({}, { size: 10 }).raised).toBe('TypeError');
    expect(judge({}, { size: 16 }).raised).toBe('ValueError');
    expect(judge({}, { depth: 4 }).raised).toBe('OverflowError');
  });

  it('has nothing of a module that is not imported, and is unknown where one may be', () => {
    const elsewhere = 'from .checking import check\n@check()\ndef never(options):\n    return "never"\n';
    const unsure = judge({ 'p/launcher.py': elsewhere }, {});
    expect(unsure.raised).toBeUndefined();
    expect(unsure.unknowns).toContain('p.checking.CHECKS is changed by modules that may be imported before');
    expect(judge({ 'p/launcher.py': 'from .checking import check\n' }, {}).unknowns).toEqual([]);
  });
});

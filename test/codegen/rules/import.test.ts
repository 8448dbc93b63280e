import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { type Checker, compileRules, PyDict } from '../../../src/expr/index.ts';
import { formatPlace, type RulesData } from '../../../src/model/index.ts';
import { environmentFrom } from '../../../src/validate/environment.ts';
import { programOf } from './program.ts';

/** Our own: imports inside functions, of what is and what is not surely there. */
const OPTIONS = `
from dataclasses import dataclass, fields
import needed
from . import inner

@dataclass
class Options:
    fast: bool = False
    soft: bool = False
    hard: bool = False
    plain: bool = False
    kind: str = "slow"
    def __post_init__(self):
        if self.plain:
            import json, xml.dom, needed.part, deep_need.part
            from .inner import helper
        if self.fast:
            from swift_kernel.core import engine
            engine.start()
        if self.soft:
            try:
                import soft_kernel
            except ImportError:
                self.kind = "none"
            else:
                self.kind = "soft"
        if self.hard:
            try:
                from lib.newer import make
            except (ImportError, ModuleNotFoundError) as lost:
                raise RuntimeError("too old") from lost
            make()

def get_options(args):
    names = {field.name for field in fields(Options)}
    return Options(**{key: value for key, value in args.items() if key in names})
`;

const FILES = {
  'p/__init__.py': '',
  'p/options.py': OPTIONS,
  'p/inner.py': 'import deep_need\ntry:\n    import soft_kernel\nexcept ImportError:\n    pass\nhelper = 1\n',
  'lib/__init__.py': '',
};

let data: RulesData;
let checker: Checker;
beforeAll(async () => {
  await loadGrammar();
  data = extractRules(programOf(FILES), [
    { entry: 'p', function: 'p.options.get_options', assumed: new Map() },
  ]).data;
  checker = compileRules(data, 'p');
});

type Packages = 'all' | 'none' | 'unknown';
const verdict = (key: string, packages: Packages) =>
  checker.run(new PyDict(Object.entries({ [key]: true })), environmentFrom({ packages }));

/** What is found first: the exception and the line. */
const first = (key: string, packages: Packages) => {
  const found = verdict(key, packages).first;
  return found === null ? null : `${found.exception} at ${formatPlace(found.place)}`;
};

describe('B4, B5: an import inside a function', () => {
  it('asks the machine for what is not surely there, and for nothing else', () => {
    const asked = data.nodes.flatMap((node) => (node.op === 'atom' ? [node.name] : []));
    expect(asked.sort()).toEqual(['import:lib.newer', 'import:soft_kernel', 'import:swift_kernel.core']);
    expect(first('plain', 'none')).toBeNull();
  });

  it('is refused at its line where the package is missing', () => {
    expect(first('fast', 'none')).toBe('ModuleNotFoundError at p/options.py:18');
    expect(first('fast', 'all')).toBeNull();
    expect(first('fast', 'unknown')).toBeNull();
    expect(verdict('fast', 'unknown').findings.map(({ subject }) => subject)).toEqual(['swift_kernel']);
    expect(data.entries[0]?.rules.find(({ kind }) => kind === 'requirement')?.subject).toBe('swift_kernel');
  });

  it('is caught by what catches its exception', () => {
    expect(first('hard', 'none')).toBe('RuntimeError at p/options.py:31');
    expect(first('hard', 'all')).toBeNull();
    expect(first('soft', 'none')).toBeNull();
  });

  it('decides what the config becomes where it is caught', () => {
    const kind = (packages: Packages) => verdict('soft', packages).derived().get('Options.kind')?.value;
    expect(kind('none')).toBe('none');
    expect(kind('all')).toBe('soft');
  });
});

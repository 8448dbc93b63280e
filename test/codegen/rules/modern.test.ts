import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { compileRules, type Environment, PyDict } from '../../../src/expr/index.ts';
import { programOf } from './program.ts';

beforeAll(loadGrammar);

const PROGRAM = `
import dataclasses
from dataclasses import KW_ONLY, InitVar
def arguments(cls=None, **options):
    def wrap(made):
        return dataclasses.dataclass(made, **options)
    return wrap if cls is None else wrap(cls)
@arguments(repr=False)
class Base:
    level: int = dataclasses.field(default=dataclasses.MISSING, default_factory=lambda: 4)
    _: KW_ONLY
    mode: str = "deep"
@dataclasses.dataclass
class Options(Base):
    root: str | None = "x"
    def __post_init__(self):
        for name, low in (("level", 0), ("level", -5)):
            if getattr(self, name) < low:
                raise ValueError(name)
        match self.root:
            case "":
                raise ValueError("empty")
            case "/" | "//":
                raise KeyError("root")
            case None:
                raise TypeError("none")
            case _:
                pass
def get_options(args):
    return Options(**args)
def get_simple(args):
    options = Options(**args)
    match options.mode:
        case "flat" if options.level > 1:
            raise ValueError("flat")
        case "flat":
            return options
        case other:
            if other == "wide":
                raise KeyError(other)
    return options
`;

const NOTHING: Environment = { atom: () => undefined };

describe('B4: constructs that no release has yet', () => {
  const lines = PROGRAM.split('\n');
  const first = (name: string, config: readonly (readonly [string, string | number | null])[]) => {
    const entry = { entry: name, function: `p.options.${name}`, assumed: new Map() };
    const { data } = extractRules(programOf({ 'p/__init__.py': '', 'p/options.py': PROGRAM }), [entry]);
    expect(data.unknowns).toEqual([]);
    const line = compileRules(data, name).run(new PyDict(config), NOTHING).first?.place.line;
    return line === undefined ? undefined : lines[line - 1]?.trim();
  };

  it.each([
    ['get_options', [], undefined],
    ['get_options', [['level', -1]], 'raise ValueError(name)'],
    ['get_options', [['root', '']], 'raise ValueError("empty")'],
    ['get_options', [['root', '//']], 'raise KeyError("root")'],
    ['get_options', [['root', null]], 'raise TypeError("none")'],
    ['get_options', [['mode', 'any']], undefined],
    ['get_options', [['_', 1]], 'return Options(**args)'],
    ['get_simple', [['mode', 'flat']], 'raise ValueError("flat")'],
    [
      'get_simple',
      [
        ['mode', 'flat'],
        ['level', 1],
      ],
      undefined,
    ],
    ['get_simple', [['mode', 'wide']], 'raise KeyError(other)'],
  ] as const)('%s %j: %s', (name, config, line) => expect(first(name, config)).toBe(line));
});

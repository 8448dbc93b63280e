import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import type { PluginKeys } from '../../../src/model/index.ts';
import { factsOf } from './fixture.ts';

/** A small argument system of our own whose plugins read their dictionary in every way that the flow follows. */
const SYSTEM = {
  'factory/__init__.py': '',
  'factory/next/__init__.py': '',
  'factory/next/config/__init__.py': '',
  'factory/next/config/args.py': `
from dataclasses import dataclass
from .parts import PartConfig, as_part
@dataclass
class Arguments:
    adapter: PartConfig | None = None
    tuner: PartConfig | None = None
    anything: dict | None = None
    def __post_init__(self):
        self.adapter = as_part(self.adapter)
`,
  'factory/next/config/parts.py': `
class PartConfig(dict):
    @property
    def name(self): return self["name"]
def as_part(config):
    if isinstance(config, str) and config.startswith("{"): config = load(config)
    return PartConfig(config)
`,
  'factory/next/config/parser.py': `
from transformers import HfArgumentParser
from .args import Arguments
def get_args(args): return HfArgumentParser([Arguments]).parse_dict(args)
`,
  'factory/next/registry.py': `
class Registry:
    def __init__(self, name=None): self.name = name
    def register(self): return lambda thing: thing
    def __call__(self, *args, **kwargs): return self.found()(*args, **kwargs)
    @classmethod
    def convert(cls, config, made):
        values = {} if config is None else dict(config)
        if isinstance(config, made): return config
        return made(**values)
class Adapters(Registry): pass
class Tuners(Registry): pass
`,
  'factory/next/adapters.py': `
from dataclasses import dataclass
from typing import Literal
from elsewhere import outside
from .registry import Adapters
@dataclass
class LowRank:
    name: Literal["low"] = "low"
    rank: int = 8
    kind: Literal["a", "b"] = "a"
@Adapters("low").register()
def low(model, adapter: "dict | LowRank", train=False):
    adapter = Adapters.convert(adapter, LowRank)
    model = model.wrap(adapter.rank)
    return model.inner
@Adapters("some").register()
def some(model, adapter, train=False):
    if train: return Adapters.convert(adapter, LowRank)
    return adapter.get("depth", 2), adapter["width"], "extra" in adapter
@Adapters("far").register()
def far(model, adapter, train=False):
    return outside(adapter)
@Adapters("auto").register()
def auto(model, adapter, train=False):
    return Adapters("low")(model, adapter=adapter)
`,
  'factory/next/tuners.py': `
from .registry import Tuners
class Base:
    @classmethod
    def run(cls, **kwargs): return cls._run(**kwargs)
@Tuners("quick").register()
class Quick(Base):
    @staticmethod
    def _run(**kwargs):
        config = kwargs.get("config") or {}
        return config.get("pace", 1.5)
class Kept:
    def __init__(self, config): self._kept = config
    def later(self): return self._kept.get("later")
LAST = None
def keep(config):
    global LAST
    LAST = config
def ask(): return LAST["last"]
def tune(model, config, **kwargs):
    Kept(config); keep(config)
    return Tuners(config.name).run(model=model, config=config, **kwargs)
`,
  'factory/next/engine.py': `
from .registry import Adapters
from .tuners import tune
class Engine:
    def __init__(self, args): self.args = args
    def build(self, model):
        model = Adapters(self.args.adapter.name)(model, self.args.adapter, train=True)
        return tune(model, self.args.tuner)
`,
};

describe("S9, B2: what a plugin's dictionary takes", () => {
  let found: Readonly<Record<string, readonly PluginKeys[]>>;
  beforeAll(async () => {
    await loadGrammar();
    const { plugins = [] } = factsOf(SYSTEM).data;
    found = Object.fromEntries(plugins.map(({ parameter, plugins: each }) => [parameter, each]));
  });
  const of = (parameter: string, plugin: string | null): PluginKeys | undefined =>
    found[parameter]?.find((one) => one.plugin === plugin);
  const names = (parameter: string, plugin: string | null): readonly string[] =>
    (of(parameter, plugin)?.keys ?? []).map(({ name }) => name).sort();

  it('is asked of parameters that are a named dictionary, not of any dictionary', () => {
    expect(Object.keys(found).sort()).toEqual(['adapter', 'tuner']);
  });

  it('is a dataclass that is made of it, with types, defaults and choices', () => {
    expect(of('adapter', 'low')?.keys).toMatchObject([
      { name: 'name', type: "Literal['low']", default: 'low', choices: ['low'] },
      { name: 'rank', type: 'int', default: 8 },
      { name: 'kind', default: 'a', choices: ['a', 'b'] },
    ]);
  });

  it('is nothing else, where the dataclass is made whatever happens', () => {
    expect(of('adapter', 'low')?.only?.keys).toEqual(['name', 'rank', 'kind']);
    expect(of('adapter', 'some')?.only).toBeNull();
  });

  it('is what is looked up in it', () => {
    expect(names('adapter', 'some')).toEqual(['depth', 'extra', 'kind', 'name', 'rank', 'width']);
    expect(of('adapter', 'some')?.keys.find(({ name }) => name === 'depth')?.default).toBe(2);
    expect(names('adapter', null)).toEqual(['name']);
  });

  it('cannot be told where code that was not read gets it', () => {
    expect(of('adapter', 'far')).toMatchObject({ open: true });
    expect(of('adapter', 'low')).toMatchObject({ open: false });
  });

  it('is handed on by one plugin to another', () => {
    expect(of('adapter', 'auto')).toMatchObject({ handsTo: ['low'] });
  });

  it('is followed through keywords, overridden methods, attributes and globals', () => {
    expect(names('tuner', 'quick')).toEqual(['pace']);
    expect(names('tuner', null)).toEqual(['last', 'later', 'name']);
  });
});

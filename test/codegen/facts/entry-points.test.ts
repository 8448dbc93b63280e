import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { factsOf, parametersOf } from './fixture.ts';

beforeAll(loadGrammar);

const dataclass = (name: string, body: string, bases = '') =>
  `from dataclasses import dataclass, field\n@dataclass\nclass ${name}${bases}:\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;

const ENVIRONMENT = `
import os
def enabled(name, default="0"):
    return os.getenv(name, default).lower() in ["true", "y", "1"]
`;
const RECORD = {
  'factory/__init__.py': '',
  'factory/env.py': ENVIRONMENT,
  'factory/args/__init__.py': 'from .parser import get_train_args, get_infer_args, get_ray_args\n',
  'factory/args/model.py': dataclass('ModelArguments', 'model: str = "m"'),
  'factory/args/ray.py': dataclass('RayArguments', 'workers: int = 1'),
  'factory/args/training.py': `
from dataclasses import dataclass
from transformers import TrainingArguments as Base
from ..env import enabled
if enabled("USE_TURBO"):
    from turbo.args import TurboArguments
    Base = TurboArguments
@dataclass
class TrainingArguments(Base):
    tuned: bool = False
`,
  'factory/args/parser.py': `
import importlib.util
from transformers import HfArgumentParser
from ..env import enabled
from .model import ModelArguments
from .ray import RayArguments
from .training import TrainingArguments
_TRAIN_ARGS = [ModelArguments, TrainingArguments]
_INFER_ARGS = (ModelArguments,)
if importlib.util.find_spec("mega") is not None and enabled("USE_MEGA"):
    from mega import MegaArguments
    _TRAIN_MEGA_ARGS = [ModelArguments, MegaArguments]
else:
    _TRAIN_MEGA_ARGS = []
def _parse(classes, args, allow_extra_keys=False):
    return HfArgumentParser(classes).parse_dict(args, allow_extra_keys=allow_extra_keys)
def _parse_mega(args):
    parser = HfArgumentParser(_TRAIN_MEGA_ARGS)
    return parser.parse_dict(args)
def get_train_args(args=None):
    if enabled("USE_MEGA"):
        return _parse_mega(args)
    return _parse(_TRAIN_ARGS, args)
def get_infer_args(args=None):
    return _parse(_INFER_ARGS, args)
def get_ray_args(args=None):
    parser = HfArgumentParser(RayArguments)
    return parser.parse_dict(args, allow_extra_keys=True)
`,
  'factory/work.py': `
from .args import get_infer_args, get_train_args, get_ray_args
class Engine:
    def __init__(self, args): self.args = get_infer_args(args)
class Chat(Engine):
    def __init__(self, args):
        super().__init__(args)
def run_chat():
    Chat(None)
def run_export():
    get_infer_args()
def run_train():
    if get_ray_args():
        start(target=work)
    work()
def work():
    get_train_args()
`,
  'factory/cli.py': `
import sys
from enum import Enum
from . import work
class Command(str, Enum):
    EXPORT = "export"
def main():
    command = sys.argv.pop(1) if len(sys.argv) > 1 else "help"
    if command == "chat":
        work.run_chat()
    elif command == Command.EXPORT:
        work.run_export()
    elif command in ("train", "sft"):
        from .work import run_train as start
        start()
    else:
        print("?")
if __name__ == "__main__":
    main()
`,
};

describe('B2: entry points', () => {
  it('whose classes nothing is known of are listed as not understood, with the place', () => {
    const { entryPoints, unknowns } = factsOf({
      ...RECORD,
      'factory/args/odd.py': `
from transformers import HfArgumentParser
import elsewhere
def get_odd_args(args=None):
    return HfArgumentParser([one for one in elsewhere.all()]).parse_dict(args)
`,
    }).data;
    expect(entryPoints.map(({ name }) => name)).not.toContain('odd');
    expect(unknowns.map(({ place, reason }) => [place, reason.split(':')[0]])).toContainEqual([
      { path: 'factory/args/odd.py', line: 5 },
      'classes of a parser',
    ]);
  });

  it('with a class that the config chooses have the others, and are open at that place', () => {
    const { entryPoints } = factsOf({
      ...RECORD,
      'factory/args/tuned.py': `
from transformers import HfArgumentParser
from .model import ModelArguments
from .ray import RayArguments
CHOICES = {"ray": RayArguments}
def get_tuned_args(args):
    chosen = CHOICES.get(args["kind"], ModelArguments)
    return HfArgumentParser([ModelArguments] + [chosen]).parse_dict(args)
`,
    }).data;
    const tuned = entryPoints.find(({ name }) => name === 'tuned');
    const place = 'a class chosen at factory/args/tuned.py:8';
    expect(tuned?.classes).toEqual(['factory.args.model.ModelArguments', place]);
    expect(tuned?.open).toEqual([{ missing: place, package: place }]);
  });

  it('are found by following what parsers are made of', () => {
    const { entryPoints } = factsOf(RECORD).data;
    expect(
      entryPoints.map(({ name, symbol, when, commands, allowExtraKeys, open }) => ({
        name,
        symbol,
        when,
        commands,
        allowExtraKeys,
        open: open.map((item) => item.package),
      })),
    ).toEqual([
      {
        name: 'train',
        symbol: '_TRAIN_ARGS',
        when: null,
        commands: ['train', 'sft'],
        allowExtraKeys: false,
        open: [],
      },
      {
        name: 'train_use_turbo',
        symbol: '_TRAIN_ARGS',
        when: 'USE_TURBO=1',
        commands: ['train', 'sft'],
        allowExtraKeys: false,
        open: ['turbo'],
      },
      {
        name: 'infer',
        symbol: '_INFER_ARGS',
        when: null,
        commands: ['chat', 'export'],
        allowExtraKeys: false,
        open: [],
      },
      {
        name: 'train_mega',
        symbol: '_TRAIN_MEGA_ARGS',
        when: 'USE_MEGA=1',
        commands: ['train', 'sft'],
        allowExtraKeys: false,
        open: ['mega'],
      },
      {
        name: 'ray',
        symbol: 'get_ray_args',
        when: null,
        commands: ['train', 'sft'],
        allowExtraKeys: true,
        open: [],
      },
    ]);
  });

  it('keep a class apart that another base changes, and say what is missing', () => {
    const facts = factsOf(RECORD);
    const turbo = facts.data.classes.find((item) => item.qualname.endsWith('[USE_TURBO=1]'));
    expect(turbo).toMatchObject({
      open: { missing: 'turbo.args.TurboArguments', package: 'turbo' },
      mro: ['TrainingArguments', 'TurboArguments'],
    });
    expect(turbo?.parameters.map((item) => item.name)).toEqual(['tuned']);
    expect(parametersOf(facts, 'train').map((item) => item.name)).toEqual([
      'model',
      'output_dir',
      'strategy',
      'rate',
      'tuned',
    ]);
    expect(facts.data.entryPoints.find((item) => item.name === 'train')?.functions).toEqual([
      'factory.args.parser.get_train_args',
    ]);
  });

  it('are no less reached for being tried out in their own module, when scripts outside call them', () => {
    const {
      'factory/work.py': _work,
      'factory/cli.py': _cli,
      ...rest
    } = {
      ...RECORD,
      'factory/jobs/work.py':
        'from ..args import get_train_args\ndef work():\n    get_train_args()\nif __name__ == "__main__":\n    work()\n',
    };
    expect(factsOf(rest).data.entryPoints.map(({ name }) => name)).toContain('train');
  });

  it('find a second argument system in a folder of its own', () => {
    const record = {
      ...RECORD,
      'factory/v9/__init__.py': '',
      'factory/v9/config.py': `
from transformers import HfArgumentParser
from ..args.model import ModelArguments
def get_args(args=None):
    return HfArgumentParser([ModelArguments]).parse_dict(args)
`,
      'factory/v9/launcher.py': 'from .config import get_args\ndef launch():\n    get_args()\n',
      // Tried out on its own, which says nothing of the ordinary way there.
      'factory/v9/core/engine.py':
        'from ..config import get_args\ndef start():\n    get_args()\nif __name__ == "__main__":\n    start()\n',
      'factory/cli.py': `
from .env import enabled
def main():
    if enabled("USE_V9"):
        from .v9 import launcher
    else:
        from . import work as launcher
    launcher.launch()
if __name__ == "__main__":
    main()
`,
    };
    const found = factsOf(record).data.entryPoints.find((item) => item.name === 'v9');
    expect(found).toMatchObject({ when: 'USE_V9=1', symbol: 'get_args' });
  });
});

describe('B3: checkouts that differ as no release does', () => {
  const SMALL = {
    'factory/__init__.py': '',
    'factory/a.py': dataclass('Low', 'one: int = 1\ntwo: int = 2'),
    'factory/b.py': `from .a import Low\n${dataclass('High', 'three: int = 3', '(Low)')}`,
    'factory/parser.py': `
from transformers import HfArgumentParser
from .b import High
_TRAIN_ARGS = [High]
def get_train_args(args): return HfArgumentParser(_TRAIN_ARGS).parse_dict(args)
`,
  };
  const rows = (record: Record<string, string>, entry = 'train', packageName = 'factory') =>
    parametersOf(factsOf(record, packageName), entry).map(
      ({ name, owner, place }) => `${name} ${owner} ${place.path}`,
    );

  it('a field moved between mixins', () => {
    const moved = {
      ...SMALL,
      'factory/a.py': dataclass('Low', 'one: int = 1'),
      'factory/b.py': `from .a import Low\n${dataclass('High', 'three: int = 3\ntwo: int = 2', '(Low)')}`,
    };
    expect(rows(SMALL)).toEqual(['one Low factory/a.py', 'two Low factory/a.py', 'three High factory/b.py']);
    expect(rows(moved)).toEqual(['one Low factory/a.py', 'three High factory/b.py', 'two High factory/b.py']);
  });

  it('a new list, and a parser made through an alias', () => {
    const added = {
      ...SMALL,
      'factory/parser.py': `
import transformers as hf
from .a import Low
from .b import High
_TRAIN_ARGS = [High]
Parser = hf.HfArgumentParser
SCORE_CLASSES = (Low,)
def get_train_args(args): return Parser(_TRAIN_ARGS).parse_dict(args)
def parse_score(args): return hf.HfArgumentParser(dataclass_types=list(SCORE_CLASSES) + [High]).parse_dict(args)
`,
    };
    expect(rows(added)).toHaveLength(3);
    expect(rows(added, 'score')).toHaveLength(5);
  });

  it('a class split over two files and re-exported', () => {
    const split = {
      ...SMALL,
      'factory/b.py': 'from .parts import High\n',
      'factory/parts/__init__.py': 'from .upper import *\n',
      'factory/parts/lower.py': dataclass('Extra', 'four: int = 4'),
      'factory/parts/upper.py': `from ..a import Low\nfrom .lower import Extra\n__all__ = ["High"]\n${dataclass('High', 'three: int = 3', '(Extra, Low)')}`,
    };
    expect(rows(split)).toEqual([
      'one Low factory/a.py',
      'two Low factory/a.py',
      'four Extra factory/parts/lower.py',
      'three High factory/parts/upper.py',
    ]);
  });

  it('a renamed package folder, imported by its absolute name', () => {
    const renamed = Object.fromEntries(
      Object.entries(SMALL).map(([path, text]) => [
        path.replace('factory/', 'forge/'),
        text.replace('from .a import', 'from forge.a import'),
      ]),
    );
    expect(rows(renamed, 'train', 'forge')).toEqual([
      'one Low forge/a.py',
      'two Low forge/a.py',
      'three High forge/b.py',
    ]);
  });

  it('a new optimizer in a mixin of its own', () => {
    const mixed = {
      ...SMALL,
      'factory/nova.py': dataclass(
        'NovaArguments',
        'use_nova: bool = field(default=False, metadata={"help": "Nova."})',
      ),
      'factory/b.py': `from .a import Low\nfrom .nova import NovaArguments\n${dataclass('High', 'three: int = 3', '(NovaArguments, Low)')}`,
    };
    expect(rows(mixed)).toContain('use_nova NovaArguments factory/nova.py');
  });

  it('transformers not at hand: the class is open', () => {
    const facts = factsOf({
      ...SMALL,
      'transformers/__init__.py': '',
      'factory/b.py': `from hub.training import Base\n${dataclass('High', 'three: int = 3', '(Base)')}`,
    });
    expect(facts.data.entryPoints).toMatchObject([
      { name: 'train', open: [{ missing: 'hub.training.Base', package: 'hub' }] },
    ]);
  });
});

describe('B11: models, templates, examples and labels', () => {
  const RECORDED = {
    'factory/__init__.py': '',
    'factory/models.py': `
from enum import Enum
class Hub(str, Enum):
    HF = "hf"
    MS = "ms"
MODELS, WITH_IMAGES = {}, set()
def register_group(models, layers=None, template=None, images=False):
    for name, hubs in models.items():
        MODELS[name] = hubs
register_group(models={"A-7B": {Hub.HF: "a/7b", Hub.MS: "x/7b"}, "A-1B": {Hub.HF: "a/1b"}}, template="alpha")
register_group(models={"B-VL": {Hub.HF: "b/vl"}}, layers="q,v", template="beta", images=True)
register_group(models={"C": {Hub.HF: "c"}})
`,
    'factory/template.py': `
class Plugin:
    def __init__(self, token=None): self.token = token
class ImagePlugin(Plugin): pass
TABLE = {}
def get_plugin(name, token=None): return {"base": Plugin, "image": ImagePlugin}[name](token)
def register(name, prefix="", plugin=get_plugin(name="base")):
    TABLE[name] = prefix
register(name="alpha", prefix="<a>")
register(name="beta", plugin=get_plugin(name="image", token="<i>"))
register("gamma")
`,
    'factory/args.py': dataclass('Arguments', 'rank: int = 8\nname: str = "x"\nlr: float = 0.1'),
    'factory/parser.py': `
from transformers import HfArgumentParser
from .args import Arguments
def get_train_args(args): return HfArgumentParser([Arguments]).parse_dict(args)
`,
    'factory/webui/locales.py': `
LOCALES = {
    "rank": {"en": {"label": "Rank", "info": "Of the matrices."}, "zh": {"label": "秩"}},
    "button": {"en": {"value": "Go"}},
}
`,
    'examples/one.yaml': 'rank: 16\nname: on # not a boolean to keep\nlr: 1.0e-5\n',
    'examples/deepspeed/z.json': '{"zero_optimization": {"stage": 3}}',
    'examples/deepspeed/y.json': '{"zero_optimization": {"stage": 2}}',
    'examples/two.yaml': 'rank: 4\nname: ./examples/deepspeed/z.json\n',
    'examples/elsewhere/x.json': '{"zero": 1}',
  };

  it('are read from what registers them', () => {
    const { data, text } = factsOf(RECORDED);
    expect(data.models).toMatchObject([
      { name: 'A-7B', hubs: { hf: 'a/7b', ms: 'x/7b' }, template: 'alpha', multimodal: false },
      { name: 'A-1B', hubs: { hf: 'a/1b' }, template: 'alpha', multimodal: false },
      { name: 'B-VL', hubs: { hf: 'b/vl' }, template: 'beta', multimodal: true },
      { name: 'C', hubs: { hf: 'c' }, template: null, multimodal: false },
    ]);
    expect(data.templates).toMatchObject([
      { name: 'alpha', multimodal: false, place: { path: 'factory/template.py', line: 9 } },
      { name: 'beta', multimodal: true },
      { name: 'gamma', multimodal: false },
    ]);
    expect(data.examples).toEqual([
      { path: 'one.yaml', entry: 'train', config: { rank: 16, name: true, lr: 0.00001 } },
      { path: 'two.yaml', entry: 'train', config: { rank: 4, name: './examples/deepspeed/z.json' } },
    ]);
    expect(data.configFiles).toEqual([
      {
        path: 'deepspeed/y.json',
        parameters: ['name'],
        config: { zero_optimization: { stage: 2 } },
      },
      {
        path: 'deepspeed/z.json',
        parameters: ['name'],
        config: { zero_optimization: { stage: 3 } },
      },
    ]);
    expect(text.labels).toEqual({ rank: { en: 'Rank: Of the matrices.', zh: '秩' } });
  });

  it('gives the one hub to a model that is registered with its id alone, as before upstream knew several', () => {
    const models = RECORDED['factory/models.py'].replace('{Hub.HF: "c"}', '"org/c"');
    const { data } = factsOf({ ...RECORDED, 'factory/models.py': models });
    expect(data.models?.at(-1)).toMatchObject({ name: 'C', hubs: { hf: 'org/c' }, template: null });
    expect(data.templates).toHaveLength(3);
  });
});

import { describe, expect, test } from 'vitest';
import { evidenceOf, HEAD } from './fixture.ts';

const run = (body: string, after = ''): string =>
  `${HEAD}def run():\n    args = get_train_args(None)\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n${after}`;

describe('B7: guards through calls', () => {
  test('a function is reached under any of its call sites', async () => {
    const found = await evidenceOf(
      run(
        'if args.stage == "dpo":\n    tune(args)\nelif args.stage == "ppo":\n    tune(args)',
        'def tune(args):\n    use(args.rank)\n',
      ),
    );
    expect(found.reads('rank')).toEqual(['11: stage in ["dpo", "ppo"]']);
  });

  test('names are followed through imports, so that three functions of one name stay apart', async () => {
    const found = await evidenceOf(
      run(
        'if args.stage == "dpo":\n    from .dpo import tune\n    tune(args)\nelse:\n    from .sft import tune as tune_sft\n    tune_sft(args)',
      ),
      {
        'pack/dpo/__init__.py': 'from .workflow import tune\n',
        'pack/dpo/workflow.py': 'def tune(args):\n    use(args.beta)\n',
        'pack/sft.py': 'def tune(args):\n    use(args.rank)\n',
      },
    );
    expect(found.everywhere('beta')).toEqual(['pack/dpo/workflow.py:2: stage == "dpo"']);
    expect(found.everywhere('rank')).toEqual(['pack/sft.py:2: stage in ["ppo", "sft"]']);
  });

  test('a formal has the value of its call: a constant, a parameter, a condition, a default', async () => {
    const found = await evidenceOf(
      run(
        'load("dpo" if args.use_fast else "sft", args.rank)\nif args.stage == "ppo":\n    load("ppo", args.beta, args.method == "full")',
        'def load(kind, size, whole=False):\n    if kind == "ppo":\n        use(args.pixels)\n    if whole:\n        use(args.fast_rate)\n    if args.use_fast:\n        use(size)\n',
      ),
    );
    expect(found.reads('pixels')).toEqual(['11: True']);
    expect(found.reads('fast_rate')).toEqual(['13: method == "full" and stage == "ppo"']);
    expect(found.reads('rank')).toEqual(['15: use_fast']);
    expect(found.reads('beta')).toEqual(['15: stage == "ppo" and use_fast']);
  });

  test('an argument of a method known by its name alone is used by the call too', async () => {
    const found = await evidenceOf(
      run(
        'TABLE.get(args.beta)\nStore().get(args.rank)',
        'class Store:\n    def get(self, key):\n        pass\n    def put(self):\n        self.get(args.pixels)\n',
      ),
    );
    expect(found.reads('beta')).toEqual(['6: True']);
    expect(found.reads('rank')).toEqual(['7: True']);
    expect(found.reads('pixels')).toEqual([]);
  });

  test('a constant that a call passes decides conditions in the callee', async () => {
    const found = await evidenceOf(
      run(
        'if args.stage == "ppo":\n    load("ppo")\nelse:\n    load("sft")',
        'def load(kind):\n    if kind == "ppo":\n        use(args.beta)\n',
      ),
    );
    expect(found.reads('beta')).toEqual(['12: stage == "ppo"']);
  });

  test('a copy of the arguments is read, but says nothing of its own values', async () => {
    const found = await evidenceOf(
      run(
        'load(args)\nif args.stage == "ppo":\n    ref_args = Args.copyfrom(args)\n    load(ref_args)',
        'def load(args):\n    if args.bits is not None:\n        use(args.rank)\n',
      ),
    );
    expect(found.reads('rank')).toEqual(['12: bits != None or stage == "ppo"']);
  });

  test('arguments made anew are not the user’s', async () => {
    const found = await evidenceOf(run('load(Args())', 'def load(args):\n    use(args.rank)\n'));
    expect(found.reads('rank')).toEqual([]);
  });

  test('recursion ends', async () => {
    const found = await evidenceOf(
      run('walk(args, 3)', 'def walk(args, depth):\n    use(args.rank)\n    walk(args, depth - 1)\n'),
    );
    expect(found.reads('rank')).toEqual(['8: True']);
  });
});

describe('B7: guards through classes', () => {
  test('a constructor is reached where the class is made, a method where its name is called', async () => {
    const found = await evidenceOf(
      run(
        'if args.stage == "dpo":\n    tuner = Tuner(args)\n    if args.use_fast:\n        tuner.tune()',
        'class Tuner:\n    def __init__(self, args):\n        self.args = args\n        self.beta = args.beta\n    def tune(self):\n        use(self.args.rank)\n    def never(self):\n        use(self.args.pixels)\n',
      ),
    );
    expect(found.reads('beta')).toEqual(['13: stage == "dpo"']);
    expect(found.reads('rank')).toEqual(['15: stage == "dpo" and use_fast']);
    expect(found.reads('pixels')).toEqual([]);
  });

  test('a class brings its bases', async () => {
    const found = await evidenceOf(
      run(
        'if args.use_fast:\n    Derived(args)',
        'class Base:\n    def __init__(self, args):\n        use(args.rank)\nclass Derived(Base):\n    pass\n',
      ),
    );
    expect(found.reads('rank')).toEqual(['10: use_fast']);
  });

  test('methods of a class with a foreign base are called from there', async () => {
    const found = await evidenceOf(
      run(
        'if args.use_fast:\n    add(Callback())',
        'from elsewhere import Base\nclass Callback(Base):\n    def on_step_end(self, args):\n        use(args.rank)\n',
      ),
    );
    expect(found.reads('rank')).toEqual(['11: use_fast']);
  });

  test('an attribute that is assigned once stands for what it is assigned', async () => {
    const found = await evidenceOf(
      run(
        'Tuner(args).tune()',
        'class Tuner:\n    def __init__(self, args):\n        self.kind = args.stage\n        self.args = args\n    def tune(self):\n        if self.kind == "ppo":\n            use(self.args.rank)\n',
      ),
    );
    expect(found.reads('rank')).toEqual(['13: stage == "ppo"']);
  });

  test('a derived attribute of the arguments stands for its definition', async () => {
    const found = await evidenceOf(run('if args.use_ref:\n    use(args.rank)'), {
      'pack/args.py':
        'class Args:\n    def __post_init__(self):\n        self.use_ref = self.stage == "dpo" and self.method not in ["full"]\n',
    });
    expect(found.reads('rank')).toEqual(['7: method == "lora" and stage == "dpo"']);
  });
});

describe('B7: what stands between', () => {
  test('a parameter put on another object under its own name is read where that is read', async () => {
    const found = await evidenceOf(
      run(
        'if processor is not None:\n    setattr(processor, "pixels", args.pixels)\nencode(processor)',
        'def encode(processor):\n    if processor.ready:\n        use(getattr(processor, "pixels", 1))\n',
      ),
    );
    expect(found.reads('pixels')).toEqual(['11: multimodal']);
  });

  test('environment in upstream’s words becomes atoms', async () => {
    const found = await evidenceOf(
      run(
        'if is_deepspeed_zero3_enabled():\n    use(args.rank)\nif args.parallel_mode == ParallelMode.DISTRIBUTED:\n    use(args.beta)',
      ),
    );
    expect(found.reads('rank')).toEqual(['7: zero3']);
    expect(found.reads('beta')).toEqual(['9: distributed']);
  });

  test('a switch lists what it opens, a class the condition its fields share', async () => {
    const fields = [
      { name: 'use_fast', type: 'bool', default: false, owner: 'Fast' },
      { name: 'fast_rate', type: 'float', default: 1, owner: 'Fast' },
      { name: 'fast_mode', type: 'str', default: 'a', owner: 'Fast' },
      { name: 'fast_extra', type: 'str', default: 'a', owner: 'Fast' },
      { name: 'rank', type: 'int', default: 8 },
    ];
    const body = 'if args.use_fast:\n    use(args.fast_rate, args.fast_mode)\nuse(args.rank)';
    const found = await evidenceOf(run(body), {}, fields);
    expect(found.entry.opens).toEqual({ use_fast: ['fast_rate', 'fast_mode'] });
    expect(found.classes()).toEqual(['Fast: use_fast']);
    expect(found.reads('fast_extra')).toEqual([]);
  });

  test('only what training imports takes part, of other packages only what may read arguments', async () => {
    const found = await evidenceOf(`from lib import Trainer\n${run('Trainer(args).train()')}`, {
      'lib/__init__.py': 'from .trainer import Trainer\nfrom .models import Model\n',
      'lib/trainer.py':
        'class Trainer:\n    def __init__(self, args):\n        self.args = args\n    def train(self):\n        use(self.args.rank)\n',
      'lib/models.py': 'class Model:\n    def forward(self):\n        use(self.config.rank)\n',
      'pack/chat.py': 'def chat(args: "Args"):\n    use(args.beta)\n',
    });
    expect(found.everywhere('rank')).toEqual(['lib/trainer.py:5: True']);
    expect(found.everywhere('beta')).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { evidenceOf, HEAD } from './fixture.ts';

/** Body of `run`, whose first statement is in line 6. */
const inRun = (body: string): string =>
  `${HEAD}def run():\n    args = get_train_args(None)\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;

const always = 'True';

describe('B7: guard of a read', () => {
  test.each<[what: string, body: string, parameter: string, reads: string[]]>([
    ['none', 'use(args.rank)', 'rank', [`6: ${always}`]],
    ['if', 'if args.stage == "dpo":\n    use(args.rank)', 'rank', ['7: stage == "dpo"']],
    [
      'else',
      'if args.stage == "dpo":\n    pass\nelse:\n    use(args.rank)',
      'rank',
      ['9: stage in ["ppo", "sft"]'],
    ],
    [
      'elif',
      'if args.stage == "dpo":\n    go()\nelif args.use_fast:\n    use(args.rank)',
      'rank',
      ['9: stage in ["ppo", "sft"] and use_fast'],
    ],
    ['ternary', 'x = args.rank if args.use_fast else 0', 'rank', ['6: use_fast']],
    ['and', 'go(args.use_fast and args.rank)', 'rank', ['6: use_fast']],
    ['or', 'go(args.use_fast or args.rank)', 'rank', ['6: not use_fast']],
    ['comprehension if', 'x = [y + args.rank for y in z if args.use_fast]', 'rank', ['6: use_fast']],
    ['early return', 'if args.use_fast:\n    return\nuse(args.rank)', 'rank', ['8: not use_fast']],
    [
      'continue',
      'for y in z:\n    if args.use_fast:\n        continue\n    use(args.rank)',
      'rank',
      ['9: not use_fast'],
    ],
    [
      'in a list',
      'if args.stage in ["dpo", "ppo"]:\n    use(args.rank)',
      'rank',
      ['7: stage in ["dpo", "ppo"]'],
    ],
    ['is None', 'if args.bits is not None:\n    use(args.rank)', 'rank', ['7: bits != None']],
    ['comparison', 'if args.beta > 0.5:\n    use(args.rank)', 'rank', ['7: beta > 0.5']],
    [
      'getattr',
      'if getattr(args, "use_fast", False):\n    use(getattr(args, "rank"))',
      'rank',
      ['7: use_fast'],
    ],
    [
      'with and try',
      'with lock:\n    try:\n        use(args.rank)\n    finally:\n        pass',
      'rank',
      [`8: ${always}`],
    ],
    [
      'local that holds a condition',
      'on = args.use_fast\nif on:\n    use(args.rank)',
      'rank',
      ['8: use_fast'],
    ],
    [
      'what is not understood is left open',
      'if unknown() and args.use_fast:\n    use(args.rank)',
      'rank',
      ['7: use_fast'],
    ],
    ['what cannot be', 'if args.stage == "dpo" and args.stage == "sft":\n    use(args.rank)', 'rank', []],
    [
      'every choice goes without saying',
      'if args.stage in ["sft", "dpo", "ppo"]:\n    use(args.rank)',
      'rank',
      [`7: ${always}`],
    ],
  ])('%s', async (_, body, parameter, reads) => {
    expect((await evidenceOf(inRun(body))).reads(parameter)).toEqual(reads);
  });
});

describe('B7: what counts as a read', () => {
  test.each<[what: string, body: string, parameter: string, reads: string[]]>([
    ['a check that only raises does not', 'if args.rank < 0:\n    raise ValueError()', 'rank', []],
    [
      'a report does not',
      'if args.rank < 0:\n    logger.warning("low")\nlogger.info(f"{args.rank}")',
      'rank',
      [],
    ],
    ['an assertion does not', 'assert args.rank > 0', 'rank', []],
    ['giving a field another form does not', 'args.rank = int(args.rank)', 'rank', []],
    ['storing it elsewhere under its own name does', 'self.rank = int(args.rank)', 'rank', ['6: True']],
    [
      'a condition does only if something can come of it',
      'if args.rank > 4:\n    if args.use_fast:\n        go()',
      'rank',
      ['6: use_fast'],
    ],
    [
      'its own value does not keep a switch from being read',
      'if args.use_fast:\n    go()',
      'use_fast',
      ['6: True'],
    ],
    [
      'an alias is read where it is used',
      'r = args.rank\nif args.use_fast:\n    use(r)',
      'rank',
      ['8: use_fast'],
    ],
    ['a field of something else does not', 'use(other.rank)', 'rank', []],
    ['an import for types alone does not', 'if TYPE_CHECKING:\n    use(args.rank)', 'rank', []],
  ])('%s', async (_, body, parameter, reads) => {
    expect((await evidenceOf(inRun(body))).reads(parameter)).toEqual(reads);
  });

  test('a whole object handed on counts for fields nothing else reads', async () => {
    const found = await evidenceOf(inRun('if args.use_fast:\n    go(**args.to_dict())\nuse(args.rank)'));
    expect(found.reads('unused')).toEqual(['7: use_fast']);
    expect(found.reads('rank')).toEqual(['8: True']);
  });

  test('what the parser sets itself is overwritten', async () => {
    const found = await evidenceOf(inRun('use(args.rank)'), {
      'pack/parser.py':
        'from .args import Args\n\ndef verify(args: Args): pass\n\ndef get_train_args(given):\n    args = parse(given)\n    args.unused = False\n    if given:\n        args.rank = 2\n    return args\n',
    });
    expect(Object.keys(found.entry.overwritten)).toEqual(['unused']);
  });
});

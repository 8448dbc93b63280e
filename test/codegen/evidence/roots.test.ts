import { describe, expect, test } from 'vitest';
import { evidenceOf, HEAD } from './fixture.ts';

const NOTHING = 'def run():\n    pass\n';
const SHOP = `${HEAD}class Shop:
    def __init__(self, given):
        self.held = get_train_args(given)

    def sell(self):
        use(self.held.rank)
`;

describe('B7: where a run of an entry point starts', () => {
  test('in every function that calls the parser, not the nearest alone', async () => {
    const found = await evidenceOf(
      `${HEAD}from .other import later\n\ndef run():\n    args = get_train_args(None)\n    use(args.rank)\n`,
      {
        'pack/other.py':
          'from .parser import get_train_args as parse\n\ndef later():\n    use(parse(None))\n    args = parse(None)\n    use(args.beta)\n',
      },
    );
    expect(found.entry.roots).toEqual(['pack.train.run', 'pack.other.later']);
    expect(found.reads('rank')).toEqual(['8: True']);
    expect(found.everywhere('beta')).toEqual(['pack/other.py:6: True']);
  });

  test('in an object made for others, any method of it; what the parser gives is known by its new name', async () => {
    const found = await evidenceOf('from .shop import Shop\n\ndef run():\n    Shop(None)\n', {
      'pack/shop.py': SHOP,
    });
    expect(found.everywhere('rank')).toEqual(['pack/shop.py:9: True']);
  });

  test('out of reach of the command line only where nothing in reach parses', async () => {
    const beside = await evidenceOf(NOTHING, { 'pack/shop.py': SHOP });
    expect(beside.everywhere('rank')).toEqual(['pack/shop.py:9: True']);
    const commanded = await evidenceOf(
      `${HEAD}def run():\n    args = get_train_args(None)\n    use(args.beta)\n`,
      { 'pack/shop.py': SHOP },
    );
    expect(commanded.everywhere('rank')).toEqual([]);
  });

  test('not in a function of the same name from elsewhere', async () => {
    const found = await evidenceOf(
      `${HEAD}from .more import later\n\ndef run():\n    args = get_train_args(None)\n`,
      {
        'pack/more.py':
          'from .theirs import get_train_args\n\ndef later(args):\n    args = get_train_args(None)\n    use(args.rank)\n',
        'pack/theirs.py': 'def get_train_args(given):\n    return given\n',
      },
    );
    expect(found.entry.roots).toEqual(['pack.train.run']);
  });
});

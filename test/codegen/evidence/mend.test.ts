import { beforeAll, describe, expect, it } from 'vitest';
import { extractEvidence } from '../../../codegen/evidence/extract.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import type { Program } from '../../../codegen/python/program.ts';
import { everyTime, Memory } from '../../../codegen/reuse.ts';
import { FIELDS, type Field, factsOf, HEAD, PACKAGE } from './fixture.ts';

type Files = Readonly<Record<string, string>>;

const TRAIN = `${HEAD}def run():
    args = get_train_args(None)
    if args.stage == "dpo":
        tune(args, 1)
    if args.use_fast:
        print(args.fast_mode)

def tune(args, more):
    use(args.rank)
    if more:
        keep(args)

def keep(args):
    use(vars(args))
`;

const filesOf = (train: string): Parameters<Memory['program']>[0] => {
  const files: Files = { ...PACKAGE, 'pack/train.py': train };
  return {
    read: (path) => files[path],
    list: (under) => Object.keys(files).filter((path) => path.startsWith(`${under}/`)),
  };
};

/** Evidence of the one state and then of the other; how often the whole program was followed. */
const timesFollowed = (train: string, fields: readonly Field[] = FIELDS, before: string = TRAIN) => {
  const memory = new Memory(() => true);
  let followed = 0;
  const extract = (text: string, given: readonly Field[]) => {
    const stages = memory.stages(filesOf(text));
    return extractEvidence(
      (name, what, work, mend) =>
        stages(
          name,
          what,
          (program: Program) => {
            followed += 1;
            return work(program);
          },
          mend,
        ),
      factsOf(given),
    );
  };
  extract(before, FIELDS);
  const evidence = extract(train, fields);
  expect(evidence).toEqual(extractEvidence(everyTime(memory.program(filesOf(train))), factsOf(fields)));
  return followed;
};

const field = (name: string): Field => ({ name, type: 'int', default: 1 });

beforeAll(loadGrammar);

describe('B12 the whole program is followed again only where an edit bears on more than the edited function', () => {
  it.each<[string, number, string]>([
    ['what a function reads', 1, TRAIN.replace('args.rank', 'args.beta')],
    ['when it reads it', 1, TRAIN.replace('if args.use_fast', 'if args.use_fast and args.bits')],
    ['a local name', 1, TRAIN.replace('    use(args.rank)', '    wide = args.rank\n    use(wide)')],
    ['when it calls another', 2, TRAIN.replace('"dpo"', '"ppo"')],
    ['what it hands on', 2, TRAIN.replace('tune(args, 1)', 'tune(args, 0)')],
    ['whom it calls', 2, TRAIN.replace('keep(args)', 'print(args)')],
    ['what it sets', 2, TRAIN.replace('    use(args.rank)', '    args.wide = args.rank')],
    ['what it takes', 2, TRAIN.replace('(args, more)', '(args, more, most=1)')],
    [
      'what it imports',
      2,
      TRAIN.replace('    use(args.rank)', '    from .parser import verify\n    use(args.rank)'),
    ],
    ['a function more', 2, `${TRAIN}\ndef other():\n    pass\n`],
  ])('%s: %i times', (_, times, train) => {
    expect(train).not.toBe(TRAIN);
    expect(timesFollowed(train)).toBe(times);
  });

  it('a parameter more or less matters to who names it, and to dumps', () => {
    expect(timesFollowed(TRAIN, [...FIELDS, field('depth')])).toBe(1);
    expect(
      timesFollowed(
        TRAIN,
        FIELDS.filter(({ name }) => name !== 'unused'),
      ),
    ).toBe(1);
    expect(
      timesFollowed(
        TRAIN,
        FIELDS.filter(({ name }) => name !== 'rank'),
      ),
    ).toBe(2);
    const naming = TRAIN.replace('use(args.rank)', 'use(args.depth)');
    expect(timesFollowed(naming, [...FIELDS, field('depth')], naming)).toBe(2);
    const quoting = TRAIN.replace('use(args.rank)', 'use(getattr(args, "depth"))');
    expect(timesFollowed(quoting, [...FIELDS, field('depth')], quoting)).toBe(2);
  });

  it('a new reader of a new parameter is found', () => {
    expect(timesFollowed(TRAIN.replace('args.rank', 'args.depth'), [...FIELDS, field('depth')])).toBe(1);
  });
});

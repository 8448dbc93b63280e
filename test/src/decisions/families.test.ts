import { describe, expect, it } from 'vitest';
import { switchedFamilies } from '../../../src/decisions/families.ts';
import type { ArgumentClass, Parameter } from '../../../src/model/index.ts';

const field = (owner: string, name: string, value: boolean | number = false): Parameter => ({
  name,
  class: 'Arguments',
  owner,
  type: typeof value === 'boolean' ? 'bool' : 'int',
  typeRef: { kind: 'primitive', name: typeof value === 'boolean' ? 'bool' : 'int' },
  default: { kind: 'value', value, repr: String(value) },
  required: false,
  init: true,
  place: { path: 'llamafactory/hparams/some_args.py', line: 1 },
  helpHash: null,
  textKey: `llamafactory.hparams.some_args.${owner}.${name}`,
});

const composed = (...parameters: Parameter[]): ArgumentClass => ({
  qualname: 'llamafactory.hparams.some_args.Arguments',
  name: 'Arguments',
  place: { path: 'llamafactory/hparams/some_args.py', line: 1 },
  mro: ['Arguments'],
  open: null,
  parameters,
});

const switches = (...parameters: Parameter[]) =>
  switchedFamilies(composed(...parameters)).map((family) => family.switch);

describe('switchedFamilies', () => {
  it.each<[string, Parameter[], string[]]>([
    ['a switch and fields of its name', [field('A', 'use_x'), field('A', 'x_rank', 1)], ['use_x']],
    ['a switch without use_', [field('A', 'fp8'), field('A', 'fp8_backend', 1)], ['fp8']],
    ['a use_ that comes first and is the only one', [field('A', 'use_x'), field('A', 'rank', 1)], ['use_x']],
    [
      'one of two use_ that lead nothing',
      [field('A', 'use_x'), field('A', 'use_y'), field('A', 'rank', 1)],
      [],
    ],
    ['a use_ that stands among others', [field('A', 'rank', 1), field('A', 'use_x')], []],
    ['a switch that is on by default', [field('A', 'use_x', true), field('A', 'x_rank', 1)], []],
    [
      'what the composed class declares itself',
      [field('Arguments', 'use_x'), field('Arguments', 'x_rank', 1)],
      [],
    ],
  ])('%s', (_, parameters, expected) => {
    expect(switches(...parameters)).toEqual(expected);
  });
});

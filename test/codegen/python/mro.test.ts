import { beforeAll, describe, expect, it } from 'vitest';
import { createConstants } from '../../../codegen/python/constants.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { mergeOrders } from '../../../codegen/python/merge-orders.ts';
import { createProgram } from '../../../codegen/python/program.ts';
import { files } from './record.ts';

beforeAll(loadGrammar);

const orderOf = (text: string, name: string): string[] => {
  const constants = createConstants(createProgram(files({ 'm.py': text })));
  const module = constants.interpreter.program.module('m');
  const value = module && constants.global(module, name);
  if (value?.type !== 'class') throw new Error('no class');
  return constants.mro(value).map((part) => (part.type === 'class' ? part.binding.node.name : part.type));
};
const classes = (...heads: string[]): string => heads.map((head) => `class ${head}: pass\n`).join('');

describe('B1: the order in which a class looks at its bases', () => {
  it.each([
    [['A', 'B(A)', 'C(A)', 'D(B, C)'], 'D', 'DBCA'],
    [['O', 'A(O)', 'B(O)', 'C(O)', 'E(A, B)', 'F(C, A)', 'Z(E, F)'], 'Z', 'ZEFCABO'],
    [['A', 'B(A)', 'C(A, B)'], 'C', 'CAB'],
    [['A(B)', 'B(A)'], 'A', 'AB'],
  ])('%j', (heads, name, expected) => {
    expect(orderOf(classes(...heads), name).join('')).toBe(expected);
  });

  it('S8 takes 500 classes in a chain, and a ladder with 2 to the power of 60 ways down', () => {
    const chain = ['C0', ...Array.from({ length: 500 }, (_, i) => `C${i + 1}(C${i})`)];
    expect(orderOf(classes(...chain), 'C500')).toHaveLength(501);
    const ladder = ['X0'];
    for (let i = 0; i < 60; i += 1) ladder.push(`L${i}(X${i})`, `R${i}(X${i})`, `X${i + 1}(L${i}, R${i})`);
    expect(orderOf(classes(...ladder), 'X60')).toHaveLength(181);
  });

  it('refuses what Python refuses', () => {
    expect(
      mergeOrders(
        [
          ['a', 'b'],
          ['b', 'a'],
        ],
        (item) => item,
      ),
    ).toBeUndefined();
    expect(
      mergeOrders(
        [
          ['b', 'a'],
          ['c', 'a'],
          ['b', 'c'],
        ],
        (item) => item,
      ),
    ).toEqual(['b', 'c', 'a']);
  });
});

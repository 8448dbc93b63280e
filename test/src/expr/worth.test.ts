import { describe, expect, it } from 'vitest';
import { Worth } from '../../../src/expr/worth.ts';

/** A stream of which one config in `every` was seen before; how many of the next thousand are looked for. */
const tried = (worth: Worth, every: number): number => {
  let tries = 0;
  for (let config = 0; config < 1000; config++) {
    if (!worth.isTry()) continue;
    tries += 1;
    worth.note(config % every === 0);
  }
  return tries;
};

describe('B5: whether it is worth looking for what came before', () => {
  it('looks always in a stream that repeats itself', () => {
    const worth = new Worth();
    expect([tried(worth, 1), tried(worth, 1), tried(worth, 2)]).toEqual([1000, 1000, 1000]);
  });

  it('looks now and then where hardly anything comes again, and comes back to it', () => {
    const worth = new Worth();
    tried(worth, 1000);
    expect(tried(worth, Number.POSITIVE_INFINITY)).toBeLessThan(50);
    for (let thousands = 0; thousands < 50; thousands++) tried(worth, 1);
    expect(tried(worth, 1)).toBe(1000);
  });
});

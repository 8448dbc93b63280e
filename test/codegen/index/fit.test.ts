import { describe, expect, test } from 'vitest';
import { countConfigs } from '../../../codegen/index/count.ts';
import { fitLogistic, logLikelihood } from '../../../codegen/index/logistic.ts';

describe('B7: counts and weights', () => {
  test('configs with the same gates are one group, whatever their order', () => {
    expect(
      countConfigs([
        { gates: { stage: 'sft', bf16: true }, keys: ['a', 'b', 'a'] },
        { gates: { stage: 'dpo' }, keys: ['c'] },
        { gates: { bf16: true, stage: 'sft' }, keys: ['a'] },
      ]),
    ).toEqual([
      { gates: { bf16: true, stage: 'sft' }, configs: 2, keys: { a: 2, b: 1 } },
      { gates: { stage: 'dpo' }, configs: 1, keys: { c: 1 } },
    ]);
  });

  test('a feature that goes with what happens gets weight, one that does not gets none', () => {
    const observations = Array.from({ length: 400 }, (_, n) => ({
      features: [1, n % 4 === 0 ? 1 : 0, n % 2],
      happened: n % 4 === 0 ? n % 20 !== 0 : n % 20 === 1,
    }));
    const [bias = 0, telling = 0, idle = 0] = fitLogistic(observations, 3);
    expect(bias).toBeLessThan(-1);
    expect(telling).toBeGreaterThan(2);
    expect(Math.abs(idle)).toBeLessThan(telling);
    expect(logLikelihood(observations, [bias, telling, idle])).toBeGreaterThan(
      logLikelihood(observations, [0, 0, 0]),
    );
  });
});

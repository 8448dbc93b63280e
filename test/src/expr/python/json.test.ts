import { describe, expect, it } from 'vitest';
import { fromJson, PyDict, PyFloat, parseJson, Raised, toJson } from '../../../../src/expr/index.ts';

describe('B5 JSON as Python reads it', () => {
  it('keeps 1.0 apart from 1, and integers exact', () => {
    expect(parseJson('[1, 1.0, 1e3, 12345678901234567890]')).toEqual([
      1,
      new PyFloat(1),
      new PyFloat(1000),
      12345678901234567890n,
    ]);
  });

  it('lets the last of repeated keys win and takes NaN and Infinity', () => {
    expect(parseJson('{"a": 1, "a": 2}')).toEqual(new PyDict([['a', 2]]));
    expect(parseJson('[NaN, -Infinity]')).toEqual([Number.NaN, Number.NEGATIVE_INFINITY]);
  });

  it.each(['', '[1,]', '{a: 1}', '01', '"\t"', '[1] x', "{'a': 1}", '"\\x"', '+1', '.5'])(
    'refuses %j',
    (text) => {
      expect(parseJson(text)).toEqual(new Raised('JSONDecodeError', -1));
    },
  );

  it('reads escapes and any depth that CPython reads', () => {
    expect(parseJson('"\\u00e9\\n\\"\\ud83d\\ude00"')).toBe('é\n"😀');
    expect(parseJson('['.repeat(5000))).toEqual(new Raised('RecursionError', -1));
  });

  it('gives JSON back', () => {
    const json = { a: [1, 'x', null, true], b: { c: 0.5 } };
    expect(toJson(fromJson(json))).toEqual(json);
    expect(toJson(new PyFloat(3))).toBe(3);
  });
});

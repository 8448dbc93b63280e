import { describe, expect, it } from 'vitest';
import { opening } from '../../../src/catalog/opening.ts';

describe('B18 the opening of a note', () => {
  it.each([
    ['One. Two. Three.', 9, 'One. Two.'],
    ['A long first sentence. Two.', 5, 'A long first sentence.'],
    [
      'Names from `dataset_info.json`, at 0.5 each. More.',
      10,
      'Names from `dataset_info.json`, at 0.5 each.',
    ],
    ['学习率峰值。常用值：1e-4。更多。', 16, '学习率峰值。常用值：1e-4。'],
    ['Required to train; a list is fine, e.g. two. More.', 5, 'Required to train; a list is fine, e.g. two.'],
    ['需要 matplotlib；总是值得。更多。', 5, '需要 matplotlib；总是值得。'],
    ['', 10, ''],
  ])('%j in %d characters', (text, atMost, wanted) => {
    expect(opening(text, atMost)).toBe(wanted);
  });
});

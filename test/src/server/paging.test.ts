import { expect, test } from 'vitest';
import { pageAt } from '../../../src/server/paging.ts';

const ITEMS = Array.from({ length: 250 }, (_, index) => index);

test('B13 lists are paged to their end', () => {
  const pages: number[][] = [];
  let cursor: string | undefined;
  do {
    const { page, nextCursor } = pageAt(ITEMS, cursor);
    pages.push(page);
    cursor = nextCursor;
  } while (cursor !== undefined);
  expect(pages.map((page) => page.length)).toEqual([100, 100, 50]);
  expect(pages.flat()).toEqual(ITEMS);
});

test('a list of exactly one page has no further one', () => {
  expect(pageAt(ITEMS.slice(0, 100), undefined)).toEqual({ page: ITEMS.slice(0, 100) });
});

test.each(['', 'p', 'x', 'p2s ', 'p-5', 'p1', 'pzzzz', 'P2S', '100'])(
  'S7 cursor %j is refused with -32602',
  (cursor) => {
    expect(() => pageAt(ITEMS, cursor)).toThrow(expect.objectContaining({ code: -32602 }));
  },
);

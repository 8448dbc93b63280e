import { z } from 'zod';

/** The two arguments of everything that is read in pages. Numbers in quotes are understood. */
export const PAGING = {
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('How many to skip; take nextOffset of the last answer'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(5000)
    .optional()
    .describe('How many; left out, as many as fit 4,000 tokens'),
};

export const PAGING_ALIASES = { start: 'offset', skip: 'offset', max: 'limit', count: 'limit' };

/** The members of an answer that say where in the whole it stands. */
export const PagePosition = {
  offset: z.int(),
  total: z.int(),
  nextOffset: z.int().optional().describe('Pass it as offset to go on; absent at the end'),
};

interface Position {
  readonly offset: number;
  readonly total: number;
  readonly nextOffset?: number;
}

export const positionOf = ({ offset, total, nextOffset }: Position): Position =>
  nextOffset === undefined ? { offset, total } : { offset, total, nextOffset };

/** `lines 1 to 40 of 200; go on with {"offset": 40}` */
export function positionText(unit: string, page: Position & { readonly items: readonly unknown[] }): string {
  if (page.items.length === 0) return `no ${unit} from ${page.offset} on; there are ${page.total}`;
  const shown = `${unit} ${page.offset + 1} to ${page.offset + page.items.length} of ${page.total}`;
  return page.nextOffset === undefined ? shown : `${shown}; go on with {"offset": ${page.nextOffset}}`;
}

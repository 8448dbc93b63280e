/** A stretch of something long. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly offset: number;
  readonly total: number;
  /** Where to go on; absent at the end. */
  readonly nextOffset?: number;
}

export interface PageRequest {
  /** Items to skip; 0 when left out. */
  readonly offset?: number | undefined;
  /** Items wanted; left out, as many as fit the budget. */
  readonly limit?: number | undefined;
}

/**
 * Characters that one page may have when the caller named no limit: a little under 4,000 tokens of code or Markdown.
 * Who asks for more gets it.
 */
export const PAGE_CHARACTERS = 12_000;

/** Items from `offset`, whole ones only, and at least one while there are any. */
export function pageOf<Item>(
  items: readonly Item[],
  { offset = 0, limit }: PageRequest,
  characters: (item: Item) => number,
): Page<Item> {
  const end = limit === undefined ? fitting(items, offset, characters) : offset + limit;
  const page = { items: items.slice(offset, end), offset, total: items.length };
  return end < items.length ? { ...page, nextOffset: end } : page;
}

function fitting<Item>(items: readonly Item[], from: number, characters: (item: Item) => number): number {
  let used = 0;
  let end = from;
  for (const item of items.slice(from)) {
    used += characters(item);
    if (used > PAGE_CHARACTERS && end > from) break;
    end += 1;
  }
  return end;
}

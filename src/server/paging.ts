import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { PAGE_SIZE } from './offering.ts';

/**
 * A page of a list, by the cursor that the page before gave. The cursor is a position: any process can serve it.
 * @throws ProtocolError -32602 for a cursor that was never given
 */
export function pageAt<Item>(
  items: readonly Item[],
  cursor: string | undefined,
): { readonly page: Item[]; readonly nextCursor?: string } {
  const start = cursor === undefined ? 0 : positionOf(cursor, items.length);
  const page = items.slice(start, start + PAGE_SIZE);
  return start + PAGE_SIZE < items.length ? { page, nextCursor: cursorFor(start + PAGE_SIZE) } : { page };
}

const cursorFor = (position: number): string => `p${position.toString(36)}`;

function positionOf(cursor: string, length: number): number {
  const position = Number.parseInt(cursor.slice(1), 36);
  if (cursorFor(position) === cursor && position < length && position % PAGE_SIZE === 0) return position;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    'That is no cursor of this list; leave it out to begin.',
  );
}

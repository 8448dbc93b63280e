/** One line of a stream; `null` where it was too long and its text was dropped. */
export type Line = string | null;

/**
 * Splits a stream of UTF-8 bytes into lines, a chunk's worth at a time. Holds at most one chunk and one line of
 * `maxLength` characters, however long the stream and its lines are.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array | string>,
  maxLength: number,
): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let dropped = false;
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    const lines: Line[] = parts.map((part, index) =>
      (index === 0 && dropped) || part.length > maxLength ? null : part,
    );
    if (parts.length > 0) dropped = false;
    if (rest.length > maxLength) {
      dropped = true;
      rest = '';
    }
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (dropped) yield [null];
  else if (rest !== '') yield [rest];
}

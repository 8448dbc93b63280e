import { closeSync, openSync, readSync } from 'node:fs';
import { MAX_CONFIG_BYTES } from '../bounds.ts';

const CHUNK = 65_536;

/**
 * The bytes of a file, no more of them than show that it is too large for a config: what is named may be a device or a
 * pipe that never ends. Throws as `readFileSync`.
 */
export const readBounded = (path: string): Buffer => {
  const file = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; size <= MAX_CONFIG_BYTES; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(file, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      size += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
};

/** The same of a stream, which is left where it is too long. */
export const collectBounded = async (stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MAX_CONFIG_BYTES) break;
  }
  return Buffer.concat(chunks);
};

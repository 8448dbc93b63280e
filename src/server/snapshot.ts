import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `generated/` of this package, whether it runs from source or from a bundle in `dist/`. */
export function snapshotDir(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let dir = start; ; dir = dirname(dir)) {
    const candidate = join(dir, 'generated');
    if (existsSync(join(dir, 'package.json')) || existsSync(candidate) || dir === dirname(dir))
      return candidate;
  }
}

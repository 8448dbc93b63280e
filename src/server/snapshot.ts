import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Catalog, createCatalog } from '../catalog/index.ts';
import { loadCatalog } from '../catalog/load.ts';

/** A catalog folder as something to ask. Throws as `loadCatalog` does. */
export function openCatalog(dir: string): Catalog {
  const folder = loadCatalog(dir);
  return createCatalog(folder.data, () => folder.text);
}

/** `generated/` of this package, whether it runs from source or from a bundle in `dist/`. */
export function snapshotDir(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let dir = start; ; dir = dirname(dir)) {
    const candidate = join(dir, 'generated');
    if (existsSync(join(dir, 'package.json')) || existsSync(candidate) || dir === dirname(dir))
      return candidate;
  }
}

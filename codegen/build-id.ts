import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Changes whenever the code that extracts changes, so that a cache never serves what an older extractor made. A bundle
 * names its chunks by their content: its own text is enough. From source: every file of the extractor.
 */
export const buildId = (entry = import.meta.url): string => {
  const file = fileURLToPath(entry);
  const files = file.endsWith('.ts') ? sourcesOf(dirname(file)) : [file];
  const hash = createHash('sha256');
  for (const path of files) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 12);
};

const sourcesOf = (codegen: string): string[] =>
  [codegen, join(codegen, '../src/model'), join(codegen, '../src/expr')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && basename(entry.name).endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  );

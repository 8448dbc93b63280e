import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ts } from 'ts-morph';

/** What one file imports, re-derived from its text by TypeScript's own scanner. Paths are relative to the repo. */
export interface ImportingFile {
  readonly file: string;
  /** Files of the repo, types and `import()` included. */
  readonly files: readonly string[];
  /** Packages and Node's own modules: `zod`, `node:fs`. */
  readonly packages: readonly string[];
}

export function importsBelow(folders: readonly string[]): ImportingFile[] {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .sort()
    .map((file) => importsOf(file, readFileSync(file, 'utf8')));
}

export function importsOf(file: string, text: string): ImportingFile {
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return {
    file,
    files: names.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(file), name))),
    packages: names.filter((name) => !name.startsWith('.')),
  };
}

/** Every file reached from one, itself first. Type-only imports count, as the scanner does not tell them apart. */
export function reachedFrom(start: string, files: readonly ImportingFile[]): ImportingFile[] {
  const byName = new Map(files.map((entry) => [entry.file, entry]));
  const reached = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...(byName.get(name)?.files ?? []));
  }
  return [...reached].flatMap((name) => byName.get(name) ?? []);
}

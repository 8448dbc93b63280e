import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';

/** A program of TypeScript as one file, in a folder of its own. */
export interface Bundle {
  readonly folder: string;
  readonly file: string;
  remove(): void;
}

/** As in a build: inside the project, where its packages are found. `define`: expressions to be replaced by others. */
export async function bundle(entry: string, define: Readonly<Record<string, string>> = {}): Promise<Bundle> {
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache/bundle-'));
  await build({
    entryPoints: [entry],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    define,
  });
  return {
    folder,
    file: join(folder, `${basename(entry, '.ts')}.mjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

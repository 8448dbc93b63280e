import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Catalog } from '../../src/catalog/index.ts';
import { openCatalog } from '../../src/catalog/open.ts';

/** The catalog of a source as it is now, made from nothing by a process of its own: the client here goes on asking. */
export async function coldCatalog(
  program: readonly string[],
  source: string,
  env: NodeJS.ProcessEnv,
): Promise<Catalog> {
  const folder = mkdtempSync(join(tmpdir(), 'lfp-cold-'));
  const out = join(folder, 'catalog');
  try {
    const args = [...program, 'codegen', '--source', source, '--offline', '--out', out];
    await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 26 });
    const catalog = openCatalog(out);
    // Read while the folder is there.
    void catalog.rules;
    return catalog;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

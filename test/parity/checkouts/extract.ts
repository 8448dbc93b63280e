import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { replaceFolder } from '../../../codegen/emit/folder.ts';
import { type PipelineResult, runPipeline } from '../../../codegen/pipeline.ts';
import { openSource, type Source } from '../../../codegen/source/index.ts';
import type { Catalog } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';

export interface Extracted {
  readonly source: Source;
  readonly result: PipelineResult;
}

/** A checkout through the whole pipeline, with the transformers that it asks for or with that of a folder. */
export async function extract(folder: string, transformers: string | null): Promise<Extracted> {
  const context = {
    env: { ...process.env, LLAMAFACTORY_PARAMS_CONFIG: '' },
    cwd: folder,
    offline: false,
    onProgress: ({ detail }: { detail: string }) => console.error(pc.dim(detail)),
  };
  const source = await openSource({ path: folder, release: null, transformers }, context);
  const result = await runPipeline(source, {
    command: '',
    rebuild: '',
    carried: [],
    typescript: false,
    onStage: () => {},
  });
  return { source, result };
}

/** Uses what came of it as the tools do, from a folder that lasts as long as the use. */
export async function withCatalog<T>(
  { result }: Extracted,
  use: (catalog: Catalog, folder: string) => T | Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'lfp-extracted-'));
  try {
    const folder = join(dir, 'catalog');
    replaceFolder(folder, result.artifacts);
    return await use(openCatalog(folder), folder);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

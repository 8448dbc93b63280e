import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFolder } from '../../../codegen/emit/folder.ts';
import { EXAMPLES } from '../../../codegen/facts/examples.ts';
import type { PipelineResult } from '../../../codegen/pipeline.ts';
import type { Source } from '../../../codegen/source/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import type { Diagnostic } from '../../../src/model/index.ts';
import { validatorOf } from '../../../src/tools/config-argument.ts';
import { formatOf, readConfig } from '../../../src/validate/read.ts';

/** An example that upstream ships, with what is certainly wrong in it by the catalog of the state that ships it. */
export interface ExampleFault {
  readonly path: string;
  readonly entry: string;
  readonly diagnostic: Diagnostic;
}

/** Every shipped example against its own catalog: each fault is a mistake of upstream's or one of ours. */
export function faultsInExamples(source: Source, result: PipelineResult): readonly ExampleFault[] {
  const dir = mkdtempSync(join(tmpdir(), 'lfp-examples-'));
  try {
    replaceFolder(join(dir, 'catalog'), result.artifacts);
    const validator = validatorOf(openCatalog(join(dir, 'catalog')));
    return result.data.examples.flatMap(({ path }) => {
      const document = readConfig(source.files.read(`${EXAMPLES}/${path}`) ?? '', formatOf(path));
      const { entry, diagnostics } = validator.validate(document);
      return diagnostics
        .filter(({ severity, certainty }) => severity === 'error' && certainty === 'certain')
        .map((diagnostic) => ({ path, entry, diagnostic }));
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

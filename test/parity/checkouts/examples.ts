import { EXAMPLES } from '../../../codegen/facts/examples.ts';
import type { Source } from '../../../codegen/source/index.ts';
import type { Catalog } from '../../../src/catalog/index.ts';
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
export function faultsInExamples({ files }: Source, catalog: Catalog): readonly ExampleFault[] {
  const validator = validatorOf(catalog);
  return catalog.data.examples.flatMap(({ path }) => {
    const document = readConfig(files.read(`${EXAMPLES}/${path}`) ?? '', formatOf(path));
    const { entry, diagnostics } = validator.validate(document);
    return diagnostics
      .filter(({ severity, certainty }) => severity === 'error' && certainty === 'certain')
      .map((diagnostic) => ({ path, entry, diagnostic }));
  });
}

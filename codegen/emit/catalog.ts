import { CatalogData } from '../../src/model/catalog.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `catalog.json`, a line for each parameter. What the model does not describe would be lost at load, so it fails here. */
export const emitCatalog = (data: CatalogData): Artifact => ({
  path: ARTIFACT.catalog,
  content: jsonText(CatalogData.parse(data), {
    source: 1,
    files: 1,
    classes: 3,
    entryPoints: 2,
    constants: 3,
    examples: 1,
    configFiles: 1,
    packages: 1,
    plugins: 3,
    unknowns: 1,
  }),
});

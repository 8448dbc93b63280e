import { CatalogData } from '../../src/model/catalog.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { checkedWriter } from './checked.ts';

/** `catalog.json`, a line for each parameter. */
export const emitCatalog = checkedWriter(ARTIFACT.catalog, CatalogData, {
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
});

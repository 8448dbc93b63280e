import { CatalogData } from '../../src/model/catalog.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `catalog.json`, a line for each parameter. What the model does not describe would be lost at load, so it fails here. */
export const emitCatalog = (data: CatalogData): Artifact => ({
  path: ARTIFACT.catalog,
  content: jsonText(CatalogData.parse(data), 4),
});

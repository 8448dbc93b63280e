import type { Artifact } from '../../../codegen/emit/artifact.ts';
import { emitCatalog } from '../../../codegen/emit/catalog.ts';
import { emitJsonSchemas } from '../../../codegen/emit/json-schema.ts';
import { emitManifest } from '../../../codegen/emit/manifest.ts';
import { emitText } from '../../../codegen/emit/text.ts';
import type { CatalogData, TextLayer } from '../../../src/model/catalog.ts';
import { tinyCatalog } from './fixture.ts';

/** A whole small folder, without `schemas.ts`, of the source with this fingerprint. */
export const tinyFolder = (fingerprint: string, textOf: string | null = null): Artifact[] => {
  const data: CatalogData = { ...tinyCatalog, source: { ...tinyCatalog.source, fingerprint } };
  const listed = [emitCatalog(data), ...emitJsonSchemas(data)];
  const text: TextLayer = {
    fingerprint: textOf ?? fingerprint,
    help: { a: 'words' },
    docs: {},
    labels: {},
    files: {},
  };
  return [
    ...listed,
    ...(textOf === null ? [] : [emitText(text)]),
    emitManifest(data.source, 'make it', listed),
  ];
};

/** Put in by the build (scripts/build.mjs), which has held every file of `generated/` against its schema. */
declare const SHIPPED_MANIFEST: string | undefined;

/**
 * SHA-256 of the manifest of the catalog folder that was checked when this program was built: a folder whose manifest
 * and files hash to it is, byte for byte, that one. `undefined` when run from source.
 */
export const shippedManifest: string | undefined =
  typeof SHIPPED_MANIFEST === 'undefined' ? undefined : SHIPPED_MANIFEST;

import { createHash } from 'node:crypto';
import { SCHEMA_VERSION, type SourceInfo } from '../../src/model/catalog.ts';
import { ARTIFACT, Manifest } from '../../src/model/manifest.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `manifest.json` over the other artifacts, the text layer apart. Written last. */
export const emitManifest = (
  source: SourceInfo,
  command: string,
  artifacts: readonly Artifact[],
): Artifact => {
  const listed = artifacts.filter(({ path }) => path !== ARTIFACT.text && path !== ARTIFACT.manifest);
  const files = listed.map(({ path, content }) => [path, sha256(content)] as const);
  const manifest: Manifest = {
    schemaVersion: SCHEMA_VERSION,
    fingerprint: source.fingerprint,
    command,
    source,
    files: Object.fromEntries(files.toSorted(([left], [right]) => (left < right ? -1 : 1))),
  };
  return { path: ARTIFACT.manifest, content: jsonText(Manifest.parse(manifest), 2) };
};

export const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

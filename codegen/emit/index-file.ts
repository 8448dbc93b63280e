import { EvidenceData } from '../../src/model/evidence.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `index.json`, a line for each parameter's evidence. */
export const emitIndex = (evidence: EvidenceData): Artifact => ({
  path: ARTIFACT.index,
  content: jsonText(EvidenceData.parse(evidence), {
    nodes: 1,
    files: 1,
    functions: 1,
    entries: 3,
    publicCounts: 1,
    exampleCounts: 1,
    ranking: 1,
  }),
});

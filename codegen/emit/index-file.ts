import { EvidenceData } from '../../src/model/evidence.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { checkedWriter } from './checked.ts';

/** `index.json`, a line for each parameter's evidence. */
export const emitIndex = checkedWriter(ARTIFACT.index, EvidenceData, {
  nodes: 1,
  files: 1,
  functions: 1,
  entries: 3,
  publicCounts: 1,
  exampleCounts: 1,
  ranking: 1,
});

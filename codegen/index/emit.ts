import { ARTIFACT, type EvidenceData } from '../../src/model/index.ts';
import { type Artifact, jsonText } from '../emit/artifact.ts';

/** How many levels of each part are written a member a line: a changed guard is then one changed line. */
const LINES: Readonly<Record<keyof EvidenceData, number>> = {
  nodes: 1,
  files: 1,
  functions: 1,
  entries: 3,
  publicCounts: 1,
  exampleCounts: 1,
  ranking: 1,
};

/** `index.json` */
export const emitIndex = (data: EvidenceData): Artifact => {
  const parts = Object.entries(LINES).map(
    ([name, lines]) =>
      `${JSON.stringify(name)}: ${jsonText(data[name as keyof EvidenceData], lines).trimEnd()}`,
  );
  return { path: ARTIFACT.index, content: `{\n${parts.join(',\n')}\n}\n` };
};

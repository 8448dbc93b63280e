import { HistoryData } from '../../src/model/history.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `history.json`, a line for each name. */
export const emitHistory = (history: HistoryData): Artifact => ({
  path: ARTIFACT.history,
  content: jsonText(HistoryData.parse(history), 3),
});

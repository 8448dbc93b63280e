import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HistoryData } from '../../src/model/history.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `history.json`, a line for each name. */
export const emitHistory = (history: HistoryData): Artifact => ({
  path: ARTIFACT.history,
  content: jsonText(HistoryData.parse(history), { releases: 1, entries: 2, renames: 1 }),
});

/**
 * The history that a folder has already, else that of this package's own snapshot: releases are the same for every
 * source. None before the first `codegen history`.
 */
export const carriedHistory = (folder: ReadonlyMap<string, string>): Artifact[] => {
  const content = folder.get(ARTIFACT.history) ?? embedded();
  return content === undefined ? [] : [{ path: ARTIFACT.history, content }];
};

/** In a build `generated/` lies beside `dist/`, from source above `codegen/`. */
const embedded = (): string | undefined => {
  const candidates = ['../generated', '../../generated'].map((dir) =>
    fileURLToPath(new URL(`${dir}/${ARTIFACT.history}`, import.meta.url)),
  );
  const found = candidates.find((path) => existsSync(path));
  return found === undefined ? undefined : readFileSync(found, 'utf8');
};

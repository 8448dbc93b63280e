import { ARTIFACT } from '../src/model/manifest.ts';
import type { Artifact } from './emit/artifact.ts';

export interface Difference {
  readonly path: string;
  readonly kind: 'missing' | 'changed' | 'left over';
}

/**
 * How a folder differs from what codegen would write there now: the whole file set, so that a file nobody makes any
 * more is found too. The text layer is left out: it is not committed, and made again with every run.
 */
export const differences = (
  artifacts: readonly Artifact[],
  folder: ReadonlyMap<string, string>,
): readonly Difference[] => {
  const wanted = new Map(artifacts.map(({ path, content }) => [path, content]));
  const paths = new Set([...wanted.keys(), ...folder.keys()]);
  paths.delete(ARTIFACT.text);
  return [...paths].sort().flatMap((path): Difference[] => {
    const [now, then] = [wanted.get(path), folder.get(path)];
    if (now === then) return [];
    return [{ path, kind: then === undefined ? 'missing' : now === undefined ? 'left over' : 'changed' }];
  });
};

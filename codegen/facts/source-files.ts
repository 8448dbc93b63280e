import type { ArgumentClass } from '../../src/model/catalog.ts';
import type { Snapshot } from '../source/index.ts';

export interface ListedFile {
  readonly path: string;
  readonly lines: number;
  readonly sha256: string;
  readonly text: string;
}

/** Files that declare parameters, then those that make parsers of them, then those of constants; each once. */
export function listFiles(
  files: Pick<Snapshot, 'read' | 'sha256'>,
  classes: readonly ArgumentClass[],
  entryPlaces: readonly string[],
  constantPaths: readonly string[],
): ListedFile[] {
  const declaring = classes.flatMap((item) => [
    item.place.path,
    ...item.parameters.map(({ place }) => place.path),
  ]);
  const paths = new Set([...declaring, ...entryPlaces, ...constantPaths]);
  return [...paths].flatMap((path): ListedFile[] => {
    const text = files.read(path);
    const sha256 = files.sha256(path);
    return text === undefined || sha256 === undefined ? [] : [{ path, lines: lineCount(text), sha256, text }];
  });
}

const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

import * as build from '../../src/expr/build.ts';
import { force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { asText } from './read.ts';
import type { Run } from './run.ts';
import { data, type Path, type Value } from './value.ts';

/** `pathlib`: what it makes of text alone, without asking the file system. */

export const isPath = (value: Value): value is Path => value.kind === 'path';

/** `Path(*parts)`, which takes text and paths only. */
export const pathOf = (run: Run, frame: Frame, parts: readonly Value[], at: number): Path => {
  const text = build.operation(
    run.table,
    'pathlib.Path',
    parts.map((part) => asText(run, part)),
    at,
  );
  force(run, frame, text, at);
  return { kind: 'path', text };
};

const PARTS = { name: 'pathlib.name', stem: 'pathlib.stem', suffix: 'pathlib.suffix' } as const;
const isPart = (name: string): name is keyof typeof PARTS => Object.hasOwn(PARTS, name);

/** `undefined`: no attribute that is told; a method, it may be. */
export const pathAttribute = ({ table }: Run, { text }: Path, name: string): Value | undefined => {
  if (name === 'parent') return { kind: 'path', text: build.operation(table, 'pathlib.parent', [text]) };
  return isPart(name) ? data(build.operation(table, PARTS[name], [text])) : undefined;
};

import * as build from '../../src/expr/build.ts';
import type { PartialOperation } from '../../src/model/index.ts';
import { opened } from './builtins.ts';
import { outside } from './externals.ts';
import type { Frame } from './frame.ts';
import { pathOf } from './paths.ts';
import type { Run } from './run.ts';
import { data, type Path, type Value } from './value.ts';

const TESTS: Readonly<Record<string, PartialOperation>> = {
  exists: 'path.exists',
  is_file: 'path.isfile',
  is_dir: 'path.isdir',
};

/** `path.name(*args)`; what does more to the file system than look at one file is a call to code outside. */
export const callOnPath = (
  run: Run,
  frame: Frame,
  path: Path,
  name: string,
  args: readonly Value[],
  at: number,
): Value => {
  const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
  if (test !== undefined) return data(build.operation(run.table, test, [path.text], at));
  switch (name) {
    case 'as_posix':
    case '__str__':
    case '__fspath__':
      return data(path.text);
    case 'joinpath':
      return pathOf(run, frame, [path, ...args], at);
    case 'expanduser':
      return { kind: 'path', text: build.operation(run.table, 'path.expanduser', [path.text], at) };
    case 'open':
    case 'read_text':
      return opened(run, frame, path, at);
    default:
      return outside(
        run,
        frame,
        `pathlib.Path.${name}`,
        { positional: [path, ...args], named: new Map(), spread: null },
        at,
      );
  }
};

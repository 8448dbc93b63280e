import type { Import, ImportFrom } from '../python/ast.ts';
import { absoluteName } from '../python/modules.ts';
import { emit } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { isPresent } from './present.ts';
import type { Run } from './run.ts';
import { localKey } from './state.ts';
import { external, type Value } from './value.ts';

/** An import where it is executed: what it imports from must be there, and its names are the frame's. */
export const importNames = (run: Run, frame: Frame, node: Import | ImportFrom, at: number): void => {
  if (node.kind === 'ImportFrom') {
    const from = absoluteName(frame.module, node.level, node.module) ?? '';
    require(run, frame, from, at);
    for (const { name, asname } of node.names)
      run.store.set(localKey(frame.id, asname ?? name), importedFrom(run, from, name));
    return;
  }
  for (const { name, asname } of node.names) {
    require(run, frame, name, at);
    const top = name.split('.')[0] ?? name;
    run.store.set(localKey(frame.id, asname ?? top), moduleNamed(run, asname === null ? top : name));
  }
};

/** A module that only the machine can tell of: without it the import is refused. */
const require = (run: Run, frame: Frame, name: string, at: number): void => {
  // Behind the boundary only what a config is refused for counts.
  if (run.looking !== null || isPresent(run, frame, name)) return;
  const value = run.table.add({ op: 'atom', name: `import:${name}` });
  const top = name.split('.')[0] ?? name;
  const subject = run.program.module(top) === undefined ? top : name;
  emit(run, frame, at, { kind: 'requirement', exception: 'ModuleNotFoundError', subject, value });
};

const moduleNamed = (run: Run, path: string): Value => {
  const module = run.program.module(path);
  return module === undefined ? external(path) : { kind: 'module', module };
};

const importedFrom = (run: Run, path: string, name: string): Value => {
  const module = run.program.module(path);
  return module === undefined
    ? external(`${path}.${name}`)
    : run.bindingValue(run.program.lookup(module, name));
};

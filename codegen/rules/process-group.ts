import { not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import { whereAbsent } from './attribute.ts';
import { constant } from './read.ts';
import type { Run } from './run.ts';
import { libraryKey } from './state.ts';

/** torch's default process group, which a process joins once. */

const KEY = libraryKey('torch.distributed');

/** Whether it was joined: by what was executed, or before, which the machine tells. */
export const processGroup = (run: Run): Ref => {
  const { table, store } = run;
  const before = table.add({ op: 'atom', name: 'torch.distributed.is_initialized()' });
  const joined = store.get(KEY);
  return joined === undefined ? before : or(table, not(table, whereAbsent(run, joined)), before);
};

export const joinProcessGroup = (run: Run): void => {
  run.store.set(KEY, constant(run, true));
};

import type { Run } from './run.ts';
import { Store } from './store.ts';

/** What a run has found and where it is. */
type State = Partial<Pick<Run, 'path' | 'store' | 'items' | 'forced' | 'notes' | 'looking'>>;

/** Runs something in another state than the run's own, to which it comes back. */
export const within = <T>(run: Run, state: State, action: () => T): T => {
  const { path, store, items, forced, notes, looking } = run;
  Object.assign(run, state);
  try {
    return action();
  } finally {
    Object.assign(run, { path, store, items, forced, notes, looking });
  }
};

/** Runs something that belongs to no path of the parser: it starts afresh and leaves nothing but its result. */
export const aside = <T>(run: Run, action: () => T): T =>
  within(run, { path: run.table.literal(true), store: new Store(), items: [], forced: new Map() }, action);

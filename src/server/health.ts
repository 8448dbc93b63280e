import type { Json } from '../model/index.ts';
import type { Serving } from './state.ts';

/** What `/health` answers. `degraded`: it serves, but not from the source it should. */
export function health({ catalog, epoch, syncing, problem }: Serving): { readonly [key: string]: Json } {
  return {
    status: problem === undefined ? 'ok' : 'degraded',
    source: { ...catalog.source },
    text: catalog.text !== undefined,
    files: catalog.data.files.length,
    parameters: catalog.names.length,
    unknowns: catalog.data.unknowns.length,
    epoch,
    syncing,
    ...(problem === undefined ? {} : { problem: { ...problem } }),
  };
}

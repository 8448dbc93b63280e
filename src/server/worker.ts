import { createCatalog } from '../catalog/index.ts';
import type { CatalogData, TextLayer } from '../model/index.ts';
import type { NotesData } from '../model/note.ts';
import { createLog } from './log.ts';
import { type Access, accessFor } from './security.ts';
import { createService } from './service.ts';

/** What a Workers runtime is given in place of a folder: everything in memory, usually bundled in. */
export interface WorkerOptions {
  readonly catalog: CatalogData;
  readonly text?: TextLayer;
  readonly notes?: NotesData;
  /** Host names of the deployment, such as `params.example.workers.dev`. Loopback is always accepted. */
  readonly hosts: readonly string[];
  /** Further host names whose pages may call it. */
  readonly origins?: readonly string[];
  /** Asked of every client when given. */
  readonly token?: string;
}

/**
 * The same server as on Node, as a Workers module.
 * @example
 * import catalog from 'llamafactory-params/generated/catalog.json';
 * export default createWorker({ catalog, hosts: ['params.example.workers.dev'] });
 */
export function createWorker(options: WorkerOptions): { fetch(request: Request): Promise<Response> } {
  const { catalog, text, notes, hosts, origins = [], token } = options;
  const extras = notes === undefined ? {} : { notes };
  const { app } = createService({
    catalog: createCatalog(catalog, text, extras),
    access: workerAccess(hosts, origins, token),
    log: createLog('warn', (line) => console.warn(line.trimEnd())),
  });
  return { fetch: async (request) => app.fetch(request) };
}

/** The platform listens, not this code: what matters is only which hosts it answers to. */
const workerAccess = (
  hosts: readonly string[],
  origins: readonly string[],
  token: string | undefined,
): Access => accessFor({ host: 'localhost', hosts, origins: [...hosts, ...origins], token });

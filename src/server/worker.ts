import type { z } from 'zod';
import { EntrySchema } from '../catalog/entry-schema.ts';
import { type Catalog, createCatalog } from '../catalog/index.ts';
import { once } from '../catalog/once.ts';
import { CatalogData, EvidenceData, HistoryData, RulesData, TextLayer, UserError } from '../model/index.ts';
import { NotesData } from '../model/note.ts';
import { createLog } from './log.ts';
import { type Access, accessFor } from './security.ts';
import { createService } from './service.ts';

/**
 * The files of a catalog folder, as a bundler imports JSON. What is left out is not known to the server: without
 * `rules` configs are checked for keys and types only. Each is checked when it is first needed.
 */
export interface WorkerFiles {
  /** `catalog.json` */
  readonly catalog: unknown;
  /** `rules.json` */
  readonly rules?: unknown;
  /** `index.json` */
  readonly evidence?: unknown;
  /** `notes.json` */
  readonly notes?: unknown;
  /** `history.json` */
  readonly history?: unknown;
  /** `schema/<entry>.json` by entry point. */
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** `text/text.json`: upstream's own sentences, for a deployment of your own source. */
  readonly text?: unknown;
}

export interface WorkerOptions extends WorkerFiles {
  /** Host names of the deployment, such as `params.example.workers.dev`. Loopback is always accepted. */
  readonly hosts: readonly string[];
  /** Further host names whose pages may call it. */
  readonly origins?: readonly string[];
  /** Asked of every client when given. */
  readonly token?: string;
}

/**
 * The same server as on Node, as a Workers module: no state, no socket, no file. It is made with the first request, for
 * a module may not compute long while it is loaded. Faults of its options are thrown then, to the runtime's log.
 * @example
 * import catalog from 'llamafactory-params/generated/catalog.json' with { type: 'json' };
 * import rules from 'llamafactory-params/generated/rules.json' with { type: 'json' };
 * import { createWorker } from 'llamafactory-params/worker';
 *
 * export default createWorker({ catalog, rules, hosts: ['params.example.workers.dev'] });
 */
export function createWorker(options: WorkerOptions): { fetch(request: Request): Promise<Response> } {
  const service = once(() =>
    createService({
      catalog: catalogOf(options),
      access: workerAccess(options),
      log: createLog('warn', (line) => console.warn(line.trimEnd())),
    }),
  );
  return { fetch: async (request) => service().app.fetch(request) };
}

function catalogOf(files: WorkerFiles): Catalog {
  const lazily =
    <T>(name: Exclude<keyof WorkerFiles, 'schemas'>, schema: z.ZodType<T>) =>
    (): T | undefined =>
      files[name] === undefined ? undefined : checked(name, schema, files[name]);
  return createCatalog(checked('catalog', CatalogData, files.catalog), lazily('text', TextLayer), {
    rules: lazily('rules', RulesData),
    evidence: lazily('evidence', EvidenceData),
    notes: lazily('notes', NotesData),
    history: lazily('history', HistoryData),
    schemas: (entry) => {
      const given = new Map(Object.entries(files.schemas ?? {})).get(entry);
      return given === undefined ? null : checked(`schemas.${entry}`, EntrySchema, given);
    },
  });
}

/** @throws UserError CATALOG_BROKEN */
function checked<T>(name: string, schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError({
    code: 'CATALOG_BROKEN',
    message: `\`${name}\` is not what this version writes: ${issue?.path.join('.')}: ${issue?.message}.`,
    next: 'Import the file from a catalog folder that `llamafactory-params codegen` of this version made.',
  });
}

/** The platform listens, not this code: what matters is only which hosts it answers to. */
const workerAccess = ({ hosts, origins = [], token }: WorkerOptions): Access =>
  accessFor({ host: 'localhost', hosts, origins, token });

import { openCatalog } from '../catalog/open.ts';
import { UserError } from '../model/index.ts';
import { banner } from './banner.ts';
import { createLog, type Log } from './log.ts';
import { keepHeapSmall } from './memory.ts';
import { type RunningServer, startServer } from './serve.ts';
import { type Environment, type ServeFlags, type Settings, settingsFrom } from './settings.ts';
import { snapshotDir } from './snapshot.ts';
import { type CatalogState, createState } from './state.ts';
import { startStdio } from './stdio.ts';
import { SURFACE } from './surface.ts';
import { type SyncOutcome, startCodegenWorker, syncOnce } from './sync.ts';

/** The process as the commands see it. */
export interface Io {
  readonly env: Environment;
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** Calls back on SIGINT or SIGTERM; over stdio also when stdin ends, for then the client has gone. */
  onStop(listener: () => void): void;
}

/**
 * `serve`: the HTTP server until it is told to stop. Resolves when everything is closed.
 * @throws UserError when it cannot start
 */
export async function serve(flags: ServeFlags, io: Io): Promise<void> {
  const settings = settingsFrom(flags, io.env);
  const { host, port, access } = settings;
  const log = createLog(settings.level, io.err);
  const catalog = openCatalog(settings.catalog ?? snapshotDir());
  const server = await startServer({ catalog, host, port, access, log });
  io.out(
    banner(
      catalog,
      server.mcpUrl,
      settings.catalog === undefined ? 'snapshot; looking for your own' : undefined,
    ),
  );
  const stopped = new Promise<void>((resolve) => io.onStop(resolve));
  try {
    await Promise.race([stopped, follow(settings, server, log, io).then(() => stopped)]);
  } finally {
    await server.close();
  }
}

/**
 * `stdio`: one client over stdin and stdout, until it goes.
 * @throws UserError when it cannot start
 */
export async function stdio(flags: ServeFlags, io: Io): Promise<void> {
  const settings = settingsFrom({ ...flags, host: undefined, port: 0 }, io.env);
  const log = createLog(settings.level, io.err);
  const state = createState(openCatalog(settings.catalog ?? snapshotDir()));
  const session = startStdio(state, SURFACE, log);
  if (settings.catalog === undefined)
    void sync(settings, state, log, io).then((outcome) => {
      if (outcome.kind === 'failed') io.err(afterSync(outcome, state));
    });
  await new Promise<void>((resolve) => io.onStop(resolve));
  await session.close();
}

/** Brings the source's own catalog in, where no catalog folder was named. */
async function follow(settings: Settings, server: RunningServer, log: Log, io: Io): Promise<void> {
  if (settings.catalog !== undefined) return keepHeapSmall();
  const outcome = await sync(settings, server.state, log, io);
  keepHeapSmall();
  if (outcome.kind === 'failed' && settings.source.path !== null && isNoSource(outcome.problem.code))
    throw new UserError(outcome.problem);
  io.out(afterSync(outcome, server.state));
}

const sync = (settings: Settings, state: CatalogState, log: Log, io: Io): Promise<SyncOutcome> =>
  syncOnce({
    state,
    log,
    source: settings.source,
    cwd: io.cwd,
    start: startCodegenWorker,
    load: openCatalog,
  });

/** A path that the user named and that is no LLaMA Factory: serving something else instead would hide the mistake. */
const isNoSource = (code: string): boolean =>
  code === 'SOURCE_MISSING' || code === 'SOURCE_NOT_LLAMA_FACTORY';

function afterSync(outcome: SyncOutcome, state: CatalogState): string {
  const { catalog } = state.current;
  switch (outcome.kind) {
    case 'swapped':
      return `Now serving ${outcome.label}: ${catalog.data.files.length} files, ${catalog.names.length} parameters\n`;
    case 'absent':
      return `No LLaMA Factory was found; serving the snapshot of ${catalog.source.label}. Set LLAMA_FACTORY_PATH to a checkout to serve that one.\n`;
    case 'failed':
      return `${outcome.problem.message} ${outcome.problem.next} Still serving ${catalog.source.label}.\n`;
  }
}

import { openCatalog, takeCatalog } from '../catalog/open.ts';
import { UserError } from '../model/index.ts';
import { banner } from './banner.ts';
import { configsFolder } from './configs.ts';
import { createLog, type Log } from './log.ts';
import { giveBackYoung, keepHeapSmall, withOwnFlags } from './memory.ts';
import { startServer } from './serve.ts';
import { type Environment, type ServeFlags, type Settings, settingsFrom } from './settings.ts';
import { snapshotDir } from './snapshot.ts';
import { type CatalogState, createState } from './state.ts';
import { SURFACE } from './surface.ts';
import { type SyncOptions, type SyncOutcome, startCodegenWorker, syncOnce } from './sync.ts';
import { followSource } from './watch.ts';
import { type Configs, configsReport, swapReport } from './watch-report.ts';

/** The process as the commands see it. */
export interface Io {
  readonly env: Environment;
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** Calls back on SIGINT or SIGTERM; over stdio also when stdin ends, for then the client has gone. */
  onStop(listener: () => void): void;
  /** Called when a server's start is over: what starting takes has been loaded and run. */
  readonly started?: () => void;
}

/**
 * `serve`: the HTTP server until it is told to stop. Resolves when everything is closed.
 * @throws UserError when it cannot start
 */
export async function serve(flags: ServeFlags, io: Io): Promise<void> {
  const settings = settingsFrom(flags, io.env);
  const { host, port, access, sessions } = settings;
  const log = createLog(settings.level, io.err);
  const configs = configsOf(settings, io);
  const catalog = openCatalog(settings.catalog ?? snapshotDir());
  const server = await startServer({ catalog, host, port, access, log, sessions });
  io.out(
    banner(
      catalog,
      server.mcpUrl,
      settings.catalog === undefined ? 'snapshot; looking for your own' : undefined,
    ),
  );
  const stopped = new Promise<void>((resolve) => io.onStop(resolve));
  const source = bringIn({ settings, state: server.state, log, io, configs, tell: io.out });
  try {
    await Promise.race([
      stopped,
      source.first.then((outcome) => begun(outcome, settings, io)).then(() => stopped),
    ]);
  } finally {
    await source.close();
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
  const configs = configsOf(settings, io);
  const state = createState(openCatalog(settings.catalog ?? snapshotDir()));
  const { startStdio } = await import('./stdio.ts');
  const session = startStdio(state, SURFACE, log);
  // Stdout is the protocol's; without --watch the client hears of the swap, and nobody else has to.
  const tell = settings.source.watch || configs !== undefined ? io.err : () => undefined;
  const source = bringIn({ settings, state, log, io, configs, tell });
  void source.first.then((outcome) => {
    settle(settings, io);
    if (outcome?.kind === 'failed' && tell !== io.err) io.err(afterSync(outcome, state));
  });
  await new Promise<void>((resolve) => io.onStop(resolve));
  await source.close();
  await session.close();
}

interface BringingIn {
  readonly settings: Settings;
  readonly state: CatalogState;
  readonly log: Log;
  readonly io: Io;
  readonly configs: Configs | undefined;
  /** Prints for the person who started the server. */
  readonly tell: (text: string) => void;
}

/** The source's own catalog on its way in, and with `--watch` in step from then on. */
interface Source {
  /** `undefined` where a catalog folder was named. */
  readonly first: Promise<SyncOutcome | undefined>;
  close(): Promise<void>;
}

function bringIn({ settings, state, log, io, configs, tell }: BringingIn): Source {
  const close = async (): Promise<void> => undefined;
  const check = (): void => {
    if (configs !== undefined) tell(configsReport(state.current.catalog, configs));
  };
  if (settings.catalog !== undefined) {
    check();
    return { first: Promise.resolve(undefined), close };
  }
  const told = (outcome: SyncOutcome): SyncOutcome => {
    if (!isFatal(outcome, settings)) tell(afterSync(outcome, state));
    setImmediate(check);
    return outcome;
  };
  const { source } = settings;
  const options = { state, log, source, cwd: io.cwd, start: startCodegenWorker, load: takeCatalog };
  if (!source.watch) return { first: syncOnce(options).then(told), close };
  return watching(options, configs, told, tell);
}

/** How long those who wait for a new catalog have it to themselves, in milliseconds. */
const AFTER_ANSWERS = 50;

function watching(
  options: SyncOptions,
  configs: Configs | undefined,
  told: (outcome: SyncOutcome) => SyncOutcome,
  tell: (text: string) => void,
): Source {
  const { state } = options;
  let close = async (): Promise<void> => undefined;
  const first = new Promise<SyncOutcome>((resolve) => {
    const following = followSource(options, {
      onFirst: (outcome) => resolve(told(outcome)),
      // Answers come first: comparing takes a moment.
      onSwap: (_, before, after) =>
        setTimeout(() => tell(swapReport(before, after, configs)), AFTER_ANSWERS).unref(),
      onProblem: (problem) => tell(afterSync({ kind: 'failed', problem }, state)),
      onRecovery: () => tell(`The source is whole again; serving ${state.current.catalog.source.label}.\n`),
    });
    close = following.close;
  });
  return { first, close: () => close() };
}

/** After the first sync: ends the start where the user named what is no source. */
function begun(outcome: SyncOutcome | undefined, settings: Settings, io: Io): void {
  settle(settings, io);
  if (outcome !== undefined && isFatal(outcome, settings) && outcome.kind === 'failed')
    throw new UserError(outcome.problem);
}

/** How long the first clients have a server that has begun to themselves, in milliseconds. */
const AFTER_START = 3_000;

/**
 * Once nothing of the start is left but to keep its code, which can wait until the first questions are answered. The
 * heap is kept small from here on: what it once grew to is not all given back.
 */
function settle({ source }: Settings, io: Io): void {
  const started = (): void => io.started?.();
  // Flags bind the codegen worker too, which has much to do while it watches.
  if (!source.watch) keepHeapSmall();
  setTimeout(() => {
    if (source.watch) return started();
    withOwnFlags(started);
    giveBackYoung();
  }, AFTER_START).unref();
}

const isFatal = (outcome: SyncOutcome, { source }: Settings): boolean =>
  outcome.kind === 'failed' && source.path !== null && isNoSource(outcome.problem.code);

const configsOf = ({ configs }: Settings, { cwd }: Io): Configs | undefined =>
  configs === undefined ? undefined : { folder: configsFolder(configs, cwd), cwd };

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
